// The Vault port: a device's secrets, sealed with an AES-GCM key that WebCrypto never gives out. Which key:
//
//   without a passphrase   `wrapping`, kept in the database beside the secrets. A copy of single records, and scripts that read
//                          them, do not have the keys; whoever takes the whole profile of the browser has.
//   with a passphrase      a key that is stored only locked by it (core/crypto/passphrase.h). After an unlock it lives in the
//                          memory of the tabs' workers. Unlocked "for a shift" it also stands in the database, not to be given
//                          out, with the moment it ends: that rests on this browser's clock and profile and on nothing else.
//
// Neither keeps out a script of this same origin that runs while the device is unlocked. A browser may leave what it deleted on
// its disk for a while. Stores of one database: `keys` (wrapping, shift), `secrets` (one record per device; `current`: the name
// of the one in use; `lock`; `begun/<name>`: words were written on it, or its rows were seen, so they must not be missing).
import { Database } from './database';
import { makeLock, openLock } from './locksmith';
import { Trouble } from './messages';

interface Sealed {
    iv: Uint8Array<ArrayBuffer>;
    text: ArrayBuffer;
}

interface Shift {
    key: CryptoKey;
    from: number;   // ms; a clock before it is a clock that was set back
    until: number;
}

export interface Opened {
    secrets: Uint8Array;
    begun: boolean;
}

const hoursMax = 16;
const hour = 3_600_000;  // ms
const taken = /^(current|lock|begun\/.*)$/;  // names in `secrets` that are no device's

const usable = (raw: Uint8Array): Promise<CryptoKey> =>
    crypto.subtle.importKey('raw', raw as Uint8Array<ArrayBuffer>, 'AES-GCM', false, ['encrypt', 'decrypt']).finally(() => raw.fill(0));

export class Vault {
    private readonly database = new Database('customer-history', ['keys', 'secrets']);
    private key: CryptoKey | null = null;
    private name = '';  // of the device in use; its secrets are bound to it
    private lock: Uint8Array | undefined;
    private turn: Promise<unknown> = Promise.resolve();
    private ends = 0;

    get protected(): boolean { return this.lock !== undefined; }
    get until(): number { return this.ends; }  // end of the shift in ms, 0: none
    get held(): CryptoKey | null { return this.protected ? this.key : null; }  // for the workers of other tabs
    hold(key: CryptoKey | null): void { this.key = key; }

    async load(now = Date.now()): Promise<'none' | 'locked' | Opened> {
        this.lock = await this.get<Uint8Array>('secrets', 'lock');
        const current = await this.get<string>('secrets', 'current');
        const sealed = current ? await this.get<Sealed>('secrets', current) : undefined;
        if (!current || !sealed) return 'none';
        this.name = current;
        if (this.protected) {
            this.key ??= await this.shift(now);
            if (!this.key) return 'locked';
        }
        const text = await crypto.subtle.decrypt(cipher(sealed.iv, current), await this.sealingKey(), sealed.text).catch(() => null);
        if (!text && this.protected) {  // another tab set another passphrase meanwhile
            this.key = null;
            return 'locked';
        }
        if (!text) throw new Trouble('E_KEY', "The keys of this device do not open with the browser's own key; clear the data of this site and join again by a new invite.");
        const secrets = new Uint8Array(text);
        return { secrets, begun: (await this.get<boolean>('secrets', `begun/${current}`)) ?? false };
    }

    // What is stored next belongs to another device; the old one's record stays.
    // Returns how to take it back.
    renew(): () => void {
        const before = this.name;
        this.name = crypto.randomUUID();
        return () => { this.name = before; };
    }

    // Durable when it resolves. The device becomes the current one.
    store(secrets: Uint8Array): Promise<void> {
        return this.after(async () => {
            const name = this.name;
            const sealed = await seal(await this.sealingKey(), name, secrets);
            await this.database.transact('secrets', 'readwrite', 'strict', (rows) => {
                rows.put(sealed, name);
                rows.put(name, 'current');
            });
        });
    }

    mark(): Promise<void> {
        const name = `begun/${this.name}`;
        return this.database.transact('secrets', 'readwrite', 'strict', (rows) => { rows.put(true, name); });
    }

