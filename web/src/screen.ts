// The screen of one element: turns slices into the two twins. Knows no worker, storage, transport or key.
//
//   const screen = new Screen(shadowRoot, { assets: 'https://…/', lang: 'ru', theme: 'auto' });
//   screen.on = { open, back, view, search... };                every callback is optional (screen/callbacks.ts)
//   screen.show({ status, worklist });                          what is given replaces what was shown; what is absent stays
//   screen.show({ card, timeline });                            a customer's card and history; null closes them
//
// What the element answers to the main callbacks:
//   open(id)            a row was chosen: show({card, timeline}) of that customer
//   back()              to the list: the screen has already shown the list it had
//   view(name)          show({worklist})
//   search(text, id)    the text of the search field, '' when it is left: show({found, found_words}); id: of one customer
//   range(what, from, limit)   more rows are needed: show the same slice with rows [from, from+limit), 'worklist' or
//                       'timeline' (in the timeline's newest-first order)
//   filter(filters)     show({timeline}) of what the filter lets through
//   why(shown)          show({why})
import { Format } from './format/format';
import { box, type Box } from './scene/box';
import { card_name, card_panel, compact_card, why_bar, type CardActions } from './scene/card';
import { call_bar } from './scene/call';
import { composer, read_only_line, type Kind } from './scene/composer';
import { entries_of, type Entry } from './scene/entry';
import { filter_panel, filtering, no_filters, type Filters } from './scene/filters';
import { hit_chips, hit_row, month_header } from './scene/hits';
import { waited } from './scene/open';
import { size_of, stack, type Size, type View, type TimelineView } from './scene/parts';
import { contacts_of } from './scene/reach';
import { answers_sheet, colleagues_sheet, create_sheet } from './scene/sheets';
import { bones, empty_pane, error_pane, filter_bar, joining_pane, keys_sheet, locked_pane, outside_pane, state_pane, status_bar } from './scene/states';
import { entry_box, entry_height } from './scene/timeline';
import { customer_toolbar } from './scene/toolbar';
import { why_panel } from './scene/why';
import { customer_row, list_end, list_toolbar, view_tabs, view_word, views_panel, type ViewName } from './scene/worklist';
import type { ScreenCallbacks } from './screen/callbacks';
import { Composing } from './screen/composing';
import { Contacting } from './screen/contacting';
import { Finding } from './screen/finding';
import type { CustomerRow, Hit, Item, Join, Slices, Status } from './slices';
import { Keys } from './twin/keys';
import type { Row } from './twin/rows';
import { Stage, type Picture } from './twin/stage';
import type { Word } from './format/words';

export interface ScreenOptions {
    assets: string;                      // absolute URL of the folder of ui.mjs, ui.wasm, font-400.*, font-600.*; ends in a slash
    lang: string;                        // ru | kk | en; anything else is shown in Russian
    theme: 'light' | 'dark' | 'auto';
    density?: 'cosy' | 'compact';
    letters?: boolean;                   // false: single letters are no keys
    canvas?: boolean;                    // false: the text twin is the interface
}
export type { ScreenCallbacks } from './screen/callbacks';

const step = 200;       // rows asked for at once
const patience = 4000;  // ms before a state of the connection is shown

type Over = 'help' | 'why' | 'filter' | 'answers' | 'colleagues' | 'create';

export class Screen {
    on: ScreenCallbacks = {};

    private slices: Slices = {};
    private format: Format;
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
    private opened: string | undefined;       // the customer whose history was scrolled into place
    private opening: string | undefined;      // chosen, its slices are not here yet
    private closed = false;                   // back in the list although the slices still hold a customer
    private chosen: ViewName | undefined;
    private cursor = 0;                       // row of the list that j and k move
    private list_scroll = 0;
    private asked_rows = new Set<string>();
    private readonly unfolded = new Set<string>();
    private over: Over | undefined;
    private filters: Filters = no_filters;
    private signing: { chosen: string | undefined; wrong: boolean } = { chosen: undefined, wrong: false };
    private creatable = false;
    private sure: string | undefined;         // the join whose separation was asked for once
    private new_item: string | undefined;     // before it stands "new since"
    private readonly looked = new Map<string, number>();  // when a customer was left
    private chosen_item: string | undefined;
    private wanted_item: string | undefined;  // to be shown when its row has come
    private hidden_ring = 0;
    private entries: Entry[] = [];
    private entries_from: unknown;
    private said = new Map<string, string>(); // words by native id, for what answers them
    private taken = Date.now();
    private since = 0;                        // when the connection's state became what it is
    private patience: ReturnType<typeof setTimeout> | undefined;
    private minute: ReturnType<typeof setTimeout> | undefined;

