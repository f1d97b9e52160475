// Types of element.js.
export type ErrorCode =
    | 'E_WASM' | 'E_WEBGL' | 'E_CSP' | 'E_STORAGE_DENIED' | 'E_STORAGE_FULL' | 'E_EVICTED' | 'E_KEY' | 'E_AUTH' | 'E_ORIGIN'
    | 'E_VERSION' | 'E_NET' | 'E_CORRUPT' | 'E_REVOKED' | 'E_CLONE';

export type State =
    | 'loading' | 'joining' | 'opening' | 'ready' | 'offline' | 'syncing' | 'refused' | 'clone' | 'alarm' | 'storage' | 'error';

export class CustomerHistoryElement extends HTMLElement {
    /** Id, phone, address or any other identifier; null: the worklist. An unknown number opens an empty card. */
    customer: string | null;
    theme: string;    // light | dark | auto
    assets: string;   // base URL of the widget's files; by default where element.js came from
    sync: string;     // address of the server or of a relay; by default the one that the invite named
    country: string;  // ISO 3166 alpha-2, for numbers written without one; KZ
    readonly state: State;
    readonly frames: number;
    join(link: string): Promise<void>;
    syncNow(): Promise<void>;
    write(customer: string, kind: 'note' | 'consultation', text: string): Promise<void>;
    why(customer: string): Promise<unknown>;
    digest(): Promise<string>;
}

export class ChReady extends CustomEvent<null> {}
export class ChState extends CustomEvent<{ from: string; to: string }> {}
export class ChError extends CustomEvent<{ code: ErrorCode; message: string; recoverable: boolean }> {}
export class ChSelect extends CustomEvent<{ customer: string }> {}
export class ChSync extends CustomEvent<{ position: number; pending: number }> {}
export class ChEvicted extends CustomEvent<null> {}

declare global {
    interface HTMLElementTagNameMap {
        'customer-history': CustomerHistoryElement;
    }
    interface HTMLElementEventMap {
        'ch-ready': ChReady;
        'ch-state': ChState;
        'ch-error': ChError;
        'ch-select': ChSelect;
        'ch-sync': ChSync;
        'ch-evicted': ChEvicted;
    }
}
