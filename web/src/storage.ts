// The Storage port (core/port/ports.h) on IndexedDB: binary keys in the order of their bytes. A browser keeps values above 64 KiB
// in files of their own, which are slow to read: of a longer row `rows` holds the head, in a list of one, and `rest` what follows.
// strict commits wait for the disk; relaxed ones may be lost by a power cut, never reordered.
import { Database } from './database';

const stores = ['rows', 'rest'] as const;
const head_bytes = 48 * 1024;
const singly = 128;  // rows of one read that are asked for one by one

type Head = Uint8Array | [Uint8Array];

function whole(head: Head, rest: Uint8Array | undefined): Uint8Array {
    if (!Array.isArray(head)) return head;
    const row = new Uint8Array(head[0].length + (rest?.length ?? 0));
    row.set(head[0]);
    if (rest) row.set(rest, head[0].length);
    return row;
}

const textBytes = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;

export class Storage {
    private readonly database: Database;

    constructor(workspace: string, device: string) {
        this.database = new Database(`customer-history/${workspace}/${device}`, [...stores], 2);
    }

    async empty(): Promise<boolean> {
        const count = await this.database.transact('rows', 'readonly', 'default', (rows) => rows.count());
        return count.result === 0;
    }

    // Rows as core_ports.h packs them.
    async read(from: Uint8Array, to: Uint8Array, limit: number): Promise<Uint8Array> {
        const range = to.length > 0 ? IDBKeyRange.bound(textBytes(from), textBytes(to), false, true) : IDBKeyRange.lowerBound(textBytes(from));
        const pairs: (readonly [Uint8Array, Uint8Array])[] = [];
        await this.database.transact([...stores], 'readonly', 'default', (rows, rest) => {
            const keys = rows.getAllKeys(range, limit);
            keys.onsuccess = () => {
                const gather = (heads: (at: number) => Head, rests: (at: number) => Uint8Array | undefined) =>
                    keys.result.forEach((key, at) => pairs.push([new Uint8Array(key as ArrayBuffer), whole(heads(at), rests(at))]));
                // Few rows are a customer's long ones: the browser answers one `get` each four times faster than all of them in one.
                if (keys.result.length <= singly) {
                    const gets = keys.result.map((key) => [rows.get(key), rest.get(key)] as const);
                    const last = gets[gets.length - 1];
                    if (last) last[1].onsuccess = () => gather((at) => gets[at]![0].result, (at) => gets[at]![1].result);
                    return;
                }
                const heads = rows.getAll(range, limit);
                heads.onsuccess = () => {
                    const rests = new Map(keys.result.flatMap((key, at) => Array.isArray(heads.result[at]) ? [[at, rest.get(key)]] as const : []));
                    const last = [...rests.values()].pop();
                    const done = () => gather((at) => heads.result[at], (at) => rests.get(at)?.result);
                    if (last) last.onsuccess = done;
                    else done();
                };
            };
        });
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
        await this.database.transact([...stores], 'readwrite', strict ? 'strict' : 'relaxed', (rows, rest) => {
            for (const [key, value] of puts) {
                if (value.length > head_bytes) {
                    rows.put([value.slice(0, head_bytes)], key);
                    rest.put(value.slice(head_bytes), key);
                } else {
                    rows.put(value, key);  // a `rest` of a longer one before is passed over: this head is no list
                }
            }
            for (const key of deletes) {
                rows.delete(key);
                rest.delete(key);
            }
        });
    }
}
