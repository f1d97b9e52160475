// Text for the canvas: UTF-16 units that the bundled font covers stay; what it does not cover (emoji, other scripts) is drawn by
// the browser into a texture and named by a code of the private use area. The length of the text does not change: a cluster of
// several units becomes its code and zero-width fillers, so that line ranges are ranges of the original.

const first_code = 0xe000;
const last_code = 0xf8ff;
export const filler = '\u200b';
const page = 1024;

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

    get fresh(): boolean {
        return this.new_ones.length > 0;
    }
    forget(): void {
        this.codes.clear();
        this.next = first_code;
        this.new_ones = [];
        this.cursor = { x: 0, y: 0, line: 0 };
        this.canvas = undefined;
    }
    take_fresh(): Glyph[] {
        return this.new_ones.map((glyph) => glyph);
    }

    spell(text: string, size: number, weight: number): string {
        let plain = true;
        for (let at = 0; plain && at < text.length; at++) plain = this.known(text.charCodeAt(at));
        if (plain) return text;
        let out = '';
        for (const { segment } of this.segments.segment(text)) {
            let covered = true;
            for (let at = 0; covered && at < segment.length; at++) covered = this.known(segment.charCodeAt(at));
            if (covered) out += segment;
            else {
                const glyph = this.glyph(segment, size, weight);
                out += (glyph ? String.fromCharCode(glyph.code) : '\u25cb') + filler.repeat(segment.length - 1);
            }
        }
        return out;
    }

    // Draws the new glyphs and hands over the whole texture (RGBA, premultiplied). `scale`: device pixels per CSS px.
    raster(scale: number, send: (pixels: Uint8Array, w: number, h: number) => void): void {
        this.canvas ??= Object.assign(document.createElement('canvas'), { width: page, height: page });
        const context = this.canvas.getContext('2d', { willReadFrequently: true })!;
        for (const glyph of this.new_ones) {
            context.setTransform(scale, 0, 0, scale, glyph.x, glyph.y);
            context.font = `${glyph.weight} ${glyph.size}px "Customer History", Inter, system-ui, sans-serif`;
            context.textBaseline = 'alphabetic';
            context.fillStyle = '#fff';
            context.fillText(glyph.text, 1, Math.round(glyph.size * 1.1));
        }
        this.new_ones = [];
        const { data } = context.getImageData(0, 0, page, page);
        send(new Uint8Array(data.buffer), page, page);
    }

    private known(code: number): boolean {
        if (code < 0x7f) return true;
        let known = this.covered.get(code);
        if (known === undefined) this.covered.set(code, (known = code === 0x0a || code === 0x200b || this.covers(code)));
        return known;
    }
    private glyph(text: string, size: number, weight: number): Glyph | undefined {
        const key = `${size} ${weight} ${text}`;
        const old = this.codes.get(key);
        if (old) return old;
        this.measure.font = `${weight} ${size}px "Customer History", Inter, system-ui, sans-serif`;
        const advance = this.measure.measureText(text).width;
        // Room for the largest scale (4) would fill the texture: cells are made for 2 and reused below.
        const [w, h] = [Math.ceil((advance + 3) * 2.0), Math.ceil(size * 1.5 * 2)];
        if (this.cursor.x + w > page) this.cursor = { x: 0, y: this.cursor.y + this.cursor.line, line: 0 };
        if (this.next > last_code || w > page || this.cursor.y + h > page) return undefined;
        const glyph = { code: this.next++, text, size, weight, advance, x: this.cursor.x, y: this.cursor.y, w, h };
        this.cursor = { x: this.cursor.x + w, y: this.cursor.y, line: Math.max(this.cursor.line, h) };
        this.codes.set(key, glyph);
        this.new_ones.push(glyph);
        return glyph;
    }
}
