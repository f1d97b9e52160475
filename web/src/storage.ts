// The Storage port (core/port/ports.h) on IndexedDB: one object store, binary keys in the order of their bytes.
// strict commits wait for the disk; relaxed ones may be lost by a power cut, never reordered.
import { Database } from './database';

const textBytes = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;

export class Storage {
    private readonly database: Database;

    constructor(workspace: string, device: string) {
        this.database = new Database(`customer-history/${workspace}/${device}`, ['rows']);
    }

    // Rows as core_ports.h packs them.
    async read(from: Uint8Array, to: Uint8Array, limit: number): Promise<Uint8Array> {
        const range = to.length > 0 ? IDBKeyRange.bound(textBytes(from), textBytes(to), false, true) : IDBKeyRange.lowerBound(textBytes(from));
        const [keys, values] = await this.database.transact('rows', 'readonly', 'default', (rows) => [
            rows.getAllKeys(range, limit), rows.getAll(range, limit)]);
        const pairs = keys.result.map((key, index) => [new Uint8Array(key as ArrayBuffer), values.result[index] as Uint8Array] as const);
        const packed = new Uint8Array(pairs.reduce((sum, [key, value]) => sum + 8 + key.length + value.length, 4));
        const view = new DataView(packed.buffer);
        view.setUint32(0, pairs.length, true);
        let at = 4;
        const put = (bytes: Uint8Array) => {
            view.setUint32(at, bytes.length, true);
            packed.set(bytes, at + 4);
            at += 4 + bytes.length;
        };
        for (const [key, value] of pairs) {
            put(key);
            put(value);
        }
        return packed;
    }

    async commit(batch: Uint8Array, strict: boolean): Promise<void> {
        const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
        let at = 0;
        const number = () => { at += 4; return view.getUint32(at - 4, true); };
        const bytes = () => { const size = number(); at += size; return batch.slice(at - size, at); };
        const puts = Array.from({ length: number() }, () => [bytes(), bytes()] as const);
        const deletes = Array.from({ length: number() }, bytes);
        await this.database.transact('rows', 'readwrite', strict ? 'strict' : 'relaxed', (rows) => {
            for (const [key, value] of puts) rows.put(value, key);
            for (const key of deletes) rows.delete(key);
        });
    }
}
