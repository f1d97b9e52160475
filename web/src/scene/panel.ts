// What lies over the screen: a panel from the right (why one customer, filter) and sheets in the middle (a question before
// contacting, ready answers, who is working, a new customer, keys). Behind them a veil; a press on it closes.
import { define } from '../look/style';
import { as, box, button, text, type Box } from './box';
import { icon_button, record2, strong_words, type View } from './parts';

const whole = define({ row: true, grow: true, align: 'stretch' });
const panel = define({ w: 440, fill: 'raised', pad: [16, 24, 16, 24], border: 'all', line_ink: 'line2', ring: 'halo' });
const panel_small = define({ grow: true, fill: 'raised', pad: [12, 12, 16, 12] });
const shade = define({ grow: true, fill: 'scrim' });
const sheet = define({ pad: [20, 20, 20, 24], gap: 8, fill: 'raised', radius: 8, border: 'all', line_ink: 'line2', ring: 'halo', w: 440 });
const sheet_small = define({ w: 296 }, sheet);
const veil = define({ grow: true, align: 'center', justify: 'center', fill: 'scrim', pad: [24, 0, 24, 0] });
const head = define({ row: true, gap: 12 });
const head_words = define({ grow: true });

function title_row(words: string, under: string, view: View, close: () => void): Box {
    return box(head, box(head_words, as('h2', {}, text(strong_words, words)), under && text(record2, under)), icon_button('close', view.format.say('close'), close));
}

// `left`: width that stays as it is, the card.
export function side_panel(name: string, under: string, left: number, view: View, close: () => void, ...children: (Box | false | undefined)[]): Box {
    const inner = as('div', { attrs: { role: 'dialog', 'aria-label': name, 'data-place': '' } }, box(view.size === 'small' ? panel_small : panel, title_row(name, under, view, close), ...children));
    const shadow = button(shade, view.format.say('close'), close);
    shadow.attrs = { ...shadow.attrs, tabindex: '-1' };
    return box(whole, left > 0 && box(space_of(left)), view.size !== 'small' && shadow, inner);
}
const spaces = new Map([[279, define({ w: 280 })], [280, define({ w: 280 })], [320, define({ w: 320 })], [256, define({ w: 256 })], [216, define({ w: 216 })]]);
function space_of(left: number) {
    return spaces.get(left) ?? spaces.get(320)!;
}

export function sheet_over(name: string, under: string, view: View, close: () => void, ...children: (Box | false | undefined)[]): Box {
    return box(veil, as('div', { attrs: { role: 'dialog', 'aria-modal': 'true', 'aria-label': name, 'data-place': '' } }, box(view.size === 'small' ? sheet_small : sheet, title_row(name, under, view, close), ...children)));
}
