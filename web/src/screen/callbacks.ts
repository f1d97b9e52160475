// What a screen asks of the element around it. Every callback is optional; a promise that rejects is said on the screen.
import type { Filters } from '../scene/filters';
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
    href: string | undefined;
    reason: string | undefined;  // why it is done against an objection
}

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
    check?(ask: { channel: string; purpose: string }): Promise<Check>;
    contact?(detail: ContactDetail): boolean;  // false: the host has dealt with it
    why?(shown: boolean): void;
    separate?(a: string, b: string): Promise<void> | void;
    withdraw?(a: string, b: string): Promise<void> | void;
    link?(other: string): Promise<void> | void;
    refuse?(other: string): Promise<void> | void;
    colleague?(id: string, pin: string): Promise<void> | void;
    hang_up?(): void;  // the bar of a call was hidden
    join?(link: string): void;
    unlock?(password: string): void;
    retry?(): void;
}
