// The Vault port: a device's secrets, sealed with an AES-GCM key that WebCrypto never gives out. It keeps a copy of the
// database's files, and scripts that read them, from having the keys; it cannot keep out a script of this same origin that runs
// now. Stores of one database: `keys` holds the CryptoKey, `secrets` one record per device, `current` the name of the one in use.
import { Database } from './database';

interface Sealed {
    iv: Uint8Array<ArrayBuffer>;
    text: ArrayBuffer;
}

export class Vault {
    private readonly database = new Database('customer-history', ['keys', 'secrets']);
    private key: CryptoKey | null = null;
    private name = '';  // of the device in use; its secrets are bound to it

    async load(): Promise<Uint8Array | null> {
        const current = await this.get<string>('secrets', 'current');
        const sealed = current ? await this.get<Sealed>('secrets', current) : undefined;
        if (!current || !sealed) return null;
        this.name = current;
        return new Uint8Array(await crypto.subtle.decrypt(this.cipher(sealed.iv), await this.wrappingKey(), sealed.text));
    }

    // What is stored next belongs to another device; the old one's record stays.
    renew(): void { this.name = crypto.randomUUID(); }

    // Durable when it resolves. The device becomes the current one.
    async store(secrets: Uint8Array): Promise<void> {
        const name = this.name;
        const iv = crypto.getRandomValues(new Uint8Array(12));  // random: far fewer than 2^32 records per key
        const text = await crypto.subtle.encrypt(this.cipher(iv), await this.wrappingKey(), secrets as Uint8Array<ArrayBuffer>);
        await this.database.transact('secrets', 'readwrite', 'strict', (rows) => {
            rows.put({ iv, text } satisfies Sealed, name);
            rows.put(name, 'current');
        });
    }

    private cipher(iv: Uint8Array<ArrayBuffer>): AesGcmParams {
        return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(this.name) };
    }

    private async get<T>(store: string, name: string): Promise<T | undefined> {
        const request = await this.database.transact(store, 'readonly', 'default', (rows) => rows.get(name));
        return request.result as T | undefined;
    }

    private async wrappingKey(): Promise<CryptoKey> {
        this.key ??= (await this.get<CryptoKey>('keys', 'wrapping')) ?? null;
        if (this.key) return this.key;
        const fresh = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
        await this.database.transact('keys', 'readwrite', 'strict', (rows) => { rows.put(fresh, 'wrapping'); });
        return (this.key = fresh);
    }
}
