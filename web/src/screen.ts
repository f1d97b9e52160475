// The screen of one element: turns slices into the two twins. Knows no worker, storage, transport or key.
//
//   const screen = new Screen(shadowRoot, { assets: 'https://…/', lang: 'ru', theme: 'auto' });
//   screen.on = { open, back, view, search... };                every callback is optional (screen/callbacks.ts)
//   screen.show({ status, worklist });                          what is given replaces what was shown; what is absent stays
//   screen.show({ card, timeline });                            a customer's card and history; null closes them
//
// What the element answers is in screen/callbacks.ts.
import type { Format } from './format/format';
import { box } from './scene/box';
import { card_name } from './scene/card';
import type { Kind } from './scene/composer';
import type { Entry } from './scene/entry';
import { no_filters, type Filters } from './scene/filters';
import { size_of, stack, tight, type View } from './scene/parts';
import { contacts_of } from './scene/reach';
import { correct_field } from './scene/sheets';
import { bones, closed_pane } from './scene/states';
import { matters_in_order } from './scene/toolbar';
import type { ViewName } from './scene/worklist';
import type { ScreenCallbacks, ScreenOptions } from './screen/callbacks';
import { Arrivals } from './screen/arrivals';
import { Clock } from './screen/clock';
import { Composing } from './screen/composing';
import { Contacting } from './screen/contacting';
import { customer_picture } from './screen/customer_picture';
import { Finding } from './screen/finding';
import { hits_of, people_of, type FoundActions, type FoundState } from './screen/found';
import { History, type HistoryActions } from './screen/history';
import { item_acts } from './screen/item_acts';
import { Language } from './screen/language';
import { customer_rows, list_picture } from './screen/list_picture';
import { Overlay } from './screen/overlay';
import type { Card, Hit, Ring, Slices, Status } from './slices';
import { Keys } from './twin/keys';
import { RowBar, type RowAct } from './twin/row_bar';
import { Stage, type Picture, type Spot } from './twin/stage';

export type { ScreenCallbacks, ScreenOptions } from './screen/callbacks';

const step = 200;       // rows asked for at once

export class Screen {
    on: ScreenCallbacks = {};

    private slices: Slices = {};
    private readonly language: Language;
    private theme: 'light' | 'dark' | 'auto';
    private compact: boolean;
    private readonly stage: Stage;
    private readonly keys: Keys;
    private readonly dark = matchMedia('(prefers-color-scheme: dark)');
    private readonly coarse = matchMedia('(pointer: coarse)');
    private readonly themed = () => this.apply_theme();
    private readonly seen = () => this.tick();
    private readonly composing: Composing;
    private readonly contacting: Contacting;
    private readonly finding = new Finding();
    private readonly history = new History();
    private readonly overlay: Overlay;
    private opened: string | undefined;       // the customer whose history was scrolled into place
    private opening: string | undefined;      // chosen, its slices are not here yet
    private closed = false;                   // back in the list although the slices still hold a customer
    private chosen: ViewName | undefined;
    private cursor = 0;                       // row of the list that j and k move
    private list_spot: Spot | undefined;
    private asked_rows = new Set<string>();
    private readonly unfolded = new Set<string>();
    private wanted_item: string | undefined;  // to be shown when its row has come
    private hidden_ring = 0;
    private ring_waits = false;               // a call rings and its card is not here yet
    private taken = Date.now();
    private readonly arrivals = new Arrivals((words) => this.stage.announce(words));
    private readonly clock = new Clock(() => (this.stage.recompose(), this.tick()));

