// The stage of one element: the frame of panes in the shadow root, the text twin in them, the canvas under them, and the loop
// that draws only when something is dirty. What stands on it is a Picture, composed by the screen.
import { file } from '../files';
import { icon_figures } from '../look/icons';
import { figures } from '../look/style';
import { host_palette, type HostPalette } from '../look/host_palette';
import { ink_index, ink_property, palette, type Ink, type Theme } from '../look/tokens';
import { encode, type Box } from '../scene/box';
import { Actions, Twin, type Layout } from './dom';
import { Guests } from './guests';
import type { Painter, Placement } from './painter';
import { Rows, type Row } from './rows';
import { font_files, load_fonts, shared_sheet } from './sheet';

export interface Picture {
    side?: { box: Box; foot?: Box | undefined; width: number; label: string } | undefined;
    top?: Box | undefined;      // the compact card
    call?: Box | undefined;     // above the bar
    bar?: Box | undefined;
    notice?: Box | undefined;
    pane?: Box | undefined;     // instead of rows
    rows?: Row[] | undefined;
    history?: boolean;          // rows are a timeline
    label: string;              // of the main part
    low?: Box | undefined;
    over?: Box | undefined;
    modal?: boolean;            // nothing under `over` can be used; else only the main part cannot
    // Which of the page's own elements stand here beside header and footer.
    guests?: { actions?: boolean; empty?: boolean; error?: boolean };
}

// A place in the list: a row and how far its upper edge is above the list's.
export interface Spot {
    key: string;
    offset: number;
}

type SlotName = 'side' | 'foot' | 'top' | 'call' | 'bar' | 'notice' | 'pane' | 'low' | 'over';
interface Slot {
    element: HTMLElement;
    surface: number;
    stamp: string;
    layout: Layout | undefined;
    shown: boolean;
}

let painters: Map<string, Promise<Painter | undefined>> | undefined;  // one per page and place of the files
// A context that is lost (sleep, a driver, too many pages) is made anew; where that happens again and again the text view stays.
const losses: number[] = [];
const losses_most = 10;
const losses_span = 600_000;  // ms
let surfaces = 0;

// Undefined when there is no WebGL2 or a file cannot be had: the text view stays.
async function load_painter(assets: string): Promise<Painter | undefined> {
    try {
        const canvas = await import(/* webpackIgnore: true */ /* @vite-ignore */ file('ui.mjs', assets)) as typeof import('./painter');
        return await canvas.Painter.load({ file: (name) => file(name, assets), fonts: font_files(assets), figures: figures(), icons: icon_figures(), encode });
    } catch (error) {
        console.warn('customer-history: the canvas is not available, the text view is used.', error);
        return undefined;
    }
}

function painter_of(assets: string): Promise<Painter | undefined> {
    painters ??= new Map();
    let painter = painters.get(assets);
    if (!painter) painters.set(assets, (painter = load_painter(assets)));
    return painter;
}
// Ready before there is something to draw: what takes the processor long is done while the worker reads.
export async function prepare(assets: string): Promise<void> {
    shared_sheet();
    (await painter_of(assets))?.set_scale(devicePixelRatio || 1);
}

function make(name: string, tag = 'div'): HTMLElement {
    const element = document.createElement(tag);
    element.className = name;
    return element;
}

function focus_of(row: Element): HTMLElement | null {
    const target = row.querySelector<HTMLElement>('article,button');
    if (target?.localName === 'article') target.tabIndex = -1;
    return target;
}

export class Stage {
    readonly ch = make('ch dom');
    readonly list = make('scroll list');
    readonly rows: Rows;
    readonly guests = new Guests(() => this.recompose());
    frames = 0;
    width = 0;
    height = 0;
    theme: Theme = 'light';
    private palette: HostPalette = { colours: palette('light'), properties: new Map(), refused: '' };

