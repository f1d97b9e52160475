// A scroller's rows. On the canvas only what is visible and a screen around it is made, laid out and in the text twin; heights
// of the rest are remembered or guessed, and the scroll position is anchored to the first visible row. As the text twin alone
// all rows are in the flow and the browser skips those out of sight.
import type { Box } from '../scene/box';
import type { Layout, Twin } from './dom';
import type { Painter } from './painter';

export interface Row {
    key: string;
    guess: number;                 // height before it is known
    kind?: 'day' | undefined;
    stamp: string;                 // what it shows: the row is made again only when this changes
    make(): Box;
}

interface Known {
    row: Row;
    stamp: string;
    height: number;
    top: number | undefined;          // as its element has it
    measured: boolean;
    surface: number;
    layout: Layout | undefined;
    element: HTMLElement | undefined;
}

export interface Placed {
    surface: number;
    top: number;
    height: number;
    kind: 'day' | undefined;
}

const many = 400;  // rows of the text view: more are laid out only when they come near, and told to screen readers only then

export class Rows {
    readonly element = document.createElement('div');
    private known = new Map<string, Known>();
    private order: Known[] = [];
    private tops: Float64Array = new Float64Array(1);
    private width = 0;

    constructor(private readonly scroller: HTMLElement, private readonly twin: Twin, private readonly new_surface: () => number) {
        this.element.className = 'rows';
    }

    get count(): number {
        return this.order.length;
    }
    get height(): number {
        return this.tops[this.order.length]!;
    }
    index_of(key: string): number {
        return this.order.findIndex((one) => one.row.key === key);
    }
    key_at(index: number): string | undefined {
        return this.order[index]?.row.key;
    }
    element_at(index: number): HTMLElement | undefined {
        return this.order[index]?.element;
    }
    // Upper and lower edge of a row in the scroller.
    span(index: number, painter: Painter | undefined): [number, number] {
        if (painter) return [this.tops[index]!, this.tops[index]! + this.order[index]!.height];
        const element = this.order[index]?.element;
        if (!element) return [0, 0];
        const top = element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top + this.scroller.scrollTop;
        return [top, top + element.offsetHeight];
    }
    first_visible(painter: Painter | undefined): string | undefined {
        const scroll = this.scroller.scrollTop;
        return scroll > 0 ? this.order.find((_, index) => this.span(index, painter)[1] > scroll + 40)?.row.key : undefined;
    }

    // Other rows, or the same ones showing something else.
    set(rows: Row[], painter: Painter | undefined, pad: number): void {
        this.pad = pad;
        const old = this.known;
        this.known = new Map();
        this.order = rows.map((row) => {
            const was = old.get(row.key);
            old.delete(row.key);
            const one: Known = was ?? { row, stamp: '', height: row.guess, top: undefined, measured: false, surface: this.new_surface(), layout: undefined, element: undefined };
            one.row = row;
            this.known.set(row.key, one);
            return one;
        });
        for (const gone of old.values()) this.forget(gone, painter);
        this.element.classList.toggle('many', rows.length > many);
        this.sum();
    }
    private pad = 0;

    // Forgets what was laid out: another width, another mode, another scale.
    reset(painter: Painter | undefined): void {
        const held = this.order[this.held];
        for (const one of this.known.values()) {
            one.stamp = '';
            one.measured = false;
            one.layout = undefined;
            if (one !== held) {
                one.element?.remove();
                one.element = undefined;
            }
            painter?.drop(one.surface);
        }
    }
    // The row that has the focus, -1 = none: it stays mounted, and stays where it is.
    private get held(): number {
        const { activeElement } = this.element.getRootNode() as ShadowRoot;
        return this.element.contains(activeElement) ? this.order.findIndex((one) => one.element?.contains(activeElement)) : -1;
    }
    // Mounts exactly these, in this order. An element that is moved loses the focus: the others move around the one that has it.
    private mount(rows: Known[], held: Known | undefined): void {
        const wanted = new Set<Element>(rows.map((one) => one.element!));
        for (const child of [...this.element.children]) if (!wanted.has(child)) child.remove();
        let at = this.element.firstElementChild;
        for (const one of rows) {
            while (one === held && at !== one.element) {
                const later = at!;
                at = later.nextElementSibling;
                this.element.append(later);
            }
            if (at === one.element) at = at!.nextElementSibling;
            else this.element.insertBefore(one.element!, at);
        }
    }

    // The text twin alone: everything in the flow.
    flow(): void {
        this.element.style.height = '';
        this.shown_height = -1;
        for (const one of this.order) this.make(one, undefined);
        this.mount(this.order, this.order[this.held]);
    }

