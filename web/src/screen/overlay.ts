// What lies over the screen at the moment: keys, filter, ready answers, who is working, a new customer, why one customer.
import type { Box } from '../scene/box';
import { filter_panel, type Filters } from '../scene/filters';
import type { View } from '../scene/parts';
import { answers_sheet, colleagues_sheet, correct_field, correct_sheet, corrected, create_sheet, said_of } from '../scene/sheets';
import { keys_sheet } from '../scene/states';
import { matters_in_order } from '../scene/toolbar';
import { why_panel } from '../scene/why';
import type { Card, Join, Slices, Status } from '../slices';
import type { Stage } from '../twin/stage';
import type { ScreenCallbacks } from './callbacks';

export type OverlayName = 'help' | 'why' | 'filter' | 'answers' | 'colleagues' | 'create' | 'correct';

export interface OverlayActions {
    on(): ScreenCallbacks;
    ask(done: Promise<void> | void): void;
    show_item(item: string): void;
    open(id: string): void;
    filter(change: Partial<Filters> | undefined): void;  // undefined: everything
    insert(words: string): void;
}

export class Overlay {
    name: OverlayName | undefined;
    private signing: { chosen: string | undefined; wrong: boolean } = { chosen: undefined, wrong: false };
    private creatable = false;
    private sure: string | undefined;  // the join whose separation was asked for once

    constructor(private readonly stage: Stage, private readonly acts: OverlayActions) {}

    get modal(): boolean {
        return this.name !== 'why' && this.name !== 'filter';
    }
    show(name: OverlayName): void {
        this.name = name;
        this.signing = { chosen: undefined, wrong: false };
        this.creatable = false;
        this.focus();
    }
    toggle(name: OverlayName): void {
        if (this.name === name) this.close();
        else this.show(name);
    }
    focus(): void {
        this.stage.at_once(() => (this.stage.ch.querySelector<HTMLElement>('.over [data-field]') ?? this.stage.ch.querySelector<HTMLElement>('.over [role=dialog] button'))?.focus());
    }
    drop(): void {
        if (this.name === 'why') this.acts.on().why?.(false);
        this.name = this.sure = undefined;
    }
    close(): void {
        this.drop();
        this.stage.at_once(() => this.stage.list.focus());
    }

    box(view: View, left: number, slices: Slices, status: Status, card: Card | undefined, filters: Filters): Box | undefined {
        const close = () => this.close();
        switch (this.name) {
            case 'help': return keys_sheet(view, close);
            case 'filter': return card && filter_panel(filters, card, slices.matters?.id === card.id ? matters_in_order(slices.matters) : [], left, view, { close, set: (change) => this.acts.filter(change), clear: () => this.acts.filter(undefined) });
            case 'answers': return answers_sheet(slices.settings, view, close, (words) => { this.drop(); this.acts.insert(words); });
            case 'colleagues': return colleagues_sheet(slices.colleagues, slices.colleagues?.chosen, this.signing, view, { close, choose: (id) => this.choose(id, slices), enter: () => this.sign_in() });
            case 'create': return create_sheet(this.creatable, view, close, () => this.create());
            case 'correct': return card && correct_sheet(card, view, close, () => this.correct(card));
            case 'why': return card && this.why(view, left, slices, status, card, close);
            default: return undefined;
        }
    }
    private why(view: View, left: number, slices: Slices, status: Status, card: Card, close: () => void): Box {
        const why = slices.why?.id === card.id ? slices.why : { slice: 'why' as const, id: card.id, members: [], joins: card.joins ?? [] };
        const { acts } = this;
        return why_panel(why, card, this.sure, status.current_to, left, view, {
            close, show: (item) => { this.close(); acts.show_item(item); }, open: (id) => acts.open(id), separate: (join) => this.separate(join, view.format.say('said_separate')),
            withdraw: (one) => acts.ask(acts.on().withdraw?.(one.a, one.b, 'separation')), link: (one) => acts.ask(acts.on().link?.(one.id, view.format.say('said_link'))), refuse: (one) => acts.ask(acts.on().refuse?.(one.id, view.format.say('said_separate'))),
        });
    }
    // Twice, so that nobody takes a customer apart by a slip.
    private separate(join: Join, reason: string): void {
        const key = `${join.a}-${join.b}`;
        const sure = this.sure === key;
        this.sure = sure ? undefined : key;
        if (sure) this.acts.ask(this.acts.on().separate?.(join.a, join.b, reason));
        this.stage.recompose();
    }

    private choose(id: string, slices: Slices): void {
        this.signing = { chosen: id, wrong: false };
        if (!slices.colleagues?.rows.find((row) => row.id === id)?.pin) return this.sign_in();
        this.stage.at_once(() => this.stage.field('pin')?.focus());
    }
    sign_in(): void {
        const id = this.signing.chosen;
        const field = this.stage.field('pin');
        if (!id) return;
        Promise.resolve(this.acts.on().colleague?.(id, field?.value ?? '')).then(() => this.close(), () => {
            this.signing.wrong = true;
            if (field) field.value = '';
            this.stage.recompose();
        });
    }

    // What was changed in the fields, one fact after the other.
    correct(card: Card): void {
        const changes = corrected.map((fact) => [fact, this.stage.field(`${correct_field}${fact}`)?.value.trim()] as const).filter(([fact, value]) => value !== undefined && value !== said_of(card, fact));
        this.close();
        const { correct } = this.acts.on();
        this.acts.ask(changes.reduce<Promise<void>>((before, [fact, value]) => before.then(() => correct?.(fact, value!)), Promise.resolve()));
    }

    typed_new(value: string): void {
        if (this.creatable === /[\p{L}\d].*[\p{L}\d]/u.test(value)) return;
        this.creatable = !this.creatable;
        this.stage.recompose();
    }
    create(): void {
        const who = this.stage.field('create')?.value.trim();
        if (!who) return;
        this.drop();
        this.acts.open(who);
    }
}
