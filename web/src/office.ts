// core.wasm with its ports: one replica of one device. It lives in the worker of the leading tab.
import makeCore, { type CoreHost, type CoreModule } from 'core.mjs';
import { lost, storageTrouble } from './database';
import { Trouble } from './messages';
import { Storage } from './storage';
import { Transport } from './transport';
import type { Vault } from './vault';

// Numbers of web/core_desk.h.
const asks = { restore: 0, join: 1, start: 2, status: 3, worklist: 4, customer: 5, found: 6, why: 7, write: 8, digest: 9,
    check: 10, matters: 11, search: 12, say: 13, change: 14, link: 15, separate: 16, withdraw: 17, colleagues: 18, orders: 19, matter_statement: 20, settings: 21, presence: 22, calls: 23, rescue: 25, correct: 26 } as const;
export type AskName = keyof typeof asks;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Device {
    workspace: string;
    device: string;
    url: string;
}

export interface OfficeOptions {
    sync: string;     // '' = the server that the invite named
    country: string;  // for phone numbers written without one
    changed(): void;
    trouble(trouble: Trouble, fatal: boolean): void;
}

export class Office {
    private readonly module: CoreModule;
    private readonly core: number;
    private storage!: Storage;
    private transport: Transport | null = null;
    private device: Device | null = null;
    private asked = 0;
    private readonly waiting = new Map<number, { resolve(text: string): void; reject(error: Error): void }>();

    static async open(compiled: WebAssembly.Module, options: OfficeOptions, vault: Vault): Promise<Office> {
        let office: Office | null = null;
        const host: CoreHost = {
            read: (...asked) => office!.read(...asked),
            commit: (...asked) => office!.commit(...asked),
            keep: (...asked) => office!.keep(vault, ...asked),
            send: (message) => office!.transport?.send(message) ?? false,
            close: () => office!.transport?.close(),
            changed: () => options.changed(),
            answer: (...given) => office!.answer(...given),
        };
        const module = await makeCore({
            host,
            locateFile: (name) => name,
            instantiateWasm: (imports, done) => {
                WebAssembly.instantiate(compiled, imports).then(done, (error) => options.trouble(new Trouble('E_WASM', String(error)), true));
                return {};
            },
            onAbort: (reason) => options.trouble(new Trouble('E_CORRUPT', `The widget's core stopped: ${String(reason)}`), true),
            print: () => {},
            printErr: (text) => console.error('customer-history:', text),
        });
        office = new Office(module, options);
        return office;
    }

    private constructor(module: CoreModule, private readonly options: OfficeOptions) {
        this.module = module;
        this.core = module._core_create(...this.put(encoder.encode(options.country)));
    }

    get joined(): Device | null { return this.device; }
    hasRows = false;  // when it began

    // begun: words were written on this device, or its rows were seen: without rows they are lost, and so is the device, for its
    // name must not number its words anew.
    async restore(secrets: Uint8Array, begun: boolean): Promise<void> {
        try {
            await this.begin(await this.ask('restore', secrets), begun);
        } finally {
            secrets.fill(0);
        }
    }

    async join(link: string): Promise<void> {
        await this.begin(await this.ask('join', link));
    }

    private async begin(text: string, begun = false): Promise<void> {
        const device = JSON.parse(text) as Device;
        this.storage = new Storage(device.workspace, device.device);
        this.hasRows = !(await this.storage.empty());
        if (begun && !this.hasRows) throw lost();
        await this.ask('start');
        this.device = device;
        this.transport = new Transport(this.options.sync || device.url, {
            wanted: () => !!this.module._core_wants_connection(this.core),
            opened: () => this.module._core_opened(this.core),
            message: (bytes) => this.module._core_message(this.core, ...this.put(bytes)),
            closed: () => this.module._core_closed(this.core),
            tick: () => this.module._core_tick(this.core),
        });
        this.transport.connect();
    }

    // The connection ends and nothing is asked any more; another office takes over, or none: keys and facts are wiped from memory.
    retire(): void {
        this.transport?.retire();
        this.device = null;
        this.retired = true;
        for (const { reject } of this.waiting.values()) reject(new Trouble('E_KEY', 'This device was locked.'));
        this.waiting.clear();
        this.module.HEAPU8.fill(0);
    }
    private retired = false;

    hurry(): void { this.transport?.hurry(); }
    retrySoon(): void { this.transport?.soon(); }

    ask(what: AskName, ...words: (string | number | Uint8Array)[]): Promise<string> {
        const parts = words.map((word) => (word instanceof Uint8Array ? word : encoder.encode(String(word))));
        const packed = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 4));
        const view = new DataView(packed.buffer);
        view.setUint32(0, parts.length, true);
        let at = 4;
        for (const part of parts) {
            view.setUint32(at, part.length, true);
            packed.set(part, at + 4);
            at += 4 + part.length;
        }
        return new Promise((resolve, reject) => {
            if (this.retired) return reject(new Trouble('E_KEY', 'This device was locked.'));
            const request = ++this.asked;
            this.waiting.set(request, { resolve, reject });
            this.module._core_ask(this.core, request, asks[what], ...this.put(packed));
            packed.fill(0);
        });
    }

    // --- what core asks of this side

    private answer(request: number, ok: boolean, text: Uint8Array): void {
        const waiting = this.waiting.get(request);
        this.waiting.delete(request);
        if (ok) waiting?.resolve(decoder.decode(text));
        else waiting?.reject(new Error(decoder.decode(text)));
    }

    private read(ticket: number, from: Uint8Array, to: Uint8Array, limit: number): void {
        this.storage.read(from, to, limit).then(
            (rows) => this.live(() => this.module._core_read_done(this.core, ticket, true, ...this.put(rows))),
            (error) => this.live(() => this.module._core_read_done(this.core, ticket, false, ...this.put(this.sentence(error)))));
    }

    private commit(ticket: number, batch: Uint8Array, strict: boolean): void {
        this.storage.commit(batch, strict).then(
            () => this.live(() => this.module._core_commit_done(this.core, ticket, true, ...this.put(new Uint8Array()))),
            (error) => this.live(() => this.module._core_commit_done(this.core, ticket, false, ...this.put(this.sentence(error)))));
    }

    private keep(vault: Vault, ticket: number, secrets: Uint8Array): void {
        vault.store(secrets).then(
            () => this.live(() => this.module._core_kept(this.core, ticket, true, ...this.put(new Uint8Array()))),
            (error) => this.live(() => this.module._core_kept(this.core, ticket, false, ...this.put(this.sentence(error))))
        ).finally(() => secrets.fill(0));
    }

    private live(tell: () => void): void { if (!this.retired) tell(); }

    private sentence(error: unknown): Uint8Array {
        const trouble = storageTrouble(error);
        this.options.trouble(trouble, trouble.code === 'E_EVICTED');
        return encoder.encode(trouble.message);
    }

    private put(bytes: Uint8Array): [number, number] {
        const at = this.module._core_buffer(bytes.length);
        this.module.HEAPU8.set(bytes, at);
        return [at, bytes.length];
    }
}
