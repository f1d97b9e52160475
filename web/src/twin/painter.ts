// The canvas twin: ui.wasm (Dear ImGui, WebGL2) with its fonts, icons and styles. One painter and one WebGL2 context serve all
// elements of a page; a finished frame is copied to the element's own canvas.
// Bound into ui.mjs with the glue of ui.wasm (web/canvas.mjs), which the page fetches when its text view stands. What the page's
// own script has already, it hands over: tables of styles and icons, the encoder of scenes.
import create, { type UiModule } from 'ui.mjs';
import type { Box } from '../scene/box';
import type { Layout } from './dom';
import { Spelling } from './spelling';

export interface PainterParts {
    file(name: string): string;   // address of one of the widget's files
    fonts: Promise<ArrayBuffer>[];  // twin/sheet.ts
    figures: Int16Array;          // look/style.ts
    icons: Int16Array;            // look/icons.ts
    encode(root: Box, spell: (text: string, one: Box) => string): Uint16Array;  // scene/box.ts
}

export interface Placement {
    surface: number;              // -1: a rectangle of colour `ink`
    x: number;
    y: number;
    clip: [number, number, number, number];  // x, y, w, h
    ink?: number;
}

export class Painter {
    private scale = 0;
    generation = 0;  // of foreign glyphs: what was laid out with those of an earlier one has to be laid out again
    private readonly spelling: Spelling;

    private constructor(private readonly ui: UiModule, private readonly encode: PainterParts['encode'], private readonly canvas: HTMLCanvasElement, private readonly gl: WebGL2RenderingContext) {
        this.spelling = new Spelling((code) => ui._ui_covers(code) !== 0);
    }

    // Undefined when there is no WebGL2 or ui.wasm cannot be had: the text twin stays.
    static async load(parts: PainterParts): Promise<Painter | undefined> {
        const canvas = document.createElement('canvas');
        const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: true, powerPreference: 'low-power' });
        if (!gl || gl.isContextLost()) return undefined;
        const [ui, ...fonts] = await Promise.all([create({ locateFile: parts.file }), ...parts.fonts]);
        const handle = ui.GL.registerContext(gl, { majorVersion: 2, minorVersion: 0 });
        ui.GL.makeContextCurrent(handle);
        if (!ui._ui_create()) return undefined;
        const painter = new Painter(ui, parts.encode, canvas, gl);
        for (const [index, font] of fonts.entries()) painter.give(new Uint8Array(font), (at, size) => ui._ui_font(index, at, size), true);
        painter.give(bytes_of(parts.figures), (at, size) => (ui._ui_styles(at, size / 2), 0));
        painter.give(bytes_of(parts.icons), (at, size) => (ui._ui_icons(at, size / 2), 0));
        return painter;
    }

    get lost(): boolean {
        return this.gl.isContextLost();
    }
    // Returns how to stop listening: the painter outlives the stages.
    when_lost(act: () => void): () => void {
        this.canvas.addEventListener('webglcontextlost', act, { once: true });
        return () => this.canvas.removeEventListener('webglcontextlost', act);
    }

    // Device pixels per CSS px.
    set_scale(scale: number): void {
        const wanted = Math.min(Math.max(scale, 1), 4);
        if (wanted === this.scale) return;
        this.scale = wanted;
        this.ui._ui_scale(wanted);
        this.start_anew();
    }
    // The texture of foreign glyphs has no room for what is shown.
    get full(): boolean { return this.spelling.full; }
    start_anew(): void {
        this.spelling.forget(this.scale);
        this.generation++;
    }

    lay_out(surface: number, tree: Box, width: number, height: number): Layout {
        const words = this.encode(tree, (text, one) => this.spelling.spell(text, one.style.look.size ?? 13, one.style.look.weight ?? 400));
        if (this.spelling.fresh) this.send_glyphs();
        const total = this.give(bytes_of(words), (at, size) => this.ui._ui_lay_out(surface, at, size / 2, width, height));
        const heap = this.ui.HEAPU8.buffer;
        return {
            height: total,
            rects: new Float32Array(heap, this.ui._ui_rects(surface), this.ui._ui_rect_count(surface) * 4).slice(),
            lines: new Float32Array(heap, this.ui._ui_lines(surface), this.ui._ui_line_count(surface) * 7).slice(),
        };
    }
    drop(surface: number): void {
        this.ui._ui_drop(surface);
    }
    // 1 hover, 2 pressed; 0 none.
    state(surface: number, node: number, state: number): void {
        this.ui._ui_state(surface, node, state);
    }

    draw(placements: Placement[], colours: Uint32Array, target: HTMLCanvasElement, width: number, height: number): void {
        const w = Math.max(1, Math.round(width * this.scale));
        const h = Math.max(1, Math.round(height * this.scale));
        if (this.canvas.width !== w || this.canvas.height !== h) [this.canvas.width, this.canvas.height] = [w, h];
        if (target.width !== w || target.height !== h) {
            [target.width, target.height] = [w, h];
            target.style.width = `${w / this.scale}px`;
            target.style.height = `${h / this.scale}px`;
        }
        const figures = new Float32Array(placements.length * 8);
        placements.forEach((one, index) => figures.set([one.surface, one.x, one.y, ...one.clip, one.ink ?? 0], index * 8));
        this.give(bytes_of(colours), (colours_at) =>
            this.give(bytes_of(figures), (at) => (this.ui._ui_draw(at, placements.length, colours_at, colours.length, width, height), 0)));
        const context = target.getContext('2d', { alpha: false });
        context?.drawImage(this.canvas, 0, 0);
    }

    private send_glyphs(): void {
        const { glyphs, pixels, side } = this.spelling.raster();
        for (const { code, advance, x, y, w, h, coloured } of glyphs) this.ui._ui_glyph(code, advance, x, y, w, h, coloured ? 1 : 0);
        this.give(pixels, (at) => (this.ui._ui_glyph_texture(at, side, side), 0));
    }

    private give(bytes: Uint8Array, take: (at: number, size: number) => number, keep = false): number {
        const at = this.ui._malloc(bytes.length || 4);
        this.ui.HEAPU8.set(bytes, at);
        const answer = take(at, bytes.length);
        if (!keep) this.ui._free(at);
        return answer;
    }
}

function bytes_of(array: Int16Array | Uint16Array | Uint32Array | Float32Array): Uint8Array {
    return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
