// A style says how a box is laid out and painted: a small part of flexbox, in figures, for both twins. `define` gives a style
// its place in the table; the text twin gets the table as CSS rules (css), the canvas as 16-bit figures (figures, decoded in
// core/ui/style.cpp). Both lay out the same tree by the same numbers.
//
//   row        children beside each other; else one below the other. wrap: rows that are full go on in a next line
//   w h        outer size; absent: by content. min_w, max_w, min_h. grow: takes what is left over. shrink: gives way, ends in "…"
//   align      across the main direction: start | center | end | stretch; self: the box's own, against its parent's
//   justify    along it: start | center | end | between
//   pad        top, right, bottom, left. border: which sides have a 1-px frame inside, in colour line_ink
//   size line  of text, CSS px, with weight; lines: 0 = wraps freely, 1 = one line that ends in "…", n = at most n lines
//   hover on_fill   grounds under the pointer and when chosen; bar: 2-px mark at the left when chosen; underline: below
import { ink_index, ink_property, type Ink } from './tokens';

export interface Look {
    row?: boolean;
    wrap?: boolean;
    w?: number;
    h?: number;
    min_w?: number;
    max_w?: number;
    min_h?: number;
    grow?: boolean;
    shrink?: boolean;
    gap?: number;
    pad?: [number, number, number, number];
    margin?: [number, number, number, number];
    align?: 'start' | 'center' | 'end' | 'stretch';
    self?: 'start' | 'center' | 'end' | 'stretch';
    justify?: 'start' | 'center' | 'end' | 'between';
    fill?: Ink;
    radius?: number;
    border?: 'none' | 'all' | 'top' | 'bottom' | 'right';
    line_ink?: Ink;
    ring?: Ink;  // 2 px around the box
    size?: 12 | 13 | 15 | 20;
    line?: number;
    weight?: 400 | 600;
    ink?: Ink;
    lines?: number;
    right?: boolean;  // text aligned to the right edge
    center?: boolean;
    hover?: Ink;
    on_fill?: Ink;
    bar?: boolean;
    underline?: boolean;
}

export interface Style {
    readonly index: number;
    readonly look: Look;
}

export const style_words = 40;
const table: Style[] = [];

export function define(look: Look, base?: Style): Style {
    const style = { index: table.length, look: base ? { ...base.look, ...look } : look };
    table.push(style);
    return style;
}

const places = ['stretch', 'start', 'center', 'end', 'between'];
const borders = ['none', 'all', 'top', 'bottom', 'right'];

// Fields in the order of core/ui/style.h.
export function figures(): Int16Array {
    const out = new Int16Array(table.length * style_words);
    table.forEach(({ look }, index) => {
        const margin = look.margin ?? [0, 0, 0, 0];
        const pad = look.pad ?? [0, 0, 0, 0];
        out.set([
            look.row ? 1 : 0, look.wrap ? 1 : 0, look.w ?? -1, look.h ?? -1, look.min_w ?? 0, look.max_w ?? -1, look.min_h ?? 0,
            look.grow ? 1 : 0, look.shrink ? 1 : 0, look.gap ?? 0, ...pad, ...margin,
            places.indexOf(look.align ?? 'stretch'), look.self ? places.indexOf(look.self) : -1, places.indexOf(look.justify ?? 'start'),
            ink_index(look.fill ?? 'none'), look.radius ?? 0, borders.indexOf(look.border ?? 'none'), ink_index(look.line_ink ?? 'line'),
            ink_index(look.ring ?? 'none'), look.size ?? 13, look.line ?? 20, look.weight ?? 400, ink_index(look.ink ?? 'text'),
            look.lines ?? 0, look.right ? 2 : look.center ? 1 : 0, ink_index(look.hover ?? 'none'), ink_index(look.on_fill ?? 'none'),
            look.bar ? 1 : 0, look.underline ? 1 : 0,
        ], index * style_words);
    });
    return out;
}