    private readonly twin: Twin;
    private readonly actions = new Actions();
    private readonly canvas = document.createElement('canvas');
    private readonly side = make('side', 'aside');
    private readonly side_scroll = make('scroll');
    private readonly main = make('main', 'main');
    private readonly over = make('over');
    private readonly voice = make('quiet');  // for screen readers: what happened beside the place of focus
    private readonly actions_place: HTMLElement;
    private readonly slots: Record<SlotName, Slot>;
    private painter: Painter | undefined;
    private ready_painter: Painter | undefined;
    private dirty = { compose: true, draw: true };
    private asked = 0;
    private alive = true;
    private text_only = false;
    private generation = -1;
    private in_sight = true;  // scrolled out of the page's view only new words are drawn: they are found and read there too
    private hovered: { surface: number; node: number } | undefined;
    private readonly observer: ResizeObserver;
    private readonly cleanup: (() => void)[] = [];

    constructor(private readonly root: ShadowRoot, assets: string, with_canvas: boolean, private readonly compose: (width: number, height: number) => Picture,
        private readonly on_scroll: () => void) {
        this.twin = new Twin(this.actions);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, shared_sheet()];
        const slot = (name: string): Slot => ({ element: make(`slot ${name}`), surface: ++surfaces, stamp: '', layout: undefined, shown: false });
        this.slots = { side: slot('fixed'), foot: slot('fixed'), top: slot('fixed'), call: slot('fixed'), bar: slot('fixed'), notice: slot('fixed'), pane: slot('fill'), low: slot('fixed'), over: slot('fixed') };
        this.rows = new Rows(this.list, this.twin, () => ++surfaces);
        const { side, foot, top, call, bar, notice, pane, low, over } = this.slots;
        this.side_scroll.append(side.element);
        this.actions_place = this.guests.place('actions');
        this.side.append(this.side_scroll, this.actions_place, foot.element);
        this.list.append(pane.element, this.guests.place('empty'), this.rows.element);
        this.list.tabIndex = -1;
        this.main.append(this.guests.place('header'), call.element, top.element, bar.element, notice.element, this.list, this.guests.place('error'), low.element, this.guests.place('footer'));
        for (const [name, element] of [['frame', this.ch], ['side', this.side], ['main', this.main], ['list', this.list], ['card', top.element], ['call', call.element], ['bar', bar.element], ['status', notice.element], ['composer', low.element], ['panel', this.over]] as const)
            element.setAttribute('part', name);
        this.canvas.setAttribute('aria-hidden', 'true');
        this.over.append(over.element);
        this.ch.append(this.canvas, this.side, this.main, this.over, this.voice);
        this.voice.setAttribute('role', 'status');
        this.over.addEventListener('scroll', () => this.redraw(), { passive: true });
        root.append(this.ch);

