// What crosses between a page and its worker, and between workers of tabs. Structured clones; slices travel as the JSON text
// that core wrote. No key, no secret and no stored byte ever crosses; an invite link goes one way, into the worker.

export type View = 'waiting' | 'promises' | 'complaints' | 'reminders' | 'tasks' | 'stuck' | 'postponed' | 'late' | 'unfiled' | 'all';

export interface Filters {
    channels: string[];
    kinds: string[];
    direction: '' | 'in' | 'out';
    days: number;    // 0 = all of it
    matter: string;  // '' = all
}

// Everything one element shows at the moment. The worker answers with the slices of it, and again whenever they change.
export interface Shown {
    view: View;
    list: { from: number; limit: number };
    customer: string | null;  // id or any identifier
    timeline: { from: number; limit: number };
    query: string;            // '' = no search
    within: string | null;    // the search is of one customer
    filters: Filters | null;
    why: boolean;             // the panel that says why this is one customer is open
}

export type ErrorCode =
    | 'E_WASM' | 'E_WEBGL' | 'E_CSP' | 'E_STORAGE_DENIED' | 'E_STORAGE_FULL' | 'E_EVICTED' | 'E_KEY' | 'E_AUTH' | 'E_ORIGIN'
    | 'E_VERSION' | 'E_NET' | 'E_CORRUPT' | 'E_REVOKED' | 'E_CLONE';

export type Question =
    | { name: 'join'; link: string }
    | { name: 'unlock'; passphrase: string; hours: number }      // hours: 0 = until the last tab is closed
    | { name: 'lock' }
    | { name: 'protect'; passphrase: string; current: string }   // '' = none, none yet
    | { name: 'purge'; force: boolean }
    | { name: 'write'; who: string; kind: string; text: string; native: string }
    | { name: 'say'; who: string; kind: string; text: string; native: string; fields: Record<string, string> }
    | { name: 'change'; who: string; item: string; fields: Record<string, string> }
    | { name: 'correct'; who: string; fact: string; value: string }
    | { name: 'colleague'; id: string; pin: string }             // who works here from now on
    | { name: 'check'; who: string; channel: string; purpose: string; product: string }
    | { name: 'link' | 'separate' | 'withdraw'; words: string[] }
    | { name: 'matter'; who: string; matter: string; what: string; value: string }
    | { name: 'order'; who: string; what: string; a: string; b: string }
    | { name: 'why'; who: string }
    | { name: 'former'; what: 'send' | 'throw' | 'seen' }         // unsent words of the device that this browser was before
    | { name: 'digest' }
    | { name: 'found'; query: string }
    | { name: 'sync' };  // connect now instead of at the next attempt

// One worker serves all elements of a page: `viewer` says which.
export type ToWorker =
    | { op: 'begin'; core: string; sync: string; country: string }  // core: URL of core.wasm
    | { op: 'show'; viewer: string; shown: Shown }
    | { op: 'ask'; viewer: string; id: number; question: Question }
    | { op: 'leave'; viewer: string };

export type SliceName = 'status' | 'worklist' | 'card' | 'timeline' | 'found' | 'found_words' | 'matters' | 'why' | 'colleagues' | 'settings' | 'presence' | 'calls';

export type FromWorker =
    | { op: 'slices'; slices: Partial<Record<SliceName, string | null>> }  // null: closed
    | { op: 'answer'; id: number; ok: true; text: string }
    | { op: 'answer'; id: number; ok: false; code?: ErrorCode; text: string }
    | { op: 'trouble'; code: ErrorCode; message: string; fatal: boolean };

export type ToPage = { op: 'alive' } | { op: 'for'; viewer: string; message: FromWorker };

export class Trouble extends Error {
    constructor(readonly code: ErrorCode, message: string) {
        super(message);
    }
}
