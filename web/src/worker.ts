// The worker of one element. Of all workers of an origin one leads: it holds the Web Lock, core.wasm, the keys and the
// connection. The others carry their page's questions to it over a BroadcastChannel; when it goes, the next in line leads.
import { Desk } from './desk';
import { type FromWorker, type ToWorker } from './messages';

type Begin = Extract<ToWorker, { op: 'begin' }>;
type Ask = Extract<ToWorker, { op: 'ask' }>;
type Show = Extract<ToWorker, { op: 'show' }>;
// Between workers; nothing in it leaves the origin.
type Wire =
    | { to: 'leader'; from: string; message: Ask | Show }
    | { to: string; message: FromWorker }
    | { to: 'everybody'; lead: true };

const self_ = self as unknown as { postMessage(message: FromWorker): void; onmessage: ((event: MessageEvent<ToWorker>) => void) | null };
const me = crypto.randomUUID();
const channel = new BroadcastChannel('customer-history');
const unanswered = new Map<number, Ask>();
let shown: Show | null = null;
let desk: Desk | null = null;

function toPage(message: FromWorker): void {
    if (message.op === 'answer') unanswered.delete(message.id);
    self_.postMessage(message);
}

function pass(message: Ask | Show): void {
    if (desk) desk.take(me, message);
    else channel.postMessage({ to: 'leader', from: me, message } satisfies Wire);
}

function passAll(): void {
    if (shown) pass(shown);
    for (const ask of unanswered.values()) pass(ask);  // asked again of a new leader: a note with its own id is written once
}

channel.onmessage = (event: MessageEvent<Wire>) => {
    const wire = event.data;
    if ('lead' in wire) return passAll();
    if (wire.to === me) return toPage(wire.message as FromWorker);
    if (wire.to !== 'leader' || !desk || !('from' in wire)) return;
    const viewer = wire.from;
    if (!desk.has(viewer)) {
        desk.admit(viewer, (message) => channel.postMessage({ to: viewer, message } satisfies Wire));
        void navigator.locks.request(`customer-history/${viewer}`, () => desk?.dismiss(viewer));  // granted when its tab is gone
    }
    desk.take(viewer, wire.message);
};

async function begin(message: Begin): Promise<void> {
    const forever = new Promise<never>(() => {});
    void navigator.locks.request(`customer-history/${me}`, () => forever);
    await navigator.locks.request('customer-history', async () => {
        const leading = new Desk(message);
        leading.admit(me, toPage);
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
    if (message.op === 'show') shown = message;
    else unanswered.set(message.id, message);
    pass(message);
};

self_.postMessage({ op: 'alive' });
