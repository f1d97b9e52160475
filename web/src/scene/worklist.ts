// The list of customers: the column of views and the rows of 64.
import { channel_look, channel_word } from '../format/channels';
import type { CustomerRow, Status, Worklist } from '../slices';
import type { Icon } from '../look/icons';
import { define } from '../look/style';
import type { Ink } from '../look/tokens';
import type { Word } from '../format/words';
import type { Format } from '../format/format';
import { as, box, button, mark, text, type Box } from './box';
import { waited } from './open';
import { avatar, filler, framed_button, person_button, icon14, icon16, icon_button, label, label_one, label2, line, name_small_two, node, record2, record_one, strong_one, type View } from './parts';

export type ViewName = 'waiting' | 'promises' | 'complaints' | 'reminders' | 'tasks' | 'stuck' | 'postponed' | 'late' | 'unfiled' | 'all';

const views: [ViewName, Icon, Word][] = [
    ['waiting', 'clock', 'waiting'], ['promises', 'promise', 'promises'], ['complaints', 'complaint', 'complaints'], ['reminders', 'reminder', 'reminders'], ['tasks', 'check', 'tasks'],
    ['stuck', 'order', 'stuck'], ['late', 'delivery', 'late'], ['postponed', 'pin', 'postponed'], ['unfiled', 'inbox', 'unfiled'], ['all', 'person', 'customers'],
];
// Lists that this core does not count are not offered; a work list without anybody is, so that its place stays.
function offered(worklist: Worklist): typeof views {
    return views.filter(([name]) => name === 'waiting' || name === 'all' || worklist.counts[name] !== undefined);
}
export function view_word(view: string): Word {
    return views.find(([name]) => name === view)?.[2] ?? 'waiting';
}
const side = define({ pad: [20, 8, 16, 8], grow: true });
const side_title = define({ pad: [0, 12, 12, 12] });
const view_row = define({ row: true, h: 32, radius: 6, pad: [0, 12, 0, 12], gap: 12, align: 'center', hover: 'line', on_fill: 'sel' });
const view_words = define({ size: 13, line: 20, lines: 1, grow: true, ink: 'text2' });
const view_word_on = define({ size: 13, line: 20, lines: 1, grow: true, ink: 'accent', weight: 600 });
const divider = define({ h: 1, fill: 'line', margin: [8, 12, 8, 12] });
const foot = define({ row: true, gap: 8, pad: [0, 12, 0, 12] });
const foot_text = define({ size: 12, line: 16, ink: 'text3', grow: true });

function count_of(worklist: Worklist, view: ViewName): number {
    return (view === 'all' ? worklist.counts.customers : worklist.counts[view]) ?? 0;
}

export function views_panel(worklist: Worklist, chosen: string, view: View, choose: (name: ViewName) => void): Box {
    const rows = offered(worklist).flatMap(([name, icon, word]) => {
        const on = name === chosen;
        const ink: Ink = on ? 'accent' : 'text2';
        const row = button(view_row, undefined, () => choose(name), mark(icon16, icon, ink), text(on ? view_word_on : view_words, view.format.say(word)),
            text(on ? strong_one : record2, view.format.integer(count_of(worklist, name)), { ink: on ? 'accent' : 'text3' }));
        row.on = on;
        if (on) row.attrs = { 'aria-current': 'true' };
        return name === 'unfiled' || (name === 'all' && worklist.counts['unfiled'] === undefined) ? [box(divider), row] : [row];
    });
    return box(side, as('h1', {}, box(side_title, text(name_small_two, worklist.name || view.format.say('customers')))),
        as('nav', { attrs: { 'aria-label': view.format.say('views') } }, { style: define_nav, children: rows }), box(filler),
        box(foot, mark(icon14, 'lock'), text(foot_text, view.format.say('sealed'))));
}
const define_nav = define({});

