// Text for the canvas: UTF-16 units that the bundled font covers stay; what it does not cover (emoji, other scripts) is drawn by
// the browser into a texture and named by a code of the private use area. The length of the text does not change: a cluster of
// several units becomes its code and zero-width fillers, so that line ranges are ranges of the original.

import { right_to_left } from './direction';

const first_code = 0xe000;
const last_code = 0xf8ff;
export const filler = '\u200b';
// Side of the texture: where letters are larger it holds fewer of them. A screen of Han at two device pixels needs a thousand.
const side_of = (scale: number) => (scale > 1.25 ? 2048 : 1024);

function font_of(size: number, weight: number): string {
    return `${weight} ${size}px "Customer History", Inter, system-ui, sans-serif`;
}

export interface Glyph {
    code: number;
    text: string;
    size: number;      // CSS px
    weight: number;
    advance: number;   // CSS px
    x: number;         // place in the texture, texture px
    y: number;
    w: number;
    h: number;
    coloured: boolean;  // an emoji keeps its own colours; other glyphs take the ink's
}

export class Spelling {
    private codes = new Map<string, Glyph>();
    private next = first_code;
    private new_ones: Glyph[] = [];
    private cursor = { x: 0, y: 0, line: 0 };
    private canvas: HTMLCanvasElement | undefined;
    private readonly segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    private readonly measure = document.createElement('canvas').getContext('2d')!;
    private readonly covered = new Map<number, boolean>();

    constructor(private readonly covers: (code: number) => boolean) {}

    full = false;  // something had no place in the texture and is a circle
    get fresh(): boolean {
        return this.new_ones.length > 0;
    }
    // Starts anew for another number of device pixels per CSS px.
    forget(scale: number): void {
        this.scale = scale;
        this.codes.clear();
        this.covered.clear();
        this.next = first_code;
        this.new_ones = [];
        this.cursor = { x: 0, y: 0, line: 0 };
        this.canvas = undefined;
        this.full = false;
        this.side = side_of(scale);
    }
    private side = side_of(1);
    private scale = 1;

    spell(text: string, size: number, weight: number): string {
        let plain = true;
        for (let at = 0; plain && at < text.length; at++) plain = this.known(text.charCodeAt(at));
        if (plain) return text;
        if (right_to_left.test(text)) return text.replace(/\S+/g, (word) => this.coded(word, size, weight, true));
        let out = '';
        for (const { segment } of this.segments.segment(text)) {
            let covered = true;
            for (let at = 0; covered && at < segment.length; at++) covered = this.known(segment.charCodeAt(at));
            if (covered) out += segment;
            else out += this.coded(segment, size, weight);
        }
        return out;
    }
    private coded(text: string, size: number, weight: number, unseen = false): string {
        const glyph = this.glyph(text, size, weight, unseen);
        return (glyph ? String.fromCharCode(glyph.code) : '\u25cb') + filler.repeat(text.length - 1);
    }

    // Draws the new glyphs; the whole texture as RGBA.
    raster(): { glyphs: Glyph[]; pixels: Uint8Array; side: number } {
        const { side } = this;
        this.canvas ??= Object.assign(document.createElement('canvas'), { width: side, height: side });
        const context = this.canvas.getContext('2d', { willReadFrequently: true })!;
        const glyphs = this.new_ones;
        this.new_ones = [];
        for (const glyph of glyphs) {
            if (!glyph.w) continue;
            context.setTransform(this.scale, 0, 0, this.scale, glyph.x, glyph.y);
            context.font = font_of(glyph.size, glyph.weight);
            context.textBaseline = 'alphabetic';
            context.fillStyle = '#fff';
            context.fillText(glyph.text, 1, Math.round(glyph.size * 1.1));
            const { data } = context.getImageData(glyph.x, glyph.y, glyph.w, glyph.h);
            for (let at = 0; at < data.length && !glyph.coloured; at += 4)
                glyph.coloured = data[at + 3]! > 128 && Math.min(data[at]!, data[at + 1]!, data[at + 2]!) < 200;
        }
        const { data } = context.getImageData(0, 0, side, side);
        return { glyphs, pixels: new Uint8Array(data.buffer), side };
    }

    private known(code: number): boolean {
        if (code < 0x7f) return true;
        let known = this.covered.get(code);
        if (known === undefined) this.covered.set(code, (known = code === 0x0a || code === 0x200b || this.covers(code)));
        return known;
    }
    // unseen: it takes its place in the line and nothing is drawn there.
    private glyph(text: string, size: number, weight: number, unseen: boolean): Glyph | undefined {
        const key = `${size} ${weight} ${text}`;
        const old = this.codes.get(key);
        if (old) return old;
        const { side } = this;
        this.measure.font = font_of(size, weight);
        const advance = this.measure.measureText(text).width;
        const [w, h] = unseen ? [0, 0] : [Math.ceil((advance + 3) * this.scale), Math.ceil(size * 1.5 * this.scale)];
        if (this.cursor.x + w > side) this.cursor = { x: 0, y: this.cursor.y + this.cursor.line, line: 0 };
        if (this.next > last_code || w > side || this.cursor.y + h > side) return void (this.full = true);
        const glyph = { code: this.next++, text, size, weight, advance, x: this.cursor.x, y: this.cursor.y, w, h, coloured: false };
        this.cursor = { x: this.cursor.x + w, y: this.cursor.y, line: Math.max(this.cursor.line, h) };
        this.codes.set(key, glyph);
        this.new_ones.push(glyph);
        return glyph;
    }
}
