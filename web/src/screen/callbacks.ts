// What a screen asks of the element around it. Every callback is optional; a promise that rejects is said on the screen.
import type { Filters } from '../scene/filters';
import type { MatterWord } from '../scene/matter';
import type { OrderWord } from '../scene/orders';
import type { FormerWord } from '../scene/states';
import type { Kind } from '../scene/composer';
import type { ViewName } from '../scene/worklist';
import type { Check } from '../slices';

// The fields of a staff word beside its kind and text (core/view: StaffWord).
export interface WordFields {
    due?: number;
    assignee?: string;
    product?: string;
    refers_to?: string;
    channel?: string;
    reason?: string;
}
export interface ContactDetail {
    channel: string;
    type: string;
    value: string;
    href: string;    // '' = nothing on this device opens it
    reason?: string; // why it is done against an objection
    item?: string;   // the message that did not arrive and is sent once more
    text?: string;   // its words
    reply_to?: string; // the item that is answered
}

// What the element answers to the main callbacks:
//   open(id)            a row was chosen: show({card, timeline}) of that customer
//   back()              to the list: the screen has already shown the list it had
//   view(name)          show({worklist})
//   search(text, id)    the text of the search field, '' when it is left: show({found, found_words}); id: of one customer
//   range(what, from, limit)   more rows are needed: show the same slice with rows [from, from+limit), 'worklist' or
//                       'timeline' (in the timeline's newest-first order)
//   filter(filters)     show({timeline}) of what the filter lets through
//   why(shown)          show({why})
export interface ScreenCallbacks {
    open?(id: string): void;
    back?(): void;
    view?(name: ViewName): void;
    search?(text: string, customer: string | undefined): void;
    range?(what: 'worklist' | 'timeline', from: number, limit: number): void;
    filter?(filters: Filters): void;
    // Resolves when the words are durably stored; on rejection they stay in the field.
    save?(kind: Kind | 'contact', text: string, fields: WordFields): Promise<void> | void;
    change?(item: string, fields: Record<string, string>): Promise<void> | void;
    correct?(fact: string, value: string): Promise<void> | void;  // who the customer is; '' takes back what a colleague said
    check?(ask: { channel: string; purpose: string }): Promise<Check>;
    contact?(detail: ContactDetail): boolean;  // false: the host has dealt with it
    // The original of an attachment is wanted.
    attachment?(file: { item: string; name: string; hash?: string }): void;
    why?(shown: boolean): void;
    // Statements who is one customer; a and b: subjects. `reason`: the words that stand beside it for ever.
    separate?(a: string, b: string, reason: string): Promise<void> | void;
    withdraw?(a: string, b: string, kind: 'link' | 'separation'): Promise<void> | void;
    link?(other: string, reason: string): Promise<void> | void;
    refuse?(other: string, reason: string): Promise<void> | void;
    // Two documents are one order, or two; a, b: items (core/view/orders.h).
    order?(what: OrderWord, a: string, b: string): Promise<void> | void;
    // Where a matter stands, in one's own words, or that it is done (core/view/matters.h).
    matter?(matter: string, what: MatterWord, value: string): Promise<void> | void;
    colleague?(id: string, pin: string): Promise<void> | void;
    hang_up?(): void;  // the bar of a call was hidden
    former?(what: FormerWord): Promise<void> | void;  // what becomes of a former device's unsent words
    join?(link: string): void;
    unlock?(password: string): void;
    retry?(): void;
    wordless?(): void;  // the words of the language could not be had, the screen is Russian
}

export interface ScreenOptions {
    assets: string;                      // absolute URL of the folder of ui.mjs, ui.wasm, font-400.*, font-600.*; ends in a slash
    lang: string;                        // ru | kk | en; anything else is shown in Russian
    theme: 'light' | 'dark' | 'auto';
    density?: 'cosy' | 'compact';
    letters?: boolean;                   // false: single letters are no keys
    canvas?: boolean;                    // false: the text twin is the interface
}
