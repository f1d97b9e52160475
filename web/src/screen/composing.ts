// Drafts of the composer, one per customer: what is being written outlives another customer and a failed save.
import type { Draft, Kind } from '../scene/composer';
import { has_due } from '../scene/composer';
import type { Stage } from '../twin/stage';
import type { Format } from '../format/format';
import type { ScreenCallbacks } from './callbacks';

interface One {
    kind: Kind;
    words: string;
    due?: number | undefined;
    failure?: string | undefined;
    about?: { item: string; words: string } | undefined;  // the item it is written about
    saving?: boolean;
}

export class Composing {
    private readonly drafts = new Map<string, One>();
    constructor(private readonly stage: Stage, private readonly on: () => ScreenCallbacks, private readonly format: () => Format) {}

    draft(id: string): Draft {
        const one = this.drafts.get(id);
        const words = one?.words ?? '';
        const width = words ? this.stage.field('composer')?.clientWidth : 0;  // asked only when needed: the browser lays the page out for it
        const columns = Math.max(16, Math.floor((width || 500) / 8));
        const lines = words.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / columns)), 0);
        return { kind: one?.kind ?? 'note', lines, ready: words.trim() !== '', saving: !!one?.saving, failure: one?.failure, due: one?.due, about: one?.about?.words };
    }
    private change(id: string, change: Partial<One>): void {
        this.drafts.set(id, { kind: 'note', words: '', ...this.drafts.get(id), ...change });
    }
    typed(id: string, words: string): void {
        const before = this.draft(id);
        this.change(id, { words, failure: undefined });
        const after = this.draft(id);
        if (after.ready !== before.ready || after.lines !== before.lines || before.failure) this.stage.recompose();
    }
    // A term as the native field writes it: local time, "2026-12-11T18:00".
    timed(id: string, value: string): void {
        const at = value ? new Date(value).getTime() : NaN;
        this.change(id, { due: Number.isFinite(at) ? at : undefined, failure: undefined });
        this.stage.recompose();
    }
    due(id: string, at: number): void {
        this.change(id, { due: at, failure: undefined });
        this.stage.later(() => {
            const field = this.stage.field('due');
            if (field) field.value = local(at);
        });
    }
    insert(id: string, words: string): void {
        const field = this.stage.field('composer');
        const all = [field?.value.trim(), words].filter(Boolean).join('\n');
        if (field) field.value = all;
        this.change(id, { words: all, failure: undefined });
        this.stage.at_once(() => this.stage.field('composer')?.focus());
    }
    write(id: string, kind: Kind): void {
        this.change(id, { kind, failure: undefined });
        this.stage.at_once(() => this.stage.field('composer')?.focus({ preventScroll: true }));  // the next key is a word already
    }
    // A note about an item; undefined: about nothing any more.
    about(id: string, about: One['about']): void {
        this.change(id, { about });
        this.write(id, this.draft(id).kind);
    }
    // The words in the field are another customer's.
    swap(id: string): void {
        const field = this.stage.field('composer');
        if (field) field.value = this.drafts.get(id)?.words ?? '';
        const due = this.stage.field('due');
        const at = this.drafts.get(id)?.due;
        if (due) due.value = at ? local(at) : '';
    }
    async save(id: string, shown: () => string | undefined): Promise<void> {
        const one = this.drafts.get(id);
        if (!one || one.saving || !one.words.trim()) return;
        if (has_due(one.kind) && !one.due) {
            this.change(id, { failure: this.format().say('needs_due') });
            return this.stage.recompose();
        }
        this.change(id, { saving: true, failure: undefined });
        this.stage.recompose();
        try {
            await this.on().save?.(one.kind, one.words.trim(), { ...(has_due(one.kind) && one.due ? { due: one.due } : {}), ...(one.about ? { refers_to: one.about.item } : {}) });
            this.drafts.delete(id);
            if (shown() === id) this.swap(id);
            this.stage.to_end();
        } catch (error) {
            this.change(id, { saving: false, failure: this.format().say('not_saved', { reason: error instanceof Error ? error.message : String(error) }) });
        }
        this.stage.recompose();
    }
}

function local(at: number): string {
    const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
    return date.toISOString().slice(0, 16);
}
