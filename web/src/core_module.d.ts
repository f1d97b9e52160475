// The module that emcc makes of web/core_exports.cpp; build.mjs binds it into worker.js.
declare module 'core.mjs' {
    export interface CoreHost {
        read(ticket: number, from: Uint8Array, to: Uint8Array, limit: number): void;
        commit(ticket: number, batch: Uint8Array, strict: boolean): void;
        keep(ticket: number, secrets: Uint8Array): void;
        send(message: Uint8Array): boolean;
        close(): void;
        changed(): void;
        answer(request: number, ok: boolean, text: Uint8Array): void;
    }
    export interface CoreModule {
        HEAPU8: Uint8Array;  // replaced whenever the memory grows: read it anew after every call
        _core_buffer(size: number): number;
        _core_create(country: number, size: number): number;
        _core_ask(core: number, request: number, what: number, words: number, size: number): void;
        _core_read_done(core: number, ticket: number, ok: boolean, rows: number, size: number): void;
        _core_commit_done(core: number, ticket: number, ok: boolean, sentence: number, size: number): void;
        _core_kept(core: number, ticket: number, ok: boolean, sentence: number, size: number): void;
        _core_lock(passphrase: number, size: number): number;
        _core_unlock(passphrase: number, size: number, locked: number, lockedSize: number): number;
        _core_wants_connection(core: number): boolean;
        _core_opened(core: number): void;
        _core_closed(core: number): void;
        _core_tick(core: number): void;
        _core_message(core: number, message: number, size: number): void;
    }
    export default function make(options: {
        host: CoreHost;
        locateFile: (name: string) => string;
        instantiateWasm?: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => object;
        onAbort?: (reason: unknown) => void;
        print?: (text: string) => void;
        printErr?: (text: string) => void;
    }): Promise<CoreModule>;
}