    constructor(root: ShadowRoot, options: ScreenOptions) {
        this.language = new Language(options.assets, (came) => (came || this.on.wordless?.(), this.set({})));
        this.language.speak(options.lang);
        this.theme = options.theme;
        this.compact = options.density === 'compact';
        this.stage = new Stage(root, options.assets, options.canvas !== false, (width) => this.compose(width), () => this.scrolled());
        this.composing = new Composing(this.stage, () => this.on, () => this.format);
        this.contacting = new Contacting(this.stage, () => this.on, (item) => this.show_item(item), () => this.overlay.focus());
        this.overlay = new Overlay(this.stage, {
            on: () => this.on, ask: (done) => this.ask(done), show_item: (item) => this.show_item(item), open: (id) => this.open(id), insert: (words) => this.slices.card && this.composing.insert(this.slices.card.id, words),
            filter: (change) => this.filter({ ...(change ? this.history.filters : { ...no_filters, matter: this.history.filters.matter }), ...change }),
        });
        this.keys = new Keys({
            move: (by) => this.move(by), day: (by) => this.move_day(by), end: (last) => this.jump(last), enter: () => this.enter(), search: () => this.begin_search(),
            write: (kind) => this.write(kind), back: () => this.back(), escape: () => this.escape(), submit: (field) => this.submit(field), step: (by) => this.step_hit(by), fold: () => this.fold_cursor(),
            copy: () => this.copy_cursor(), why: () => this.show_why(), filter: () => this.customer && this.overlay.toggle('filter'), stage: () => this.begin_stage(), matter: (index) => this.choose_matter(index), neighbour: (by) => this.neighbour(by),
            help: () => this.overlay.toggle('help'),
        });
        this.keys.letters = options.letters !== false;
        // What the page has put into a slot is the page's own.
        const listen = (kind: string, act: (event: Event) => void) => this.stage.ch.addEventListener(kind, (event) => this.stage.ch.contains(event.target as Node) && act(event));
        listen('keydown', (event) => this.keys.pressed(event as KeyboardEvent));
        listen('input', (event) => this.typed(event.target as HTMLInputElement));
        for (const kind of ['focusin', 'focusout']) listen(kind, (event) => this.focused(event.target as HTMLElement, kind === 'focusin'));
        new RowBar(this.stage.list, (item) => this.acts_of(item));
        this.dark.addEventListener('change', this.themed);
        document.addEventListener('visibilitychange', this.seen);
        this.apply_theme();
        this.tick();
    }

    // Canvas frames drawn so far: nothing when idle.
    get frames(): number { return this.stage.frames; }
    get data_view(): 'dom' | 'canvas' { return this.stage.view; }

    // Leads to an item of the customer who is open; one that is not there is asked for.
    show_item_of(item: string): void { if (this.customer) this.show_item(item); }

    show(slices: Slices): void {
        const at_end = this.stage.at_end;
        const count = this.slices.timeline?.total;
        if (slices.card && slices.card.id !== this.slices.card?.id) this.other_customer(slices.card.id);
        if (slices.card) this.opening = undefined;
        if (slices.card === null) [this.closed, this.opened] = [false, undefined];
        if (slices.worklist) this.chosen = undefined;
        if (slices.status && slices.status.state !== this.slices.status?.state) this.clock.state(slices.status);
        Object.assign(this.slices, slices);
        this.arrivals.take(this.slices, this.format);
        if (slices.card || slices.worklist) this.taken = Date.now();
        if (slices.worklist || slices.timeline) this.asked_rows.clear();
        const { card, timeline } = this.slices;
        if (card && timeline && this.customer && this.opened !== card.id) {
            this.opened = card.id;
            this.unfolded.clear();
            this.open_history();
        } else if (slices.timeline && at_end && count !== slices.timeline?.total && !this.finding.on) this.stage.to_end();
        if (slices.timeline && this.wanted_item && card) this.show_item(this.wanted_item);
        if (slices.ring !== undefined) this.ring_waits = !!this.ring;
        if (this.ring_waits && card && this.customer && !this.viewer) {
            this.ring_waits = false;
            this.composing.write(card.id, this.composing.draft(card.id).kind);  // the cursor stands in the note
        }
        this.tick();
        this.stage.recompose();
    }

    set(options: Partial<Pick<ScreenOptions, 'lang' | 'theme' | 'density' | 'letters'>>): void {
        if (options.lang !== undefined) this.language.speak(options.lang);
        if (options.theme !== undefined) this.theme = options.theme;
        if (options.density !== undefined) this.compact = options.density === 'compact';
        if (options.letters !== undefined) this.keys.letters = options.letters;
        this.history.forget();
        this.apply_theme();
        this.stage.recompose();
    }

