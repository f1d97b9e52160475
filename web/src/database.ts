// One IndexedDB database behind promises. A handle that the browser has closed is dropped and opened again once; what still
// fails then is reported with the name the browser gives it, and never swallowed.
import { Trouble } from './messages';

const gone = (error: unknown) => error instanceof DOMException && /^(InvalidStateError|UnknownError)$/.test(error.name);

export function storageTrouble(error: unknown): Trouble {
    if (error instanceof Trouble) return error;
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'QuotaExceededError')
        return new Trouble('E_STORAGE_FULL', 'The browser has no room left for this site; free some disk space.');
    if (name === 'SecurityError' || name === 'NotAllowedError' || (name === 'UnknownError' && /denied/i.test((error as DOMException).message)))
        return new Trouble('E_STORAGE_DENIED', 'The browser does not let this site store anything; allow site data for it.');
    if (name === 'VersionError')
        return new Trouble('E_VERSION', 'The data of this site was written by a newer version; reload the page.');
    return new Trouble('E_CORRUPT', `The browser's storage failed (${name || String(error)}).`);
}

export const lost = () => new Trouble('E_EVICTED', 'The browser has thrown away what this site had stored; join again by a new invite.');

// Names of the databases of every device that this browser was.
export async function storedDevices(): Promise<string[]> {
    const all = await indexedDB.databases().catch(() => []);
    return all.flatMap(({ name }) => (name?.startsWith('customer-history/') ? [name] : []));
}

export const deleteStored = (name: string): Promise<void> => new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
});

const patience = 5000;  // ms that another tab may take to close an older version's handle

export class Database {
    private opened = false;  // earlier by this object: then it must not be empty now
    private handle: Promise<IDBDatabase> | null = null;

    // A version adds stores to what stands; it never changes one.
    constructor(readonly name: string, private readonly stores: string[], private readonly version = 1) {}

    private open(): Promise<IDBDatabase> {
        this.handle ??= new Promise<IDBDatabase>((resolve, reject) => {
            if (typeof indexedDB === 'undefined') throw new DOMException('no IndexedDB', 'SecurityError');
            const request = indexedDB.open(this.name, this.version);
            request.onupgradeneeded = (event) => {
                // Deleted while the page is open: a part must not be written where the whole was.
                if (this.opened && event.oldVersion === 0) {
                    reject(lost());
                    return request.transaction!.abort();
                }
                this.stores.filter((store) => !request.result.objectStoreNames.contains(store))
                    .forEach((store) => request.result.createObjectStore(store));
            };
            request.onerror = (event) => {
                event.preventDefault();
                reject(request.error);
            };
            let given_up = false;
            request.onblocked = () => setTimeout(() => {
                given_up = true;
                reject(new Trouble('E_VERSION', 'A tab with an older version keeps the data of this site open; close it and reload this page.'));
            }, patience);
            request.onsuccess = () => {
                const database = request.result;
                if (given_up) return database.close();
                this.opened = true;
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

    // Everything in it is gone; other tabs let go of it by themselves.
    async destroy(): Promise<void> {
        const handle = await this.handle?.catch(() => null);
        handle?.close();
        this.handle = null;
        this.opened = false;
        await deleteStored(this.name);
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
