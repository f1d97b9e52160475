// Types of element.js.
export type ErrorCode =
    | 'E_WASM' | 'E_WEBGL' | 'E_CSP' | 'E_STORAGE_DENIED' | 'E_STORAGE_FULL' | 'E_EVICTED' | 'E_KEY' | 'E_AUTH' | 'E_ORIGIN'
    | 'E_VERSION' | 'E_NET' | 'E_CORRUPT' | 'E_REVOKED' | 'E_CLONE';

/** Also as CSS: customer-history:state(offline). */
export type State =
    | 'loading' | 'joining' | 'opening' | 'locked' | 'ready' | 'offline' | 'syncing' | 'refused' | 'revoked' | 'clone' | 'alarm' | 'storage' | 'evicted'
    | 'error';

/** Places for the page's own elements: <p slot="footer">. */
export type Slot = 'header' | 'actions' | 'empty' | 'error' | 'footer';
/** customer-history::part(NAME) */
export type Part = 'frame' | 'side' | 'card' | 'main' | 'call' | 'bar' | 'search' | 'status' | 'list' | 'composer' | 'panel';

/** What the guards say before somebody is contacted. */
export interface Check {
    decision: 'allow' | 'warn' | 'block';
    reasons?: { kind: string; words?: string; channel?: string; item?: string; at?: number }[];
}

export interface SavedView {
    customer: string | null;
    view: string;
    query: string;
}

/** What methods reject with: one sentence, and a code where there is one. */
export interface Trouble extends Error {
    readonly code?: ErrorCode;
}

export class CustomerHistoryElement extends HTMLElement {
    /** Id, phone, address or any other identifier; null: the worklist. An unknown number opens an empty card. */
    customer: string | null;
    /** light | dark | auto */
    theme: string;
    /** compact: dense rows; where fingers point it is always cosy. */
    density: 'cosy' | 'compact';
    /** Folder of the widget's files; '' means beside element.js. */
    assets: string;
    /** Of the telephone beside this page: only its calls ring here; '' means those of the whole business. */
    extension: string;
    /** Address of the server or of a relay; by default the one that the invite named. */
    sync: string;
    /** ISO 3166 alpha-2, for numbers written without one; KZ. */
    country: string;
    readonly: boolean;
    /** lazy: nothing is loaded until the element comes near the view. */
    loading: 'eager' | 'lazy';
    /** off: single letters are no keys of the screen. */
    shortcuts: 'on' | 'off';
    /** The page knows that this browser had joined: no data is then lost data, not a first visit. */
    expected: boolean;
    readonly state: State;
    readonly frames: number;
    /** Makes this browser a device of the workspace that invited it. */
    join(link: string): Promise<void>;
    /** hours: stays unlocked so long over reloads, 16 at most; otherwise until the last tab is closed. */
    unlock(passphrase: string, options?: { hours?: number }): Promise<void>;
    lock(): Promise<void>;
    /** Sets or changes the passphrase of this device; '' takes it away. */
    setPassphrase(passphrase: string, current?: string): Promise<void>;
    /** Deletes what this browser holds. Rejects while words are unsent, unless forced. */
    purge(options?: { force?: boolean }): Promise<void>;
    syncNow(): Promise<void>;
    /** Resolves when the words are stored on this device for good. */
    write(customer: string, kind: 'note' | 'consultation', text: string): Promise<void>;
    /** May this customer (the open one, unless another is named) be contacted so; the slice `check`. */
    check(ask: { channel: string; customer?: string; purpose?: 'service' | 'promo'; product?: string }): Promise<Check>;
    find(text: string): Promise<unknown>;
    why(customer: string): Promise<unknown>;
    digest(): Promise<string>;
    /** A call rings: opens the card of this number under a bar that says who it is and what is open; '' ends it. */
    ring(number: string, options?: { line?: string }): void;
    /** Leads to an item of the customer who is open. */
    showItem(item: string): void;
    save(): SavedView;
    restore(saved: SavedView): void;
    /** JSON for support, without any word, name or number of a customer. */
    diagnose(): Promise<string>;
}

export class ChReady extends CustomEvent<null> {}
export class ChState extends CustomEvent<{ from: State; to: State }> {}
export class ChError extends CustomEvent<{ code: ErrorCode; message: string; recoverable: boolean }> {}
/** Cancelable: a customer is about to be opened from the list. */
export class ChActivate extends CustomEvent<{ customer: string }> {}
export class ChSelect extends CustomEvent<{ customer: string }> {}
/** Cancelable: otherwise href is opened. */
export class ChContact extends CustomEvent<{ customer: string; channel: string; type: string; value: string; href: string;
    /** why it is done although a guard objects */ reason?: string;
    /** a message that did not arrive, to be sent once more */ item?: string; /** its words */ text?: string; /** the item that is answered */ reply_to?: string }> {}
export class ChAttachment extends CustomEvent<{ item: string; name: string; hash?: string }> {}
export class ChSync extends CustomEvent<{ position: number; pending: number }> {}
export class ChConflict extends CustomEvent<{ message: string }> {}
export class ChEvicted extends CustomEvent<null> {}

export interface CustomerHistoryEvents {
    'ch-ready': ChReady;
    'ch-state': ChState;
    'ch-error': ChError;
    'ch-activate': ChActivate;
    'ch-select': ChSelect;
    'ch-contact': ChContact;
    'ch-attachment': ChAttachment;
    'ch-sync': ChSync;
    'ch-conflict': ChConflict;
    'ch-evicted': ChEvicted;
}

/** Attributes, for the types of frameworks. */
export interface CustomerHistoryAttributes {
    customer?: string | null | undefined;
    lang?: 'ru' | 'kk' | 'en' | undefined;
    theme?: 'light' | 'dark' | 'auto' | undefined;
    density?: 'cosy' | 'compact' | undefined;
    assets?: string | undefined;
    sync?: string | undefined;
    country?: string | undefined;
    readonly?: boolean | undefined;
    loading?: 'eager' | 'lazy' | undefined;
    shortcuts?: 'on' | 'off' | undefined;
    expected?: boolean | undefined;
}

declare global {
    interface HTMLElementTagNameMap {
        'customer-history': CustomerHistoryElement;
    }
    interface HTMLElementEventMap extends CustomerHistoryEvents {}
}
