// Styles and small parts that several scenes share: type roles, nodes, buttons, tags.
import type { Icon } from '../look/icons';
import { define, type Style } from '../look/style';
import type { ChannelLook, Ink } from '../look/tokens';
import type { Format } from '../format/format';
import type { Item } from '../slices';
import { as, box, button, mark, text, type Box } from './box';

export type Size = 'wide' | 'mid' | 'small';

const tight_below = 768;
export function tight(width: number): boolean {
    return width < tight_below;
}
export function size_of(width: number): Size {
    return width >= 1024 ? 'wide' : width >= 640 ? 'mid' : 'small';
}

// What a scene may know beside its slice.
export interface View {
    format: Format;
    size: Size;
    tight: boolean;                      // between a telephone and a tablet: no room for two columns beside each other in a list
    now: number;
    taken: number;                       // when the slices came
    unfolded: ReadonlySet<string>;
    fold(key: string): void;
    colleague(id: string): string;       // name of one of the staff
    compact: boolean;                    // dense rows
}

export interface TimelineView extends View {
    waiting_item: string | undefined;
    waiting_since: number | undefined;
    waited: number;                      // ms, business time where core counts it
    said(native: string): string | undefined;
    customer: string;
    chosen_item: string | undefined;     // opened by somebody, marked
    more(): void;
    show(item: string): void;
    why(): void;
    again?(item: Item): (() => void) | undefined;  // sends once more what did not arrive
    attachment?(file: { item: string; name: string; hash?: string }): void;
    change?(item: string, fields: Record<string, string>): void;
}

// Type roles. `one` = one line that ends in "…" and gives way.
export const name_text = define({ size: 20, line: 28, weight: 600, lines: 1, shrink: true });
export const name_small = define({ size: 15, line: 20, weight: 600, lines: 1, shrink: true });
// Of who is open: two lines, then cut.
export const name_text_two = define({ lines: 2 }, name_text);
export const name_small_two = define({ lines: 2 }, name_small);
export const words_text = define({ size: 15, line: 20 });
export const strong_words = define({ size: 15, line: 20, weight: 600 });
export const record = define({ size: 13, line: 20 });
export const record2 = define({ size: 13, line: 20, ink: 'text2' });
export const record_one = define({ size: 13, line: 20, lines: 1, shrink: true });
export const record2_one = define({ size: 13, line: 20, ink: 'text2', lines: 1, shrink: true });
export const record_grow = define({ size: 13, line: 20, lines: 1, grow: true });
export const strong = define({ size: 13, line: 20, weight: 600 });
export const strong_one = define({ size: 13, line: 20, weight: 600, lines: 1, shrink: true });
export const label = define({ size: 12, line: 16, ink: 'text3', lines: 1 });
export const label_one = define({ size: 12, line: 16, ink: 'text3', lines: 1, shrink: true });
export const label2 = define({ size: 12, line: 16, ink: 'text2', lines: 1 });
export const label_strong = define({ size: 12, line: 16, ink: 'text3', weight: 600, lines: 1 });

export const line = define({ row: true, align: 'center', gap: 8 });
export const stack = define({});
export const filler = define({ grow: true });

export const icon16 = define({ w: 16, h: 16, ink: 'text2' });
export const icon16_top = define({ w: 16, h: 16, ink: 'text2', margin: [2, 0, 0, 0] });
export const icon14 = define({ w: 14, h: 14, ink: 'text3' });
export const icon20 = define({ w: 20, h: 20, ink: 'text2' });
export const icon12 = define({ w: 12, h: 12 });

const node_style = define({ w: 24, h: 24, radius: 12, align: 'center', justify: 'center' });
const node_icon = define({ w: 14, h: 14 });
export function node(channel: ChannelLook, icon?: Icon): Box {
    return { ...box(node_style, mark(node_icon, icon ?? channel, `${channel}.c`)), fill: `${channel}.ct` };
}
export function toned_node(icon: Icon, ink: Ink, fill: Ink): Box {
    return { ...box(node_style, mark(node_icon, icon, ink)), fill };
}

const avatar40 = define({ w: 40, h: 40, radius: 20, align: 'center', justify: 'center', fill: 'avabg' });
const avatar32 = define({ w: 32, h: 32, radius: 16, align: 'center', justify: 'center', fill: 'avabg' });
const initials40 = define({ size: 15, line: 20, weight: 600, ink: 'avatx', lines: 1 });
const initials32 = define({ size: 12, line: 16, weight: 600, ink: 'avatx', lines: 1 });
export function avatar(name: string | undefined, format: Format, small = false): Box {
    const letters = format.initials(name);
    const style = small ? avatar32 : avatar40;
    if (!letters) return as('span', { fill: 'fill', attrs: { 'aria-hidden': 'true' } }, box(style, mark(icon16, 'person', 'text3')));
    return as('span', { attrs: { 'aria-hidden': 'true' } }, box(style, text(small ? initials32 : initials40, letters)));
}