// Where there is no room beside the list the views are a row of tabs; only the chosen one shows its word, unfolded all do.
const tabs = define({ row: true, wrap: true, gap: 4, pad: [4, 8, 4, 8], align: 'center', border: 'bottom' });
const tab = define({ row: true, h: 32, radius: 6, gap: 6, pad: [0, 8, 0, 8], align: 'center', on_fill: 'sel', hover: 'hover', shrink: true });
export function view_tabs(worklist: Worklist, chosen: string, view: View, choose: (name: ViewName) => void): Box {
    const all = offered(worklist);
    const open = view.unfolded.has('views');
    const others = all.filter(([name]) => name !== chosen && count_of(worklist, name) > 0).slice(0, 2);
    const whole = view.size !== 'small' || all.length <= 3;  // there is room for all
    const shown = open || whole ? all : all.filter((one) => one[0] === chosen || others.includes(one));
    return as('nav', { attrs: { 'aria-label': view.format.say('views') } }, box(tabs, ...shown.map(([name, icon, word]) => {
        const on = name === chosen;
        const ink: Ink = on ? 'accent' : 'text2';
        const row = button(tab, view.format.say(word), () => choose(name), mark(icon16, icon, ink),
            (on || (open && !whole)) && text(on ? strong_one : record2, view.format.say(word), { ink }), text(on ? strong_one : record2, view.format.integer(count_of(worklist, name)), { ink }));
        row.on = on;
        return row;
    }), !whole && icon_button(open ? 'up' : 'down', view.format.say('views'), () => view.fold('views'))));
}

const customer = define({ row: true, h: 64, radius: 6, pad: [0, 12, 0, 12], gap: 12, align: 'stretch', hover: 'hover', on_fill: 'sel', bar: true });
const portrait = define({ justify: 'center' });
const columns = define({ row: true, gap: 12, align: 'center', grow: true, border: 'top', line_ink: 'line' });
const columns_first = define({ row: true, gap: 12, align: 'center', grow: true });
const who = define({ w: 168 });
const who_mid = define({ w: 140 });
const said = define({ grow: true });
const until = define({ row: true, w: 88, justify: 'end' });
const until_mid = define({ row: true, justify: 'end' });  // as wide as its words: the rest is for what was said
const until_text = define({ size: 13, line: 20, weight: 600, lines: 1 });
const flags = define({ row: true, gap: 12, align: 'center', shrink: true });

export function waiting_ink(ms: number): Ink {
    return ms > 3_600_000 ? 'danger' : ms > 1_800_000 ? 'warn' : 'text2';
}

export function row_name(row: CustomerRow, view: View): string {
    if (row.name) return row.name;
    if (row.identifier) return row.identifier.type === 'cookie' ? view.format.say('visitor') : view.format.identifier(row.identifier);
    return view.format.say('nameless');
}

// What the last item was, in a few words. Core keeps the first `words_kept` bytes of what was said.
const words_kept = 80;
function row_words(row: CustomerRow, view: View): string {
    const { format } = view;
    const words = row.words ?? '';
    if (row.kind === 'call') return words || format.say(row.direction === 'out' ? 'call_out' : row.waiting_since ? 'missed' : 'call_in');
    if (row.kind === 'receipt' || row.kind === 'return' || row.kind === 'order') return /^[\w-]*$/.test(words) ? format.say(row.kind, { number: words }).trim() : words;
    const cut = new TextEncoder().encode(words).length >= words_kept && /[\p{L}\p{N},]$/u.test(words);
    return cut ? `${words}…` : words || format.say('no_words');
}