    destroy(): void {
        this.clock.stop();
        this.arrivals.stop();
        this.dark.removeEventListener('change', this.themed);
        document.removeEventListener('visibilitychange', this.seen);
        this.stage.destroy();
    }

    // ----------------------------------------------------------------------------------------------------- compose
    private get format(): Format { return this.language.format; }
    private get status(): Status { return this.language.coming ? { state: 'loading' } : this.clock.seen(this.slices.status); }
    private get customer(): boolean { return !!this.slices.card && !this.closed && !this.opening; }
    // Something of the history can be seen already, in whichever list.
    private get has_rows(): boolean { return !!this.slices.worklist?.counts.customers || this.customer; }
    private get viewer(): boolean { return this.status.role === 'viewer'; }
    private view_of(width = Infinity): View {
        return {
            format: this.format, size: size_of(width), tight: tight(width), now: Date.now(), taken: this.taken, unfolded: this.unfolded, compact: this.compact && !this.coarse.matches, fold: (key) => this.fold(key),
            colleague: (id) => this.slices.colleagues?.rows.find((one) => one.id === id)?.name ?? id,
        };
    }
    // Who writes here; undefined while the workspace keeps no list of its staff.
    private compose(width: number): Picture {
        const view = this.view_of(width);
        const picture = this.scene(view);
        const asked = this.contacting.sheet(view);
        const over = asked ?? this.overlay.box(view, picture.side?.width ?? 0, this.slices, this.status, this.customer ? this.slices.card! : undefined, this.history.filters);
        return { ...picture, over, modal: !!asked || this.overlay.modal };
    }
    private scene(view: View): Picture {
        if (this.language.coming) return { label: '', pane: box(stack, ...[0, 1, 2, 3].map(bones)) };
        const pane = closed_pane(view, this.status, this.has_rows, { retry: () => this.on.retry?.(), copy: (text) => this.to_clipboard(text), submit: (field) => this.submit(field) });
        if (pane) return { label: view.format.say('history'), pane, guests: { error: this.status.state === 'error' } };
        if (this.customer) return this.customer_scene(view);
        return this.list_scene(view);
    }

    private list_scene(view: View): Picture {
        const { worklist } = this.slices;
        if (!this.finding.on) this.cursor = Math.min(this.cursor, Math.max(0, (worklist?.rows.length ?? 0) - 1));
        return list_picture({
            slices: this.slices, status: this.status, chosen: (this.chosen ?? worklist?.view ?? 'waiting') as ViewName, coming: !!this.opening, cursor: this.cursor, found: this.found_state(), own_empty: this.stage.guests.has('empty'),
        }, view, {
            choose: (name) => this.choose(name), open: (id) => this.open(id), found: this.found_actions(view), clear: () => this.clear_search(), keys: () => this.overlay.show('help'), create: () => this.overlay.show('create'),
            colleague: () => this.overlay.show('colleagues'), former: (what) => this.ask(this.on.former?.(what)),
        });
    }

    // ------------------------------------------------------------------------------------------------------ search
    private found_state(): FoundState {
        return { finding: this.finding, found: this.slices.found, words: this.slices.found_words, customer: this.customer ? this.slices.card!.id : undefined };
    }
    private found_actions(view: View): FoundActions {
        if (this.finding.on) this.cursor = this.finding.at;
        return {
            people: (rows) => customer_rows(rows, this.finding.at, view, (id) => this.open(id)), open: (hit) => this.open_hit(hit), look: (look) => this.choose_look(look),
        };
    }

