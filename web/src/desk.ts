// Who looks at what, and the slices of it: every viewer (a tab's element) says what it shows, and gets the slices that changed.
// Changes of one turn become one round; while rounds follow each other they keep a distance, and take a quarter of the worker's
// time at most, in a first synchronisation less than a tenth, unless somebody waits for one.
import { deleteStored, lost, storageTrouble, storedDevices } from './database';
import { Former } from './former';
import { loadCore } from './load_core';
import { Trouble, type Filters, type FromWorker, type Question, type Shown, type SliceName, type ToWorker } from './messages';
import { Office, type AskName } from './office';
import { Vault } from './vault';

const distance = 80;  // ms between rounds: a person sees no difference, a first synchronisation keeps its processor
const rest = 3;       // times what the last round took
const long_rest = 12;
const many = 300;     // leaves of the log that are still to come, or customers to count: a first synchronisation, or one after long

// What makes a slice another one for the eye: not the moment it was made, and of the server's minute-by-minute time only every
// tenth minute while all is well. A page at rest gets no message, draws nothing.
function seenAs(text: string | null): string | null {
    if (text === null) return null;
    const same = text.replace(/"as_of":\d+,/, '');
    if (!same.includes('"state":"ready"')) return same;
    return same.replace(/"current_to":(\d+)/, (_, ms: string) => `"current_to":${Math.floor(Number(ms) / 600_000)}`);
}

interface Viewer {
    worker: string;  // '' = this one
    send(message: FromWorker): void;
    shown: Shown | null;
    had: Map<SliceName, string | null>;
}

type Sliced = [SliceName, string | null];

// What stands in place of an open office.
type Closed = 'joining' | 'locked' | 'evicted';

export class Desk {
    private readonly viewers = new Map<string, Viewer>();
    private readonly vault = new Vault();
    private readonly unknown = new Set<AskName>();  // what this core does not answer
    private core: WebAssembly.Module | null = null;
    private office: Office | null = null;
    private closed: Closed = 'joining';
    private failure: Trouble | null = null;
    private waiting: (() => void)[] | null = [];  // questions that came before the office was open; null: open
    private running = false;
    private dirty = false;
    private hurried = false;  // somebody has asked for something
    private timer: ReturnType<typeof setTimeout> | undefined;
    private last = 0;         // ms: when the last round ended
    private took = 0;
    private rest = rest;
    private opening = '';
    private readonly former = new Former(() => this.touch(), (error) => this.trouble(storageTrouble(error), false));
    private marked = false;
    private shift: ReturnType<typeof setTimeout> | undefined;

    // key: what an unlock in another tab gave; share: tells other tabs of a new one.
    constructor(private readonly options: { core: string; sync: string; country: string }, key: CryptoKey | null,
        private readonly share: (key: CryptoKey | null) => void) {
        this.vault.hold(key);
    }

    get key(): CryptoKey | null { return this.vault.held; }

    has(name: string): boolean { return this.viewers.has(name); }
    dismiss(name: string): void { this.viewers.delete(name); }
    dismissAll(worker: string): void {
        for (const [name, viewer] of this.viewers) if (viewer.worker === worker) this.viewers.delete(name);
    }
    admit(name: string, send: (message: FromWorker) => void, worker = ''): void {
        this.viewers.set(name, { worker, send, shown: null, had: new Map() });
    }

    take(name: string, message: Extract<ToWorker, { op: 'show' | 'ask' }>): void {
        const viewer = this.viewers.get(name)!;
        this.hurried = true;
        if (message.op === 'show') {
            viewer.shown = message.shown;
            return this.touch();
        }
        const answer = () => this.answer(message.question).then(
            (text) => viewer.send({ op: 'answer', id: message.id, ok: true, text }),
            (error: unknown) => viewer.send({ op: 'answer', id: message.id, ok: false, ...(error instanceof Trouble ? { code: error.code } : {}),
                text: error instanceof Error ? error.message : String(error) }));
        if (this.waiting) this.waiting.push(() => void answer());
        else void answer();
    }

