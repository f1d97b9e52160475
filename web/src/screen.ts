// The screen of one element: turns slices into the two twins. Knows no worker, storage, transport or key.
//
//   const screen = new Screen(shadowRoot, { assets: 'https://…/', lang: 'ru', theme: 'auto' });
//   screen.on = { open, back, view, search, text... };          every callback is optional
//   screen.show({ status, worklist });                          what is given replaces what was shown; what is absent stays
//   screen.show({ card, timeline });                            a customer's card and history; null closes them
//
// What the element answers:
//   open(id)            a row was chosen: show({card, timeline}) of that customer
//   back()              to the list: the screen has already shown the list it had
//   view(name)          'waiting' | 'unfiled' | 'all': show({worklist})
//   search(text)        the text of the search field, '' when it is left: show({found}), or found: null for ''
//   range(what, from, limit)   more rows are needed: show the same slice with rows [from, from+limit), 'worklist' or
//                       'timeline' (in the timeline's newest-first order)
//   save(kind, text)    'note' | 'consultation': the returned promise resolves when it is durably stored; on rejection the
//                       words stay in the field
//   join(link)          an invite was pasted
//   retry()             the button of the error pane
import { Format } from './format/format';
import { box, type Box } from './scene/box';
import { card_name, card_panel, compact_card, why_bar } from './scene/card';
import { composer, read_only_line, type Draft, type Kind } from './scene/composer';
import { entries_of, type Entry } from './scene/entry';
import { size_of, stack, type Size, type View, type TimelineView } from './scene/parts';
import { bones, error_pane, joining_pane, keys_sheet, state_pane, status_bar } from './scene/states';
import { entry_box, entry_height } from './scene/timeline';
import { customer_toolbar } from './scene/toolbar';
import { customer_row, list_end, list_toolbar, view_tabs, views_panel, type ViewName } from './scene/worklist';
import type { CustomerRow, Item, Slices, Status } from './slices';
import { Keys } from './twin/keys';
import type { Row } from './twin/rows';
import { Stage, type Picture } from './twin/stage';

export interface ScreenOptions {
    assets: string;                      // absolute URL of the folder of ui.mjs, ui.wasm, font-400.*, font-600.*; ends in a slash
    lang: string;                        // ru | kk | en; anything else is shown in Russian
    theme: 'light' | 'dark' | 'auto';
    canvas?: boolean;                    // false: the text twin is the interface
}

export interface ScreenCallbacks {
    open?(id: string): void;
    back?(): void;
    view?(name: 'waiting' | 'unfiled' | 'all'): void;
    search?(text: string): void;
    range?(what: 'worklist' | 'timeline', from: number, limit: number): void;
    save?(kind: 'note' | 'consultation', text: string): Promise<void> | void;
    join?(link: string): void;
    retry?(): void;
}

const step = 200;       // rows asked for at once
const patience = 4000;  // ms before a state of the connection is shown

export class Screen {
    on: ScreenCallbacks = {};

    private slices: Slices = {};
    private format: Format;
    private theme: 'light' | 'dark' | 'auto';
    private readonly stage: Stage;
    private readonly dark = matchMedia('(prefers-color-scheme: dark)');
    private readonly themed = () => this.apply_theme();
    private readonly seen = () => this.tick();
    private opened: string | undefined;       // the customer whose history was scrolled into place
    private opening: string | undefined;      // chosen, its slices are not here yet
    private closed = false;                   // back in the list although the slices still hold a customer
    private chosen: ViewName | undefined;
    private searching = '';
    private cursor = 0;                       // row of the list that j and k move
    private list_scroll = 0;
    private asked_rows = new Set<string>();
    private readonly unfolded = new Set<string>();
    private help = false;
    private drafts = new Map<string, { kind: Kind; words: string; failure?: string | undefined; saving?: boolean }>();
    private entries: Entry[] = [];
    private entries_from: unknown;
    private since = 0;                        // when the connection's state became what it is
    private patience: ReturnType<typeof setTimeout> | undefined;
    private minute: ReturnType<typeof setTimeout> | undefined;