    // --------------------------------------------------------------------------------------------------- a customer
    private customer_scene(view: View): Picture {
        const { slices, overlay, history } = this;
        const card = slices.card!;
        return customer_picture({ slices, card, status: this.status, ring: this.ring, viewer: this.viewer, found: this.found_state(), history, composing: this.composing }, view, {
            card: {
                show: (item) => this.show_item(item), open: (id) => this.open(id), why: () => this.show_why(), correct: this.viewer ? undefined : () => overlay.show('correct'), copy: () => this.to_clipboard([card_name(card, view), ...contacts_of(card, view).map((one) => one.shown)].join('\n')), order: (what, a, b) => this.ask(this.on.order?.(what, a, b)), more: () => this.fold('card'),
                reach: (one) => void this.contacting.reach(one, contacts_of(card, this.view_of()), this.view_of()),
            },
            bar: {
                back: () => this.back(), clear: () => this.clear_search(), keys: () => overlay.show('help'), filter: () => overlay.show('filter'), matter: (id) => this.filter({ ...history.filters, matter: id ?? '' }),
                step: (by) => this.step_hit(by), colleague: () => overlay.show('colleagues'),
            },
            call: { note: () => this.write('note'), other: () => this.hide_ring(true), hide: () => this.hide_ring(false) },
            composer: { kind: (kind) => this.write(kind), save: () => this.submit('composer'), due: (at) => this.composing.due(card.id, at), answers: () => overlay.show('answers'), about_nothing: () => this.composing.about(card.id, undefined) },
            history: this.history_actions(card), found: this.found_actions(view), unsent: () => this.show_unsent(), former: (what) => this.ask(this.on.former?.(what)), matter: (matter, what, value) => this.ask(this.on.matter?.(matter, what, value)), unfilter: () => this.filter({ ...no_filters, matter: history.filters.matter }),
        });
    }
    private history_actions(card: Card): HistoryActions {
        const { on } = this;
        return {
            more: () => this.more(), show: (item) => this.show_item(item), why: () => this.show_why(), ...(on.attachment ? { attachment: on.attachment } : {}),
            ...(this.viewer ? {} : {
                again: (item) => this.contacting.again(item, card, this.view_of()),
                ...(on.change ? { change: (item: string, fields: Record<string, string>) => this.ask(on.change!(item, fields)) } : {}),
            }),
        };
    }

