// The passphrase of this device, by core/crypto/passphrase.h: Argon2id in an instance of core.wasm that lives for one question.
// Its 64 MiB go with it, wiped; a memory that has grown never shrinks.
import makeCore, { type CoreHost, type CoreModule } from 'core.mjs';
import { Trouble } from './messages';

const unauthorized = 2, limit = 4, usage = 9;  // core/base/result.h
const keyBytes = 32;

const mute: CoreHost = {
    read: () => {}, commit: () => {}, keep: () => {}, send: () => false, close: () => {}, changed: () => {}, answer: () => {},
};

async function ask(core: WebAssembly.Module, words: Uint8Array[], question: (made: CoreModule, ...places: number[]) => number): Promise<Uint8Array> {
    let made: CoreModule | undefined;
    try {
        made = await makeCore({
            host: mute, locateFile: (name) => name, print: () => {}, printErr: () => {},
            instantiateWasm: (imports, done) => {
                void WebAssembly.instantiate(core, imports).then(done);
                return {};
            },
        });
        const places: number[] = [];
        for (const bytes of words) {
            const at = made._core_buffer(bytes.length);
            made.HEAPU8.set(bytes, at);
            places.push(at, bytes.length);
        }
        const at = question(made, ...places);
        const size = new DataView(made.HEAPU8.buffer).getUint32(at, true);
        const said = made.HEAPU8.slice(at + 4, at + 4 + size);
        if (said[0] === 0) return said.subarray(1);
        const sentence = new TextDecoder().decode(said.subarray(1));
        throw new Trouble(said[0] === unauthorized || said[0] === usage ? 'E_KEY' : said[0] === limit ? 'E_STORAGE_FULL' : 'E_CORRUPT', sentence);
    } catch (error) {
        if (error instanceof Trouble) throw error;
        throw new Trouble('E_CORRUPT', `The passphrase could not be checked (${String(error)}).`);
    } finally {
        made?.HEAPU8.fill(0);
        words.forEach((bytes) => bytes.fill(0));
    }
}

export async function makeLock(core: WebAssembly.Module, passphrase: string): Promise<{ key: Uint8Array; locked: Uint8Array<ArrayBuffer> }> {
    const said = await ask(core, [new TextEncoder().encode(passphrase)], (made, at, size) => made._core_lock(at!, size!));
    return { key: said.subarray(0, keyBytes), locked: said.slice(keyBytes) as Uint8Array<ArrayBuffer> };
}

export async function openLock(core: WebAssembly.Module, passphrase: string, locked: Uint8Array): Promise<Uint8Array> {
    return await ask(core, [new TextEncoder().encode(passphrase), locked.slice()], (made, at, size, kept, keptSize) => made._core_unlock(at!, size!, kept!, keptSize!));
}