    async begin(): Promise<void> {
        try {
            const found = this.find();
            found.catch(() => {});
            this.core = await loadCore(this.options.core);
            await this.enter(found);
        } catch (error) {
            this.fail(error);
        }
        const waiting = this.waiting ?? [];
        this.waiting = null;
        waiting.forEach((ask) => ask());
        this.touch();
    }

    // With what the vault holds: an open office, or the reason why not.
    private find(): ReturnType<Vault['load']> {
        return this.vault.load().catch((error: unknown) => { throw storageTrouble(error); });
    }
    private async enter(finding = this.find()): Promise<void> {
        const found = await finding;
        if (found === 'locked') {
            this.closed = 'locked';
        } else if (found === 'none') {
            this.closed = (await storedDevices()).length > 0 ? 'evicted' : 'joining';  // rows without their keys
        } else {
            const office = await this.openOffice();
            try {
                await office.restore(found.secrets, found.begun);
            } catch (error) {
                office.retire();
                throw error;
            }
            this.office = office;
            this.marked = found.begun;
            if (office.hasRows) await this.mark();
            this.watchShift();
        }
    }

    // From now on the rows of this device must not be missing.
    private async mark(): Promise<void> {
        if (this.marked) return;
        this.marked = true;
        await this.vault.mark().catch((error: unknown) => { throw storageTrouble(error); });
    }

    // Lost data is a state like others: a new invite mends it. Everything else ends the widget on this page.
    private fail(error: unknown): void {
        const trouble = error instanceof Trouble ? error : new Trouble('E_CORRUPT', error instanceof Error ? error.message : String(error));
        if (trouble.code !== 'E_EVICTED') return this.trouble(trouble, true);
        this.closed = 'evicted';
        this.office?.retire();
        this.office = null;
        this.trouble(trouble, false);
        this.touch();
    }

    private watchShift(): void {
        clearTimeout(this.shift);
        if (this.vault.until > 0) this.shift = setTimeout(() => void this.lock(), this.vault.until - Date.now());
    }

    private openOffice(): Promise<Office> {
        return Office.open(this.core!, { ...this.options, changed: () => this.touch(),
            trouble: (trouble, fatal) => (fatal ? this.fail(trouble) : this.trouble(trouble, false)) }, this.vault);
    }

    private trouble(trouble: Trouble, fatal: boolean): void {
        if (fatal) this.failure = trouble;
        for (const viewer of this.viewers.values())
            viewer.send({ op: 'trouble', code: trouble.code, message: trouble.message, fatal });
    }

    private async answer(question: Question): Promise<string> {
        if (this.failure) throw this.failure;
        switch (question.name) {
            case 'join': return await this.join(question.link);
            case 'unlock': return await this.unlock(question.passphrase, question.hours);
            case 'lock': return await this.lock();
            case 'protect': return await this.protect(question.passphrase, question.current);
            case 'purge': return await this.purge(question.force);
        }
        const office = this.office;
        if (!office) throw this.closed === 'locked' ? new Trouble('E_KEY', 'This device is locked.') : this.closed === 'evicted' ? lost()
            : new Trouble('E_AUTH', 'This browser has not joined a workspace.');
        switch (question.name) {
            case 'write':
                await this.mark();
                return await office.ask('write', question.who, question.kind, question.text, question.native);
            case 'say':
                await this.mark();
                return await office.ask('say', question.who, question.kind, question.text, question.native, ...Object.entries(question.fields).flat());
            case 'change': return await office.ask('change', question.who, question.item, ...Object.entries(question.fields).flat());
            case 'correct': return await office.ask('correct', question.who, question.fact, question.value);
            case 'colleague': return await office.ask('colleagues', 'choose', question.id, question.pin);
            case 'check': return await office.ask('check', question.who, question.channel, question.purpose, question.product);
            case 'link': case 'separate': case 'withdraw': return await office.ask(question.name, ...question.words);
            case 'matter': return await office.ask('matter_statement', question.who, question.matter, question.what, question.value);
            case 'order': return await office.ask('orders', question.who, question.what, question.a, question.b);
            case 'why': return await office.ask('why', question.who);
            case 'former': return await this.former.answer(office, question.what);
            case 'digest': return await office.ask('digest');
            case 'found': return await office.ask('found', question.query, 0, 50);
            case 'sync':
                office.hurry();
                return await office.ask('status');
        }
        throw new Trouble('E_VERSION', 'The page asks for something that this version does not know.');
    }