    constructor(root: ShadowRoot, options: ScreenOptions) {
        this.format = new Format(options.lang);
        this.theme = options.theme;
        this.compact = options.density === 'compact';
        this.stage = new Stage(root, options.assets, options.canvas !== false, (width) => this.compose(width), () => this.scrolled());
        this.composing = new Composing(this.stage, () => this.on, () => this.format);
        this.contacting = new Contacting(this.stage, () => this.on, (item) => this.show_item(item), () => this.focus_over());
        this.keys = new Keys({
            move: (by) => this.move(by), day: (by) => this.move_day(by), end: (last) => this.jump(last), enter: () => this.enter(), search: () => this.stage.field('search')?.focus(),
            write: (kind) => this.write(kind), back: () => this.back(), escape: () => this.escape(), submit: (field) => this.submit(field), step: (by) => this.step_hit(by), fold: () => this.fold_cursor(),
            copy: () => this.copy_cursor(), why: () => this.show_why(), filter: () => this.customer && this.show_over('filter'), matter: (index) => this.choose_matter(index), neighbour: (by) => this.neighbour(by),
            help: () => (this.over === 'help' ? this.close_over() : this.show_over('help')),
        });
        this.keys.letters = options.letters !== false;
        this.stage.ch.addEventListener('keydown', (event) => this.keys.pressed(event));
        this.stage.ch.addEventListener('input', (event) => this.typed(event.target as HTMLInputElement));
        this.stage.ch.addEventListener('focusin', (event) => this.focused(event.target as HTMLElement, true));
        this.stage.ch.addEventListener('focusout', (event) => this.focused(event.target as HTMLElement, false));
        this.dark.addEventListener('change', this.themed);
        document.addEventListener('visibilitychange', this.seen);
        this.apply_theme();
        this.tick();
    }

    // Canvas frames drawn so far: nothing when idle.
    get frames(): number {
        return this.stage.frames;
    }
    get data_view(): 'dom' | 'canvas' {
        return this.stage.view;
    }

    show(slices: Slices): void {
        const at_end = this.stage.at_end;
        const count = this.slices.timeline?.total;
        if (slices.card && slices.card.id !== this.slices.card?.id) this.other_customer(slices.card.id);
        if (slices.card) this.opening = undefined;
        if (slices.card === null) [this.closed, this.opened] = [false, undefined];
        if (slices.worklist) this.chosen = undefined;
        if (slices.status && slices.status.state !== this.slices.status?.state) this.changed_state(slices.status);
        Object.assign(this.slices, slices);
        if (slices.card || slices.worklist) this.taken = Date.now();
        if (slices.worklist || slices.timeline) this.asked_rows.clear();
        const { card, timeline } = this.slices;
        if (card && timeline && this.customer && this.opened !== card.id) {
            this.opened = card.id;
            this.unfolded.clear();
            this.open_history();
        } else if (slices.timeline && at_end && count !== slices.timeline?.total && !this.finding.on) this.stage.to_end();
        if (slices.timeline && this.wanted_item && card) this.show_item(this.wanted_item);
        if (slices.ring !== undefined && slices.ring?.since !== this.hidden_ring && card) this.composing.write(card.id, this.composing.draft(card.id).kind);
        this.tick();
        this.stage.recompose();
    }

    set(options: Partial<Pick<ScreenOptions, 'lang' | 'theme' | 'density' | 'letters'>>): void {
        if (options.lang !== undefined) this.format = new Format(options.lang);
        if (options.theme !== undefined) this.theme = options.theme;
        if (options.density !== undefined) this.compact = options.density === 'compact';
        if (options.letters !== undefined) this.keys.letters = options.letters;
        this.entries_from = undefined;
        this.apply_theme();
        this.stage.recompose();
    }

    destroy(): void {
        clearTimeout(this.minute);
        clearTimeout(this.patience);
        this.dark.removeEventListener('change', this.themed);
        document.removeEventListener('visibilitychange', this.seen);
        this.stage.destroy();
    }

    // ----------------------------------------------------------------------------------------------------- compose
    // Being offline or catching up is said after 4 seconds: a short break is nobody's business.
    private changed_state(status: Status): void {
        clearTimeout(this.patience);
        this.since = status.offline_since ?? Date.now();
        const left = this.since + patience - Date.now();
        if ((status.state === 'offline' || status.state === 'syncing') && left > 0) this.patience = setTimeout(() => this.stage.recompose(), left + 20);
    }
    private get status(): Status {
        const status = this.slices.status ?? { state: 'loading' };
        if (status.state !== 'offline' && status.state !== 'syncing') return status;
        if (Date.now() - this.since < patience) return { ...status, state: 'ready' };
        return status.state === 'offline' ? { ...status, offline_since: this.since } : status;
    }
    private get customer(): boolean {
        return !!this.slices.card && !this.closed && !this.opening;
    }
    private get viewer(): boolean {
        return this.status.role === 'viewer';
    }
    private view_of(size: Size): View {
        return {
            format: this.format, size, now: Date.now(), taken: this.taken, unfolded: this.unfolded, compact: this.compact && !this.coarse.matches, fold: (key) => this.fold(key),
            colleague: (id) => this.slices.colleagues?.rows.find((one) => one.id === id)?.name ?? id,
        };
    }
    // Who writes here; undefined while the workspace keeps no list of its staff.
    private get who(): string | undefined {
        const rows = this.slices.colleagues?.rows;
        if (!rows?.length) return undefined;
        return rows.find((one) => one.id === this.status.colleague)?.name ?? '';
    }

