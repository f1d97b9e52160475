// <customer-history>: the element. It owns a worker (keys, data, connection) and a Screen (the two twins), and passes slices
// from one to the other. Nothing here throws into the host page: what goes wrong is an event and the attribute `state`.
import { ChActivate, ChAttachment, ChConflict, ChContact, ChError, ChEvicted, ChReady, ChSelect, ChState, ChSync } from './events';
import { are_cached, file } from './files';
import { forget, remember, remembered } from './memory';
import { Trouble, type ErrorCode, type FromWorker, type Question, type Shown, type SliceName } from './messages';
import { Screen, type ScreenCallbacks } from './screen';
import type { Calls, Check, Ring, Slices, Status } from './slices';
import { attach, type Line } from './start_worker';
import { prepare } from './twin/stage';

const ringing_ms = 90_000;  // core/view/ringing.h
declare const CUSTOMER_HISTORY_VERSION: string;  // of package.json, put in by build.mjs
const version = CUSTOMER_HISTORY_VERSION;
const timelineRows = 200;
const worklistRows = 100;

const here = typeof HTMLElement === 'undefined' ? (class {} as typeof HTMLElement) : HTMLElement;  // importable on a server

// What the page's view is, to be put back later or elsewhere: plain values, no words of customers but a search.
export interface SavedView {
    customer: string | null;
    view: Shown['view'];
    query: string;
}

const views: Shown['view'][] = ['waiting', 'promises', 'complaints', 'reminders', 'tasks', 'stuck', 'postponed', 'late', 'unfiled', 'all'];
const properties = ['customer', 'theme', 'density', 'assets', 'sync', 'country', 'extension', 'readonly', 'loading', 'expected', 'shortcuts'] as const;
// Whatever a page gives where words belong.
function words(value: unknown): string {
    try {
        return typeof value === 'string' ? value : String(value ?? '');
    } catch {
        return '';
    }
}

export class CustomerHistoryElement extends here {
    static readonly observedAttributes = ['customer', 'lang', 'theme', 'readonly', 'loading', 'density', 'shortcuts'];

    private readonly root: ShadowRoot;
    private readonly internals: ElementInternals | undefined;
    private readonly viewer = newName();
    private screen: Screen | null = null;
    private line: Line | null = null;
    private sight: IntersectionObserver | null = null;  // of loading="lazy", until it is seen
    private status: Status = { state: 'loading' };
    private failed: Trouble | null = null;
    private ringing: Ring | null = null;
    private told = '';  // the call of the slice that rings
    private falls_silent: ReturnType<typeof setTimeout> | undefined;
    private ready = false;
    private asked = 0;
    private readonly waiting = new Map<number, { resolve(text: string): void; reject(error: Error): void }>();
    private readonly shown: Shown = {
        view: 'waiting', list: { from: 0, limit: worklistRows }, customer: null, timeline: { from: 0, limit: timelineRows }, query: '',
        within: null, filters: null, why: false,
    };

    constructor() {
        super();
        this.root = this.attachShadow({ mode: 'open' });
        this.root.append(document.createElement('slot'));  // the host's own words until there are slices
        this.internals = this.attachInternals?.();
        if (this.internals) this.internals.role = 'region';
    }