// Why a row stands here: what is promised, complained of, under way, late.
const flag_icons: Record<string, Icon> = { promise: 'promise', complaint: 'complaint', reminder: 'reminder', task: 'check', order: 'order', stuck: 'order', delivery: 'delivery', late: 'delivery', postponed: 'pin', return: 'return', case: 'file' };
const flag_words: Record<string, Word> = { promise: 'flag_promise', complaint: 'flag_complaint', reminder: 'flag_reminder', task: 'flag_task', order: 'flag_order', stuck: 'flag_order', delivery: 'flag_delivery', late: 'flag_delivery', postponed: 'flag_postponed', return: 'ch_payment', case: 'case' };
const flag_most = 16;  // letters; what is longer stands in the row's second line, the flag says its kind
// bare: where there is room for one only, the others are their icons.
function flag(one: NonNullable<CustomerRow['flags']>[number], view: View, bare: boolean): Box {
    const { format, now } = view;
    const late = one.overdue || (one.due !== undefined && one.due < now);
    const soon = one.due !== undefined && format.day_key(one.due) === format.day_key(now);
    const ink: Ink = late || ['complaint', 'late', 'stuck'].includes(one.kind) ? 'danger' : soon ? 'warn' : 'text2';
    const dated = ['promise', 'reminder', 'task'].includes(one.kind);
    const words = late && dated ? format.say('flag_late') : one.due && dated ? format.term(one.due, now)
        : one.words && one.words.length <= flag_most ? one.words : format.say(flag_words[one.kind] ?? 'flag_task');
    const icon = mark(icon14, flag_icons[one.kind] ?? 'clock', ink);
    if (bare) return as('span', { attrs: { role: 'img', 'aria-label': words } }, box(flag_style, icon));
    return box(flag_style, icon, text(words.length <= 10 && view.size !== 'mid' ? label : label_one, words, { ink }));
}
function flags_of(row: CustomerRow, view: View, most: number): Box | undefined {
    const seen = new Set<string>();
    const list = (row.flags ?? []).filter((one) => one.kind !== 'question' && !seen.has(one.kind) && seen.add(one.kind)).slice(0, most);
    const unsent = row.unsent && box(flag_style, mark(icon14, 'unsent', 'warn'), text(label, view.format.say('unsent'), { ink: 'warn' }));
    return list.length || unsent ? box(flags, ...list.map((one, index) => flag(one, view, index > 0 && view.size === 'small')), unsent) : undefined;
}
const flag_style = define({ row: true, gap: 4, align: 'center', shrink: true });
const customer_dense = define({ h: 40 }, customer);

export function customer_row(row: CustomerRow, index: number, on: boolean, view: View, open: (id: string) => void): Box {
    const { format, now, size } = view;
    const look = channel_look(row.channel, row.kind);
    const name = row_name(row, view);
    const identifier = row.name && row.identifier && row.identifier.type !== 'cookie' ? format.identifier(row.identifier) : '';
    const waiting = row.waiting_since ? waited({ at: row.waiting_since, ...(row.waiting_ms === undefined ? {} : { waiting_ms: row.waiting_ms }) }, view) : 0;
    const until_words = row.waiting_since ? format.age(waiting) : row.due ? format.term(row.due, now) : row.at ? format.when(row.at, now) : '';
    const until_ink: Ink = row.waiting_since ? waiting_ink(waiting) : row.due && row.due < now ? 'danger' : 'text3';
    const until_style = row.waiting_since ? until_text : label;
    const words = row_words(row, view);
    const why = row.flags?.find((one) => one.kind !== 'question' && one.words)?.words;
    const under = [channel_word(look, format), row.context ?? why].filter(Boolean).join(' · ');
    const missed = row.kind === 'call' && row.direction !== 'out' && row.waiting_since;
    const right = box(size === 'mid' ? until_mid : until, text(until_style, until_words, { ink: until_ink }));
    if (view.compact && size !== 'small') {
        const one = button(customer_dense, undefined, () => open(row.id), box(columns, box(size === 'mid' ? who_mid : who, as('h2', {}, text(strong_one, name))), node(look, missed ? 'missed' : undefined),
            box(said, text(record_one, words)), flags_of(row, view, 2), right));
        one.on = on;
        return as('div', { attrs: { role: 'listitem' } }, box(define_nav, one));
    }
    const inner = size === 'small'
        ? [box(said, box(line, as('h2', {}, text(strong_one, name)), box(filler), text(until_style, until_words, { ink: until_ink })),
            box(line, mark(icon14, missed ? 'missed' : look, `${look}.c`), box(said, text(record_one, words)), flags_of(row, view, 2)))]
        : [box(size === 'mid' ? who_mid : who, as('h2', {}, text(strong_one, name)), identifier && text(label_one, identifier)), node(look, missed ? 'missed' : undefined),
            box(said, text(record_one, words), size === 'mid' && flags_of(row, view, 2) || text(label_one, under)), size === 'wide' && flags_of(row, view, 3), right];
    const pressed = button(customer, undefined, () => open(row.id), box(portrait, avatar(row.name, format)),
        box(index === 0 ? columns_first : columns, ...inner));
    pressed.on = on;
    return as('div', { attrs: { role: 'listitem' } }, box(define_nav, pressed));
}

