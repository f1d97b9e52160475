// The history of the customer that is shown: what of it is read, filtered, new, chosen; its rows.
import type { Format } from '../format/format';
import { card_name } from '../scene/card';
import { entries_of, type Entry } from '../scene/entry';
import { filtering, no_filters, type Filters } from '../scene/filters';
import { waited } from '../scene/open';
import type { TimelineView, View } from '../scene/parts';
import { entry_box, entry_height } from '../scene/timeline';
import type { Box } from '../scene/box';
import type { Card, Item, Timeline } from '../slices';
import type { Row } from '../twin/rows';

export type HistoryActions = Pick<TimelineView, 'more' | 'show' | 'why' | 'change' | 'attachment' | 'again'>;

interface RowParts {
    shown: TimelineView;
    minute: string;
    common: string;
    unfolded: string[];
    chosen: string | undefined;
}
// Of a long history most rows are never looked at: what a row shows is told when somebody asks.
class HistoryRow implements Row {
    constructor(private readonly entry: Entry, private readonly parts: RowParts) {}

    get key(): string { return this.entry.key; }
    get guess(): number { return entry_height(this.entry); }
    get kind(): 'day' | undefined { return this.entry.kind === 'day' ? 'day' : undefined; }
    private told: string | undefined;
    get stamp(): string { return (this.told ??= this.tell()); }
    private tell(): string {
        const { entry, parts } = this;
        const item = entry.kind === 'item' ? entry.item : undefined;
        const aging = item && (item.item === parts.shown.waiting_item || (item.due && item.state !== 'done')) ? parts.minute : '';
        const id = item ? item.item : entry.key;
        const open = parts.unfolded.filter((key) => key.endsWith(id)).join();
        return `${JSON.stringify(entry)} ${aging} ${open} ${parts.common} ${item !== undefined && item.item === parts.chosen}`;
    }
    make(): Box { return entry_box(this.entry, this.parts.shown); }
}

export class History {
    entries: Entry[] = [];
    filters: Filters = no_filters;
    chosen: string | undefined;               // an item somebody was led to, marked
    private new_item: string | undefined;     // before it stands "new since"
    private readonly looked = new Map<string, number>();  // when a customer was left
    private said = new Map<string, string>(); // words by native id, for what answers them
    private from: Timeline | undefined;

    get narrowed(): boolean {
        return filtering(this.filters) || this.filters.matter !== '';
    }
    // The next read makes the entries anew.
    forget(): void {
        this.from = undefined;
    }
    leave(id: string | undefined): void {
        if (id) this.looked.set(id, Date.now());
    }
    reset(): void {
        this.filters = no_filters;
        this.new_item = this.chosen = undefined;
        this.forget();
    }
    // What came since this customer was left and waits is marked as new, once.
    begin(card: Card | null | undefined): void {
        const first = card?.waiting?.first_item ?? card?.waiting?.item;
        this.new_item = first && (card?.waiting?.since ?? 0) > (this.looked.get(card!.id) ?? 0) ? first : undefined;
        this.forget();
    }

    // A core that filters itself sends nothing else.
    private lets_through(item: Item): boolean {
        const { channels, kinds, direction, days, matter } = this.filters;
        return (!channels.length || channels.includes(item.channel)) && (!kinds.length || kinds.includes(item.kind)) && (!direction || item.direction === direction)
            && (!days || item.at >= Date.now() - days * 86_400_000) && (!matter || item.matter === matter || item.item === matter);
    }
    read(timeline: Timeline | null | undefined, format: Format): void {
        if (!timeline || this.from === timeline) return;
        const oldest_first = timeline.order === 'oldest';
        const items = oldest_first ? timeline.rows : [...timeline.rows].reverse();
        const shown = this.narrowed ? items.filter((one) => this.lets_through(one)) : items;
        this.entries = entries_of(shown, timeline.total - items.length - (oldest_first ? 0 : timeline.from), format, this.new_item);
        this.said = new Map(items.filter((one) => one.native && one.text).map((one) => [one.native!, [one.author, one.text!.slice(0, 160).replace(/\s+/g, ' ')].filter(Boolean).join(': ')]));
        this.from = timeline;
    }
    index_of(item: string): number {
        return this.entries.findIndex((entry) => (entry.kind === 'item' ? entry.item.item === item : entry.kind === 'fold' && entry.items.some((one) => one.item === item)));
    }

    // The first entry of the next or previous day.
    day_from(cursor: number, by: number): number {
        const day = (index: number) => this.entries[index]?.kind === 'day';
        let index = cursor + by;
        while (this.entries[index] && !day(index)) index += by;
        if (by < 0 && this.entries[index]) for (index--; this.entries[index] && !day(index); index--);
        return Math.min(Math.max(index + 1, 0), this.entries.length - 1);
    }

    rows(card: Card, view: View, acts: HistoryActions): Row[] {
        const question = card.open?.find((one) => one.kind === 'question');
        const shown: TimelineView = {
            ...view, ...acts, waiting_item: card.waiting?.item, waiting_since: card.waiting?.since, customer: card_name(card, view), chosen_item: this.chosen, said: (native) => this.said.get(native),
            waited: waited({ at: card.waiting?.since ?? view.now, ...(question?.waiting_ms === undefined ? {} : { waiting_ms: question.waiting_ms }) }, view),
        };
        const parts: RowParts = {
            shown, minute: String(Math.floor(view.now / 60_000)), unfolded: [...view.unfolded], chosen: this.chosen,
            common: `${view.size} ${view.format.lang} ${view.format.day_key(view.now)} ${view.compact} ${!!acts.change}${!!acts.again}`,
        };
        return this.entries.map((entry) => new HistoryRow(entry, parts));
    }
    // What "unfold" means for an entry: the name under which it is remembered.
    fold_key(entry: Entry | undefined): string | undefined {
        if (entry?.kind === 'fold') return entry.key;
        if (entry?.kind !== 'item') return undefined;
        const { item } = entry;
        const what = item.quote ? 'quote' : item.lines ? 'lines' : item.states ? 'parcel' : item.kind === 'note' ? 'note' : (item.text?.length ?? 0) > 1000 ? 'words' : 'raw';
        return `${what} ${item.item}`;
    }
}