    // hours: how long the device stays unlocked over reloads; 0: until the last tab is closed.
    async unlock(core: WebAssembly.Module, passphrase: string, hours: number): Promise<void> {
        if (!this.lock) throw new Trouble('E_KEY', 'This device has no passphrase.');
        if (!(hours >= 0 && hours <= hoursMax)) throw new Trouble('E_KEY', `A shift has at most ${hoursMax} hours.`);
        const key = await usable(await openLock(core, passphrase, this.lock));
        this.ends = hours > 0 ? Date.now() + hours * hour : 0;
        const shift = { key, from: Date.now(), until: this.ends } satisfies Shift;
        await this.database.transact('keys', 'readwrite', 'strict', (rows) => {
            if (hours > 0) rows.put(shift, 'shift');
            else rows.delete('shift');
        });
        this.key = key;
    }

    // Sets, changes or (passphrase '') takes away the passphrase, whole or not at all.
    protect(core: WebAssembly.Module, passphrase: string, current: string): Promise<void> {
        return this.after(async () => {
            if (this.lock) (await openLock(core, current, this.lock)).fill(0);
            const before = await this.sealingKey();
            let lock: Uint8Array<ArrayBuffer> | undefined;
            let next: CryptoKey;
            if (passphrase) {
                const made = await makeLock(core, passphrase);
                lock = made.locked;
                next = await usable(made.key);
            } else {
                next = await freshKey();
            }
            const devices = (await this.names()).filter((name) => !taken.test(name));
            const sealed = await Promise.all(devices.map(async (name) => {
                const old = (await this.get<Sealed>('secrets', name))!;
                const secrets = new Uint8Array(await crypto.subtle.decrypt(cipher(old.iv, name), before, old.text));
                return [name, await seal(next, name, secrets).finally(() => secrets.fill(0))] as const;
            }));
            await this.database.transact(['keys', 'secrets'], 'readwrite', 'strict', (keys, rows) => {
                for (const [name, record] of sealed) rows.put(record, name);
                if (lock) rows.put(lock, 'lock');
                else rows.delete('lock');
                if (lock) keys.delete('wrapping');
                else keys.put(next, 'wrapping');
                keys.delete('shift');
            });
            [this.lock, this.key, this.ends] = [lock, next, 0];
        });
    }

    // Locked: the key leaves memory and the shift ends.
    async forget(): Promise<void> {
        await this.turn.catch(() => {});
        this.key = null;
        this.ends = 0;
        await this.database.transact('keys', 'readwrite', 'strict', (rows) => { rows.delete('shift'); });
    }

    destroy(): Promise<void> {
        [this.key, this.lock, this.name] = [null, undefined, ''];
        return this.database.destroy();
    }

    private after<T>(work: () => Promise<T>): Promise<T> {
        const done = this.turn.then(work, work);
        this.turn = done.catch(() => {});
        return done;
    }

    private async get<T>(store: string, name: string): Promise<T | undefined> {
        const request = await this.database.transact(store, 'readonly', 'default', (rows) => rows.get(name));
        return request.result as T | undefined;
    }

    private async names(): Promise<string[]> {
        const request = await this.database.transact('secrets', 'readonly', 'default', (rows) => rows.getAllKeys());
        return request.result as string[];
    }

    private async shift(now: number): Promise<CryptoKey | null> {
        const shift = await this.get<Shift>('keys', 'shift');
        if (!shift) return null;
        if (now >= shift.from && now < shift.until) {
            this.ends = shift.until;
            return shift.key;
        }
        await this.database.transact('keys', 'readwrite', 'strict', (rows) => { rows.delete('shift'); });
        return null;
    }

    private async sealingKey(): Promise<CryptoKey> {
        if (this.key) return this.key;
        if (this.protected) throw new Trouble('E_KEY', 'This device is locked.');
        this.key = (await this.get<CryptoKey>('keys', 'wrapping')) ?? null;
        if (this.key) return this.key;
        const fresh = await freshKey();
        await this.database.transact('keys', 'readwrite', 'strict', (rows) => { rows.put(fresh, 'wrapping'); });
        return (this.key = fresh);
    }
}

const freshKey = (): Promise<CryptoKey> => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

function cipher(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
    return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) };
}

async function seal(key: CryptoKey, name: string, secrets: Uint8Array): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));  // random: far fewer than 2^32 records per key
    return { iv, text: await crypto.subtle.encrypt(cipher(iv, name), key, secrets as Uint8Array<ArrayBuffer>) };
}
