// <customer-history>: the element. It owns a worker (keys, data, connection) and a Screen (the two twins), and passes slices
// from one to the other. Nothing here throws into the host page: what goes wrong is an event and the attribute `state`.
import { ChError, ChEvicted, ChReady, ChSelect, ChState, ChSync } from './events';
import { Trouble, type ErrorCode, type FromWorker, type Question, type Shown, type SliceName, type ToWorker } from './messages';
import { Screen } from './screen';
import type { Slices, Status } from './slices';
import { startWorker } from './start_worker';

const canary = 'customer-history';  // in localStorage: tells data that the browser threw away from a first visit
const timelineRows = 200;
const worklistRows = 100;

const here = typeof HTMLElement === 'undefined' ? (class {} as typeof HTMLElement) : HTMLElement;  // importable on a server

export class CustomerHistoryElement extends here {
    static readonly observedAttributes = ['customer', 'lang', 'theme'];

    private readonly root: ShadowRoot;
    private screen: Screen | null = null;
    private worker: Worker | null = null;
    private status: Status = { state: 'loading' };
    private failed = false;
    private ready = false;
    private asked = 0;
    private readonly waiting = new Map<number, { resolve(text: string): void; reject(error: Error): void }>();
    private readonly shown: Shown = {
        view: 'waiting', list: { from: 0, limit: worklistRows }, customer: null, timeline: { from: 0, limit: timelineRows }, query: '',
    };

    constructor() {
        super();
        this.root = this.attachShadow({ mode: 'open' });
        this.root.append(document.createElement('slot'));  // the host's own words until there are slices
    }

    // --- attributes as properties
    get customer(): string | null { return this.getAttribute('customer'); }
    set customer(value: string | null) { this.reflect('customer', value); }
    get theme(): string { return this.getAttribute('theme') ?? 'auto'; }
    set theme(value: string) { this.reflect('theme', value); }
    get assets(): string { return new URL(this.getAttribute('assets') ?? '.', this.hasAttribute('assets') ? document.baseURI : import.meta.url).href; }
    set assets(value: string) { this.reflect('assets', value); }
    get sync(): string { return this.getAttribute('sync') ?? ''; }
    set sync(value: string) { this.reflect('sync', value); }
    get country(): string { return this.getAttribute('country') ?? 'KZ'; }
    set country(value: string) { this.reflect('country', value); }
    get state(): string { return this.status.state; }
    // Canvas frames drawn so far; stands still while nothing changes.
    get frames(): number { return this.screen?.frames ?? 0; }

    // --- methods
    // Makes this browser a device of the workspace that invited it. Rejects with one sentence when the link is no good.
    async join(link: string): Promise<void> { await this.ask({ name: 'join', link }); }
    // Connects now instead of at the next attempt.
    async syncNow(): Promise<void> { await this.ask({ name: 'sync' }); }
    // 64 hex digits over the merged facts: equal on every device at the same position of the log.
    async digest(): Promise<string> { return await this.ask({ name: 'digest' }); }
    // Why these are one customer: the slice `why` of core/view/slice.h.
    async why(customer: string): Promise<unknown> { return JSON.parse(await this.ask({ name: 'why', who: customer })) as unknown; }
    // Resolves when the words are stored on this device for good; they travel as soon as there is a connection.
    async write(customer: string, kind: 'note' | 'consultation', text: string): Promise<void> {
        const native = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
        await this.ask({ name: 'write', who: customer, kind, text, native });
        void navigator.storage?.persist?.().catch(() => false);  // a wish; its answer is never trusted
    }

    // --- life
    connectedCallback(): void {
        if (this.worker || this.failed) return;  // moved within the page
        for (const name of ['customer', 'theme', 'assets', 'sync', 'country'] as const) this.upgrade(name);
        this.shown.customer = this.customer;
        this.reflect('state', this.status.state);
        if (!this.hasChildNodes()) this.raise();
        const link = this.takeLink();
        void this.start(link);
    }

    disconnectedCallback(): void {
        queueMicrotask(() => {
            if (this.isConnected) return;
            this.worker?.terminate();
            this.worker = null;
            this.screen?.destroy();
            this.screen = null;
            this.ready = this.failed = false;
            for (const { reject } of this.waiting.values()) reject(new Error('The element has left the page.'));
            this.waiting.clear();
            this.root.adoptedStyleSheets = [];
            this.root.replaceChildren(document.createElement('slot'));
        });
    }

    attributeChangedCallback(name: string, before: string | null, value: string | null): void {
        if (before === value || !this.isConnected) return;
        if (name === 'customer') this.look({ customer: value, timeline: { from: 0, limit: timelineRows } });
        else if (name === 'lang') this.screen?.set({ lang: value ?? 'ru' });
        else this.screen?.set({ theme: this.themeName() });
    }

    private async start(link: string): Promise<void> {
        try {
            this.worker = await startWorker(new URL('worker.js', this.assets), (message) => this.take(message));
        } catch (error) {
            return this.trouble(error instanceof Trouble ? error.code : 'E_CSP', String(error instanceof Error ? error.message : error), true);
        }
        if (!this.isConnected) return this.worker.terminate();
        const sync = this.sync && new URL(this.sync, document.baseURI).href.replace(/^http/, 'ws');
        this.post({ op: 'begin', assets: this.assets, sync, country: this.country });
        this.post({ op: 'show', shown: this.shown });
        for (const [id, { question }] of this.held) this.post({ op: 'ask', id, question });
        this.held.clear();
        if (link) this.join(link).catch((error: Error) => this.joinFailed(error));
    }

