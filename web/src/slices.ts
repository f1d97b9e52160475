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
    flags?: { kind: string; due?: number; overdue?: boolean; words?: string }[];
    due?: number;
    waiting_ms?: number;  // of business time
    context?: string;
}

export interface Worklist {
    slice: 'worklist';
    as_of: number;
    name?: string;
    view: string;
    counts: { [view: string]: number | undefined };  // and `customers`
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
    item?: string;
    others?: { value: string; channel?: string; at?: number }[];  // what other sources say instead
}

export type OpenKind = 'question' | 'promise' | 'complaint' | 'order' | 'delivery' | 'reminder' | 'task' | 'case' | 'postponed';
export interface OpenEntry {
    kind: OpenKind;
    words?: string;
    at?: number;
    due?: number;
    overdue?: boolean;
    waiting_ms?: number;
    assignee?: string;
    item?: string;
    state?: string;
    stuck?: boolean;
    effect?: string;
}
export type Decision = 'allow' | 'warn' | 'block';
export interface Reach {
    channel: string;
    type?: string;
    value?: string;
    decision?: Decision;
    reason?: string;
    item?: string;
    until?: number;
    preferred?: boolean;
}
export interface Reason {
    kind: string;
    words?: string;
    channel?: string;
    item?: string;
    at?: number;
}
export interface Check {
    slice?: 'check';
    decision: Decision;
    reasons?: Reason[];
}
export interface Suggestion {
    id: string;
    name?: string;
    score?: number;
    reasons?: (string | { reason?: string; value?: string })[];
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
    waiting?: { since: number; words?: string; channel?: string; item?: string; first_item?: string; waiting_ms?: number };
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
    open?: OpenEntry[];
    preferred?: { channel: string; basis?: string; item?: string; at?: number };
    rules?: { rule: string; channel?: string; words?: string; at?: number; item?: string }[];
    reach?: Reach[];
    orders?: { order?: string; number?: string; status?: string; at?: number; total?: Money; item?: string; stuck?: boolean; words?: string;
        also?: { channel: string; account?: string; item?: string; at?: number; by_hand?: boolean }[];
        apart?: { item: string; from: string; channel: string; account?: string; number?: string; who?: string; at?: number }[] }[];
    products?: { sku?: string; name?: string; how: string; at?: number; item?: string }[];
    value?: { orders?: number; sums?: Money[]; first?: number; last?: number; returns?: number };
    offers?: { sku?: string; name?: string; with?: string; with_name?: string; customers?: number; why?: string }[];
    goods?: { sku?: string; name?: string; price?: Money; stock?: string | number; place?: string; arrival?: number | string; source?: string; at?: number; order?: string }[];
    company?: { id?: string } & { [requisite: string]: string | undefined };
    people?: { id: string; name?: string; position?: string }[];
    suggestions?: Suggestion[];
    version?: string;
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
    cut?: boolean;  // its text goes on at the source
    left_out?: Record<string, number>;
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
    due?: number;
    eta?: number;
    starts?: number;
    assignee?: string;
    refers_to?: string;
    state?: string;
    reason?: string;
    carrier?: string;
    address?: string;
    stage?: string;
    method?: string;
    delivery?: string;
    order_ref?: string;
    matter?: string;
    order?: string;
    also?: { channel: string; account?: string; item?: string; at?: number }[];
    guard?: { decision?: Decision; kind?: string; words?: string; item?: string } | string;
    rating?: number | string;
    reaction?: string;
    done_at?: number;
}

export interface Timeline {
    slice: 'timeline';
    id: string;
    total: number;   // of what the filter lets through
    whole?: number;  // of everything, where a filter holds something back
    from: number;
    order?: 'newest' | 'oldest';
    rows: Item[];
}

// state: 'loading' before the core has answered; 'joining' no workspace on this device yet (the paste field is shown); 'evicted' there was one, the browser threw it away; 'locked'
// wants a passphrase; 'revoked' was shut out;
// 'opening' an invite is being used; 'syncing' and 'offline' (shown after 4 s); 'ready'; 'alarm' (the server was caught lying;
// `alarm` says how); 'refused', 'clone' (`message` says why); 'error' (nothing works; `code` and `message` are shown).
export interface Status {
    slice?: 'status';
    state: string;
    role?: string;
    workspace?: string;
    gpos?: number;
    head?: number;
    counting?: number;  // customers whose words are here and not yet in the lists
    current_to?: number;
    offline_since?: number;
    unsent?: number;
    refused?: number;
    former?: { words: number; sent?: boolean };  // unsent words of the device that this browser was before: they wait for an answer, or were sent
    alarm?: string;
    code?: string;
    message?: string;
}

export interface Matters {
    slice: 'matters';
    id: string;
    rows: { matter: string; title?: string; kind?: string; state?: string; stage?: string; assignee?: string; items?: number; last?: number; suggested?: boolean }[];
}
export interface Hit {
    id: string;
    name?: string;
    item: string;
    channel: string;
    kind: string;
    at: number;
    direction?: string;
    author?: string;
    text?: string;
    marks?: [number, number][];  // bytes of the text in UTF-8
    how?: string;
}
export interface Search {
    slice: 'search';
    query: string;
    searched?: number;
    of?: number;
    complete?: boolean;
    rows: Hit[];
    read_as?: string;
}
export interface Join {
    a: string;
    b: string;
    reason: string;
    value?: string;
    known?: string;
    who?: string;   // a colleague; absent: the rules
    at?: number;
    words?: string;
    merged_by_crm?: boolean;
    apart?: string[];
    evidence?: { member?: string; channel?: string; item?: string; at?: number }[];
}
export interface Why {
    slice: 'why';
    id: string;
    members: { subject: string; name?: string; owner?: Identifier; channel?: string; items?: number; first?: number }[];
    joins: Join[];
    statements?: { kind: string; subject: string; other: string; customer?: string; name?: string; state?: string; who?: string; at?: number; words?: string; channel?: string }[];
    shared?: { type: string; value: string; why?: string }[];
    suggestions?: Suggestion[];
}
export interface Colleagues {
    slice: 'colleagues';
    rows: { id: string; name: string; profile?: string; pin?: boolean; retired?: boolean }[];
    chosen?: string;  // who works at this device
}
export interface Settings {
    slice: 'settings';
    ready?: { title?: string; text: string }[];
}
// Who opened this customer within the hour, of all devices: colleague is an id of the slice colleagues, '' nobody was chosen there.
export interface Presence {
    slice: 'presence';
    id?: string;
    rows: { colleague: string; device?: string; at?: number; here?: boolean }[];
}
// A call that rings, told by the page that embeds the widget.
export interface Ring {
    number?: string;
    line?: string;
    since: number;
}

// Who rings now, as the exchange told the business's agent; newest first.
export interface Calls {
    slice: 'calls';
    rows: { number?: string; line?: string; extension?: string; at: number; id?: string; name?: string }[];
}

export interface Slices {
    calls?: Calls | null;
    status?: Status;
    matters?: Matters | null;
    found_words?: Search | null;
    why?: Why | null;
    colleagues?: Colleagues | null;
    settings?: Settings | null;
    presence?: Presence | null;
    ring?: Ring | null;
    worklist?: Worklist;
    card?: Card | null;
    timeline?: Timeline | null;
    found?: Found | null;
}
