// The glue of ui.wasm (web/ui_exports.cpp), as Emscripten makes it.
declare module 'ui.mjs' {
    export interface UiModule {
        HEAPU8: Uint8Array;
        GL: { registerContext(context: WebGL2RenderingContext, attributes: object): number; makeContextCurrent(handle: number): boolean };
        _malloc(size: number): number;
        _free(at: number): void;
        _ui_create(): number;
        _ui_styles(at: number, count: number): void;
        _ui_icons(at: number, count: number): void;
        _ui_font(weight: number, at: number, size: number): number;
        _ui_scale(scale: number): number;
        _ui_covers(code: number): number;
        _ui_glyph(code: number, advance: number, x: number, y: number, w: number, h: number, coloured: number): void;
        _ui_glyph_texture(at: number, w: number, h: number): void;
        _ui_lay_out(surface: number, at: number, words: number, width: number, height: number): number;
        _ui_rects(surface: number): number;
        _ui_rect_count(surface: number): number;
        _ui_lines(surface: number): number;
        _ui_line_count(surface: number): number;
        _ui_drop(surface: number): void;
        _ui_state(surface: number, node: number, state: number): void;
        _ui_draw(placements: number, count: number, colours: number, colour_count: number, width: number, height: number): void;
    }
    export default function create(options: { locateFile(name: string): string }): Promise<UiModule>;
}