const tag_style = define({ row: true, h: 20, radius: 10, pad: [2, 8, 2, 8], fill: 'fill' });
const tag_text = define({ size: 12, line: 16, ink: 'text2', lines: 1 });
export function tag(words: string, ink: Ink = 'text2', fill: Ink = 'fill'): Box {
    return { ...box(tag_style, text(tag_text, words, { ink })), fill };
}

export const primary = define({ row: true, h: 32, radius: 6, pad: [0, 12, 0, 12], gap: 8, align: 'center', justify: 'center', fill: 'accentfill' });
export const primary_wide = define({ grow: true }, primary);
const framed = define({ row: true, h: 32, radius: 6, pad: [0, 12, 0, 12], gap: 8, align: 'center', justify: 'center', border: 'all', line_ink: 'line2', hover: 'hover' });
const quiet = define({ row: true, h: 32, radius: 6, pad: [0, 12, 0, 12], gap: 8, align: 'center', justify: 'center', fill: 'fill' });
export const square = define({ row: true, w: 32, h: 32, radius: 6, align: 'center', justify: 'center', hover: 'hover' });
export const square_primary = define({ fill: 'accentfill' }, square);
export const square_framed = define({ border: 'all', line_ink: 'line2' }, square);
export const button_text = define({ size: 13, line: 20, weight: 600, lines: 1, shrink: true });

export function primary_button(words: string, act: () => void, icon?: Icon): Box {
    return button(primary, undefined, act, icon && mark(icon16, icon, 'onaccent'), text(button_text, words, { ink: 'onaccent' }));
}
export function framed_button(words: string, act: () => void, icon?: Icon): Box {
    return button(framed, undefined, act, icon && mark(icon16, icon, 'text'), text(button_text, words));
}
export function disabled_button(words: string): Box {
    return as('button', { attrs: { disabled: '' } }, box(quiet, text(button_text, words, { ink: 'text3' })));
}
export function icon_button(icon: Icon, words: string, act: () => void, with_frame = false): Box {
    return button(with_frame ? square_framed : square, words, act, mark(icon16, icon, 'text2'));
}
const field_style = define({ grow: true, h: 32, size: 13, line: 20 });
export function field(name: string, placeholder: string, style: Style = field_style, tag_name: 'input' | 'textarea' = 'input'): Box {
    return as(tag_name, { attrs: { 'data-field': name, placeholder, 'aria-label': placeholder, autocomplete: 'off', spellcheck: tag_name === 'input' ? 'false' : 'true' } }, box(style));
}

const small_framed = define({ row: true, h: 24, radius: 6, pad: [0, 8, 0, 8], gap: 4, align: 'center', justify: 'center', border: 'all', line_ink: 'line2', hover: 'hover' });
const small_plain = define({ row: true, h: 24, radius: 6, pad: [0, 8, 0, 8], gap: 4, align: 'center', justify: 'center', hover: 'hover' });
const small_text = define({ size: 12, line: 16, lines: 1 });
export function small_button(words: string, act: () => void, icon?: Icon, framed = true): Box {
    return button(framed ? small_framed : small_plain, undefined, act, icon && mark(icon14, icon, 'text'), text(small_text, words));
}
const link_style = define({ row: true, h: 20, gap: 4, align: 'center', radius: 4 });
const link_text = define({ size: 13, line: 20, ink: 'accent', lines: 1 });
export function link(words: string, act: () => void, icon?: Icon): Box {
    return button(link_style, undefined, act, icon && mark(icon14, icon, 'accent'), text(link_text, words));
}

// Who writes here: the initials of the colleague, one press from another one.
const person_style = define({ row: true, w: 32, h: 32, radius: 16, align: 'center', justify: 'center', hover: 'hover' });
const person_disc = define({ w: 24, h: 24, radius: 12, align: 'center', justify: 'center', fill: 'avabg' });
const person_letters = define({ size: 12, line: 16, weight: 600, ink: 'avatx', lines: 1 });
export function person_button(name: string, view: View, act: () => void): Box {
    const letters = view.format.initials(name);
    return button(person_style, `${view.format.say('colleague')}: ${name || view.format.say('nobody_chosen')}${letters ? `, ${letters}` : ''}`, act,
        as('span', { attrs: { 'aria-hidden': 'true' } }, letters ? box(person_disc, text(person_letters, letters)) : box(person_disc, mark(icon14, 'person', 'avatx'))));
}