    // ------------------------------------------------------------------------------------------------------ actions
    private ask(done: Promise<void> | void): void {
        done?.catch((error: unknown) => this.stage.announce(this.format.say('not_saved', { reason: error instanceof Error ? error.message : String(error) })));
    }
    private to_clipboard(text: string): void {
        void navigator.clipboard?.writeText(text).then(() => this.stage.announce(this.format.say('copied')), () => {});
    }
    private other_customer(id: string): void {
        this.history.leave(this.slices.card?.id);
        this.history.reset();
        this.closed = false;
        if (!this.overlay.modal) this.overlay.drop();
        this.stage.later(() => this.composing.swap(id));
    }
    private open(id: string): void {
        if (!this.customer) this.list_spot = this.finding.on ? this.finding.spot : this.stage.spot;
        const index = (this.slices.worklist?.rows ?? []).findIndex((row) => row.id === id);
        if (index >= 0) this.cursor = index;
        this.leave_search();
        this.closed = false;
        this.overlay.drop();
        this.opening = this.slices.card?.id === id ? undefined : id;
        this.opened = undefined;
        this.on.open?.(id);
        if (!this.opening && this.slices.timeline) this.open_history();
        else this.stage.to_top(0);
        this.stage.recompose();
    }
    private back(): void {
        if (this.finding.on) return this.clear_search();
        if (!this.customer && !this.opening) return;
        this.history.leave(this.slices.card?.id);
        this.closed = true;
        this.overlay.drop();
        this.opening = this.opened = undefined;
        this.on.back?.();
        this.stage.to_spot(this.list_spot);
        this.stage.recompose();
        this.stage.list.focus();
    }
    private choose(name: ViewName): void {
        this.chosen = name;
        this.cursor = 0;
        this.leave_search();
        this.stage.to_top(0);
        this.on.view?.(name);
        this.stage.recompose();
    }
    private neighbour(by: number): void {
        const rows = this.slices.worklist?.rows ?? [];
        if (!this.customer) return this.move(by);
        const at = rows.findIndex((row) => row.id === this.slices.card!.id);
        const next = rows[(at < 0 ? this.cursor : at) + by];
        if (next) this.open(next.id);
    }
    // Opened at the oldest unanswered item, else at the bottom, newest last.
    private open_history(): void {
        const { card } = this.slices;
        this.history.begin(card);
        this.history.read(this.slices.timeline, this.format);
        if (this.wanted_item) return this.show_item(this.wanted_item);
        const item = card?.waiting?.item;
        const index = item ? this.history.index_of(item) : -1;
        if (index >= 0) this.stage.reveal(this.history.entries[index]!.key);
        else this.stage.to_end();
        this.cursor = index >= 0 ? index : Math.max(0, this.history.entries.length - 1);
    }
    // Scrolls to an item; one that is not loaded yet is asked for, one that the filter hides is let through.
    private show_item(item: string): void {
        this.history.read(this.slices.timeline, this.format);
        let index = this.history.index_of(item);
        const { timeline } = this.slices;
        if (index < 0 && timeline?.rows.some((one) => one.item === item)) {
            this.filter(no_filters);
            this.history.read(timeline, this.format);
            index = this.history.index_of(item);
        }
        if (index < 0) {
            this.wanted_item = this.wanted_item === item ? undefined : item;
            if (this.wanted_item && timeline && timeline.rows.length < timeline.total) this.ask_rows('timeline', timeline.total);
            return;
        }
        this.wanted_item = undefined;
        this.unfolded.delete('card');
        this.history.chosen = item;
        this.cursor = index;
        this.stage.reveal(this.history.entries[index]!.key, true);
        this.stage.recompose();
    }
    private show_unsent(): void {
        const found = this.history.entries.find((entry) => entry.kind === 'item' && entry.item.unsent);
        if (found?.kind === 'item') this.show_item(found.item.item);
        else this.stage.to_end();
    }
    private fold(key: string): void {
        if (!this.unfolded.delete(key)) this.unfolded.add(key);
        this.stage.recompose();
    }
    private fold_cursor(): void {
        const key = this.customer ? this.history.fold_key(this.history.entries[this.cursor]) : undefined;
        if (key) this.fold(key);
    }
    private acts_of(item: string): RowAct[] {
        const entry = this.customer && !this.finding.on ? this.history.entries[this.history.index_of(item)] : undefined;
        if (entry?.kind !== 'item') return [];
        const card = this.slices.card!;
        return item_acts(entry.item, this.view_of(), {
            copy: () => this.copy_entry(entry), why: card.joins?.length ? () => this.show_why() : undefined, reply: this.viewer ? undefined : this.contacting.reply(entry.item, card, this.view_of()),
            note: this.viewer ? undefined : (words) => this.composing.about(card.id, { item, words }),
        });
    }
    private copy_cursor(): void { this.copy_entry(this.customer ? this.history.entries[this.cursor] : undefined); }
    private copy_entry(entry: Entry | undefined): void {
        const element = entry && this.stage.rows.element_at(this.stage.rows.index_of(entry.key));
        if (element) this.to_clipboard([...element.querySelectorAll('.t')].map((one) => one.textContent).join(' ').trim());
    }
    private filter(filters: Filters): void {
        this.history.filters = filters;
        this.history.forget();
        this.on.filter?.(filters);
        this.stage.recompose();
        if (!this.overlay.name) this.stage.to_end();
    }
    private choose_matter(index: number): void {
        if (!this.customer) return;
        const wanted = matters_in_order(this.slices.matters)[index - 1];
        if (index === 0 || wanted) this.filter({ ...this.history.filters, matter: index === 0 ? '' : wanted!.matter });
    }

    // -------------------------------------------------------------------------------------------- panels and sheets
    private show_why(): void {
        if (!this.customer) return;
        if (this.overlay.name === 'why') return this.overlay.close();
        this.on.why?.(true);
        this.overlay.show('why');
    }
    private hide_ring(other: boolean): void {
        this.hidden_ring = this.slices.ring?.since ?? 0;
        this.on.hang_up?.();
        if (other) this.back();
        this.stage.recompose();
    }

