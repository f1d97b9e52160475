// One IndexedDB database behind promises. A handle that the browser has closed is dropped and opened again once; what still
// fails then is reported with the name the browser gives it, and never swallowed.
import { Trouble } from './messages';

const gone = (error: unknown) => error instanceof DOMException && /^(InvalidStateError|UnknownError)$/.test(error.name);

export function storageTrouble(error: unknown): Trouble {
    if (error instanceof Trouble) return error;
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'QuotaExceededError')
        return new Trouble('E_STORAGE_FULL', 'The browser has no room left for this site; free some disk space.');
    if (name === 'SecurityError' || name === 'NotAllowedError')
        return new Trouble('E_STORAGE_DENIED', 'The browser does not let this site store anything; allow site data for it.');
    if (name === 'VersionError')
        return new Trouble('E_VERSION', 'The data of this site was written by a newer version; reload the page.');
    return new Trouble('E_CORRUPT', `The browser's storage failed (${name || String(error)}).`);
}

export class Database {
    private handle: Promise<IDBDatabase> | null = null;

    // A version adds stores to what stands; it never changes one.
    constructor(readonly name: string, private readonly stores: string[], private readonly version = 1) {}

    private open(): Promise<IDBDatabase> {
        this.handle ??= new Promise<IDBDatabase>((resolve, reject) => {
            if (typeof indexedDB === 'undefined') throw new DOMException('no IndexedDB', 'SecurityError');
            const request = indexedDB.open(this.name, this.version);
            request.onupgradeneeded = () => this.stores.filter((store) => !request.result.objectStoreNames.contains(store))
                .forEach((store) => request.result.createObjectStore(store));
            request.onerror = () => reject(request.error);
            request.onblocked = () => reject(new DOMException('blocked', 'VersionError'));
            request.onsuccess = () => {
                const database = request.result;
                const drop = () => { this.handle = null; };
                database.onclose = drop;
                database.onversionchange = () => { database.close(); drop(); };
                resolve(database);
            };
        });
        this.handle.catch(() => { this.handle = null; });
        return this.handle;
    }

    // Runs `work` inside one transaction; resolves with what it returned once the transaction is complete. Transactions of
    // one store take effect in the order of these calls.
    async transact<T>(stores: string | string[], mode: IDBTransactionMode, durability: IDBTransactionDurability,
                      work: (...rows: IDBObjectStore[]) => T): Promise<T> {
        try {
            return await this.attempt(stores, mode, durability, work);
        } catch (error) {
            if (!gone(error)) throw error;
            this.handle = null;
            return await this.attempt(stores, mode, durability, work);
        }
    }

    private async attempt<T>(stores: string | string[], mode: IDBTransactionMode, durability: IDBTransactionDurability,
                             work: (...rows: IDBObjectStore[]) => T): Promise<T> {
        const database = await this.open();
        return await new Promise<T>((resolve, reject) => {
            const transaction = database.transaction(stores, mode, { durability });
            let result: T;
            transaction.oncomplete = () => resolve(result);
            transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'UnknownError'));
            result = work(...[stores].flat().map((store) => transaction.objectStore(store)));
        });
    }
}