const px = (n: number) => `${n}px`;
const colour = (ink: Ink) => (ink === 'none' ? 'transparent' : `var(${ink_property(ink)})`);
const sides = (box: [number, number, number, number]) => box.map(px).join(' ');
const flex_place = (place: string) => (place === 'start' || place === 'end' ? `flex-${place}` : place === 'between' ? 'space-between' : place);

// The text twin's layout, in force while it is the interface. Text needs size and weight always.
function layout_css(look: Look): string {
    const css: string[] = [`display:flex`, `flex-direction:${look.row ? 'row' : 'column'}`];
    if (look.wrap) css.push('flex-wrap:wrap');
    if (look.w !== undefined) css.push(`width:${px(look.w)}`, `min-width:${px(look.w)}`);
    if (look.h !== undefined) css.push(`height:${px(look.h)}`);
    if (look.min_w !== undefined) css.push(`min-width:${px(look.min_w)}`);
    if (look.max_w !== undefined) css.push(`max-width:${px(look.max_w)}`);
    if (look.min_h !== undefined) css.push(`min-height:${px(look.min_h)}`);
    css.push(look.grow ? 'flex:1 1 0;min-width:0' : look.shrink ? 'flex:0 1 auto;min-width:0' : 'flex:none');
    if (look.gap) css.push(look.wrap ? `gap:${px(look.gap / 2)} ${px(look.gap)}` : `gap:${px(look.gap)}`);
    if (look.pad) css.push(`padding:${sides(look.pad)}`);
    if (look.margin) css.push(`margin:${sides(look.margin)}`);
    css.push(`align-items:${flex_place(look.align ?? 'stretch')}`);
    if (look.self) css.push(`align-self:${flex_place(look.self)}`);
    if (look.justify) css.push(`justify-content:${flex_place(look.justify)}`);
    if (look.fill) css.push(`background:${colour(look.fill)}`);
    if (look.radius) css.push(`border-radius:${px(look.radius)}`);
    const line = colour(look.line_ink ?? 'line');
    const shadows: string[] = [];
    if (look.border === 'all') shadows.push(`inset 0 0 0 1px ${line}`);
    if (look.border === 'top') shadows.push(`inset 0 1px 0 ${line}`);
    if (look.border === 'bottom') shadows.push(`inset 0 -1px 0 ${line}`);
    if (look.border === 'right') shadows.push(`inset -1px 0 0 ${line}`);
    if (look.ring) shadows.push(`0 0 0 2px ${colour(look.ring)}`);
    if (shadows.length) css.push(`box-shadow:${shadows.join(',')}`);
    if (look.right) css.push('text-align:right');
    if (look.center) css.push('text-align:center');
    if (look.lines === 1) css.push('white-space:nowrap');
    else css.push('white-space:pre-wrap;overflow-wrap:anywhere');
    css.push(`color:${colour(look.ink ?? 'text')}`);
    return css.join(';');
}

function text_css(look: Look): string {
    return `font:${look.weight ?? 400} ${px(look.size ?? 13)}/${px(look.line ?? 20)} var(--ch-font)`;
}

export function css(): string {
    return table.map(({ index, look }) => {
        const name = `.y${index}`;
        const rules = [`${name}{${text_css(look)}}`, `.dom ${name}{${layout_css(look)}}`];
        if (look.hover) rules.push(`@media(hover:hover){.dom ${name}:hover{background:${colour(look.hover)}}}`);
        if (look.on_fill) rules.push(`.dom ${name}.on{background:${colour(look.on_fill)}}`);
        if (look.bar) rules.push(`.dom ${name}.on::before{content:"";position:absolute;left:0;top:8px;bottom:8px;width:2px;border-radius:1px;background:var(--accentfill)}`);
        if (look.underline) rules.push(`.dom ${name}.on{box-shadow:inset 0 -2px 0 var(--accentfill)}`);
        if (look.lines === 1) rules.push(`.dom ${name}>.t{overflow:hidden;text-overflow:ellipsis;display:block}`);
        if (look.lines && look.lines > 1)
            rules.push(`.dom ${name}>.t{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:${look.lines};overflow:hidden}`);
        return rules.join('\n');
    }).join('\n');
}
