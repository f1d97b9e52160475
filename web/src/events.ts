// The element's events: they bubble, cross shadow roots, and are classes, so that a listener knows its detail's type.
import type { ErrorCode } from './messages';

class ChEvent<Detail> extends CustomEvent<Detail> {
    constructor(name: string, detail: Detail) {
        super(name, { detail, bubbles: true, composed: true });
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
export class ChSelect extends ChEvent<{ customer: string }> {
    constructor(customer: string) { super('ch-select', { customer }); }
}
export class ChSync extends ChEvent<{ position: number; pending: number }> {  // everything known to the server is here
    constructor(position: number, pending: number) { super('ch-sync', { position, pending }); }
}
export class ChEvicted extends ChEvent<null> {  // this browser had joined, and its data is gone
    constructor() { super('ch-evicted', null); }
}
