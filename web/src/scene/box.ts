// The scene: a tree of boxes, the one description of a piece of the screen from which both twins are made. A box has a style
// and either text, or an icon, or children. `tag` and `attrs` say what it means (for the text twin); `act` is what a press does.
import { icon_index, type Icon } from '../look/icons';
import type { Style } from '../look/style';
import { ink_index, type Ink } from '../look/tokens';

export interface Box {
    style: Style;
    text?: string;
    icon?: Icon;
    ink?: Ink;   // instead of the style's
    fill?: Ink;
    on?: boolean;
    tag?: string;
    attrs?: Record<string, string>;
    act?: () => void;
    children?: Box[];
}
type More = Omit<Box, 'style' | 'text' | 'icon' | 'children'>;
type Child = Box | false | null | undefined | '' | 0;

export function box(style: Style, ...children: Child[]): Box {
    return { style, children: children.filter((child): child is Box => !!child) };
}
export function as(tag: string, more: More, one: Box): Box {
    return { ...one, ...more, tag };
}
export function text(style: Style, words: string, more?: More): Box {
    return { ...more, style, text: words };
}
export function mark(style: Style, icon: Icon, ink?: Ink): Box {
    return ink ? { style, icon, ink } : { style, icon };
}
export function button(style: Style, label: string | undefined, act: () => void, ...children: Child[]): Box {
    const one = box(style, ...children);
    return { ...one, tag: 'button', act, attrs: label ? { 'aria-label': label } : {} };
}

// Bytes for the canvas, in pre-order; per box: style, flags (1 pressable, 2 chosen), icon, ink, fill, children, length of text in
// UTF-16 units, text. Inks: 0 = the style's own.
export function encode(root: Box, spell: (text: string, one: Box) => string): Uint16Array {
    const out: number[] = [];
    const walk = (one: Box) => {
        const words = one.text === undefined ? '' : spell(one.text, one);
        out.push(one.style.index, (one.act ? 1 : 0) | (one.on ? 2 : 0), icon_index(one.icon), one.ink ? ink_index(one.ink) : 0,
            one.fill ? ink_index(one.fill) : 0, one.children?.length ?? 0, words.length);
        for (let at = 0; at < words.length; at++) out.push(words.charCodeAt(at));
        one.children?.forEach(walk);
    };
    walk(root);
    return Uint16Array.from(out);
}

// Boxes in the order of the bytes.
export function* boxes(root: Box): Generator<Box> {
    yield root;
    for (const child of root.children ?? []) yield* boxes(child);
}
