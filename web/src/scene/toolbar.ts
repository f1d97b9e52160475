// The bar above the timeline: back to the list, tabs, search.
import { define } from '../look/style';
import { as, box, mark, text, type Box } from './box';
import { filler, icon16, icon_button, label, type View } from './parts';
import { dot, hint } from './worklist';

const bar = define({ row: true, h: 48, pad: [0, 12, 0, 12], gap: 8, align: 'center', border: 'bottom' });
const tab = define({ row: true, h: 48, gap: 6, align: 'center', underline: true, margin: [0, 0, 0, 4] });
const tab_text = define({ size: 13, line: 20, weight: 600, lines: 1 });
const find = define({ row: true, w: 224, h: 32, radius: 6, pad: [0, 8, 0, 8], gap: 8, align: 'center', fill: 'fill' });
const find_short = define({ row: true, w: 160, h: 32, radius: 6, pad: [0, 8, 0, 8], gap: 8, align: 'center', fill: 'fill' });
const find_input = define({ grow: true, h: 32, size: 13, line: 20 });

export function customer_toolbar(view: View, total: number, syncing: boolean, searching: boolean, actions: { back(): void; clear(): void; keys(): void }): Box {
    const { format } = view;
    const all = box(tab, text(tab_text, format.say('all_history')), text(label, format.integer(total)));
    all.on = true;
    const placeholder = format.say('find');
    const input = as('input', { attrs: { 'data-field': 'search', type: 'search', placeholder, 'aria-label': format.say('find_label'), autocomplete: 'off', spellcheck: 'false' } }, box(find_input));
    return box(bar, icon_button('left', format.say('back'), actions.back), as('h2', {}, all), box(filler), syncing && box(dot),
        as('label', { attrs: { 'data-ring': '' } }, box(view.size === 'wide' ? find : find_short, mark(icon16, 'search', 'text3'), input, searching ? icon_button('close', format.say('clear'), actions.clear) : view.size === 'wide' && hint('/'))),
        view.size === 'wide' && icon_button('question', format.say('keys'), actions.keys));
}