    private more(): void {
        const { timeline } = this.slices;
        if (timeline) this.ask_rows('timeline', timeline.rows.length + step);
    }
    private ask_rows(what: 'worklist' | 'timeline', limit: number): void {
        const key = `${what} ${limit}`;
        if (this.asked_rows.has(key)) return;
        this.asked_rows.add(key);
        this.on.range?.(what, 0, limit);
    }
    private scrolled(): void {
        const { list } = this.stage;
        const { worklist, timeline } = this.slices;
        if (this.finding.on) return;
        if (this.customer && timeline && list.scrollTop < list.clientHeight && this.history.entries[0]?.kind === 'gap') this.more();
        if (!this.customer && worklist && worklist.rows.length < worklist.total && list.scrollTop + 2 * list.clientHeight > list.scrollHeight)
            this.ask_rows('worklist', worklist.rows.length + step);
    }

    // ------------------------------------------------------------------------------------------------------- fields
    private typed(field: HTMLInputElement): void {
        const name = field.dataset['field'];
        const id = this.slices.card?.id;
        if (name === 'search') this.search(field.value);
        if (name === 'composer' && id) this.composing.typed(id, field.value);
        if (name === 'due' && id) this.composing.timed(id, field.value);
        if (name === 'create') this.overlay.typed_new(field.value);
    }
    // In a customer's history the field grows when it is used and gives its place back when it is left empty.
    private focused(target: HTMLElement, on: boolean): void {
        if (target.dataset?.['field'] !== 'search' || !this.customer) return;
        if (on === this.finding.focused) return;
        if (!on && !target.isConnected) return;  // moved to its new place
        this.finding.focused = on;
        this.stage.recompose();
    }
    private submit(field: string): void {
        if (field.startsWith(correct_field)) return this.slices.card ? this.overlay.correct(this.slices.card) : undefined;
        const id = this.slices.card?.id;
        switch (field) {
            case 'composer': case 'due': return void (id && this.composing.save(id, () => this.slices.card?.id));
            case 'search': return this.open_first();
            case 'override': return this.contacting.anyway(this.view_of());
            case 'pin': return this.overlay.sign_in();
            case 'create': return this.overlay.create();
            case 'stage': case 'unlock': case 'join': {
                const element = this.stage.field(field);
                const value = element?.value.trim();
                if (!element || !value) return;
                element.value = '';
                if (field === 'stage') return this.say_stage(value);
                return field === 'join' ? this.on.join?.(value) : this.on.unlock?.(value);
            }
        }
    }
    // The only matter, or the only one that is open, need not be chosen first.
    private begin_stage(): void {
        const [first, second] = this.customer && !this.viewer ? matters_in_order(this.slices.matters) : [];
        if (!this.history.filters.matter && first && (!second || (second.state === 'done' && first.state !== 'done'))) this.filter({ ...this.history.filters, matter: first.matter });
        this.stage.at_once(() => this.stage.field('stage')?.focus());
    }
    private say_stage(words: string): void {
        this.ask(this.on.matter?.(this.history.filters.matter, 'stage', words));
        this.stage.list.focus();
    }
    private begin_search(): void {
        const enter = () => this.stage.field('search')?.focus();
        if (this.stage.field('search') || !this.customer) return enter();
        this.finding.focused = true;  // where there is no room the bar comes with the search
        this.stage.at_once(enter);
    }
    private search(words: string): void {
        const { finding } = this;
        if (!finding.on) finding.spot = this.stage.spot;
        finding.words = words.trim();
        finding.at = 0;
        finding.look = undefined;
        if (!finding.words) this.slices.found = this.slices.found_words = null;
        this.on.search?.(finding.words, this.customer ? this.slices.card!.id : undefined);
        this.stage.to_top(0);
        this.stage.recompose();
    }
    private leave_search(): void {
        const field = this.stage.field('search');
        if (field?.matches(':focus')) this.stage.list.focus();  // the next key is one of what is opened
        if (field) field.value = '';
        this.finding.focused = false;
        if (!this.finding.on) return;
        this.finding.clear();
        this.slices.found = this.slices.found_words = null;
        this.on.search?.('', undefined);
    }
    private clear_search(): void {
        const { spot } = this.finding;
        const was_on = this.finding.on;
        this.leave_search();
        this.stage.list.focus();
        this.stage.recompose();
        if (was_on) this.stage.to_spot(spot);
        else this.stage.reveal(undefined);
        this.finding.spot = undefined;
    }
    private choose_look(look: Finding['look']): void {
        this.finding.look = this.finding.look === look ? undefined : look;
        this.finding.at = 0;
        this.stage.recompose();
    }
    private open_hit(hit: Hit): void {
        if (this.customer) {
            this.leave_search();
            this.stage.recompose();
            this.show_item(hit.item);
            this.stage.list.focus();
        } else {
            this.wanted_item = hit.item;
            this.open(hit.id);
        }
    }
    private step_hit(by: number): void {
        const count = this.row_ids().length;
        if (!this.finding.on || !count) return;
        this.finding.at = (this.finding.at + by + count) % count;
        this.stage.recompose();
        this.stage.reveal(this.row_ids()[this.finding.at]);
    }
    private write(kind: Kind): void {
        const id = this.slices.card?.id;
        if (id && this.customer && !this.viewer) this.composing.write(id, kind);
    }

