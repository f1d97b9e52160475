// Keys of the element: single letters only while the focus is inside and not in a field. Physical letters are used beside the
// typed ones, so that a Cyrillic layout works.

export interface KeyActions {
    move(by: number): void;
    end(last: boolean): void;
    enter(): void;
    search(): void;
    write(kind: 'note' | 'consultation'): void;
    back(): void;
    escape(): void;
    save(): void;
    fold(): void;
    help(): void;
    first(): void;
    join(): void;
}

export class Keys {
    constructor(private readonly act: KeyActions) {}

    pressed(event: KeyboardEvent): void {
        if (event.isComposing) return;
        const target = event.target as HTMLElement;
        const field = target.dataset['field'];
        const done = field ? this.in_field(event, field) : this.outside(event, target);
        if (done) event.preventDefault();
    }

    private in_field(event: KeyboardEvent, field: string): boolean {
        if (event.key === 'Escape') return this.act.escape(), true;
        if (event.key !== 'Enter') return false;
        if (field === 'composer' && (event.ctrlKey || event.metaKey)) return this.act.save(), true;
        if (field === 'search') return this.act.first(), true;
        if (field === 'join') return this.act.join(), true;
        return false;
    }

    private outside(event: KeyboardEvent, target: HTMLElement): boolean {
        if (event.ctrlKey || event.metaKey || event.altKey) return false;
        const letter = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : '';
        if (event.key === 'Escape') return this.act.escape(), true;
        if (event.key === '?') return this.act.help(), true;
        if (event.key === '/' || event.code === 'Slash' && !event.shiftKey) return this.act.search(), true;
        if (event.key === 'ArrowDown' || letter === 'j') return this.act.move(1), true;
        if (event.key === 'ArrowUp' || letter === 'k') return this.act.move(-1), true;
        if (event.key === 'Home') return this.act.end(false), true;
        if (event.key === 'End' || (letter === 'g' && event.shiftKey)) return this.act.end(true), true;
        if (letter === 'n') return this.act.write('note'), true;
        if (letter === 't') return this.act.write('consultation'), true;
        if (letter === 'u') return this.act.back(), true;
        if (letter === 'e') return this.act.fold(), true;
        if (letter === 'o' || (event.key === 'Enter' && target.localName !== 'button' && target.localName !== 'a')) return this.act.enter(), true;
        return false;
    }
}