    // The canvas: lays out what is visible and a part of a screen around it, corrects the heights, keeps the first visible row
    // where it is. Returns what is to be drawn, in the scroller's coordinates.
    visible(painter: Painter, width: number, height: number): Placed[] {
        if (width !== this.width) this.reset(painter), (this.width = width);
        const stood = this.scroller.scrollTop;
        let scroll = stood;
        for (let round = 0; round < 8; round++) {
            const anchor = this.at(scroll);
            const offset = scroll - this.tops[anchor]!;
            if (!this.lay_out(painter, scroll - height / 2, scroll + height * 1.5)) break;
            this.sum();
            if (scroll > 0) scroll = Math.max(0, Math.min(this.tops[anchor]! + offset, this.height - height));
        }
        this.grow_to(this.height);
        if (Math.abs(scroll - stood) > 0.5) {  // once a frame: the browser lays the page out for it
            this.scroller.scrollTop = scroll;
            scroll = this.scroller.scrollTop;
        } else scroll = stood;
        this.scroll = scroll;
        const placed: Placed[] = [];
        const { held } = this;
        const rows: Known[] = [];
        const mount = (index: number) => {
            const one = this.order[index];
            if (!one?.element) return undefined;
            if (one.top !== this.tops[index]) one.element.style.top = `${(one.top = this.tops[index]!)}px`;
            rows.push(one);
            return one;
        };
        let index = this.at(scroll - height / 2);
        if (held < index) mount(held);
        for (; index < this.order.length && this.tops[index]! < scroll + height * 1.5; index++) {
            const one = mount(index);
            if (one) placed.push({ surface: one.surface, top: this.tops[index]!, height: one.height, kind: one.row.kind });
        }
        if (held >= index) mount(held);
        this.mount(rows, this.order[held]);
        return placed;
    }

    // Top of the first day header above the viewport's upper edge, for the header that stays.
    stuck(scroll: number): { surface: number; next_top: number; height: number } | undefined {
        const at = this.at(scroll);
        for (let index = Math.min(at, this.order.length - 1); index >= 0; index--) {
            const one = this.order[index]!;
            if (one.row.kind !== 'day' || !one.layout) continue;
            if (this.tops[index]! >= scroll) continue;
            let next = index + 1;
            while (next < this.order.length && this.order[next]!.row.kind !== 'day') next++;
            return { surface: one.surface, next_top: next < this.order.length ? this.tops[next]! : Infinity, height: one.height };
        }
        return undefined;
    }
    // Makes sure that the day header which stays on top is laid out even when it is far above.
    prepare_stuck(painter: Painter, scroll: number): void {
        for (let index = Math.min(this.at(scroll), this.order.length - 1); index >= 0; index--) {
            const one = this.order[index]!;
            if (one.row.kind !== 'day') continue;
            if (!one.layout || one.stamp !== one.row.stamp) this.make(one, painter);
            return;
        }
    }

    scroll = 0;  // where the last frame stood: asking the scroller again would make the browser lay out
    private shown_height = -1;
    private grow_to(height: number): void {
        if (height !== this.shown_height) this.element.style.height = `${(this.shown_height = height)}px`;
    }

    destroy(painter: Painter | undefined): void {
        for (const one of this.known.values()) this.forget(one, painter);
        this.known.clear();
        this.order = [];
    }

    private forget(one: Known, painter: Painter | undefined): void {
        one.element?.remove();
        painter?.drop(one.surface);
    }
    private sum(): void {
        const { order } = this;
        if (this.tops.length !== order.length + 1) this.tops = new Float64Array(order.length + 1);
        const { tops } = this;
        let top = this.pad;
        for (let index = 0; index < order.length; index++) {
            tops[index] = top;
            top += order[index]!.height;
        }
        tops[order.length] = top + this.pad;
    }
    private at(y: number): number {
        let low = 0;
        let high = Math.max(0, this.order.length - 1);
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if (this.tops[middle]! <= y) low = middle;
            else high = middle - 1;
        }
        return low;
    }
    private lay_out(painter: Painter, from: number, to: number): boolean {
        let changed = false;
        for (let index = this.at(from); index < this.order.length && this.tops[index]! <= to; index++) {
            const one = this.order[index]!;
            if (one.layout && one.stamp === one.row.stamp) continue;
            const height = one.height;
            this.make(one, painter);
            one.measured = true;
            if (one.height !== height) changed = true;
        }
        return changed;
    }
    private make(one: Known, painter: Painter | undefined): void {
        if (one.element && one.stamp === one.row.stamp && (painter !== undefined) === (one.layout !== undefined)) return;
        one.stamp = one.row.stamp;
        const tree = one.row.make();
        if (painter) {
            one.layout = painter.lay_out(one.surface, tree, this.width - 2 * this.side, 0);
            one.height = one.layout.height;
        } else one.layout = undefined;
        one.element ??= document.createElement('div');
        one.element.className = one.row.kind ? `row ${one.row.kind}` : 'row';
        one.top = undefined;
        one.element.style.cssText = one.layout ? `left:${this.side}px;right:${this.side}px;height:${one.height}px` : '';
        this.twin.show(one.element, tree, one.surface, one.layout);
    }
    side = 0;  // free space left and right of the rows
}