const search_wide = define({ row: true, w: 360, h: 32, radius: 6, pad: [0, 8, 0, 8], gap: 8, align: 'center', fill: 'fill' });
const search_box = define({ row: true, h: 32, radius: 6, pad: [0, 8, 0, 8], gap: 8, align: 'center', fill: 'fill', grow: true });
const bar = define({ row: true, h: 48, pad: [0, 12, 0, 24], gap: 8, align: 'center', border: 'bottom' });
const bar_small = define({ row: true, h: 48, pad: [0, 12, 0, 12], gap: 8, align: 'center', border: 'bottom' });
const key_hint = define({ w: 18, h: 18, radius: 4, border: 'all', line_ink: 'line2', align: 'center', justify: 'center' });
const search_input = define({ grow: true, h: 32, size: 13, line: 20 });
export const dot = define({ w: 6, h: 6, radius: 3, fill: 'accentfill' });

export interface ListActions {
    clear(): void;
    keys(): void;
    create(): void;
    colleague(): void;
}
export function list_toolbar(view: View, syncing: boolean, searching: boolean, chosen: string, who: string | undefined, actions: ListActions): Box {
    const { format, size } = view;
    const order = chosen === 'waiting' ? 'longest_first' : chosen === 'all' || chosen === 'unfiled' ? 'latest_first' : 'soonest_first';
    return box(size === 'small' ? bar_small : bar, syncing && box(dot),
        as('label', { attrs: { 'data-ring': '' } }, box(size === 'wide' ? search_wide : search_box, mark(icon16, 'search', 'text3'), search_field(format.say('find')),
            searching ? icon_button('close', format.say('clear'), actions.clear) : size === 'wide' && hint('/'))),
        size === 'wide' && box(filler),
        size === 'wide' && !searching && text(record2, format.say(order)),
        who !== undefined && person_button(who, view, actions.colleague),
        size !== 'small' && icon_button('question', format.say('keys'), actions.keys),
        size === 'small' ? icon_button('plus', format.say('new_customer_title'), actions.create) : framed_button(format.say('new_customer'), actions.create, 'plus'));
}
export function hint(key: string): Box {
    return as('span', { attrs: { 'aria-hidden': 'true' } }, box(key_hint, text(label, key)));
}
function search_field(placeholder: string): Box {
    return as('input', { attrs: { 'data-field': 'search', part: 'search', type: 'search', placeholder, 'aria-label': placeholder, autocomplete: 'off', spellcheck: 'false' } }, box(search_input));
}

const list_foot = define({ pad: [8, 12, 8, 12] });
export function list_end(shown: number, total: number, worklist: Worklist, view: View, status: Status | undefined): Box {
    const parts = [view.format.say('list_of', { n: view.format.integer(shown), total: view.format.integer(total) })];
    const fresh = status?.current_to ?? worklist.as_of;
    if (fresh) parts.push(view.format.say('updated', { time: view.format.time(fresh) }));
    return box(list_foot, text(label2, parts.join(' · '), { ink: 'text3' }));
}

// Why a list is empty, in its own words.
export function nothing_in(view: ViewName, format: Format): { title: string; words: string } {
    if (view === 'waiting' || view === 'all') return { title: format.say('nobody_waits'), words: format.say('nobody_waits_more') };
    if (view === 'unfiled') return { title: format.say('nothing_unfiled'), words: format.say('nothing_unfiled_more') };
    return { title: format.say(`none_${view}`), words: format.say('none_more') };
}
