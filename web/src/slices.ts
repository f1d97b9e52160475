// The slices of core (core/view/slice.h) as the screen reads them: typed values, times in ms since 1970, money in minor
// units. Absent values are left out. Whatever is not listed here is ignored.

export interface Money {
    currency: string;
    minor: number;
}

export interface Identifier {
    type: string;
    value: string;
    raw?: string;
    scope?: string;
    known?: string;
    channels?: string[];
}

export interface CustomerRow {
    id: string;
    name?: string;
    identifier?: Identifier;
    channel?: string;
    account?: string;
    kind?: string;
    words?: string;
    at?: number;
    direction?: string;
    waiting_since?: number;
    unsent?: boolean;
    match?: string;
}

export interface Worklist {
    slice: 'worklist';
    as_of: number;
    name?: string;
    view: string;
    counts: { waiting?: number; unfiled?: number; customers?: number };
    total: number;
    from: number;
    rows: CustomerRow[];
}

export interface Found {
    slice: 'found';
    query: string;
    total: number;
    rows: CustomerRow[];
}

export interface Fact {
    name: string;
    value: string;
    channel?: string;
    at?: number;
}

// Where a visit came from (core/insight/traffic.h).
export type SourceKind = 'direct' | 'search' | 'paid_search' | 'social' | 'social_ad' | 'retargeting' | 'referral' | 'email' | 'messenger'
    | 'assistant' | 'partner' | 'display' | 'offline';
export interface CameFrom {
    kind: SourceKind;
    name?: string;
    query?: string;
    campaign?: string;
    at?: number;
    item?: string;
}

export interface Card {
    slice: 'card';
    id: string;
    also?: string[];
    kind?: string;
    name?: string;
    names?: { value: string; channel?: string }[];
    not_proved?: boolean;
    waiting?: { since: number; words?: string; channel?: string; item?: string };
    identifiers?: Identifier[];
    facts?: Fact[];
    first_source?: CameFrom;
    last_source?: CameFrom;
    purchases?: { count: number; sums?: Money[]; last?: { at?: number; item?: string; title?: string } & Partial<Money> };
    channels?: { channel: string; items: number; first?: number; last?: number }[];
    joins?: { a: string; b: string; reason: string; value?: string; known?: string }[];
    shared?: { type: string; value: string; why?: string }[];
    items?: number;
    first?: number;
    last?: number;
}

export interface Line {
    sku?: string;
    name?: string;
    quantity?: string;
    price?: number;
    sum?: number;
}

export interface Item {
    item: string;
    channel: string;
    account?: string;
    native?: string;
    kind: string;
    at: number;
    direction?: string;
    text?: string;
    title?: string;
    author?: string;
    bot?: boolean;
    thread?: string;
    reply_to?: string;
    edited?: number;
    deleted?: number;
    sent_at?: number;
    delivered_at?: number;
    read_at?: number;
    failed_at?: number;
    status?: string;
    states?: { at?: number; state?: string; text?: string; place?: string }[];
    total?: Money;
    number?: string;
    lines?: Line[];
    call?: {
        answered?: boolean;
        seconds?: number;
        waited?: number;
        operator?: string;
        queue?: string;
        recording?: string;
        number?: string;
    };
    files?: { kind?: string; name?: string; mime?: string; size?: number; ref?: string; hash?: string; preview?: string }[];
    url?: string;
    referrer?: string;
    source?: string;
    campaign?: string;
    query?: string;
    product?: string;
    shop?: string;
    till?: string;
    place?: string;
    payment?: string;
    quote?: string;
    raw?: string;
    colleague?: string;
    clamped?: boolean;
    unsent?: boolean;
}

export interface Timeline {
    slice: 'timeline';
    id: string;
    total: number;
    from: number;
    order?: 'newest' | 'oldest';
    rows: Item[];
}

// state: 'loading' before the core has answered; 'joining' no workspace on this device yet (the paste field is shown);
// 'opening' an invite is being used; 'syncing' and 'offline' (shown after 4 s); 'ready'; 'alarm' (the server was caught lying;
// `alarm` says how); 'refused', 'clone' (`message` says why); 'error' (nothing works; `code` and `message` are shown).
export interface Status {
    slice?: 'status';
    state: string;
    role?: string;
    workspace?: string;
    gpos?: number;
    head?: number;
    current_to?: number;
    offline_since?: number;
    unsent?: number;
    refused?: number;
    alarm?: string;
    code?: string;
    message?: string;
}

export interface Slices {
    status?: Status;
    worklist?: Worklist;
    card?: Card | null;
    timeline?: Timeline | null;
    found?: Found | null;
}
