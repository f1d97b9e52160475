// The Transport port: one WebSocket at a time, opened again with back-off while the replica wants a connection.
// No polling: the only timers are the next attempt and, while connected, one that fires when the server has been silent too long.

const retryFirst = 1000;       // ms; doubled after every failed attempt, half of it random
const retryMax = 60_000;       // ms
const steady = 10_000;         // ms; a connection that stood so long starts the back-off anew
const silenceMax = 95_000;     // ms; the server signs its time every minute, the replica gives up at 90 s
const troubleRetry = 6000;     // ms; the replica tries a refused push again after 5 s

export interface Line {
    wanted(): boolean;
    opened(): void;
    message(bytes: Uint8Array): void;
    closed(): void;
    tick(): void;
}

export class Transport {
    private socket: WebSocket | null = null;
    private open = false;
    private attempts = 0;
    private retryTimer: ReturnType<typeof setTimeout> | undefined;
    private tickTimer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly url: string, private readonly line: Line) {
        self.addEventListener('online', () => this.hurry());  // a hint, no more
    }

    // Tries now what would have been tried later.
    hurry(): void { if (this.retryTimer !== undefined) this.connect(); }

    connect(): void {
        clearTimeout(this.retryTimer);
        this.retryTimer = undefined;
        if (this.socket || !this.line.wanted()) return;
        let socket: WebSocket;
        try {
            socket = new WebSocket(this.url);
        } catch {
            return this.later();  // an address that no browser would open, or one that connect-src forbids
        }
        this.socket = socket;
        socket.binaryType = 'arraybuffer';
        let since = 0;
        socket.onopen = () => {
            if (this.socket !== socket) return;
            this.open = true;
            since = Date.now();
            this.line.opened();
            this.expect(silenceMax);
        };
        socket.onmessage = (event) => {
            if (this.socket !== socket || !(event.data instanceof ArrayBuffer)) return;
            this.line.message(new Uint8Array(event.data));
            this.expect(silenceMax);
        };
        socket.onclose = () => {
            if (this.socket !== socket) return;
            const opened = this.open;
            this.socket = null;
            this.open = false;
            clearTimeout(this.tickTimer);
            if (opened && Date.now() - since > steady) this.attempts = 0;
            if (opened) this.line.closed();
            this.later();
        };
    }

    send(message: Uint8Array): boolean {
        if (!this.socket || !this.open || this.socket.readyState !== WebSocket.OPEN) return false;
        this.socket.send(message as Uint8Array<ArrayBuffer>);
        return true;
    }

    close(): void { this.socket?.close(); }

    retire(): void {
        clearTimeout(this.retryTimer);
        this.retryTimer = undefined;
        clearTimeout(this.tickTimer);
        const socket = this.socket;
        this.socket = null;
        this.open = false;
        socket?.close();
    }

    // The replica is in trouble and wants to be asked soon.
    soon(): void { if (this.open) this.expect(troubleRetry); }

    private expect(ms: number): void {
        clearTimeout(this.tickTimer);
        this.tickTimer = setTimeout(() => {
            this.line.tick();
            if (this.open) this.expect(silenceMax);
        }, ms);
    }

    private later(): void {
        if (!this.line.wanted()) return;
        const full = Math.min(retryMax, retryFirst * 2 ** Math.min(this.attempts++, 6));
        this.retryTimer = setTimeout(() => this.connect(), full / 2 + (full / 2) * Math.random());
    }
}