    // An invite to where this device is already, and welcome, changes nothing: the link stays good for another device.
    private async join(link: string): Promise<string> {
        if (link && this.opening === link) return '';
        if (this.closed === 'locked' && !this.office) throw new Trouble('E_KEY', 'This device is locked; unlock it first.');
        if (this.office) {
            const status = JSON.parse(await this.office.ask('status')) as { state: string };
            if (!/^(refused|revoked|clone)$/.test(status.state)) return '';
        }
        this.opening = link;
        const office = await this.openOffice();
        const undo = this.vault.renew();
        try {
            await office.join(link);
            this.marked = false;
        } catch (error) {
            undo();
            office.retire();
            throw error;
        } finally {
            this.opening = '';
        }
        this.office?.retire();
        this.office = office;
        this.touch();
        return '';
    }

    // --- the lock

    private async unlock(passphrase: string, hours: number): Promise<string> {
        await this.vault.unlock(this.core!, passphrase, hours);
        this.share(this.vault.held);
        if (!this.office) {
            try {
                await this.enter();
            } catch (error) {
                this.fail(error);
                throw error;
            }
        } else this.watchShift();
        this.touch();
        return '';
    }

    private async lock(): Promise<string> {
        if (!this.vault.protected) throw new Trouble('E_KEY', 'This device has no passphrase: set one before it can be locked.');
        clearTimeout(this.shift);
        await this.vault.forget();
        this.share(null);
        this.office?.retire();
        this.office = null;
        this.closed = 'locked';
        this.touch();
        return '';
    }

    private async protect(passphrase: string, current: string): Promise<string> {
        if (!this.office) throw new Trouble('E_KEY', 'Join or unlock this device first.');
        await this.vault.protect(this.core!, passphrase, current);
        clearTimeout(this.shift);
        this.share(this.vault.held);
        this.touch();
        return '';
    }

    // Everything that this browser holds, of every device it was.
    private async purge(force: boolean): Promise<string> {
        if (this.office && !force) {
            const { unsent } = JSON.parse(await this.office.ask('status')) as { unsent?: number };
            if (unsent) throw new Trouble('E_STORAGE_FULL', `${unsent} words are not sent yet; they would be lost.`);
        }
        this.office?.retire();
        this.office = null;
        for (const name of await storedDevices()) await deleteStored(name);
        await this.vault.destroy();
        this.share(null);
        this.closed = 'joining';
        this.touch();
        return '';
    }

    // --- rounds

    private touch(): void {
        this.dirty = true;
        if (this.running || this.waiting) return;
        clearTimeout(this.timer);
        const pause = this.hurried ? distance : Math.max(distance, this.rest * this.took);
        this.timer = setTimeout(() => void this.round(), Math.max(0, this.last + pause - Date.now()));
    }

    private async round(): Promise<void> {
        const began = Date.now();
        this.running = true;
        this.dirty = this.hurried = false;
        try {
            for (const viewer of this.viewers.values()) await this.refresh(viewer);
        } catch (error) {
            if (!(error instanceof Trouble && error.code === 'E_KEY'))  // locked meanwhile
                this.trouble(new Trouble('E_CORRUPT', error instanceof Error ? error.message : String(error)), false);
        }
        this.last = Date.now();
        this.took = this.last - began;
        this.running = false;
        if (this.dirty) this.touch();
    }