    // -------------------------------------------------------------------------------------------------------- keys
    // Keys of the rows that the cursor walks over.
    private row_ids(): string[] {
        if (!this.finding.on) return (this.slices.worklist?.rows ?? []).map((row) => row.id);
        const state = this.found_state();
        return [...people_of(state).map((row) => row.id), ...hits_of(state).map((hit) => `hit ${hit.item}`)];
    }
    private move(by: number): void {
        if (this.finding.on) return this.step_hit(by);
        this.go(this.cursor + by);
    }
    private move_day(by: number): void {
        if (!this.customer) return this.move(by);
        this.go(this.history.day_from(this.cursor, by));
    }
    private jump(last: boolean): void {
        this.go(last ? 1e9 : 0);
    }
    private go(wanted: number): void {
        const history = this.customer && !this.finding.on;
        const count = history ? this.history.entries.length : this.row_ids().length;
        if (!count) return;
        const way = wanted >= this.cursor ? 1 : -1;
        let index = Math.min(Math.max(wanted, 0), count - 1);
        while (history && ['day', 'new'].includes(this.history.entries[index]?.kind ?? '') && index + way >= 0 && index + way < count) index += way;
        this.cursor = index;
        this.history.chosen = undefined;
        const key = history ? this.history.entries[index]!.key : this.row_ids()[index]!;
        this.stage.reveal(key);
        this.stage.later(() => this.stage.focus_row(key));
    }
    private enter(): void {
        if (this.customer && !this.finding.on) return this.fold_cursor();
        this.open_first(this.finding.on ? this.finding.at : this.cursor);
    }
    private open_first(index = this.finding.on ? this.finding.at : 0): void {
        const id = this.row_ids()[index];
        const hit = id?.startsWith('hit ') ? hits_of(this.found_state()).find((one) => `hit ${one.item}` === id) : undefined;
        if (hit) this.open_hit(hit);
        else if (id) this.open(id);
    }
    private escape(): void {
        if (this.contacting.open) return this.contacting.close();
        if (this.overlay.name) return this.overlay.close();
        const active = (this.stage.ch.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
        if (active?.dataset['field'] === 'search') return this.clear_search();
        if (active?.dataset['field']) return this.stage.list.focus();
        if (this.finding.on) return this.clear_search();
        if (this.ring) return this.hide_ring(false);
        if (this.history.chosen) {
            this.history.chosen = undefined;
            return this.stage.recompose();
        }
        active?.blur();
    }

    // -------------------------------------------------------------------------------------------------------- time
    private get ring(): Ring | undefined {
        const { ring } = this.slices;
        return ring && ring.since !== this.hidden_ring ? ring : undefined;
    }
    private tick(): void { this.clock.tick(this.slices, !!this.ring); }
    private apply_theme(): void {
        this.stage.set_theme(this.theme === 'auto' ? (this.dark.matches ? 'dark' : 'light') : this.theme);
    }
}