        this.observer = new ResizeObserver(() => this.resized());
        this.observer.observe(this.ch);
        const sight = new IntersectionObserver((seen) => {
            this.in_sight = seen.at(-1)!.isIntersecting;
            if (this.in_sight && (this.dirty.draw || this.dirty.compose)) this.redraw();
        });
        sight.observe(this.ch);
        this.cleanup.push(() => sight.disconnect());
        this.list.addEventListener('scroll', () => {
            // On the canvas heights are ours, so another position is somebody's wish: keys, scrollbar, find, assistive technology.
            if (this.painter && Math.abs(this.list.scrollTop - this.rows.scroll) > 1.5) this.goal = undefined;
            this.on_scroll();
            this.redraw();
        }, { passive: true });
        for (const kind of ['wheel', 'touchmove', 'pointerdown']) this.list.addEventListener(kind, () => (this.goal = undefined), { passive: true });
        this.side_scroll.addEventListener('scroll', () => {
            this.side_stands = this.side_scroll.scrollTop;
            this.redraw();
        }, { passive: true });
        this.ch.addEventListener('click', (event) => this.pressed(event));
        this.ch.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && this.hover(event.target as Element));
        this.ch.addEventListener('pointerleave', () => this.hover(null));
        // While somebody selects, a line reaches to the right: who ends beyond its last letter has selected that letter.
        for (const kind of ['pointerdown', 'pointerup', 'pointercancel', 'pointerleave']) this.ch.addEventListener(kind, () => this.ch.classList.toggle('selecting', kind === 'pointerdown'));
        this.ch.addEventListener('copy', (event) => this.copied(event));
        for (const query of ['(forced-colors: active)', 'print']) this.watch(matchMedia(query), () => this.choose_view());
        void load_fonts(assets).then(() => this.recompose());
        if (with_canvas) void this.start_canvas(assets);
        this.resized();
    }

    get view(): 'dom' | 'canvas' {
        return this.painter ? 'canvas' : 'dom';
    }

    // Something on the stage changed.
    recompose(): void {
        this.dirty.compose = true;
        this.redraw();
    }
    redraw(): void {
        this.dirty.draw = true;
        if (this.asked || !this.alive || (!this.in_sight && !this.dirty.compose)) return;
        this.asked = requestAnimationFrame(() => {
            this.asked = 0;
            if (this.alive) this.frame();
        });
    }
    // Once, when everything has its place.
    later(act: () => void): void {
        this.acts.push(act);
        this.recompose();
    }
    // The same without waiting for a frame: what a key opens has the focus before the next key.
    at_once(act: () => void): void {
        this.later(act);
        this.frame();
        if (this.dirty.compose) return;
        cancelAnimationFrame(this.asked);
        this.asked = 0;
    }
    set_theme(theme: Theme): void {
        const { properties } = this.palette;
        this.palette = host_palette(this.root.host, theme);
        if (this.theme === theme && !properties.size && !this.palette.properties.size && !this.palette.refused) return;
        if (this.palette.refused) console.warn(`customer-history: ${this.palette.refused}`);
        for (const name of properties.keys()) this.ch.style.removeProperty(ink_property(name));
        for (const [name, colour] of this.palette.properties) this.ch.style.setProperty(ink_property(name), colour);
        this.theme = theme;
        this.ch.dataset['theme'] = theme;
        this.redraw();
    }
    focus_row(key: string): void {
        const row = this.rows.element_at(this.rows.index_of(key));
        if (row) focus_of(row)?.focus({ preventScroll: true });
    }
    announce(words: string): void {
        this.voice.textContent = words;
    }
    field(name: string): HTMLInputElement | HTMLTextAreaElement | null {
        return this.ch.querySelector(`[data-field="${name}"]`);
    }

    // Where the list is to be scrolled to when rows have their places: the end, or the least that shows a row (`third`: a third
    // from the upper edge). Holds until the next scroll, so that late heights do not move it away.
    reveal(key: string | undefined, third = false): void {
        this.goal = key === undefined ? undefined : { key, third };
        this.redraw();
    }
    to_end(): void {
        this.goal = 'end';
        this.redraw();
    }
    to_top(top: number): void {
        this.goal = undefined;
        this.list.scrollTop = top;
    }
    // Where the list stands, by the row at its upper edge: heights of rows above are guesses until they were seen, pixels move.
    get spot(): Spot | undefined {
        const key = this.rows.first_visible(this.painter);
        return key === undefined ? undefined : { key, offset: this.list.scrollTop - this.rows.span(this.rows.index_of(key), this.painter)[0] };
    }
    to_spot(spot: Spot | undefined): void {
        if (!spot) return this.to_top(0);
        this.goal = spot;
        this.redraw();
    }
    private goal: 'end' | { key: string; third: boolean } | Spot | undefined;

    private pursue(): boolean {
        const { goal, list } = this;
        if (!goal) return false;
        const before = list.scrollTop;
        const height = list.clientHeight;
        if (goal === 'end') list.scrollTop = 1e9;
        else {
            const index = this.rows.index_of(goal.key);
            if (index < 0) return false;
            const [top, bottom] = this.rows.span(index, this.painter);
            if ('offset' in goal) list.scrollTop = top + goal.offset;
            else if (goal.third) list.scrollTop = top - height / 3;
            else if (bottom + 8 > before + height) list.scrollTop = bottom + 8 - height;
            else if (top - 40 < before) list.scrollTop = top - 40;
        }
        return Math.abs(list.scrollTop - before) > 0.5;
    }
    get at_end(): boolean {
        return this.goal === 'end' || this.list.scrollTop + this.list.clientHeight >= this.list.scrollHeight - 48;
    }

    destroy(): void {
        this.alive = false;
        cancelAnimationFrame(this.asked);
        this.observer.disconnect();
        this.guests.destroy();
        for (const act of this.cleanup) act();
        this.rows.destroy(this.ready_painter);
        for (const slot of Object.values(this.slots)) this.ready_painter?.drop(slot.surface);
        this.ch.remove();
    }

    // ---------------------------------------------------------------------------------------------- view and size
    private async start_canvas(assets: string): Promise<void> {
        const painter = painter_of(assets);
        this.ready_painter = await painter;
        if (!this.alive || !this.ready_painter) return;
        this.cleanup.push(this.ready_painter.when_lost(() => {
            this.ready_painter = undefined;
            if (painters?.get(assets) === painter) {
                painters.delete(assets);
                losses.push(Date.now());
            }
            this.choose_view();
            if (losses.filter((at) => at > Date.now() - losses_span).length <= losses_most) void this.start_canvas(assets);
        }));
        await document.fonts.ready;
        this.choose_view();
    }
    private choose_view(): void {
        const plain = matchMedia('(forced-colors: active)').matches || matchMedia('print').matches || this.text_only;
        const painter = plain ? undefined : this.ready_painter;
        if (painter === this.painter) return;
        const old = this.painter;
        const top = this.rows.first_visible(old);
        this.goal ??= top ? { key: top, third: false } : undefined;
        this.painter = painter;
        this.rows.scroll = NaN;
        this.rows.reset(old);
        for (const slot of Object.values(this.slots)) slot.stamp = '';
        this.ch.classList.toggle('dom', !painter);
        this.ch.classList.toggle('canvas', !!painter);
        this.ch.dataset['view'] = this.view;
        this.dirty.compose = true;
        if (plain) this.frame();  // a print does not wait for a frame
        else this.redraw();
    }
    private watch(list: MediaQueryList, act: () => void): void {
        list.addEventListener('change', act);
        this.cleanup.push(() => list.removeEventListener('change', act));
    }
    private resized(): void {
        const { clientWidth, clientHeight } = this.ch;
        if (clientWidth === this.width && clientHeight === this.height) return;
        [this.width, this.height] = [clientWidth, clientHeight];
        this.recompose();
    }

    // ------------------------------------------------------------------------------------------------------- frame
    private frame(): void {
        if (!this.width || !this.height || this.painter?.lost) return;
        const active = this.root.activeElement;
        const row = active?.closest('.row');
        if (this.painter) {
            this.painter.set_scale(devicePixelRatio || 1);
            if (this.painter.generation !== this.generation) this.forget();
            this.generation = this.painter.generation;
        }
        if (this.dirty.compose) {
            this.dirty.compose = false;
            this.place(this.compose(this.width, this.height));
        }
        if (this.painter) {
            this.draw(this.painter);
            if (this.painter.full) return this.overflowed(this.painter);
            this.crowded = false;
        } else {
            this.rows.flow();
            for (let round = 0; round < 4 && this.pursue(); round++) this.rows.scroll = this.list.scrollTop;
            this.settle();
        }
        this.dirty.draw = false;
        // What had the focus is gone: keys go on from its row, or from the list.
        if (active && !this.root.activeElement && !active.isConnected) (row?.isConnected && focus_of(row) || this.list).focus({ preventScroll: true });
    }
    // Glyphs of other scripts that were seen before give room to those that are seen now; where even these are too many for the
    // texture, the text view shows them.
    private crowded = false;
    private overflowed(painter: Painter): void {
        if (this.crowded) this.text_only = true;
        this.crowded = true;
        painter.start_anew();
        if (this.text_only) this.choose_view();
        else this.frame();
    }
    private forget(): void {
        this.rows.reset(this.painter);
        for (const slot of Object.values(this.slots)) slot.stamp = '';
        this.dirty.compose = true;
    }
    private settle(): void {
        for (const act of this.acts.splice(0)) act();
    }
    private acts: (() => void)[] = [];

    private place(picture: Picture): void {
        this.places.clear();
        this.rows_width = 0;
        const { side, painter } = this;
        const width = picture.side?.width ?? 0;
        side.hidden = !picture.side;
        side.style.width = `${width}px`;
        if (picture.side) side.setAttribute('aria-label', picture.side.label);
        this.main.setAttribute('aria-label', picture.label);
        this.guests.show({ header: true, footer: true, ...picture.guests });
        // Contact actions stand under the card: at the side, or above the history when narrow.
        const before = picture.side ? this.slots.foot.element : this.slots.bar.element;
        if (this.actions_place.nextSibling !== before) before.before(this.actions_place);
        const main_width = this.width - side.offsetWidth;  // a page may hide the side: it is a part
        this.fill('side', picture.side?.box, width - 1, -1);
        this.fill('foot', picture.side?.foot, width - 1, 0);
        this.fill('top', picture.top, main_width, 0);
        this.fill('call', picture.call, main_width, 0);
        this.fill('bar', picture.bar, main_width, 0);
        this.fill('notice', picture.notice, main_width, 0);
        this.fill('low', picture.low, main_width, 0);
        this.fill('over', picture.over, this.width, this.height);
        this.over.hidden = !picture.over;
        this.main.inert = !!picture.over;
        side.inert = !!picture.over && !!picture.modal;
        const list_height = painter ? this.list.clientHeight : 0;
        this.fill('pane', picture.pane, main_width, list_height);
        this.rows.element.hidden = !picture.rows;
        this.rows.element.classList.toggle('history', !!picture.history);
        this.list.setAttribute('role', picture.rows && !picture.history && !picture.rows.some((one) => one.key === 'chips') ? 'list' : 'region');
        this.list.setAttribute('aria-label', picture.label);
        this.rows.side = picture.history ? 0 : 12;
        this.rows.set(picture.rows ?? [], painter, picture.rows ? 8 : 0);
        if (painter) this.side_stands = this.side_scroll.scrollTop;
    }
    // height: -1 = at least the height of its scroller, else the least height of the surface.
    private fill(name: SlotName, one: Box | undefined, width: number, height: number): void {
        const slot = this.slots[name];
        slot.shown = !!one;
        if (!one) {
            slot.element.replaceChildren();
            slot.element.style.height = '';
            slot.stamp = '';
            return;
        }
        if (this.painter) {
            const least = height < 0 ? this.side_scroll.clientHeight : height;
            slot.layout = this.painter.lay_out(slot.surface, one, width, least);
            slot.element.style.height = `${slot.layout.height}px`;
        } else {
            slot.layout = undefined;
            slot.element.style.height = '';
        }
        this.twin.show(slot.element, one, slot.surface, slot.layout);
    }

    private draw(painter: Painter): void {
        const list_box = this.box_of(this.list);
        const rows_width = this.rows_width ||= this.list.clientWidth;
        let placed = this.rows.visible(painter, rows_width, list_box[3]);
        for (let round = 0; round < 6 && this.pursue(); round++) placed = this.rows.visible(painter, rows_width, list_box[3]);
        this.settle();
        const { scroll } = this.rows;
        const out: Placement[] = [];
        const whole: [number, number, number, number] = [0, 0, this.width, this.height];
        const rect = (box: [number, number, number, number], ink: Ink) => out.push({ surface: -1, x: 0, y: 0, clip: box, ink: ink_index(ink) });
        rect(whole, 'bg');
        const side_width = this.side.hidden ? 0 : this.box_of(this.side)[2];
        if (side_width) {
            rect([0, 0, side_width, this.height], 'panel');
            rect([side_width - 1, 0, 1, this.height], 'line');
        }
        for (const name of ['side', 'foot', 'call', 'top', 'bar', 'notice', 'low'] as const) {
            const slot = this.slots[name];
            if (!slot.shown) continue;
            const scrolls = name === 'side';
            const [x, y, w] = this.box_of(scrolls ? this.side_scroll : slot.element);
            if (!w) continue;  // hidden by the page
            if (name === 'top') rect(this.box_of(slot.element), 'panel');
            out.push({ surface: slot.surface, x, y: scrolls ? y - this.side_stands : y, clip: scrolls ? this.box_of(this.side_scroll) : whole });
        }
        if (this.slots.pane.shown) out.push({ surface: this.slots.pane.surface, x: list_box[0], y: list_box[1] - scroll, clip: list_box });
        for (const one of placed) {
            const y = one.top - scroll;
            if (y < list_box[3] && y + one.height > 0)
                out.push({ surface: one.surface, x: list_box[0] + this.rows.side, y: list_box[1] + y, clip: list_box });
        }
        if (this.rows.element.classList.contains('history')) {
            this.rows.prepare_stuck(painter, scroll);
            const stuck = this.rows.stuck(scroll);
            if (stuck) out.push({ surface: stuck.surface, x: list_box[0], y: list_box[1] + Math.min(0, stuck.next_top - scroll - stuck.height), clip: list_box });
        }
        if (this.slots.over.shown) out.push({ surface: this.slots.over.surface, x: 0, y: -this.over.scrollTop, clip: whole });
        painter.draw(out, this.palette.colours, this.canvas, this.width, this.height);
        this.frames++;
    }
    // Places of panes change with what is composed only: reading them in a frame of scrolling would make the browser lay out.
    private box_of(element: HTMLElement): [number, number, number, number] {
        const known = this.places.get(element);
        if (known) return known;
        const outer = this.ch.getBoundingClientRect();
        const inner = element.getBoundingClientRect();
        const box: [number, number, number, number] = [inner.left - outer.left, inner.top - outer.top, inner.width, inner.height];
        this.places.set(element, box);
        return box;
    }
    private rows_width = 0;
    private side_stands = 0;  // where the side is scrolled to, as `rows.scroll`
    private readonly places = new Map<HTMLElement, [number, number, number, number]>();

    // ------------------------------------------------------------------------------------------------------- input
    private pressed(event: MouseEvent): void {
        const found = this.actions.of(event.target as Element);
        if (!found) return;
        const selection = (this.root as ShadowRoot & { getSelection?(): Selection | null }).getSelection?.() ?? document.getSelection();
        if (selection && !selection.isCollapsed && event.detail > 0 && found.element.contains(selection.anchorNode)) return;  // text was being selected
        found.act();
    }
    private hover(target: Element | null): void {
        const found = this.actions.of(target);
        const before = this.hovered;
        if (before?.surface === found?.surface && before?.node === found?.node) return;
        this.hovered = found && { surface: found.surface, node: found.node };
        if (!this.painter) return;
        if (before) this.painter.state(before.surface, before.node, 0);
        if (found) this.painter.state(found.surface, found.node, 1);
        this.redraw();
    }
    // Lines of the canvas view are boxes of their own; what is copied reads as it looks: a line per line of the screen.
    private copied(event: ClipboardEvent): void {
        const selection = (this.root as ShadowRoot & { getSelection?(): Selection | null }).getSelection?.() ?? document.getSelection();
        if (!this.painter || !selection || selection.rangeCount === 0 || (event.target as Element).closest?.('input,textarea')) return;
        const part = selection.getRangeAt(0).cloneContents();
        const lines = [...part.querySelectorAll('.t')].map((holder) => ({ words: holder.textContent ?? '', top: holder.querySelector<HTMLElement>('.l')?.style.top }));
        if (lines.length < 2) return;
        event.clipboardData?.setData('text/plain', lines.map(({ words, top }, index) => (index ? (top === lines[index - 1]!.top ? ' ' : '\n') : '') + words.trimEnd()).join(''));
        event.preventDefault();
    }
}