    private compose(width: number): Picture {
        const view = this.view_of(size_of(width));
        const picture = this.scene(view);
        const over = this.over_box(view, picture.side?.width ?? 0);
        return { ...picture, over, modal: !!over && this.over !== 'why' && this.over !== 'filter' };
    }
    private over_box(view: View, left: number): Box | undefined {
        const close = () => this.close_over();
        const { card } = this.slices;
        if (this.contacting.open) return this.contacting.sheet(view);
        switch (this.over) {
            case 'help': return keys_sheet(view, close);
            case 'filter': return card && this.customer ? filter_panel(this.filters, card, left, view, { close, set: (change) => this.filter({ ...this.filters, ...change }), clear: () => this.filter({ ...no_filters, matter: this.filters.matter }) }) : undefined;
            case 'answers': return answers_sheet(this.slices.settings, view, close, (words) => { this.over = undefined; if (card) this.composing.insert(card.id, words); });
            case 'colleagues': return colleagues_sheet(this.slices.colleagues, this.status.colleague, this.signing, view, { close, choose: (id) => this.choose_colleague(id), enter: () => this.sign_in() });
            case 'create': return create_sheet(this.creatable, view, close, () => this.create());
            case 'why': {
                if (!card || !this.customer) return undefined;
                const why = this.slices.why?.id === card.id ? this.slices.why : { slice: 'why' as const, id: card.id, members: [], joins: card.joins ?? [] };
                return why_panel(why, card, this.sure, this.status.current_to, left, view, {
                    close, show: (item) => { this.close_over(); this.show_item(item); }, open: (id) => this.open(id), separate: (join) => this.separate(join),
                    withdraw: (one) => this.ask(this.on.withdraw?.(one.a, one.b)), link: (one) => this.ask(this.on.link?.(one.id)), refuse: (one) => this.ask(this.on.refuse?.(one.id)),
                });
            }
            default: return undefined;
        }
    }
    private scene(view: View): Picture {
        const { format } = view;
        const { status } = this;
        const label = format.say('history');
        if (status.state === 'error')
            return { label, pane: error_pane(view, status, { retry: () => this.on.retry?.(), copy: (text) => this.to_clipboard(text) }) };
        if (status.state === 'locked') return { label, pane: locked_pane(view, status, () => this.submit('unlock')) };
        if (status.state === 'revoked') return { label, pane: outside_pane(view, status, () => this.submit('join')) };
        if (status.state === 'joining' && !this.slices.worklist?.total) return { label, pane: joining_pane(view, status.message, () => this.submit('join'), status.evicted) };
        if (status.state === 'opening' && !this.slices.worklist?.total)
            return { label, pane: state_pane({ icon: 'lock', title: format.say('opening'), words: format.say('opening_more') }) };
        if (this.customer) return this.customer_scene(view);
        return this.list_scene(view);
    }