    constructor(root: ShadowRoot, options: ScreenOptions) {
        this.format = new Format(options.lang);
        this.theme = options.theme;
        this.stage = new Stage(root, options.assets, options.canvas !== false, (width) => this.compose(width), () => this.scrolled());
        const keys = new Keys({
            move: (by) => this.move(by), end: (last) => this.jump(last), enter: () => this.enter(), search: () => this.stage.field('search')?.focus(),
            write: (kind) => this.write(kind), back: () => this.back(), escape: () => this.escape(), save: () => void this.save(), fold: () => this.fold_cursor(),
            help: () => this.toggle_help(), first: () => this.open_first(), join: () => this.join(),
        });
        this.stage.ch.addEventListener('keydown', (event) => keys.pressed(event));
        this.stage.ch.addEventListener('input', (event) => this.typed(event.target as HTMLInputElement));
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
        if (slices.card && slices.card.id !== this.slices.card?.id) this.closed = false;
        if (slices.card) this.opening = undefined;
        if (slices.card === null) [this.closed, this.opened] = [false, undefined];
        if (slices.worklist) this.chosen = undefined;
        if (slices.status && slices.status.state !== this.slices.status?.state) this.changed_state(slices.status);
        Object.assign(this.slices, slices);
        if (slices.worklist || slices.timeline) this.asked_rows.clear();
        const { card, timeline } = this.slices;
        if (card && timeline && this.customer && this.opened !== card.id) {
            this.opened = card.id;
            this.unfolded.clear();
            this.open_history();
        } else if (slices.timeline && at_end && count !== slices.timeline?.total) this.stage.to_end();
        this.tick();
        this.stage.recompose();
    }