    // --- attributes as properties
    get customer(): string | null { return this.getAttribute('customer'); }
    set customer(value: string | null) { this.reflect('customer', value === null || value === undefined ? null : words(value)); }
    get theme(): string { return this.getAttribute('theme') ?? 'auto'; }
    set theme(value: string) { this.reflect('theme', words(value)); }
    // compact: dense rows; where fingers point it is always cosy.
    get density(): 'cosy' | 'compact' { return this.getAttribute('density') === 'compact' ? 'compact' : 'cosy'; }
    set density(value: 'cosy' | 'compact') { this.reflect('density', words(value)); }
    // '' = beside this script.
    get assets(): string { return this.hasAttribute('assets') ? new URL(this.getAttribute('assets')!.replace(/\/?$/, '/'), document.baseURI).href : ''; }
    set assets(value: string) { this.reflect('assets', words(value)); }
    // Of the telephone beside this page: only its calls ring here; '' = those of the whole business.
    get extension(): string { return this.getAttribute('extension') ?? ''; }
    set extension(value: string) { this.reflect('extension', words(value)); }
    get sync(): string { return this.getAttribute('sync') ?? ''; }
    set sync(value: string) { this.reflect('sync', words(value)); }
    get country(): string { return this.getAttribute('country') ?? 'KZ'; }
    set country(value: string) { this.reflect('country', words(value)); }
    get readonly(): boolean { return this.hasAttribute('readonly'); }
    set readonly(value: boolean) { this.toggleAttribute('readonly', !!value); }
    get loading(): 'eager' | 'lazy' { return this.getAttribute('loading') === 'lazy' ? 'lazy' : 'eager'; }
    set loading(value: 'eager' | 'lazy') { this.reflect('loading', words(value)); }
    // off: single letters are no keys of the screen (WCAG 2.1.4).
    get shortcuts(): 'on' | 'off' { return this.getAttribute('shortcuts') === 'off' ? 'off' : 'on'; }
    set shortcuts(value: 'on' | 'off') { this.reflect('shortcuts', words(value)); }
    // The page knows that this browser had joined: nothing stored is then lost data, not a first visit.
    get expected(): boolean { return this.hasAttribute('expected'); }
    set expected(value: boolean) { this.toggleAttribute('expected', !!value); }
    get state(): string { return this.status.state; }
    // Canvas frames drawn so far; stands still while nothing changes.
    get frames(): number { return this.screen?.frames ?? 0; }

    // --- methods; those that answer reject with an Error that has one sentence and, where there is one, a `code` of ErrorCode.
    // Makes this browser a device of the workspace that invited it. Rejects with one sentence when the link is no good.
    async join(link: string): Promise<void> { await this.ask({ name: 'join', link: words(link) }); }
    // hours: stays unlocked so long over reloads, 16 at most; 0: until the last tab is closed.
    async unlock(passphrase: string, { hours = 0 }: { hours?: number } = {}): Promise<void> {
        await this.ask({ name: 'unlock', passphrase: words(passphrase), hours: Number(hours) });
    }
    // Keys and facts leave the memory of every tab's worker, and the screens with them. Needs a passphrase.
    async lock(): Promise<void> { await this.ask({ name: 'lock' }); }
    // Sets or changes the passphrase of this device, 8 characters or more; `current` when there is one. '' takes it away.
    async setPassphrase(passphrase: string, current = ''): Promise<void> {
        await this.ask({ name: 'protect', passphrase: words(passphrase), current: words(current) });
    }
    // Deletes what this browser holds. Rejects while there are unsent words, unless forced.
    async purge({ force = false }: { force?: boolean } = {}): Promise<void> {
        await this.ask({ name: 'purge', force: !!force });
        forget();
    }
    // Connects now instead of at the next attempt.
    async syncNow(): Promise<void> { await this.ask({ name: 'sync' }); }
    // 64 hex digits over the merged facts: equal on every device at the same position of the log.
    async digest(): Promise<string> { return await this.ask({ name: 'digest' }); }
    // Why these are one customer: the slice `why` of core/view/slice.h.
    async why(customer: string): Promise<unknown> { return JSON.parse(await this.ask({ name: 'why', who: words(customer) })) as unknown; }
    // Customers by name, number or address: the slice `found` of core/view/slice.h.
    async find(text: string): Promise<unknown> { return JSON.parse(await this.ask({ name: 'found', query: words(text) })) as unknown; }
    // May this customer be contacted so: {decision: allow | warn | block, reasons}. The slice `check` of core/view/slice.h.
    async check({ customer = this.shown.customer ?? '', channel, purpose = 'service', product = '' }: { customer?: string; channel: string; purpose?: 'service' | 'promo'; product?: string }): Promise<unknown> {
        return JSON.parse(await this.ask({ name: 'check', who: words(customer), channel: words(channel), purpose: words(purpose), product: words(product) })) as unknown;
    }
    // Resolves when the words are stored on this device for good; they travel as soon as there is a connection.
    async write(customer: string, kind: 'note' | 'consultation', text: string): Promise<void> {
        if (this.readonly) throw new Trouble('E_AUTH', 'This element is read-only.');
        await this.ask({ name: 'write', who: words(customer), kind: words(kind), text: words(text), native: newName() });
        void navigator.storage?.persist?.().catch(() => false);  // a wish; its answer is never trusted
    }
    // A call rings: the card of this number, and a bar that says who it is and what is open. '' = it is over.
    ring(number: string, { line = '' }: { line?: string } = {}): void {
        this.ringing = words(number) ? { number: words(number), line: words(line), since: Date.now() } : null;
        if (this.ringing) this.customer = this.ringing.number!;
        this.screen?.show({ ring: this.ringing });
    }
    // Leads to an item of the customer who is open, by its id.
    showItem(item: string): void { this.screen?.show_item_of(words(item)); }
    save(): SavedView { return { customer: this.shown.customer, view: this.shown.view, query: this.shown.query }; }
    restore(saved: SavedView): void {
        const view = views.find((name) => name === saved?.view) ?? 'waiting';
        this.look({ view, query: words(saved?.query), list: { from: 0, limit: worklistRows } });
        this.customer = saved?.customer ?? null;
    }
    // What a developer or the business's support needs to know; no words, names or numbers of customers.
    async diagnose(): Promise<string> {
        const room = await navigator.storage?.estimate?.().catch(() => null);
        const { state, code, message, gpos, head, counting, unsent, role, current_to: current } = this.status as Status & Record<string, unknown>;
        return JSON.stringify({ version, state, code, message, role, gpos, head, counting, unsent, current_to: current, frames: this.frames, usage: room?.usage, quota: room?.quota,
            secure: isSecureContext, language: navigator.language, agent: navigator.userAgent, at: new Date().toISOString() });
    }
    override focus(options?: FocusOptions): void {
        const first = this.root.querySelector<HTMLElement>('input, textarea, button, a[href], [tabindex="0"]');
        if (first) first.focus({ preventScroll: true, ...options });
        else super.focus(options);
    }