    private async refresh(viewer: Viewer): Promise<void> {
        if (this.failure) return viewer.send({ op: 'trouble', code: this.failure.code, message: this.failure.message, fatal: true });
        for await (const group of this.slices(viewer.shown)) {
            const slices: Partial<Record<SliceName, string | null>> = {};
            let some = false;
            for (const [name, text] of group) {
                const seen = seenAs(text);
                if (viewer.had.has(name) && viewer.had.get(name) === seen) continue;
                viewer.had.set(name, seen);
                slices[name] = text;
                some = true;
            }
            if (some) viewer.send({ op: 'slices', slices });
        }
    }

    // A slice that may be missing: from an older core, or while there is nothing to say.
    private async maybe(what: AskName, ...words: (string | number)[]): Promise<string | null> {
        if (this.unknown.has(what)) return null;
        try {
            return await this.office!.ask(what, ...words);
        } catch (error) {
            if (error instanceof Error && error.message.includes(unknown_ask)) this.unknown.add(what);
            return null;
        }
    }

    // The customer goes first, for the lists of a large workspace take longer than his card.
    private async *slices(shown: Shown | null): AsyncGenerator<Sliced[]> {
        const office = this.office;
        if (!office?.joined)
            return yield [['status', `{"slice":"status","state":"${this.closed}"}`], ...(['worklist', 'found', 'card', 'timeline', 'found_words', 'matters', 'presence', 'why', 'calls'] as const).map((name): Sliced => [name, null])];
        let status = await office.ask('status');
        const { gpos, head, counting } = JSON.parse(status) as { gpos: number; head: number; counting: number };
        this.rest = head - gpos > many || counting > many ? long_rest : rest;
        if (this.vault.protected) status = `${status.slice(0, -1)},"protected":true${this.vault.until ? `,"unlocked_until":${this.vault.until}` : ''}}`;
        if (status.includes('"state":"storage"')) office.retrySoon();
        if (status.includes('"state":"ready"') && !status.includes('"role":"viewer"')) void this.former.look(office);
        if (this.former.told) status = `${status.slice(0, -1)},"former":${this.former.told}}`;
        let slices: Sliced[] = [['status', status]];
        if (!shown) return yield slices;
        const customer = shown.customer === null ? null
            : await office.ask('customer', shown.customer, shown.timeline.from, shown.timeline.limit, ...filter_words(shown.filters)).catch(() => null);  // not here yet
        const cut = customer?.indexOf('\n') ?? -1;
        slices.push(['card', customer === null ? null : customer.slice(0, cut)]);
        slices.push(['timeline', customer === null ? null : customer.slice(cut + 1)]);
        const who = shown.customer !== null && customer !== null ? shown.customer : null;
        slices.push(['matters', who !== null ? await this.maybe('matters', who) : null]);
        if (who !== null) {
            yield slices;
            slices = [];
        }
        const wanted: (string | number)[] = [shown.query, 0, 50];
        slices.push(['worklist', await office.ask('worklist', shown.view, shown.list.from, shown.list.limit)]);
        slices.push(['found', shown.query ? await office.ask('found', ...wanted) : null]);
        slices.push(['found_words', shown.query ? await this.maybe('search', shown.query, shown.within ?? '', 0, 100) : null]);
        slices.push(['why', who !== null && shown.why ? await this.maybe('why', who) : null]);
        // With a network only: that somebody opened the card is written down once an hour, and would stand among unsent words.
        slices.push(['presence', who !== null && status.includes('"state":"ready"') ? await this.maybe('presence', who) : null]);
        slices.push(['calls', await this.maybe('calls')]);
        slices.push(['colleagues', await this.maybe('colleagues', 'list')], ['settings', await this.maybe('settings')]);
        yield slices;
    }
}

// As core reads them.
function filter_words(filters: Filters | null): (string | number)[] {
    if (!filters) return [];
    return [filters.channels.join(), filters.kinds.join(), filters.direction, filters.days > 0 ? Date.now() - filters.days * 86_400_000 : '', filters.matter];
}

const unknown_ask = 'something that this version does not know';  // web/core_desk.cpp