    set(options: Partial<Pick<ScreenOptions, 'lang' | 'theme'>>): void {
        if (options.lang !== undefined) this.format = new Format(options.lang);
        if (options.theme !== undefined) this.theme = options.theme;
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
    private view_of(size: Size): View {
        return { format: this.format, size, now: Date.now(), unfolded: this.unfolded, fold: (key) => this.fold(key) };
    }

    private compose(width: number): Picture {
        const view = this.view_of(size_of(width));
        const over = this.help ? keys_sheet(view, () => this.toggle_help()) : undefined;
        return { ...this.scene(view), over };
    }
    private scene(view: View): Picture {
        const { format } = view;
        const { status } = this;
        const label = format.say('history');
        if (status.state === 'error')
            return { label, pane: error_pane(view, status, { retry: () => this.on.retry?.(), copy: (text) => void navigator.clipboard?.writeText(text) }) };
        if (status.state === 'joining' && !this.slices.worklist?.total) return { label, pane: joining_pane(view, status.message, () => this.join()) };
        if (status.state === 'opening' && !this.slices.worklist?.total)
            return { label, pane: state_pane({ icon: 'lock', title: format.say('opening'), words: format.say('opening_more') }) };
        if (this.customer) return this.customer_scene(view);
        return this.list_scene(view);
    }

    private list_scene(view: View): Picture {
        const { format, size } = view;
        const { worklist, found } = this.slices;
        const label = format.say('views');
        const searching = this.searching !== '';
        const chosen = this.chosen ?? worklist?.view ?? 'waiting';
        const choose = (name: ViewName) => this.choose(name);
        const bar = worklist ? list_toolbar(view, this.status.state === 'syncing', searching, chosen, { clear: () => this.clear_search(), keys: () => this.toggle_help() }) : undefined;
        const side = worklist && size !== 'small' ? { box: views_panel(worklist, chosen, view, choose), width: size === 'wide' ? 256 : 216, label } : undefined;
        const picture: Picture = { side, bar, label: format.say(searching ? 'search' : chosen === 'all' ? 'customers' : (chosen as 'waiting' | 'unfiled')) };
        const notices = [worklist && size === 'small' ? view_tabs(worklist, chosen, view, choose) : undefined, status_bar(this.status, view)].filter((one): one is Box => !!one);
        if (notices.length) picture.notice = box(stack, ...notices);
        if (!worklist || this.opening) {
            picture.rows = Array.from({ length: 8 }, (_, index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
            picture.label = format.say('loading');
            return picture;
        }
        if (searching && found) {
            if (found.rows.length) picture.rows = this.customer_rows(found.rows, view);
            else picture.pane = state_pane({ icon: 'search', title: format.say('found_none'), words: format.say('found_none_more') });
            return picture;
        }
        if (worklist.rows.length) {
            picture.rows = this.customer_rows(worklist.rows, view);
            picture.rows.push({ key: 'end', guess: 32, stamp: `${worklist.rows.length} ${worklist.total} ${this.status.current_to ?? worklist.as_of} ${format.lang}`,
                make: () => list_end(worklist.rows.length, worklist.total, worklist, view, this.status) });
        } else if (!worklist.counts.customers)
            picture.pane = state_pane({ icon: 'inbox', title: format.say('no_customers'), words: format.say('no_customers_more') });
        else if (chosen === 'unfiled') picture.pane = state_pane({ icon: 'check', title: format.say('nothing_unfiled'), words: format.say('nothing_unfiled_more') });
        else picture.pane = state_pane({ icon: 'check', title: format.say('nobody_waits'), words: format.say('nobody_waits_more') });
        return picture;
    }
    private customer_rows(rows: CustomerRow[], view: View): Row[] {
        this.cursor = Math.min(this.cursor, Math.max(0, rows.length - 1));
        const minute = Math.floor(view.now / 60_000);
        return rows.map((row, index) => ({
            key: row.id, guess: 64, stamp: `${JSON.stringify(row)} ${minute} ${index === 0} ${index === this.cursor} ${view.size} ${view.format.lang}`,
            make: () => customer_row(row, index, index === this.cursor, view, (id) => this.open(id)),
        }));
    }

    private customer_scene(view: View): Picture {
        const { format, size } = view;
        const card = this.slices.card!;
        const show = (item: string) => this.show_item(item);
        const searching = this.searching !== '';
        const picture: Picture = { label: format.say('history'), history: true };
        if (size === 'small') {
            picture.top = box(stack, compact_card(card, view, { back: () => this.back(), more: () => this.fold('card'), show }),
                this.unfolded.has('card') && card_panel(card, view, show));
        } else {
            picture.side = { box: card_panel(card, view, show), foot: why_bar(card, view), width: size === 'wide' ? 320 : 280, label: format.say('card') };
            picture.bar = customer_toolbar(view, this.slices.timeline?.total ?? 0, this.status.state === 'syncing', searching,
                { back: () => this.back(), clear: () => this.clear_search(), keys: () => this.toggle_help() });
        }
        picture.notice = status_bar(this.status, view);
        if (searching && this.slices.found) {
            picture.history = false;
            const { rows } = this.slices.found;
            if (rows.length) picture.rows = this.customer_rows(rows, view);
            else picture.pane = state_pane({ icon: 'search', title: format.say('found_none'), words: format.say('found_none_more') });
            return picture;
        }
        const { timeline } = this.slices;
        if (timeline && timeline.total === 0) picture.pane = state_pane({ icon: 'clock', title: format.say('no_history'), words: format.say('no_history_more') });
        else if (timeline) picture.rows = this.history_rows(view);
        else picture.rows = Array.from({ length: 6 }, (_, index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
        picture.low = this.status.role === 'viewer' ? read_only_line(view) : composer(this.draft(), view, { kind: (kind) => this.write(kind), save: () => void this.save() });
        return picture;
    }
    private read_entries(): void {
        const { timeline } = this.slices;
        if (!timeline || this.entries_from === timeline) return;
        const oldest_first = timeline.order === 'oldest';
        const items: Item[] = oldest_first ? timeline.rows : [...timeline.rows].reverse();
        this.entries = entries_of(items, timeline.total - items.length - (oldest_first ? 0 : timeline.from), this.format);
        this.entries_from = timeline;
    }
    private history_rows(view: View): Row[] {
        const card = this.slices.card!;
        this.read_entries();
        const shown: TimelineView = { ...view, waiting_item: card.waiting?.item, waiting_since: card.waiting?.since, customer: card_name(card, view), more: () => this.more() };
        const common = `${view.size} ${view.format.lang} ${view.format.day_key(view.now)}`;
        return this.entries.map((entry) => {
            const waits = entry.kind === 'item' && entry.item.item === shown.waiting_item ? String(Math.floor((view.now - shown.waiting_since!) / 60_000)) : '';
            const open = [...this.unfolded].filter((key) => key.endsWith(entry.kind === 'item' ? entry.item.item : entry.key)).join();
            return {
                key: entry.key, guess: entry_height(entry), stamp: `${JSON.stringify(entry)} ${waits} ${open} ${common}`,
                ...(entry.kind === 'day' ? { kind: 'day' as const } : {}), make: () => entry_box(entry, shown),
            };
        });
    }

    // ------------------------------------------------------------------------------------------------------ actions
    private open(id: string): void {
        this.list_scroll = this.stage.list.scrollTop;
        const index = this.row_ids().indexOf(id);
        if (index >= 0) this.cursor = index;
        this.leave_search();
        this.closed = false;
        this.opening = this.slices.card?.id === id ? undefined : id;
        this.opened = undefined;
        this.on.open?.(id);
        if (!this.opening && this.slices.timeline) this.open_history();
        else this.stage.to_top(0);
        this.stage.recompose();
    }
    private back(): void {
        if (this.searching) return this.clear_search();
        if (!this.customer && !this.opening) return;
        this.closed = true;
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
    // Opened at the oldest unanswered item, else at the bottom, newest last.
    private open_history(): void {
        this.read_entries();
        const item = this.slices.card?.waiting?.item;
        const index = item ? this.entries.findIndex((entry) => entry.kind === 'item' && entry.item.item === item) : -1;
        if (index >= 0) this.stage.reveal(this.entries[index]!.key);
        else this.stage.to_end();
        this.cursor = index >= 0 ? index : Math.max(0, this.entries.length - 1);
    }
    private show_item(item: string): void {
        const found = this.entries.find((entry) => (entry.kind === 'item' ? entry.item.item === item : entry.kind === 'fold' && entry.items.some((one) => one.item === item)));
        if (!found) return;
        this.unfolded.delete('card');
        this.stage.reveal(found.key, true);
        this.stage.recompose();
    }
    private fold(key: string): void {
        if (!this.unfolded.delete(key)) this.unfolded.add(key);
        this.stage.recompose();
    }
    private fold_cursor(): void {
        const entry = this.customer ? this.entries[this.cursor] : undefined;
        if (entry?.kind === 'fold') this.fold(entry.key);
        else if (entry?.kind === 'item') this.fold(entry.item.quote ? `quote ${entry.item.item}` : entry.item.lines ? `lines ${entry.item.item}` : `raw ${entry.item.item}`);
    }
    private toggle_help(): void {
        this.help = !this.help;
        this.stage.recompose();
        this.stage.after_layout = () => (this.help ? this.stage.ch.querySelector<HTMLElement>('.over button') : this.stage.list)?.focus();
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
        if (this.customer && timeline && list.scrollTop < list.clientHeight && this.entries[0]?.kind === 'gap') this.more();
        if (!this.customer && worklist && worklist.rows.length < worklist.total && list.scrollTop + 2 * list.clientHeight > list.scrollHeight)
            this.ask_rows('worklist', worklist.rows.length + step);
    }

    // ------------------------------------------------------------------------------------------------------- fields
    private typed(field: HTMLInputElement): void {
        const name = field.dataset['field'];
        if (name === 'search') this.search(field.value);
        if (name !== 'composer' || !this.slices.card) return;
        const before = this.draft();
        this.drafts.set(this.slices.card.id, { kind: before.kind, words: field.value });
        const after = this.draft();
        if (after.ready !== before.ready || after.lines !== before.lines || before.failure) this.stage.recompose();
    }
    private search(words: string): void {
        this.searching = words.trim();
        if (!this.searching) this.slices.found = null;
        this.cursor = 0;
        this.on.search?.(this.searching);
        this.stage.to_top(0);
        this.stage.recompose();
    }
    private leave_search(): void {
        const field = this.stage.field('search');
        if (field) field.value = '';
        if (!this.searching) return;
        this.searching = '';
        this.slices.found = null;
        this.on.search?.('');
    }
    private clear_search(): void {
        this.leave_search();
        this.stage.list.focus();
        this.stage.recompose();
    }
    private draft(): Draft {
        const one = this.drafts.get(this.slices.card?.id ?? '');
        const field = this.stage.field('composer') as HTMLTextAreaElement | null;
        const words = one?.words ?? '';
        const columns = Math.max(16, Math.floor(((field?.clientWidth ?? 500) || 500) / 8));
        const lines = words.split('\n').reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / columns)), 0);
        return { kind: one?.kind ?? 'note', lines, ready: words.trim() !== '', saving: !!one?.saving, failure: one?.failure };
    }
    private write(kind: Kind): void {
        const id = this.slices.card?.id;
        if (!id || !this.customer || this.status.role === 'viewer') return;
        this.drafts.set(id, { words: '', ...this.drafts.get(id), kind });
        this.stage.field('composer')?.focus();  // at once: the next key is a word already
        this.stage.recompose();
    }
    private async save(): Promise<void> {
        const id = this.slices.card?.id;
        const one = id ? this.drafts.get(id) : undefined;
        if (!id || !one || one.saving || !one.words.trim()) return;
        const field = this.stage.field('composer');
        this.drafts.set(id, { ...one, saving: true, failure: undefined });
        this.stage.recompose();
        try {
            await this.on.save?.(one.kind, one.words.trim());
            this.drafts.delete(id);
            if (field && this.slices.card?.id === id) field.value = '';
            this.stage.to_end();
        } catch (error) {
            this.drafts.set(id, { ...one, saving: false, failure: error instanceof Error ? error.message : String(error) });
        }
        this.stage.recompose();
    }
    private join(): void {
        const field = this.stage.field('join');
        const link = field?.value.trim();
        if (!field || !link) return;
        field.value = '';
        this.on.join?.(link);
    }

    // -------------------------------------------------------------------------------------------------------- keys
    private row_ids(): string[] {
        if (this.searching && this.slices.found) return this.slices.found.rows.map((row) => row.id);
        return (this.slices.worklist?.rows ?? []).map((row) => row.id);
    }
    private move(by: number): void {
        this.go(this.cursor + by);
    }
    private jump(last: boolean): void {
        this.go(last ? 1e9 : 0);
    }
    private go(wanted: number): void {
        const history = this.customer && !this.searching;
        const count = history ? this.entries.length : this.row_ids().length;
        if (!count) return;
        const way = wanted >= this.cursor ? 1 : -1;
        let index = Math.min(Math.max(wanted, 0), count - 1);
        while (history && this.entries[index]?.kind === 'day' && index + way >= 0 && index + way < count) index += way;
        this.cursor = index;
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
        if (this.customer && !this.searching) return this.fold_cursor();
        this.open_first(this.cursor);
    }
    private open_first(index = 0): void {
        const id = this.row_ids()[index];
        if (id) this.open(id);
    }
    private escape(): void {
        if (this.help) return this.toggle_help();
        const active = (this.stage.ch.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
        if (active?.dataset['field'] === 'search') return this.clear_search();
        if (active?.dataset['field']) return this.stage.list.focus();
        if (this.searching) return this.clear_search();
        active?.blur();
    }

    // -------------------------------------------------------------------------------------------------------- time
    // Waiting ages change with the minute: one timer, aligned to it, only while the page is seen and somebody waits.
    private tick(): void {
        clearTimeout(this.minute);
        if (document.hidden) return;
        const waits = this.slices.card?.waiting || this.slices.worklist?.rows.some((row) => row.waiting_since);
        if (!waits) return;
        this.minute = setTimeout(() => {
            this.stage.recompose();
            this.tick();
        }, 60_000 - (Date.now() % 60_000) + 20);
    }
    private apply_theme(): void {
        this.stage.set_theme(this.theme === 'auto' ? (this.dark.matches ? 'dark' : 'light') : this.theme);
    }
}