    // An invite in the page's address leaves it at once: it must not stay in the history, a bookmark or a screenshot.
    private takeLink(): string {
        const found = /[#&](join=[^&]+)/.exec(location.hash);
        if (!found) return '';
        const rest = location.hash.replace(found[0], '').replace(/^&/, '#');
        history.replaceState(history.state, '', location.pathname + location.search + rest);
        return '#' + found[1];
    }

    // --- the worker
    private readonly held = new Map<number, { question: Question }>();

    private post(message: ToWorker): void { this.worker?.postMessage(message); }

    private ask(question: Question): Promise<string> {
        return new Promise((resolve, reject) => {
            if (this.failed) return reject(new Error(this.status.message ?? 'The widget does not work on this page.'));
            const id = ++this.asked;
            this.waiting.set(id, { resolve, reject });
            if (this.worker) this.post({ op: 'ask', id, question });
            else this.held.set(id, { question });  // asked before the worker is there
        });
    }

    private take(message: FromWorker): void {
        if (message.op === 'slices') this.takeSlices(message.slices);
        else if (message.op === 'trouble') this.trouble(message.code, message.message, message.fatal);
        else if (message.op === 'answer') {
            const waiting = this.waiting.get(message.id);
            this.waiting.delete(message.id);
            if (message.ok) waiting?.resolve(message.text);
            else waiting?.reject(new Error(message.text));
        }
    }

    private takeSlices(texts: Partial<Record<SliceName, string | null>>): void {
        const slices = Object.fromEntries(Object.entries(texts).map(([name, text]) =>
            [name, text === null ? null : (JSON.parse(text) as unknown)])) as Slices;
        const screen = this.raise();
        if (slices.status) this.takeStatus(slices.status);
        screen.show(slices);
        if (slices.worklist && !this.ready) {
            this.ready = true;
            this.dispatchEvent(new ChReady());
        }
    }

    private takeStatus(status: Status): void {
        const before = this.status;
        this.status = status;
        this.reflect('state', status.state);
        if (status.state === 'joining') {
            if (remembered()) this.dispatchEvent(new ChEvicted());
        } else {
            remember();
        }
        if (before.state === status.state) return;
        this.dispatchEvent(new ChState(before.state, status.state));
        if (status.state === 'ready') this.dispatchEvent(new ChSync(status.gpos ?? 0, status.unsent ?? 0));
        if (status.state === 'refused') this.report('E_AUTH', status.message ?? '', false);
        if (status.state === 'clone') this.report('E_CLONE', status.message ?? '', false);
        if (status.state === 'alarm') this.report('E_CORRUPT', status.alarm ?? '', false);
    }

    private trouble(code: ErrorCode, message: string, fatal: boolean): void {
        this.report(code, message, !fatal);
        if (!fatal) return;
        this.failed = true;
        for (const { reject } of this.waiting.values()) reject(new Error(message));
        this.waiting.clear();
        const before = this.status.state;
        this.status = { state: 'error', code, message };
        this.reflect('state', 'error');
        this.raise().show({ status: this.status });
        if (before !== 'error') this.dispatchEvent(new ChState(before, 'error'));
    }

    private joinFailed(error: Error): void {
        this.report('E_AUTH', error.message, true);
        this.status = { ...this.status, message: error.message };  // under the paste field
        this.raise().show({ status: this.status });
    }

    private report(code: ErrorCode, message: string, recoverable: boolean): void {
        this.dispatchEvent(new ChError(code, message, recoverable));
    }

    // --- the screen
    private raise(): Screen {
        if (this.screen) return this.screen;
        this.root.replaceChildren();
        const screen = new Screen(this.root, { assets: this.assets, lang: this.lang || 'ru', theme: this.themeName() });
        screen.on = {
            open: (id) => {
                this.look({ customer: id, timeline: { from: 0, limit: timelineRows } });
                this.dispatchEvent(new ChSelect(id));
            },
            back: () => this.look({ customer: null }),
            view: (view) => this.look({ view, list: { from: 0, limit: worklistRows } }),
            search: (query) => this.look({ query }),
            range: (what, from, limit) => this.look(what === 'worklist' ? { list: { from, limit } } : { timeline: { from, limit } }),
            save: (kind, text) => (this.shown.customer === null ? Promise.reject(new Error('No customer is open.'))
                : this.write(this.shown.customer, kind, text)),
            join: (link) => void this.join(link).catch((error: Error) => this.joinFailed(error)),
            retry: () => location.reload(),
        };
        screen.show({ status: this.status });
        return (this.screen = screen);
    }

    private look(change: Partial<Shown>): void {
        Object.assign(this.shown, change);
        this.post({ op: 'show', shown: this.shown });
    }

    private themeName(): 'light' | 'dark' | 'auto' {
        return this.theme === 'light' || this.theme === 'dark' ? this.theme : 'auto';
    }

    private reflect(name: string, value: string | null): void {
        if (value === null) this.removeAttribute(name);
        else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
    }

    // A property that was set before the element's class arrived.
    private upgrade(name: 'customer' | 'theme' | 'assets' | 'sync' | 'country'): void {
        if (!Object.prototype.hasOwnProperty.call(this, name)) return;
        const value = this[name];
        delete (this as Record<string, unknown>)[name];
        (this as Record<string, unknown>)[name] = value;
    }
}

function remembered(): boolean {
    try {
        return localStorage.getItem(canary) !== null;
    } catch {
        return false;
    }
}

function remember(): void {
    try {
        localStorage.setItem(canary, '1');
    } catch { /* a canary less */ }
}

if (typeof customElements !== 'undefined' && !customElements.get('customer-history'))
    customElements.define('customer-history', CustomerHistoryElement);

export * from './events';
export type { ErrorCode } from './messages';
