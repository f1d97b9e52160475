// Colours that the page gives: custom properties --ch-bg, --ch-panel, --ch-fg, --ch-muted, --ch-accent, --ch-danger, --ch-border
// of the element. The rest of the look is mixed from them. A palette in which words could not be read (below 4.5 : 1, WCAG
// 1.4.3) is refused whole, and the reason said.
import { hex_of, ink_index, palette, parts, tokens, type Theme, type Token } from './tokens';

type Colour = [number, number, number];

export interface HostPalette {
    colours: Uint32Array;                   // for the canvas, by the index of the ink
    properties: Map<Token, string>;         // what differs from the own palette, for the text twin
    refused: string;                        // '' or one sentence
}

const least = 4.5;
// What is written in which ink on what.
const written: [Token, Token][] = [
    ['text', 'bg'], ['text', 'panel'], ['text', 'fill'], ['text', 'sel'], ['text', 'out'], ['text2', 'bg'], ['text2', 'panel'], ['text3', 'bg'], ['text3', 'panel'],
    ['accent', 'bg'], ['accent', 'panel'], ['accent', 'sel'], ['danger', 'bg'], ['danger', 'panel'], ['onaccent', 'accentfill'],
];

const hex = (colour: Colour) => '#' + colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('').toUpperCase();
const of_hex = (text: string): Colour => parts(text).slice(0, 3) as Colour;
const mix = (ink: Colour, ground: Colour, share: number): Colour => ground.map((part, index) => part + (ink[index]! - part) * share) as Colour;

function luminance(colour: Colour): number {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)) as Colour;
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
export function contrast(a: Colour, b: Colour): number {
    const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number];
    return (high + 0.05) / (low + 0.05);
}

// Any opaque colour as CSS writes it; undefined: not given, or none.
function read(style: CSSStyleDeclaration, name: string, pen: CanvasRenderingContext2D): Colour | undefined {
    const words = style.getPropertyValue(`--ch-${name}`).trim();
    if (!words) return undefined;
    pen.fillStyle = '#000000';
    pen.fillStyle = words;
    const once = pen.fillStyle;
    pen.fillStyle = '#FFFFFF';
    pen.fillStyle = words;
    return once === pen.fillStyle && /^#[0-9a-f]{6}$/i.test(once) ? of_hex(once) : undefined;
}

export function host_palette(host: Element, theme: Theme): HostPalette {
    const own: HostPalette = { colours: palette(theme), properties: new Map(), refused: '' };
    const style = getComputedStyle(host);
    const names = ['bg', 'panel', 'fg', 'muted', 'accent', 'danger', 'border'];
    if (!names.some((name) => style.getPropertyValue(`--ch-${name}`).trim())) return own;
    const pen = document.createElement('canvas').getContext('2d');
    if (!pen) return own;
    const [bg, panel, fg, muted, accent, danger, border] = names.map((name) => read(style, name, pen));
    const now = new Map(Object.keys(tokens).map((name) => [name as Token, of_hex(hex_of(name as Token, theme))]));
    const set = (name: Token, colour: Colour | undefined) => colour && now.set(name, colour);
    const [ground, ink] = [bg ?? now.get('bg')!, fg ?? now.get('text')!];
    set('bg', bg);
    set('text', fg);
    if (bg || fg) {
        const shades: [Token, number][] = [['panel', 0.03], ['hover', 0.04], ['fill', 0.06], ['line', 0.12], ['line2', 0.22], ['ctl', 0.5]];
        for (const [name, share] of shades) set(name, mix(ink, ground, share));
        set('raised', ground);
        set('text2', mix(ink, ground, 0.82));
        set('text3', mix(ink, ground, 0.68));
    }
    set('panel', panel);
    if (muted) set('text2', muted), set('text3', muted);
    set('danger', danger);
    if (border) set('line', border), set('line2', mix(ink, border, 0.15));
    if (accent) {
        set('accent', accent);
        set('accentfill', accent);
        set('onaccent', contrast(accent, [255, 255, 255]) >= least ? [255, 255, 255] : [0, 0, 0]);
    }
    if (accent || bg) set('sel', mix(now.get('accent')!, ground, 0.1)), set('out', mix(now.get('accent')!, ground, 0.12));
    for (const [one, on] of written) {
        const ratio = contrast(now.get(one)!, now.get(on)!);
        if (ratio < least)
            return { ...own, refused: `The page's colours are not taken: ${one} ${hex(now.get(one)!)} on ${on} ${hex(now.get(on)!)} has a contrast of ${ratio.toFixed(1)}, words need ${least}.` };
    }
    const taken: HostPalette = { ...own, colours: own.colours.slice() };
    for (const [name, colour] of now) {
        if (hex(colour) === hex_of(name, theme).slice(0, 7).toUpperCase()) continue;
        taken.properties.set(name, hex(colour));
        const [r, g, b] = colour.map(Math.round) as Colour;
        taken.colours[ink_index(name)] = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    }
    return taken;
}
