// Rows of the timeline as a list of entries: day headers, single items, folded visits and system events, the gap above what is
// loaded. Pure: items in, entries out; what an entry looks like is in the other files of this folder.
import { channel_look } from '../format/channels';
import type { Item } from '../slices';
import type { ChannelLook } from '../look/tokens';
import type { Format } from '../format/format';

export type Entry =
    | { key: string; kind: 'gap'; missing: number }
    | { key: string; kind: 'day'; at: number }
    | { key: string; kind: 'new'; since: number; look: ChannelLook | undefined }  // look: inside a conversation, whose rail goes on
    | { key: string; kind: 'item'; item: Item; first: boolean; last: boolean; timed: boolean; named: boolean }
    | { key: string; kind: 'fold'; items: Item[]; what: 'visits' | 'events' };

const half_hour = 1_800_000;

function is_visit(item: Item): boolean {
    return item.kind === 'page' || item.kind === 'track';
}
function is_talk(item: Item): boolean {
    return item.kind === 'message' || item.kind === 'mail';
}
function conversation(item: Item): string {
    return `${item.channel}\n${item.account ?? ''}\n${item.kind}\n${item.kind === 'mail' ? '' : item.thread ?? ''}`;
}

function speaker(item: Item): string {
    return `${item.direction}\n${item.bot ?? false}\n${item.author ?? ''}\n${item.colleague ?? ''}`;
}

// Items oldest first. `missing` = how many older ones are not loaded.
// `new_since`: the item before which the line "new" stands.
export function entries_of(items: Item[], missing: number, format: Format, new_since?: string): Entry[] {
    const out: Entry[] = [];
    if (missing > 0) out.push({ key: 'gap', kind: 'gap', missing });
    let day = '';
    for (let at = 0; at < items.length; ) {
        const item = items[at]!;
        const today = format.day_key(item.at);
        if (today !== day) out.push({ key: `day ${today}`, kind: 'day', at: item.at });
        day = today;
        if (item.item === new_since) {
            const last = out.at(-1);
            const inside = last?.kind === 'item' && !last.last;
            out.push({ key: 'new', kind: 'new', since: item.at, look: inside ? look_of(item) : undefined });
        }
        const same_day = (other: Item | undefined) => other !== undefined && format.day_key(other.at) === today;
        let end = at + 1;
        if (is_visit(item)) while (same_day(items[end]) && is_visit(items[end]!) && items[end]!.channel === item.channel) end++;
        if (item.kind === 'system') while (same_day(items[end]) && items[end]!.kind === 'system') end++;
        if (end - at >= (is_visit(item) ? 2 : 3)) {
            out.push({ key: `fold ${item.item}`, kind: 'fold', items: items.slice(at, end), what: is_visit(item) ? 'visits' : 'events' });
            at = end;
            continue;
        }
        const before = items[at - 1];
        const after = items[at + 1];
        const follows = is_talk(item) && same_day(before) && is_talk(before!) && conversation(before!) === conversation(item);
        const goes_on = is_talk(item) && same_day(after) && is_talk(after!) && conversation(after!) === conversation(item);
        out.push({ key: item.item, kind: 'item', item, first: !follows, last: !goes_on, timed: !follows || item.at - before!.at > half_hour,
            named: !follows || speaker(item) !== speaker(before!) });
        at++;
    }
    return out;
}

export function look_of(item: Item) {
    return channel_look(item.channel, item.kind);
}