    private list_scene(view: View): Picture {
        const { format, size } = view;
        const { worklist } = this.slices;
        const label = format.say('views');
        const searching = this.finding.on;
        const chosen = (this.chosen ?? worklist?.view ?? 'waiting') as ViewName;
        const choose = (name: ViewName) => this.choose(name);
        const bar = worklist ? list_toolbar(view, this.status.state === 'syncing', searching, chosen, this.who, {
            clear: () => this.clear_search(), keys: () => this.show_over('help'), create: () => this.show_over('create'), colleague: () => this.show_over('colleagues'),
        }) : undefined;
        const side = worklist && size !== 'small' ? { box: views_panel(worklist, chosen, view, choose), width: size === 'wide' ? 256 : 216, label } : undefined;
        const picture: Picture = { side, bar, label: format.say(searching ? 'search' : view_word(chosen)) };
        const notices = [worklist && size === 'small' ? view_tabs(worklist, chosen, view, choose) : undefined, status_bar(this.status, view)].filter((one): one is Box => !!one);
        if (notices.length) picture.notice = box(stack, ...notices);
        if (!worklist || this.opening) {
            picture.rows = Array.from({ length: 8 }, (_, index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
            picture.label = format.say('loading');
            return picture;
        }
        if (searching) return this.found_everywhere(picture, view);
        if (worklist.rows.length) {
            picture.rows = this.customer_rows(worklist.rows, view);
            picture.rows.push({ key: 'end', guess: 32, stamp: `${worklist.rows.length} ${worklist.total} ${this.status.current_to ?? worklist.as_of} ${format.lang}`,
                make: () => list_end(worklist.rows.length, worklist.total, worklist, view, this.status) });
        } else if (!worklist.counts.customers) picture.pane = empty_pane(view, () => this.show_over('create'));
        else picture.pane = state_pane({ icon: 'check', ...this.nothing_in(chosen) });
        return picture;
    }
    private nothing_in(view: ViewName): { title: string; words: string } {
        const { format } = this;
        if (view === 'waiting' || view === 'all') return { title: format.say('nobody_waits'), words: format.say('nobody_waits_more') };
        if (view === 'unfiled') return { title: format.say('nothing_unfiled'), words: format.say('nothing_unfiled_more') };
        return { title: format.say(`none_${view}` as Word), words: format.say('none_more') };
    }
    private customer_rows(rows: CustomerRow[], view: View): Row[] {
        this.cursor = Math.min(this.cursor, Math.max(0, rows.length - 1));
        const minute = Math.floor(view.now / 60_000);
        return rows.map((row, index) => ({
            key: row.id, guess: view.compact ? 40 : 64, stamp: `${JSON.stringify(row)} ${minute} ${index === 0} ${index === this.cursor} ${view.size} ${view.format.lang} ${view.compact}`,
            make: () => customer_row(row, index, index === this.cursor, view, (id) => this.open(id)),
        }));
    }

    // ------------------------------------------------------------------------------------------------------ search
    private hits(): Hit[] {
        return this.finding.hits(this.slices.found_words, this.customer ? this.slices.card!.id : undefined);
    }
    private hit_rows(view: View, whole: boolean, first: number): Row[] {
        const rows: Row[] = [];
        let month = '';
        this.hits().forEach((hit, index) => {
            const name = view.format.month(hit.at);
            if (name !== month && !whole) rows.push({ key: `month ${name}`, guess: 36, stamp: name, make: () => month_header(name) });
            month = name;
            const on = index + first === this.finding.at;
            rows.push({ key: `hit ${hit.item}`, guess: 44, stamp: `${JSON.stringify(hit)} ${on} ${view.size} ${view.format.lang} ${view.format.day_key(view.now)}`, make: () => hit_row(hit, on, view, whole, () => this.open_hit(hit)) });
        });
        return rows;
    }
    // Customers by name and number first, then what was said anywhere.
    private found_everywhere(picture: Picture, view: View): Picture {
        const { format } = view;
        const { found, found_words } = this.slices;
        const people = (found?.rows ?? []).slice(0, found_words?.rows.length ? 5 : 50);
        const hits = this.hits();
        const rows: Row[] = [];
        const title = (word: Word): Row => ({ key: word, guess: 36, stamp: `${word} ${format.lang}`, make: () => month_header(format.say(word)) });
        this.cursor = this.finding.at;
        if (people.length) rows.push(...(hits.length ? [title('in_names')] : []), ...this.customer_rows(people, view));
        this.cursor = this.finding.at;
        if (hits.length) {
            const slice = found_words!;
            rows.push(title('in_words'), { key: 'chips', guess: 44, stamp: `${JSON.stringify(slice.rows.map((one) => one.channel + one.kind))} ${this.finding.look} ${view.size}`, make: () => hit_chips(slice, this.finding.look, view, (look) => this.choose_look(look)) }, ...this.hit_rows(view, true, people.length));
        }
        if (rows.length) picture.rows = rows;
        else if (!found && !found_words) picture.rows = [0, 1, 2].map((index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
        else picture.pane = state_pane({ icon: 'search', title: format.say(found_words ? 'hits_none' : 'found_none'), words: [found_words?.read_as && format.say('read_as', { words: found_words.read_as }), format.say(found_words ? 'hits_none_more' : 'found_none_more')].filter(Boolean).join('. ') });
        return picture;
    }
    private found_here(picture: Picture, view: View): Picture {
        const { format } = view;
        const { found, found_words } = this.slices;
        picture.label = format.say('search');
        if (!found_words) {
            if (found?.rows.length) picture.rows = this.customer_rows(found.rows, view);
            else picture.pane = state_pane({ icon: 'search', title: format.say('found_none'), words: format.say('found_none_more') });
            return picture;
        }
        const mine = { ...found_words, rows: found_words.rows.filter((one) => one.id === this.slices.card!.id) };
        if (!mine.rows.length) picture.pane = state_pane({ icon: 'search', title: format.say(found_words.complete === false ? 'searching' : 'hits_none'), words: format.say('hits_none_more') });
        else picture.rows = [{ key: 'chips', guess: 44, stamp: `${mine.rows.length} ${this.finding.look} ${view.size} ${format.lang}`, make: () => hit_chips(mine, this.finding.look, view, (look) => this.choose_look(look)) }, ...this.hit_rows(view, false, 0)];
        return picture;
    }
    private hits_state(): { count: number; at: number; searched: string } | undefined {
        const slice = this.slices.found_words;
        if (!this.finding.on || !slice) return undefined;
        const { format } = this;
        const searched = slice.read_as ? format.say('read_as', { words: slice.read_as })
            : slice.complete === false && slice.of ? format.say('hits_searched', { n: format.integer(slice.searched ?? 0), of: format.integer(slice.of) }) : format.say('hits_whole');
        return { count: this.hits().length, at: this.finding.at, searched };
    }

    // --------------------------------------------------------------------------------------------------- a customer
    private card_actions(): CardActions {
        return {
            show: (item) => this.show_item(item), open: (id) => this.open(id), why: () => this.show_why(),
            reach: (one) => void this.contacting.reach(one, contacts_of(this.slices.card!, this.view_of('wide')), this.view_of('wide')),
        };
    }
    private customer_scene(view: View): Picture {
        const { format, size } = view;
        const card = this.slices.card!;
        const acts = this.card_actions();
        const searching = this.finding.on || this.finding.focused;
        const ring = this.slices.ring && this.slices.ring.since !== this.hidden_ring ? this.slices.ring : undefined;
        const picture: Picture = { label: format.say('history'), history: true };
        const unfolded = size !== 'small' || this.unfolded.has('card');
        if (size === 'small') {
            picture.top = box(stack, compact_card(card, view, { back: () => this.back(), more: () => this.fold('card'), ...acts }), unfolded && card_panel(card, view, acts), unfolded && why_bar(card, view, () => this.show_why()));
        } else {
            picture.side = { box: card_panel(card, view, acts), foot: why_bar(card, view, () => this.show_why()), width: size === 'wide' ? 320 : 280, label: format.say('card') };
        }
        if (size !== 'small' || searching || unfolded)
            picture.bar = customer_toolbar({
                total: this.slices.timeline?.total ?? 0, syncing: this.status.state === 'syncing', searching, hits: this.hits_state(), matters: this.slices.matters?.id === card.id ? this.slices.matters : undefined,
                matter: this.filters.matter || undefined, presence: this.slices.presence, filtered: filtering(this.filters), who: this.who,
            }, view, {
                back: () => this.back(), clear: () => this.clear_search(), keys: () => this.show_over('help'), filter: () => this.show_over('filter'), matter: (id) => this.filter({ ...this.filters, matter: id ?? '' }),
                step: (by) => this.step_hit(by), colleague: () => this.show_over('colleagues'),
            });
        if (ring) picture.call = call_bar(ring, card, view, { note: () => this.write('note'), other: () => this.hide_ring(true), hide: () => this.hide_ring(false) });
        const notices = [status_bar(this.status, view, () => this.show_unsent()), filtering(this.filters) && !searching ? filter_bar(view, () => this.filter({ ...no_filters, matter: this.filters.matter })) : undefined].filter((one): one is Box => !!one);
        if (notices.length) picture.notice = box(stack, ...notices);
        if (this.finding.on) {
            picture.history = false;
            return this.found_here(picture, view);
        }
        const { timeline } = this.slices;
        if (timeline && timeline.total === 0 && !filtering(this.filters) && !this.filters.matter) picture.pane = state_pane({ icon: 'clock', title: format.say('no_history'), words: format.say('no_history_more') });
        else if (timeline) {
            picture.rows = this.history_rows(view);
            if (!this.entries.some((one) => one.kind !== 'gap')) {
                delete picture.rows;
                picture.pane = state_pane({ icon: 'filter', title: format.say('filtered_none'), words: format.say('filtered_none_more') });
            }
        } else picture.rows = Array.from({ length: 6 }, (_, index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
        picture.low = this.viewer ? read_only_line(view) : composer(this.composing.draft(card.id), view, !!this.slices.settings?.ready?.length, {
            kind: (kind) => this.write(kind), save: () => this.submit('composer'), due: (at) => this.composing.due(card.id, at), answers: () => this.show_over('answers'),
        });
        return picture;
    }
    // What the filter lets through; a core that filters itself sends nothing else.
    private lets_through(item: Item): boolean {
        const { channels, kinds, direction, days, matter } = this.filters;
        return (!channels.length || channels.includes(item.channel)) && (!kinds.length || kinds.includes(item.kind)) && (!direction || item.direction === direction)
            && (!days || item.at >= Date.now() - days * 86_400_000) && (!matter || item.matter === matter || item.item === matter);
    }
    private read_entries(): void {
        const { timeline } = this.slices;
        if (!timeline || this.entries_from === timeline) return;
        const oldest_first = timeline.order === 'oldest';
        const items: Item[] = oldest_first ? timeline.rows : [...timeline.rows].reverse();
        const shown = filtering(this.filters) || this.filters.matter ? items.filter((one) => this.lets_through(one)) : items;
        this.entries = entries_of(shown, timeline.total - items.length - (oldest_first ? 0 : timeline.from), this.format, this.new_item);
        this.said = new Map(items.filter((one) => one.native && one.text).map((one) => [one.native!, [one.author, one.text!.slice(0, 160).replace(/\s+/g, ' ')].filter(Boolean).join(': ')]));
        this.entries_from = timeline;
    }
    private history_rows(view: View): Row[] {
        const card = this.slices.card!;
        this.read_entries();
        const question = card.open?.find((one) => one.kind === 'question');
        const change = this.on.change && !this.viewer ? (item: string, fields: Record<string, string>) => this.ask(this.on.change!(item, fields)) : undefined;
        const shown: TimelineView = {
            ...view, waiting_item: card.waiting?.item, waiting_since: card.waiting?.since, customer: card_name(card, view), chosen_item: this.chosen_item,
            waited: waited({ at: card.waiting?.since ?? view.now, ...(question?.waiting_ms === undefined ? {} : { waiting_ms: question.waiting_ms }) }, view),
            said: (native) => this.said.get(native), more: () => this.more(), show: (item) => this.show_item(item), why: () => this.show_why(), ...(change ? { change } : {}),
        };
        const common = `${view.size} ${view.format.lang} ${view.format.day_key(view.now)} ${view.compact} ${!!change}`;
        const minute = String(Math.floor(view.now / 60_000));
        return this.entries.map((entry) => {
            const item = entry.kind === 'item' ? entry.item : undefined;
            const aging = item && (item.item === shown.waiting_item || (item.due && item.state !== 'done')) ? minute : '';
            const id = item ? item.item : entry.key;
            const open = [...this.unfolded].filter((key) => key.endsWith(id)).join();
            return {
                key: entry.key, guess: entry_height(entry), stamp: `${JSON.stringify(entry)} ${aging} ${open} ${common} ${item !== undefined && item.item === this.chosen_item}`,
                ...(entry.kind === 'day' ? { kind: 'day' as const } : {}), make: () => entry_box(entry, shown),
            };
        });
    }

    // ------------------------------------------------------------------------------------------------------ actions
    private ask(done: Promise<void> | void): void {
        done?.catch((error: unknown) => this.stage.announce(this.format.say('not_saved', { reason: error instanceof Error ? error.message : String(error) })));
    }
    private to_clipboard(text: string): void {
        void navigator.clipboard?.writeText(text).then(() => this.stage.announce(this.format.say('copied')), () => {});
    }
    private other_customer(id: string): void {
        const before = this.slices.card?.id;
        if (before) this.looked.set(before, Date.now());
        this.closed = false;
        this.filters = no_filters;
        this.new_item = this.chosen_item = this.sure = undefined;
        if (this.over === 'why' || this.over === 'filter') this.over = undefined;
        this.entries_from = undefined;
        this.stage.after_layout = () => this.composing.swap(id);
    }
    private open(id: string): void {
        if (!this.customer) this.list_scroll = this.finding.scroll ?? this.stage.list.scrollTop;
        const index = (this.slices.worklist?.rows ?? []).findIndex((row) => row.id === id);
        if (index >= 0) this.cursor = index;
        this.leave_search();
        this.closed = false;
        this.over = undefined;
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
        if (this.slices.card) this.looked.set(this.slices.card.id, Date.now());
        this.closed = true;
        this.over = undefined;
        this.opening = this.opened = undefined;
        this.on.back?.();
        this.stage.reveal(undefined);
        this.stage.after_layout = () => (this.stage.to_top(this.list_scroll), this.stage.redraw());
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
        const first = card?.waiting?.first_item ?? card?.waiting?.item;
        const since = card?.waiting?.since ?? 0;
        this.new_item = first && since > (this.looked.get(card!.id) ?? 0) ? first : undefined;
        this.entries_from = undefined;
        this.read_entries();
        if (this.wanted_item) return this.show_item(this.wanted_item);
        const item = card?.waiting?.item;
        const index = item ? this.entries.findIndex((entry) => entry.kind === 'item' && entry.item.item === item) : -1;
        if (index >= 0) this.stage.reveal(this.entries[index]!.key);
        else this.stage.to_end();
        this.cursor = index >= 0 ? index : Math.max(0, this.entries.length - 1);
    }
    // Scrolls to an item; one that is not loaded yet is asked for, one that the filter hides is let through.
    private show_item(item: string): void {
        const has = (entry: Entry) => (entry.kind === 'item' ? entry.item.item === item : entry.kind === 'fold' && entry.items.some((one) => one.item === item));
        this.read_entries();
        let index = this.entries.findIndex(has);
        const { timeline } = this.slices;
        if (index < 0 && timeline?.rows.some((one) => one.item === item)) {
            this.filter({ ...no_filters });
            index = this.entries.findIndex(has);
        }
        if (index < 0) {
            this.wanted_item = this.wanted_item === item ? undefined : item;
            if (this.wanted_item && timeline && timeline.rows.length < timeline.total) this.ask_rows('timeline', timeline.total);
            return;
        }
        this.wanted_item = undefined;
        this.unfolded.delete('card');
        this.chosen_item = item;
        this.cursor = index;
        this.stage.reveal(this.entries[index]!.key, true);
        this.stage.recompose();
    }
    private show_unsent(): void {
        const found = this.entries.find((entry) => entry.kind === 'item' && entry.item.unsent);
        if (found?.kind === 'item') this.show_item(found.item.item);
        else this.stage.to_end();
    }
    private fold(key: string): void {
        if (!this.unfolded.delete(key)) this.unfolded.add(key);
        this.stage.recompose();
    }
    private fold_cursor(): void {
        const entry = this.customer ? this.entries[this.cursor] : undefined;
        if (entry?.kind === 'fold') this.fold(entry.key);
        else if (entry?.kind === 'item') this.fold(`${entry.item.quote ? 'quote' : entry.item.lines ? 'lines' : entry.item.states ? 'parcel' : entry.item.kind === 'note' ? 'note' : (entry.item.text?.length ?? 0) > 1000 ? 'words' : 'raw'} ${entry.item.item}`);
    }
    private copy_cursor(): void {
        const entry = this.customer ? this.entries[this.cursor] : undefined;
        const element = entry && this.stage.rows.element_at(this.stage.rows.index_of(entry.key));
        if (element) this.to_clipboard([...element.querySelectorAll('.t')].map((one) => one.textContent).join(' ').trim());
    }
    private filter(filters: Filters): void {
        this.filters = filters;
        this.entries_from = undefined;
        this.on.filter?.(filters);
        this.stage.recompose();
        if (!this.over) this.stage.to_end();
    }
    private choose_matter(index: number): void {
        if (!this.customer) return;
        const rows = [...(this.slices.matters?.rows ?? [])].sort((a, b) => (b.last ?? 0) - (a.last ?? 0));
        const wanted = [...rows.filter((one) => one.state !== 'done'), ...rows.filter((one) => one.state === 'done')][index - 1];
        if (index === 0 || wanted) this.filter({ ...this.filters, matter: index === 0 ? '' : wanted!.matter });
    }

    // -------------------------------------------------------------------------------------------- panels and sheets
    private show_over(name: Over): void {
        this.over = name;
        this.signing = { chosen: undefined, wrong: false };
        this.creatable = false;
        this.stage.recompose();
        this.focus_over();
    }
    private focus_over(): void {
        this.stage.after_layout = () => (this.stage.ch.querySelector<HTMLElement>('.over [data-field]') ?? this.stage.ch.querySelector<HTMLElement>('.over [role=dialog] button'))?.focus();
    }
    private close_over(): void {
        if (this.over === 'why') this.on.why?.(false);
        this.over = this.sure = undefined;
        this.stage.recompose();
        this.stage.after_layout = () => this.stage.list.focus();
    }
    private show_why(): void {
        if (!this.customer) return;
        if (this.over === 'why') return this.close_over();
        this.on.why?.(true);
        this.show_over('why');
    }
    // Twice, so that nobody takes a customer apart by a slip.
    private separate(join: Join): void {
        const key = `${join.a}-${join.b}`;
        if (this.sure !== key) this.sure = key;
        else {
            this.sure = undefined;
            this.ask(this.on.separate?.(join.a, join.b));
        }
        this.stage.recompose();
    }
    private choose_colleague(id: string): void {
        const one = this.slices.colleagues?.rows.find((row) => row.id === id);
        this.signing = { chosen: id, wrong: false };
        if (!one?.pin) return void this.sign_in();
        this.stage.recompose();
        this.stage.after_layout = () => this.stage.field('pin')?.focus();
    }
    private sign_in(): void {
        const id = this.signing.chosen;
        const field = this.stage.field('pin');
        if (!id) return;
        Promise.resolve(this.on.colleague?.(id, field?.value ?? '')).then(() => this.close_over(), () => {
            this.signing.wrong = true;
            if (field) field.value = '';
            this.stage.recompose();
        });
    }
    private create(): void {
        const who = this.stage.field('create')?.value.trim();
        if (!who) return;
        this.over = undefined;
        this.open(who);
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
        if (this.customer && timeline && list.scrollTop < list.clientHeight && this.entries[0]?.kind === 'gap') this.more();
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
        if (name === 'create' && this.creatable !== /[\p{L}\d].*[\p{L}\d]/u.test(field.value)) {
            this.creatable = !this.creatable;
            this.stage.recompose();
        }
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
        const id = this.slices.card?.id;
        switch (field) {
            case 'composer': case 'due': return void (id && this.composing.save(id, () => this.slices.card?.id));
            case 'search': return this.open_first();
            case 'override': return this.contacting.anyway(this.view_of('wide'));
            case 'pin': return this.sign_in();
            case 'create': return this.create();
            case 'unlock': case 'join': {
                const element = this.stage.field(field);
                const value = element?.value.trim();
                if (!element || !value) return;
                element.value = '';
                return field === 'join' ? this.on.join?.(value) : this.on.unlock?.(value);
            }
        }
    }
    private search(words: string): void {
        const { finding } = this;
        if (!finding.on) finding.scroll = this.stage.list.scrollTop;
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
        if (field) field.value = '';
        this.finding.focused = false;
        if (!this.finding.on) return;
        this.finding.clear();
        this.slices.found = this.slices.found_words = null;
        this.on.search?.('', undefined);
    }
    private clear_search(): void {
        const { scroll } = this.finding;
        const was_on = this.finding.on;
        this.leave_search();
        this.stage.list.focus();
        this.stage.recompose();
        this.stage.reveal(undefined);
        if (was_on && scroll !== undefined) this.stage.after_layout = () => (this.stage.to_top(scroll), this.stage.redraw());
        this.finding.scroll = undefined;
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
        const hits = this.hits();
        const people = this.customer && this.slices.found_words ? [] : (this.slices.found?.rows ?? []).slice(0, this.slices.found_words?.rows.length ? 5 : 50);
        return [...people.map((row) => row.id), ...hits.map((hit) => `hit ${hit.item}`)];
    }
    private move(by: number): void {
        if (this.finding.on) return this.step_hit(by);
        this.go(this.cursor + by);
    }
    private move_day(by: number): void {
        if (!this.customer) return this.move(by);
        let index = this.cursor + by;
        while (this.entries[index] && this.entries[index]!.kind !== 'day') index += by;
        if (by < 0 && this.entries[index]) for (index--; this.entries[index] && this.entries[index]!.kind !== 'day'; index--);
        this.go(Math.min(Math.max(index + 1, 0), this.entries.length - 1));
    }
    private jump(last: boolean): void {
        this.go(last ? 1e9 : 0);
    }
    private go(wanted: number): void {
        const history = this.customer && !this.finding.on;
        const count = history ? this.entries.length : this.row_ids().length;
        if (!count) return;
        const way = wanted >= this.cursor ? 1 : -1;
        let index = Math.min(Math.max(wanted, 0), count - 1);
        while (history && ['day', 'new'].includes(this.entries[index]?.kind ?? '') && index + way >= 0 && index + way < count) index += way;
        this.cursor = index;
        this.chosen_item = undefined;
        this.stage.recompose();
        const key = history ? this.entries[index]!.key : this.row_ids()[index]!;
        this.stage.reveal(key);
        this.stage.after_layout = () => this.focus_row(this.stage.rows.index_of(key));
    }
    private focus_row(index: number): void {
        const row = this.stage.rows.element_at(index);
        const target = row?.querySelector<HTMLElement>('article,button');
        if (!target) return;
        if (target.localName === 'article') target.tabIndex = -1;
        target.focus({ preventScroll: true });
    }
    private enter(): void {
        if (this.customer && !this.finding.on) return this.fold_cursor();
        this.open_first(this.finding.on ? this.finding.at : this.cursor);
    }
    private open_first(index = this.finding.on ? this.finding.at : 0): void {
        const id = this.row_ids()[index];
        const hit = id?.startsWith('hit ') ? this.hits().find((one) => `hit ${one.item}` === id) : undefined;
        if (hit) this.open_hit(hit);
        else if (id) this.open(id);
    }
    private escape(): void {
        if (this.contacting.open) return this.contacting.close();
        if (this.over) return this.close_over();
        const active = (this.stage.ch.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
        if (active?.dataset['field'] === 'search') return this.clear_search();
        if (active?.dataset['field']) return this.stage.list.focus();
        if (this.finding.on) return this.clear_search();
        if (this.slices.ring && this.slices.ring.since !== this.hidden_ring) return this.hide_ring(false);
        if (this.chosen_item) {
            this.chosen_item = undefined;
            return this.stage.recompose();
        }
        active?.blur();
    }

    // -------------------------------------------------------------------------------------------------------- time
    // Waiting ages change with the minute, a call with the second: one timer, aligned to it, only while the page is seen and
    // something ages.
    private tick(): void {
        clearTimeout(this.minute);
        if (document.hidden) return;
        const { card, worklist, ring } = this.slices;
        const rings = ring && ring.since !== this.hidden_ring;
        const waits = card?.waiting || card?.open?.some((one) => one.due || one.waiting_ms !== undefined) || worklist?.rows.some((row) => row.waiting_since || row.due);
        if (!waits && !rings) return;
        const unit = rings ? 1000 : 60_000;
        this.minute = setTimeout(() => {
            this.stage.recompose();
            this.tick();
        }, unit - (Date.now() % unit) + 20);
    }
    private apply_theme(): void {
        this.stage.set_theme(this.theme === 'auto' ? (this.dark.matches ? 'dark' : 'light') : this.theme);
    }
}
