// Keys of the element: single letters only while the focus is inside and not in a field. Physical letters are used beside the
// typed ones, so that a Cyrillic layout works.

export interface KeyActions {
    move(by: number): void;
    day(by: number): void;
    end(last: boolean): void;
    enter(): void;
    search(): void;
    write(kind: 'note' | 'consultation' | 'promise' | 'reminder' | 'task' | 'complaint'): void;
    back(): void;
    escape(): void;
    submit(field: string): void;
    step(by: number): void;
    fold(): void;
    copy(): void;
    why(): void;
    filter(): void;
    stage(): void;
    matter(index: number): void;
    neighbour(by: number): void;
    help(): void;
}

export class Keys {
    letters = true;         // single letters can be switched off
    private first_g = 0;    // when "g" was pressed once

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
        if (field === 'search' && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) return this.act.step(event.key === 'ArrowDown' ? 1 : -1), true;
        if (event.key !== 'Enter') return false;
        if (field === 'composer' && !event.ctrlKey && !event.metaKey) return false;
        return this.act.submit(field), true;
    }

    private outside(event: KeyboardEvent, target: HTMLElement): boolean {
        if (event.ctrlKey || event.metaKey || event.altKey) return false;
        const { act } = this;
        if (event.key === 'Escape') return act.escape(), true;
        if (event.key === 'ArrowDown') return act.move(1), true;
        if (event.key === 'ArrowUp') return act.move(-1), true;
        if (event.key === 'Home') return act.end(false), true;
        if (event.key === 'End') return act.end(true), true;
        const pressable = target.localName === 'button' || target.localName === 'a';
        if (event.key === 'Enter' && !pressable) return act.enter(), true;
        return this.letters && this.letter(event);
    }

    private letter(event: KeyboardEvent): boolean {
        const { act } = this;
        const letter = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : '';
        const twice = letter === 'g' && !event.shiftKey && Date.now() - this.first_g < 800;
        this.first_g = letter === 'g' && !event.shiftKey && !twice ? Date.now() : 0;
        if (event.key === '?') return act.help(), true;
        if (event.key === '/' || (event.code === 'Slash' && !event.shiftKey)) return act.search(), true;
        if (/^Digit[1-9]$/.test(event.code) && !event.shiftKey) return act.matter(Number(event.code.slice(5)) - 1), true;
        if (event.code === 'BracketLeft' || event.code === 'BracketRight') return act.neighbour(event.code === 'BracketLeft' ? -1 : 1), true;
        switch (letter) {
            case 'j': return event.shiftKey ? act.day(1) : act.move(1), true;
            case 'k': return event.shiftKey ? act.day(-1) : act.move(-1), true;
            case 'g': return event.shiftKey ? act.end(true) : twice && act.end(false), true;
            case 'n': return act.write('note'), true;
            case 't': return act.write('consultation'), true;
            case 'p': return act.write('promise'), true;
            case 'r': return act.write('reminder'), true;
            case 'd': return act.write('task'), true;
            case 'b': return act.write('complaint'), true;
            case 'u': return act.back(), true;
            case 'e': return act.fold(), true;
            case 'c': return act.copy(), true;
            case 'w': return act.why(), true;
            case 'f': return act.filter(), true;
            case 's': return act.stage(), true;
            case 'o': return act.enter(), true;
            default: return false;
        }
    }
}
