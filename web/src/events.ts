// The element's events: they bubble, cross shadow roots, and are classes, so that a listener knows its detail's type.
import type { ErrorCode } from './messages';

class ChEvent<Detail> extends CustomEvent<Detail> {
    constructor(name: string, detail: Detail, cancelable = false) {
        super(name, { detail, bubbles: true, composed: true, cancelable });
    }
}

export class ChReady extends ChEvent<null> {  // the first slices are on the screen
    constructor() { super('ch-ready', null); }
}
export class ChState extends ChEvent<{ from: string; to: string }> {
    constructor(from: string, to: string) { super('ch-state', { from, to }); }
}
export class ChError extends ChEvent<{ code: ErrorCode; message: string; recoverable: boolean }> {
    constructor(code: ErrorCode, message: string, recoverable: boolean) { super('ch-error', { code, message, recoverable }); }
}
// Cancelable, before a customer is opened from the list: the page may open its own view instead.
export class ChActivate extends ChEvent<{ customer: string }> {
    constructor(customer: string) { super('ch-activate', { customer }, true); }
}
export class ChSelect extends ChEvent<{ customer: string }> {
    constructor(customer: string) { super('ch-select', { customer }); }
}
export interface Contacted {
    customer: string;
    channel: string;
    type: string;
    value: string;
    href: string;     // '' = nothing opens it by default
    reason?: string;  // why it is done although a guard objects
    item?: string;    // a message that did not arrive, to be sent once more, and its words
    text?: string;
    reply_to?: string;  // the item that is answered
}
// Cancelable: a person chose a way to reach the customer; the page may dial itself. Otherwise `href` is opened.
export class ChContact extends ChEvent<Contacted> {
    constructor(detail: Contacted) { super('ch-contact', detail, true); }
}
// The original of an attachment is wanted; it lies with the channel or with the page, never here.
export class ChAttachment extends ChEvent<{ item: string; name: string; hash?: string }> {
    constructor(detail: { item: string; name: string; hash?: string }) { super('ch-attachment', detail, true); }
}
export class ChSync extends ChEvent<{ position: number; pending: number }> {  // everything known to the server is here
    constructor(position: number, pending: number) { super('ch-sync', { position, pending }); }
}
export class ChConflict extends ChEvent<{ message: string }> {  // another copy of this device writes under its name
    constructor(message: string) { super('ch-conflict', { message }); }
}
export class ChEvicted extends ChEvent<null> {  // this browser had joined, and its data is gone
    constructor() { super('ch-evicted', null); }
}
