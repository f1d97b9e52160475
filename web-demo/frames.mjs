// Reads WebSocket messages (RFC 6455) out of bytes that pass by, and what stands in clear in those of the protocol
// (core/wire/message.h, push.h, envelope.h): the eyes of the server. No key is here, so nothing else can be read.

export class Frames {
    constructor(take, afterHandshake = false) {
        this.each = take;
        this.rest = Buffer.alloc(0);
        this.parts = [];
        this.handshake = afterHandshake;  // the HTTP answer comes first
    }

    take(bytes) {
        this.rest = Buffer.concat([this.rest, bytes]);
        if (this.handshake) {
            const end = this.rest.indexOf('\r\n\r\n');
            if (end < 0) return;
            this.rest = this.rest.subarray(end + 4);
            this.handshake = false;
        }
        for (let frame = this.next(); frame; frame = this.next()) {
            if (frame.opcode > 2) continue;  // ping, pong, close
            this.parts.push(frame.payload);
            if (!frame.last) continue;
            const message = Buffer.concat(this.parts);
            this.parts = [];
            this.each(message);
        }
    }

    next() {
        const rest = this.rest;
        if (rest.length < 2) return null;
        let size = rest[1] & 127, at = 2;
        if (size === 126) {
            if (rest.length < 4) return null;
            size = rest.readUInt16BE(2);
            at = 4;
        } else if (size === 127) {
            if (rest.length < 10) return null;
            size = Number(rest.readBigUInt64BE(2));
            at = 10;
        }
        const masked = (rest[1] & 128) !== 0;
        const mask = masked ? rest.subarray(at, at + 4) : null;
        if (masked) at += 4;
        if (rest.length < at + size) return null;
        const payload = Buffer.from(rest.subarray(at, at + size));
        if (mask) for (let i = 0; i < size; ++i) payload[i] ^= mask[i & 3];
        this.rest = rest.subarray(at + size);
        return { opcode: rest[0] & 15, last: (rest[0] & 128) !== 0, payload };
    }
}

class Reader {
    constructor(bytes) { this.bytes = bytes; this.at = 0; }
    raw(size) {
        if (this.at + size > this.bytes.length) throw new RangeError('end');
        return this.bytes.subarray(this.at, (this.at += size));
    }
    u8() { return this.raw(1)[0]; }
    u32() { return this.raw(4).readUInt32LE(0); }
    u64() { return Number(this.raw(8).readBigUInt64LE(0)); }
    varint() {
        let value = 0, scale = 1;
        for (let i = 0; i < 10; ++i, scale *= 128) {
            const byte = this.u8();
            value += (byte & 127) * scale;
            if (byte < 128) return value;
        }
        throw new RangeError('varint');
    }
    blob() { return this.raw(this.varint()); }
}

function envelope(bytes) {
    const in_ = new Reader(bytes);
    in_.raw(2 + 8);
    const stream = in_.raw(16).toString('hex'), device = in_.raw(16).toString('hex');
    const epoch = in_.u32(), number = in_.u32();
    return { stream, device, epoch, number, bytes: bytes.length, cipher: bytes.subarray(-32).toString('hex') };
}

function push(bytes) {
    const in_ = new Reader(bytes);
    in_.raw(1 + 16 + 8 + 8 + 32 + 64);
    return Array.from({ length: in_.varint() }, () => envelope(in_.blob()));
}

// What a message of the server says in clear: [{gpos, time, stream, device, bytes, cipher}] of batch and live entries.
export function entriesOf(message) {
    try {
        const in_ = new Reader(message), kind = in_.u8();
        if (kind !== 6 && kind !== 7) return [];
        const rows = [];
        for (let left = in_.varint(); left > 0; --left) {
            const what = in_.u8(), gpos = in_.u64(), time = in_.u64();
            if (what === 2) {
                const record = in_.blob();
                rows.push({ gpos, time, stream: 'roster', device: '', bytes: record.length, cipher: 'в открытом виде, подписано' });
                continue;
            }
            for (let positions = in_.varint(); positions > 0; --positions) in_.u64();
            push(in_.blob()).forEach((one, index) => rows.push({ gpos: gpos + index, time, ...one }));
        }
        return rows;
    } catch {
        return [];  // a format this page does not know: it shows nothing rather than something wrong
    }
}
