// The actions of one row of the history: under the pointer, beside the focus, or where a finger tapped. Real buttons over both
// twins, next to their row in the order of Tab; nothing of it is in the scene, so a row that nobody is at costs nothing.
import { svg, type Icon } from '../look/icons';

export interface RowAct {
    icon: Icon;
    words: string;
    act(): void;
}

export class RowBar {
    private readonly bar = document.createElement('div');

    // acts_of: what can be done with this item, by its id; nothing: no bar.
    constructor(list: HTMLElement, private readonly acts_of: (item: string) => RowAct[]) {
        this.bar.className = 'acts';
        this.bar.setAttribute('role', 'toolbar');
        list.addEventListener('pointerover', (event) => event.pointerType === 'mouse' && this.stand(event.target as Element));
        list.addEventListener('pointerleave', () => this.stand((list.getRootNode() as ShadowRoot).activeElement));
        list.addEventListener('focusin', (event) => this.stand(event.target as Element));
        list.addEventListener('focusout', (event) => this.row?.contains(event.relatedTarget as Node) || this.away());
        list.addEventListener('click', (event) => this.stand(event.target as Element));
    }

    private get row(): Element | null { return this.bar.parentElement; }
    private away(): void { this.bar.remove(); }
    private stand(target: Element | null): void {
        const row = target?.closest('.row') ?? null;
        if (!row || row === this.row) return void (row || this.away());
        const item = row.querySelector<HTMLElement>('article[data-item]');
        const acts = item ? this.acts_of(item.dataset['item']!) : [];
        if (!acts.length) return this.away();
        this.bar.setAttribute('aria-label', item!.getAttribute('aria-label') ?? '');
        this.bar.replaceChildren(...acts.map(({ icon, words, act }) => {
            const button = document.createElement('button');
            button.title = words;
            button.setAttribute('aria-label', words);
            button.append(svg(icon));
            button.addEventListener('click', (event) => (event.stopPropagation(), act()));
            return button;
        }));
        row.append(this.bar);
    }
}
