// The text twin of one piece of the screen: elements made from a tree of boxes, patched in place so that focus, selection and
// the words in a field survive. Laid out by CSS (`dom`), or put into the boxes that the canvas has computed (`canvas`): then
// every line of text is one transparent `white-space: pre` span in exactly its box.
import { svg } from '../look/icons';
import { ink_property } from '../look/tokens';
import type { Box } from '../scene/box';
import { right_to_left } from './direction';

// What core/ui has computed for a surface: per box x, y, w, h; per line box, begin, end, x, y, w. CSS px from the surface's corner.
export interface Layout {
    height: number;
    rects: Float32Array;
    lines: Float32Array;
}

export class Actions {
    private readonly acts = new WeakMap<Element, () => void>();
    private readonly places = new WeakMap<Element, { surface: number; node: number }>();
    set(element: Element, act: (() => void) | undefined, surface: number, node: number): void {
        if (act) this.acts.set(element, act);
        else this.acts.delete(element);
        this.places.set(element, { surface, node });
    }
    of(target: Element | null): { element: HTMLElement; act: () => void; surface: number; node: number } | undefined {
        for (let at = target; at; at = at.parentElement) {
            const act = this.acts.get(at);
            if (act) return { element: at as HTMLElement, act, ...this.places.get(at)! };
        }
        return undefined;
    }
}

const kept_attributes = new Set(['class', 'style', 'tabindex']);

export class Twin {
    private node = 0;
    private line = 0;
    private layout: Layout | undefined;
    private surface = 0;
    private fields = new Map<string, HTMLInputElement>();  // before the patch, by name: words and focus follow a field to its new place

    constructor(private readonly actions: Actions) {}

    // Brings `parent` to hold exactly this tree as its only child. Returns the root's element.
    show(parent: HTMLElement, root: Box, surface: number, layout?: Layout): HTMLElement {
        this.node = 0;
        this.line = 0;
        this.layout = layout;
        this.surface = surface;
        const active = (parent.getRootNode() as ShadowRoot).activeElement as HTMLInputElement | null;
        this.fields = new Map([...parent.querySelectorAll<HTMLInputElement>('[data-field]')].map((one) => [one.dataset['field']!, one]));
        const element = this.patch(parent.firstElementChild, root, 0, 0);
        if (parent.firstElementChild !== element) parent.replaceChildren(element);
        const moved = active?.dataset['field'] && !active.isConnected ? parent.querySelector<HTMLInputElement>(`[data-field="${active.dataset['field']}"]`) : null;
        if (moved) {
            moved.focus({ preventScroll: true });
            if (moved.type !== 'datetime-local' && active!.selectionStart !== null) moved.setSelectionRange(active!.selectionStart, active!.selectionEnd);
        }
        return element;
    }

    private patch(old: Element | null, one: Box, left: number, top: number): HTMLElement {
        const tag = one.tag ?? 'div';
        const reuse = old instanceof HTMLElement && old.localName === tag && old.dataset['field'] === one.attrs?.['data-field'];
        const element = reuse ? old : document.createElement(tag);
        const field_name = one.attrs?.['data-field'];
        if (!reuse && field_name !== undefined) (element as HTMLInputElement).value = this.fields.get(field_name)?.value ?? one.attrs?.['value'] ?? '';
        const node = this.node++;
        this.dress(element, one);
        this.actions.set(element, one.act, this.surface, node);
        const field = tag === 'input' || tag === 'textarea';
        if (this.layout) {
            const [x, y, w, h] = this.layout.rects.subarray(node * 4, node * 4 + 4) as unknown as [number, number, number, number];
            if (one.act || field || tag === 'article' || tag === 'img' || node === 0 || one.attrs?.['data-ring'] !== undefined || one.attrs?.['data-place'] !== undefined) {
                element.classList.add('p');
                place(element, x - left, y - top, w, h);
                [left, top] = [x, y];
            }
        }
        if (field) return element;
        if (one.text !== undefined) this.words(element, one.text, one, node, left, top);
        else if (one.icon) this.picture(element, one);
        else this.nest(element, one.children ?? [], left, top);
        return element;
    }

    private nest(element: HTMLElement, children: Box[], left: number, top: number): void {
        let old = element.firstElementChild;
        for (const child of children) {
            const next: Element | null = old?.nextElementSibling ?? null;
            const made = this.patch(old, child, left, top);
            if (made !== old) {
                if (old) old.replaceWith(made);
                else element.append(made);
            }
            old = next;
        }
        while (old) {
            const next: Element | null = old.nextElementSibling;
            old.remove();
            old = next;
        }
    }

    private words(element: HTMLElement, words: string, one: Box, node: number, left: number, top: number): void {
        let holder = element.firstElementChild as HTMLElement | null;
        if (holder?.className !== 't') {
            holder = document.createElement('span');
            holder.className = 't';
            element.replaceChildren(holder);
        }
        if (!this.layout) {
            if (holder.textContent !== words || holder.firstElementChild) holder.textContent = words;
            return;
        }
        const { lines } = this.layout;
        const seen = right_to_left.test(words) ? `var(${ink_property(one.ink ?? one.style.look.ink ?? 'text')})` : '';
        let span = holder.firstElementChild as HTMLElement | null;
        if (!span) holder.textContent = '';
        while (this.line < lines.length && lines[this.line]! === node) {
            const [, begin, end, x, y, w, h] = lines.subarray(this.line, this.line + 7) as unknown as number[];
            this.line += 7;
            if (!span) holder.append((span = document.createElement('span')));
            span.className = seen ? 'l seen' : 'l';
            span.style.color = seen;
            const piece = words.slice(begin, end);
            if (span.textContent !== piece) span.textContent = piece;
            place(span, x! - left, y! - top, w!, h!);
            span = span.nextElementSibling as HTMLElement | null;
        }
        while (span) {
            const next = span.nextElementSibling as HTMLElement | null;
            span.remove();
            span = next;
        }
    }

    private picture(element: HTMLElement, one: Box): void {
        if (this.layout) return void element.replaceChildren();
        if (element.dataset['icon'] === one.icon && element.firstElementChild) return;
        element.dataset['icon'] = one.icon;
        element.replaceChildren(svg(one.icon!));
    }

    private dress(element: HTMLElement, one: Box): void {
        element.className = `y${one.style.index}${one.on ? ' on' : ''}`;
        const attrs = one.attrs ?? {};
        for (const name of element.getAttributeNames())
            if (!kept_attributes.has(name) && !(name in attrs) && name !== 'data-icon') element.removeAttribute(name);
        for (const name in attrs) if (element.getAttribute(name) !== attrs[name]) element.setAttribute(name, attrs[name]!);
        element.style.cssText = '';
        if (this.layout) return;
        if (one.ink) element.style.color = `var(${ink_property(one.ink)})`;
        if (one.fill) element.style.background = `var(${ink_property(one.fill)})`;
    }
}

function place(element: HTMLElement, x: number, y: number, w: number, h: number): void {
    const { style } = element;
    style.left = `${x}px`;
    style.top = `${y}px`;
    style.width = `${w}px`;
    style.height = `${h}px`;
}
