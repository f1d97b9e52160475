// The bar above the timeline: back to the list, matters as tabs, who else is here, search, filter, keys. While somebody
// searches it is the field with the number of matches and two arrows.
import type { Matters } from '../slices';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { filler, icon16, icon_button, label, person_button, record2, strong, type View } from './parts';
import { dot, hint } from './worklist';

const bar = define({ row: true, h: 48, pad: [0, 12, 0, 12], gap: 8, align: 'center', border: 'bottom' });
const tabs = define({ row: true, gap: 24, align: 'stretch', h: 48, shrink: true });
const tab = define({ row: true, h: 48, gap: 6, align: 'center', underline: true });
const tab_shrink = define({ shrink: true }, tab);
const tab_on = define({ size: 13, line: 20, weight: 600, lines: 1, shrink: true });
const tab_off = define({ size: 13, line: 20, ink: 'text2', lines: 1, shrink: true });
const red_dot = define({ w: 6, h: 6, radius: 3, fill: 'danger' });
const find_wide = define({ row: true, w: 224, h: 32, radius: 6, pad: [0, 8, 0, 8], gap: 8, align: 'center', fill: 'fill' });
const find_mid = define({ w: 160, min_w: 96, shrink: true }, find_wide);  // gives way to the tab's words
const find_on = define({ row: true, h: 32, radius: 6, pad: [0, 0, 0, 8], gap: 8, align: 'center', fill: 'fill', max_w: 280, min_w: 96, grow: true });
const find_whole = define({ row: true, h: 32, radius: 6, pad: [0, 0, 0, 8], gap: 8, align: 'center', fill: 'fill', min_w: 96, grow: true });
const find_input = define({ grow: true, h: 32, size: 13, line: 20 });
const peer = define({ row: true, gap: 6, align: 'center' });
const peer_disc = define({ w: 24, h: 24, radius: 12, fill: 'okbg', align: 'center', justify: 'center' });
const peer_letters = define({ size: 12, line: 16, weight: 600, ink: 'ok', lines: 1 });

export interface ToolbarState {
    total: number;
    syncing: boolean;
    searching: boolean;
    hits: { count: number; at: number; searched: string } | undefined;
    matters: Matters | null | undefined;
    matter: string | undefined;
    others: string[];  // names of colleagues who have this customer open
    filtered: boolean;
    who: string | undefined;
}
export interface ToolbarActions {
    back(): void;
    clear(): void;
    keys(): void;
    filter(): void;
    matter(id: string | undefined): void;
    step(by: number): void;
    colleague(): void;
}

// Open ones first, each by its last item.
export function matters_in_order(slice: Matters | null | undefined): Matters['rows'] {
    const done = (one: Matters['rows'][number]) => (one.state === 'done' ? 1 : 0);
    return [...(slice?.rows ?? [])].sort((a, b) => done(a) - done(b) || (b.last ?? 0) - (a.last ?? 0));
}

function matter_tabs(state: ToolbarState, view: View, acts: ToolbarActions): Box {
    const { format } = view;
    const rows = matters_in_order(state.matters);
    const few = view.size === 'wide' ? rows.slice(0, 3) : [];
    const chosen = rows.find((one) => one.matter === state.matter);
    if (chosen && !few.includes(chosen)) few[Math.max(0, few.length - 1)] = chosen;
    const alone = view.size !== 'wide' && chosen !== undefined;
    const all = button(tab, undefined, () => acts.matter(undefined), text(state.matter ? tab_off : tab_on, format.say('all_history')), view.size === 'wide' && text(label, format.integer(state.total)));
    all.on = !state.matter;
    all.attrs = { 'aria-pressed': String(!state.matter) };
    if (!rows.length) return as('h2', { on: true }, box(tab, text(tab_on, format.say('all_history')), text(label, format.integer(state.total))));
    return as('nav', { attrs: { 'aria-label': format.say('matters') } }, box(tabs, !alone && all, ...few.map((one) => {
        const on = one.matter === state.matter;
        const row = button(tab_shrink, undefined, () => acts.matter(on ? undefined : one.matter), text(on ? tab_on : tab_off, one.title || format.say('case')),
            one.items !== undefined && text(label, format.integer(one.items)), one.kind === 'complaint' && one.state !== 'done' && box(red_dot));
        row.on = on;
        row.attrs = { 'aria-pressed': String(on) };
        return row;
    })));
}

function find_field(state: ToolbarState, view: View, acts: ToolbarActions): Box {
    const { format } = view;
    const placeholder = format.say('find_history');
    const input = as('input', { attrs: { 'data-field': 'search', part: 'search', type: 'search', placeholder, 'aria-label': placeholder, autocomplete: 'off', spellcheck: 'false' } }, box(find_input));
    return as('label', { attrs: { 'data-ring': '' } }, box(state.searching ? (view.size === 'wide' ? find_on : find_whole) : view.size === 'wide' ? find_wide : find_mid, mark(icon16, 'search', state.searching ? 'accent' : 'text3'), input,
        state.searching ? icon_button('close', format.say('clear'), acts.clear) : view.size === 'wide' && hint('/')));
}

export function customer_toolbar(state: ToolbarState, view: View, acts: ToolbarActions): Box {
    const { format } = view;
    const wide = view.size === 'wide';
    if (state.searching) {
        const { hits } = state;
        return box(bar, find_field(state, view, acts), wide && hits && text(strong, format.count('hits', hits.count)),
            hits && hits.count > 0 && text(label, format.say('hit_of', { n: hits.at + 1, total: hits.count })),
            hits && hits.count > 0 && icon_button('up', format.say('hit_before'), () => acts.step(-1)), hits && hits.count > 0 && icon_button('down', format.say('hit_next'), () => acts.step(1)),
            wide && box(filler), wide && hits && hits.searched && text(record2, hits.searched, { ink: 'text3' }));
    }
    const others = state.others.slice(0, 2);
    return box(bar, view.size !== 'small' && icon_button('left', format.say('back'), acts.back), view.size !== 'small' && matter_tabs(state, view, acts), box(filler), state.syncing && box(dot),
        wide && others.length > 0 && as('div', { attrs: { 'aria-label': `${others.join(', ')}: ${format.say('here')}` } }, box(peer,
            ...others.map((one) => box(peer_disc, text(peer_letters, format.initials(one)))), text(label, format.say('here')))),
        state.who !== undefined && person_button(state.who, view, acts.colleague), find_field(state, view, acts),
        icon_button('filter', format.say('filter'), acts.filter, state.filtered), wide && icon_button('question', format.say('keys'), acts.keys));
}
