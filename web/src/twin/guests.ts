// Places for the page's own elements: named slots beside the parts of the screen. One that holds nothing takes no room.
export type GuestName = 'header' | 'actions' | 'empty' | 'error' | 'footer';

export class Guests {
    private readonly places = new Map<GuestName, HTMLElement>();
    private readonly observer: ResizeObserver;

    // changed: an element came or went, or is of another size, so that everything beside it has another place.
    constructor(private readonly changed: () => void) {
        this.observer = new ResizeObserver(changed);
    }

    place(name: GuestName): HTMLElement {
        const place = document.createElement('div');
        const slot = document.createElement('slot');
        place.className = `guest ${name}`;
        slot.name = name;
        slot.addEventListener('slotchange', this.changed);
        place.append(slot);
        place.hidden = true;
        this.places.set(name, place);
        this.observer.observe(place);
        return place;
    }
    has(name: GuestName): boolean {
        return !!this.places.get(name)?.querySelector('slot')!.assignedElements().length;
    }
    // Which of them belong to what is on the stage now.
    show(wanted: Partial<Record<GuestName, boolean>>): void {
        for (const [name, place] of this.places) place.hidden = !wanted[name] || !this.has(name);
    }
    destroy(): void { this.observer.disconnect(); }
}
