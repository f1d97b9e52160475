// The worker of one page's elements. Of all workers of an origin one leads: it holds the Web Lock, core.wasm, the keys and the
// connection. The others carry their page's questions to it over a BroadcastChannel; when it goes, the next in line leads.
import { storageTrouble } from './database';
import { Desk } from './desk';
import { type Trouble, type FromWorker, type ToPage, type ToWorker } from './messages';

type Begin = Extract<ToWorker, { op: 'begin' }>;
type Ask = Extract<ToWorker, { op: 'ask' }>;
type Show = Extract<ToWorker, { op: 'show' }>;
type Leave = Extract<ToWorker, { op: 'leave' }>;
// Between workers; nothing in it leaves the origin. `key`: what an unlock gave, so that the next leader is not locked because
// a tab was closed; WebCrypto never gives its bytes out.
type Wire =
    | { to: 'leader'; from: string; message: Ask | Show | Leave }
    | { to: 'viewer'; viewer: string; message: FromWorker }
    | { to: 'everybody'; lead: true }
    | { to: 'everybody'; key: CryptoKey | null };

const self_ = self as unknown as { postMessage(message: ToPage): void; onmessage: ((event: MessageEvent<ToWorker>) => void) | null };
const me = crypto.randomUUID();
const channel = new BroadcastChannel('customer-history');
const unanswered = new Map<string, Ask>();  // by viewer and id
const shown = new Map<string, Show>();      // by viewer
const heard = new Set<string>();            // other workers whose viewers this one serves
let desk: Desk | null = null;
let key: CryptoKey | null = null;
let failure: Trouble | null = null;

function toPage(viewer: string, message: FromWorker): void {
    if (message.op === 'answer') unanswered.delete(`${viewer} ${message.id}`);
    self_.postMessage({ op: 'for', viewer, message });
}

function pass(message: Ask | Show | Leave): void {
    if (failure) return message.op === 'leave' ? undefined : toPage(message.viewer, failure_message(failure));
    if (!desk) return channel.postMessage({ to: 'leader', from: me, message } satisfies Wire);
    if (message.op === 'leave') return desk.dismiss(message.viewer);
    if (!desk.has(message.viewer)) desk.admit(message.viewer, (answer) => toPage(message.viewer, answer));
    desk.take(message.viewer, message);
}

function passAll(): void {
    for (const show of shown.values()) pass(show);
    for (const ask of unanswered.values()) pass(ask);  // asked again of a new leader: a note with its own id is written once
}

// A script of the page may post anything here: what has not this form is passed over.
function sound(wire: Partial<Record<string, unknown>> | null): boolean {
    if (typeof wire !== 'object' || wire === null) return false;
    const message = wire['message'] as { op?: unknown; viewer?: unknown; shown?: unknown; question?: unknown } | null | undefined;
    if (wire['to'] === 'everybody') return 'lead' in wire || wire['key'] === null || wire['key'] instanceof CryptoKey;
    if (typeof message !== 'object' || message === null) return false;
    if (wire['to'] === 'viewer') return typeof wire['viewer'] === 'string';
    if (wire['to'] !== 'leader' || typeof wire['from'] !== 'string' || typeof message.viewer !== 'string') return false;
    return message.op === 'show' ? typeof message.shown === 'object' && message.shown !== null
        : message.op === 'ask' ? typeof message.question === 'object' && message.question !== null : message.op === 'leave';
}

channel.onmessage = (event: MessageEvent<Wire>) => {
    const wire = event.data;
    if (!sound(wire)) return;
    if (wire.to === 'everybody') {
        if ('lead' in wire) passAll();
        else key = wire.key;
        return;
    }
    if (wire.to === 'viewer') {
        if (shown.has(wire.viewer)) toPage(wire.viewer, wire.message);
        return;
    }
    if (wire.to !== 'leader' || !desk) return;
    const { from, message } = wire;
    if (message.op === 'leave') return desk.dismiss(message.viewer);
    if (!heard.has(from)) {
        heard.add(from);
        if (desk.key) channel.postMessage({ to: 'everybody', key: desk.key } satisfies Wire);
        void navigator.locks.request(`customer-history/${from}`, () => {  // granted when its tab is gone
            heard.delete(from);
            desk?.dismissAll(from);
        });
    }
    if (!desk.has(message.viewer))
        desk.admit(message.viewer, (answer) => channel.postMessage({ to: 'viewer', viewer: message.viewer, message: answer } satisfies Wire), from);
    desk.take(message.viewer, message);
};

async function begin(message: Begin): Promise<void> {
    try {
        await lead(message);
    } catch (error) {  // where a browser lets a site store nothing it gives no locks either
        failure = storageTrouble(error);
        for (const viewer of shown.keys()) toPage(viewer, failure_message(failure));
    }
}

const failure_message = ({ code, message }: Trouble): FromWorker => ({ op: 'trouble', code, message, fatal: true });

async function lead(message: Begin): Promise<void> {
    const forever = new Promise<never>(() => {});
    navigator.locks.request(`customer-history/${me}`, () => forever).catch(() => {});
    await navigator.locks.request('customer-history', async () => {
        const leading = new Desk(message, key, (changed) => channel.postMessage({ to: 'everybody', key: changed } satisfies Wire));
        desk = leading;
        passAll();
        channel.postMessage({ to: 'everybody', lead: true } satisfies Wire);
        await leading.begin();
        await forever;  // until the tab is closed
    });
}

self_.onmessage = (event) => {
    const message = event.data;
    if (message.op === 'begin') return void begin(message);
    if (message.op === 'show') shown.set(message.viewer, message);
    else if (message.op === 'ask') unanswered.set(`${message.viewer} ${message.id}`, message);
    else {
        shown.delete(message.viewer);
        for (const [name, ask] of unanswered) if (ask.viewer === message.viewer) unanswered.delete(name);
    }
    pass(message);
};

self_.postMessage({ op: 'alive' });
