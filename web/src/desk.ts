// Who looks at what, and the slices of it: every viewer (a tab's element) says what it shows, and gets the slices that changed.
// Changes of one turn become one round; while rounds follow each other, as in a first synchronisation, they keep a distance.
import { storageTrouble } from './database';
import { Trouble, type FromWorker, type Question, type Shown, type SliceName, type ToWorker } from './messages';
import { Office } from './office';
import { Vault } from './vault';

const distance = 80;  // ms between rounds: a person sees no difference, a first synchronisation keeps its processor

// What makes a slice another one for the eye: not the moment it was made, and of the server's minute-by-minute time only every
// tenth minute while all is well. A page at rest gets no message, draws nothing.
function seenAs(text: string | null): string | null {
    if (text === null) return null;
    const same = text.replace(/"as_of":\d+,/, '');
    if (!same.includes('"state":"ready"')) return same;
    return same.replace(/"current_to":(\d+)/, (_, ms: string) => `"current_to":${Math.floor(Number(ms) / 600_000)}`);
}

interface Viewer {
    send(message: FromWorker): void;
    shown: Shown | null;
    had: Map<SliceName, string | null>;
}

type Sliced = [SliceName, string | null];

export class Desk {
    private readonly viewers = new Map<string, Viewer>();
    private readonly vault = new Vault();
    private office: Office | null = null;
    private failure: Trouble | null = null;
    private waiting: (() => void)[] | null = [];  // questions that came before the office was open; null: open
    private running = false;
    private dirty = false;
    private last = 0;
    private opening = '';

    constructor(private readonly options: { assets: string; sync: string; country: string }) {}

    has(name: string): boolean { return this.viewers.has(name); }
    dismiss(name: string): void { this.viewers.delete(name); }
    admit(name: string, send: (message: FromWorker) => void): void {
        this.viewers.set(name, { send, shown: null, had: new Map() });
    }

    take(name: string, message: Extract<ToWorker, { op: 'show' | 'ask' }>): void {
        const viewer = this.viewers.get(name)!;
        if (message.op === 'show') {
            viewer.shown = message.shown;
            return this.touch();
        }
        const answer = () => this.answer(message.question).then(
            (text) => viewer.send({ op: 'answer', id: message.id, ok: true, text }),
            (error: unknown) => viewer.send({ op: 'answer', id: message.id, ok: false, text: error instanceof Error ? error.message : String(error) }));
        if (this.waiting) this.waiting.push(() => void answer());
        else void answer();
    }

    async begin(): Promise<void> {
        try {
            this.office = await this.openOffice();
            const secrets = await this.vault.load().catch((error: unknown) => { throw storageTrouble(error); });
            if (secrets) await this.office.restore(secrets);
        } catch (error) {
            this.trouble(error instanceof Trouble ? error : new Trouble('E_CORRUPT', error instanceof Error ? error.message : String(error)), true);
        }
        const waiting = this.waiting ?? [];
        this.waiting = null;
        waiting.forEach((ask) => ask());
        this.touch();
    }

    private openOffice(): Promise<Office> {
        return Office.open({ ...this.options, changed: () => this.touch(), trouble: (trouble, fatal) => this.trouble(trouble, fatal) }, this.vault);
    }

    private trouble(trouble: Trouble, fatal: boolean): void {
        if (fatal) this.failure = trouble;
        for (const viewer of this.viewers.values())
            viewer.send({ op: 'trouble', code: trouble.code, message: trouble.message, fatal });
    }

    private async answer(question: Question): Promise<string> {
        if (this.failure) throw this.failure;
        const office = this.office!;
        switch (question.name) {
            case 'join': return await this.join(question.link);
            case 'write': return await office.ask('write', question.who, question.kind, question.text, question.native);
            case 'why': return await office.ask('why', question.who);
            case 'digest': return await office.ask('digest');
            case 'sync':
                office.hurry();
                return await office.ask('status');
        }
    }

    // An invite to where this device is already, and welcome, changes nothing: the link stays good for another device.
    private async join(link: string): Promise<string> {
        let office = this.office!;
        if (this.opening === link) return '';
        if (office.joined) {
            const status = JSON.parse(await office.ask('status')) as { state: string };
            if (status.state !== 'refused' && status.state !== 'clone') return '';
            office.retire();
            office = await this.openOffice();
        }
        this.opening = link;
        this.vault.renew();
        try {
            await office.join(link);
        } finally {
            this.opening = '';
        }
        this.office = office;
        this.touch();
        return '';
    }

    // --- rounds

    private touch(): void {
        this.dirty = true;
        if (this.running || this.waiting) return;
        this.running = true;
        setTimeout(() => void this.round(), Math.max(0, this.last + distance - Date.now()));
    }

    private async round(): Promise<void> {
        this.dirty = false;
        try {
            for (const viewer of this.viewers.values()) await this.refresh(viewer);
        } catch (error) {
            this.trouble(new Trouble('E_CORRUPT', error instanceof Error ? error.message : String(error)), false);
        }
        this.last = Date.now();
        this.running = false;
        if (this.dirty) this.touch();
    }

    private async refresh(viewer: Viewer): Promise<void> {
        if (this.failure) return viewer.send({ op: 'trouble', code: this.failure.code, message: this.failure.message, fatal: true });
        const slices: Partial<Record<SliceName, string | null>> = {};
        let some = false;
        for (const [name, text] of await this.slices(viewer.shown)) {
            const seen = seenAs(text);
            if (viewer.had.has(name) && viewer.had.get(name) === seen) continue;
            viewer.had.set(name, seen);
            slices[name] = text;
            some = true;
        }
        if (some) viewer.send({ op: 'slices', slices });
    }

    private async slices(shown: Shown | null): Promise<Sliced[]> {
        const office = this.office!;
        if (!office.joined) return [['status', '{"slice":"status","state":"joining"}']];
        const status = await office.ask('status');
        if (status.includes('"state":"storage"')) office.retrySoon();
        const slices: Sliced[] = [['status', status]];
        if (!shown) return slices;
        const wanted: (string | number)[] = [shown.query, 0, 50];
        slices.push(['worklist', await office.ask('worklist', shown.view, shown.list.from, shown.list.limit)]);
        slices.push(['found', shown.query ? await office.ask('found', ...wanted) : null]);
        const customer = shown.customer === null ? null
            : await office.ask('customer', shown.customer, shown.timeline.from, shown.timeline.limit).catch(() => null);  // not here yet
        const cut = customer?.indexOf('\n') ?? -1;
        slices.push(['card', customer === null ? null : customer.slice(0, cut)]);
        slices.push(['timeline', customer === null ? null : customer.slice(cut + 1)]);
        return slices;
    }
}