    // --- life
    connectedCallback(): void {
        if (this.line || this.sight || this.failed) return;  // moved within the page
        for (const name of properties) this.upgrade(name);
        this.shown.customer = this.customer;
        this.reflect('state', this.status.state);
        if (![...this.childNodes].some((node) => (node instanceof Element ? !node.slot : node instanceof Text && node.data.trim()))) this.raise();
        if (this.loading !== 'lazy' || typeof IntersectionObserver === 'undefined') return this.start();
        this.sight = new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting)) this.start(); }, { rootMargin: '200px' });
        this.sight.observe(this);
    }

    connectedMoveCallback(): void { /* moveBefore: everything stays as it is */ }

    disconnectedCallback(): void {
        queueMicrotask(() => {
            if (this.isConnected) return;
            this.sight?.disconnect();
            this.line?.leave();
            this.line = this.sight = null;
            this.clear();
            this.ready = false;
            this.failed = null;
            this.status = { state: 'loading' };
            this.mark('loading');
            this.drop(new Error('The element has left the page.'));
            this.root.replaceChildren(document.createElement('slot'));
        });
    }

    attributeChangedCallback(name: string, before: string | null, value: string | null): void {
        if (before === value || !this.isConnected) return;
        if (name === 'customer') this.look({ customer: value, timeline: { from: 0, limit: timelineRows } });
        else if (name === 'density') this.screen?.set({ density: this.density });
        else if (name === 'shortcuts') this.screen?.set({ letters: this.shortcuts === 'on' });
        else if (name === 'lang') this.screen?.set({ lang: value ?? 'ru' });
        else if (name === 'readonly') this.screen?.show({ status: this.seenStatus() });
        else if (name === 'loading') { if (this.sight && value !== 'lazy') this.start(); }
        else this.screen?.set({ theme: this.themeName() });
    }

    private start(): void {
        this.sight?.disconnect();
        this.sight = null;
        if (this.line) return;
        const link = this.takeLink();
        try {
            const sync = this.sync && new URL(this.sync, document.baseURI).href.replace(/^http/, 'ws');
            this.line = attach(this.viewer, { worker: file('worker.js', this.assets), core: file('core.wasm', this.assets), sync, country: this.country },
                (message) => this.take(message), (trouble) => this.trouble(trouble.code, trouble.message, true));
        } catch (error) {
            return this.trouble('E_WASM', `The attribute assets or sync is no address (${String(error)}).`, true);
        }
        this.line.say({ op: 'show', viewer: this.viewer, shown: this.shown });
        if (are_cached()) void prepare(this.safeAssets());
        for (const [id, question] of this.held) this.line.say({ op: 'ask', viewer: this.viewer, id, question });
        this.held.clear();
        if (link) this.join(link).catch((error: Error) => this.joinFailed(error));
    }

    // An invite in the page's address leaves it at once: it must not stay in the history, a bookmark or a screenshot.
    private takeLink(): string {
        const found = /[#&](join=[^&]+)/.exec(location.hash);
        if (!found) return '';
        const rest = location.hash.replace(found[0], '').replace(/^&/, '#');
        try {
            history.replaceState(history.state, '', location.pathname + location.search + rest);
        } catch { /* a page without an address of its own, such as srcdoc */ }
        return '#' + found[1];
    }

    // --- the worker
    private readonly held = new Map<number, Question>();  // asked before the element is in a page

    private ask(question: Question): Promise<string> {
        return new Promise((resolve, reject) => {
            if (this.failed) return reject(this.failed);
            const id = ++this.asked;
            this.waiting.set(id, { resolve, reject });
            if (this.line) this.line.say({ op: 'ask', viewer: this.viewer, id, question });
            else this.held.set(id, question);
        });
    }

    private drop(error: Error): void {
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
        this.held.clear();
    }

    private take(message: FromWorker): void {
        if (message.op === 'slices') this.takeSlices(message.slices);
        else if (message.op === 'trouble') this.trouble(message.code, message.message, message.fatal);
        else if (message.op === 'answer') {
            const waiting = this.waiting.get(message.id);
            this.waiting.delete(message.id);
            if (message.ok) waiting?.resolve(message.text);
            else waiting?.reject(message.code ? new Trouble(message.code, message.text) : new Error(message.text));
        }
    }

    private takeSlices(texts: Partial<Record<SliceName, string | null>>): void {
        const slices = Object.fromEntries(Object.entries(texts).map(([name, text]) =>
            [name, text === null ? null : (JSON.parse(text) as unknown)])) as Slices;
        if (slices.status) this.takeStatus(slices.status);
        if (slices.status) slices.status = this.seenStatus();
        if (slices.colleagues) this.colleague = slices.colleagues.chosen ?? '';
        if (slices.calls !== undefined) this.takeCalls(slices.calls);
        this.raise().show(slices);
        if (slices.worklist && !this.ready) {
            this.ready = true;
            this.dispatchEvent(new ChReady());
        }
    }

    // A call that the exchange told the agent of: the bar of ring(), on the pages that the attribute `extension` names, or on all.
    // It ends with its word; what a page began itself with ring() stays.
    private takeCalls(calls: Calls | null): void {
        const mine = this.extension;
        const call = calls?.rows.find((one) => one.number && (!mine || !one.extension || one.extension === mine));
        const told = call ? `${call.at} ${call.number}` : '';
        if (told === this.told) return;
        if (this.told || call) this.ring(call?.number ?? '', { line: call?.line ?? '' });
        this.told = told;
        clearTimeout(this.falls_silent);
        if (call) this.falls_silent = setTimeout(() => this.takeCalls(null), ringing_ms);
    }

    private takeStatus(status: Status): void {
        const before = this.status.state;
        if (status.state === 'joining' && (this.expected || remembered())) status = { ...status, state: 'evicted' };
        if (/^(joining|evicted|locked)$/.test(status.state)) this.clear();  // no words of customers stay behind
        else if (status.state !== 'loading') remember();
        this.status = status;
        if (before === status.state) return;
        this.mark(status.state);
        this.dispatchEvent(new ChState(before, status.state));
        const sentence = status.message ?? '';
        if (status.state === 'ready') this.dispatchEvent(new ChSync(status.gpos ?? 0, status.unsent ?? 0));
        if (status.state === 'refused') this.report('E_AUTH', sentence, true);
        if (status.state === 'revoked') this.report('E_REVOKED', sentence, true);
        if (status.state === 'clone') {
            this.report('E_CLONE', sentence, true);
            this.dispatchEvent(new ChConflict(sentence));
        }
        if (status.state === 'alarm') this.report('E_CORRUPT', status.alarm ?? '', false);
        if (status.state === 'evicted') {
            this.report('E_EVICTED', 'The browser has thrown away what this site had stored; join again by a new invite.', true);
            this.dispatchEvent(new ChEvicted());
        }
    }

    // As the screen sees it: in a read-only element nobody writes.
    private seenStatus(): Status {
        const status = this.status.state === 'evicted' ? { ...this.status, state: 'joining', evicted: true } : this.status;
        return this.readonly ? { ...status, role: 'viewer' } : status;
    }

    private trouble(code: ErrorCode, message: string, fatal: boolean): void {
        if (fatal && this.failed) return;
        if (code === 'E_EVICTED' && !fatal) return;  // the state follows and says it
        this.report(code, message, !fatal);
        if (!fatal) return;
        this.failed = new Trouble(code, message);
        this.drop(this.failed);
        const before = this.status.state;
        this.status = { state: 'error', code, message };
        this.mark('error');
        this.raise().show({ status: this.seenStatus() });
        if (before !== 'error') this.dispatchEvent(new ChState(before, 'error'));
    }

    private joinFailed(error: Error): void {
        this.report('E_AUTH', error.message, true);
        this.status = { ...this.status, message: error.message };  // under the paste field
        this.raise().show({ status: this.seenStatus() });
    }

    private unlockFailed(error: Error): void {
        this.report('E_KEY', error.message, true);
        this.status = { ...this.status, message: error.message };  // under the field
        this.raise().show({ status: this.seenStatus() });
    }

    private report(code: ErrorCode, message: string, recoverable: boolean): void {
        this.dispatchEvent(new ChError(code, message, recoverable));
    }

    // The state as attribute and as :state().
    private mark(state: string): void {
        this.reflect('state', state);
        const states = this.internals?.states;
        states?.clear();
        states?.add(state);
    }

    // --- the screen
    private raise(): Screen {
        if (this.screen) return this.screen;
        this.root.replaceChildren();
        const screen = new Screen(this.root, { assets: this.safeAssets(), lang: this.lang || 'ru', theme: this.themeName(), density: this.density, letters: this.shortcuts === 'on' });
        const on: ScreenCallbacks = {
            open: (id) => {
                if (!this.dispatchEvent(new ChActivate(id))) return;
                this.look({ customer: id, timeline: { from: 0, limit: timelineRows }, filters: null, why: false });
                this.dispatchEvent(new ChSelect(id));
            },
            colleague: async (id, pin) => void await this.ask({ name: 'colleague', id, pin }),
            hang_up: () => (this.ringing = null),
            back: () => this.look({ customer: null, filters: null, why: false }),
            view: (view) => this.look({ view, list: { from: 0, limit: worklistRows } }),
            search: (query, within) => this.look({ query, within: within ?? null }),
            filter: (filters) => this.look({ filters, timeline: { from: 0, limit: timelineRows } }),
            why: (why) => this.look({ why }),
            range: (what, from, limit) => this.look(what === 'worklist' ? { list: { from, limit } } : { timeline: { from, limit } }),
            save: (kind, text, fields) => this.say(kind, text, fields as Record<string, string | number>),
            change: (item, fields) => this.of_customer((who) => this.ask({ name: 'change', who, item, fields })),
            correct: (fact, value) => this.of_customer((who) => this.ask({ name: 'correct', who, fact, value })),
            check: async ({ channel, purpose }) => await this.check({ channel, purpose: purpose as 'service' }) as Check,
            link: (other, reason) => this.of_customer((who) => this.ask({ name: 'link', words: [reason, this.colleague, who, other] })),
            refuse: (other, reason) => this.of_customer((who) => this.ask({ name: 'separate', words: [reason, this.colleague, '0', who, other] })),
            separate: (a, b, reason) => this.of_customer(() => this.ask({ name: 'separate', words: [reason, this.colleague, '0', a, b] })),
            withdraw: (a, b, kind) => this.of_customer(() => this.ask({ name: 'withdraw', words: ['', this.colleague, kind, a, b] })),
            matter: (matter, what, value) => this.of_customer((who) => this.ask({ name: 'matter', who, matter, what, value })),
            order: (what, a, b) => this.of_customer((who) => this.ask({ name: 'order', who, what, a, b })),
            former: (what) => this.ask({ name: 'former', what }).then(() => {}),
            join: (link) => void this.join(link).catch((error: Error) => this.joinFailed(error)),
            retry: () => location.reload(),
            wordless: () => this.report('E_NET', "The words of this language could not be loaded, the screen is in Russian; set the attribute assets to where the widget's files are.", true),
            unlock: (passphrase) => void this.unlock(passphrase).catch((error: Error) => this.unlockFailed(error)),
            contact: (detail) => this.dispatchEvent(new ChContact({ customer: this.shown.customer ?? '', ...detail })),
            attachment: (detail) => void this.dispatchEvent(new ChAttachment(detail)),
        };
        screen.on = on;
        screen.show({ status: this.seenStatus(), ring: this.ringing });
        return (this.screen = screen);
    }

    private colleague = '';  // who works at this device

    private async of_customer(act: (who: string) => Promise<string>): Promise<void> {
        if (this.shown.customer === null) throw new Error('No customer is open.');
        if (this.readonly) throw new Trouble('E_AUTH', 'This element is read-only.');
        await act(this.shown.customer);
    }
    // Notes and consultations without more fields are what every core writes.
    private async say(kind: string, text: string, fields: Record<string, string | number>): Promise<void> {
        if ((kind === 'note' || kind === 'consultation') && !Object.keys(fields).length && this.shown.customer !== null) return await this.write(this.shown.customer, kind, text);
        await this.of_customer((who) => this.ask({ name: 'say', who, kind, text, native: newName(),
            fields: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])) }));
    }

    private safeAssets(): string {
        try {
            return this.assets;
        } catch {
            return '';  // start() says so
        }
    }

    private clear(): void {
        this.screen?.destroy();
        this.screen = null;
        this.root.adoptedStyleSheets = [];
    }

    private look(change: Partial<Shown>): void {
        Object.assign(this.shown, change);
        this.line?.say({ op: 'show', viewer: this.viewer, shown: this.shown });
    }

    private themeName(): 'light' | 'dark' | 'auto' {
        return this.theme === 'light' || this.theme === 'dark' ? this.theme : 'auto';
    }

    private reflect(name: string, value: string | null): void {
        if (value === null) this.removeAttribute(name);
        else if (this.getAttribute(name) !== value) this.setAttribute(name, value);
    }

    // A property that was set before the element's class arrived.
    private upgrade(name: (typeof properties)[number]): void {
        if (!Object.prototype.hasOwnProperty.call(this, name)) return;
        const own = this as unknown as Record<string, unknown>;
        const value = own[name];
        delete own[name];
        own[name] = value;
    }
}

// 32 hex digits at random; also where randomUUID is missing.
function newName(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

if (typeof customElements !== 'undefined' && !customElements.get('customer-history'))
    customElements.define('customer-history', CustomerHistoryElement);

export * from './events';
export type { ErrorCode } from './messages';
