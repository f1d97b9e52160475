// Matches of a search: chips per channel, months, rows of 44 with the matching words marked.
import { channel_look, channel_word } from '../format/channels';
import type { Hit, Search } from '../slices';
import type { ChannelLook } from '../look/tokens';
import { define } from '../look/style';
import { as, box, button, text, type Box } from './box';
import { chip } from './filters';
import { label, label_strong, node, record_grow, strong_one, type View } from './parts';

const chip_row = define({ row: true, wrap: true, gap: 8, pad: [12, 12, 4, 12] });
const month_row = define({ pad: [12, 12, 4, 12] });
const hit = define({ row: true, h: 44, gap: 12, pad: [0, 12, 0, 12], radius: 6, align: 'center', hover: 'hover', on_fill: 'sel', bar: true });
const who = define({ w: 136 });
const said = define({ row: true, grow: true, align: 'center' });
const plain = define({ size: 13, line: 20, lines: 1, shrink: true });
const marked = define({ size: 13, line: 20, lines: 1, fill: 'mark', radius: 2 });  // what was looked for gives no way
const list_item = define({});

export function look_of_hit(one: Hit): ChannelLook {
    return channel_look(one.channel, one.kind);
}
// Marks are bytes of UTF-8; the screen counts UTF-16.
export function cut_marks(words: string, marks: [number, number][]): { words: string; marked: boolean }[] {
    const bytes = new TextEncoder().encode(words);
    const decoder = new TextDecoder();
    const out: { words: string; marked: boolean }[] = [];
    let at = 0;
    for (const [from, to] of [...marks].sort((a, b) => a[0] - b[0])) {
        if (from < at || to <= from || to > bytes.length) continue;
        if (from > at) out.push({ words: decoder.decode(bytes.subarray(at, from)), marked: false });
        out.push({ words: decoder.decode(bytes.subarray(from, to)), marked: true });
        at = to;
    }
    if (at < bytes.length) out.push({ words: decoder.decode(bytes.subarray(at)), marked: false });
    return out;
}
function kept(words: string): string {  // blanks at the ends of a run stay wide
    return words.replace(/\s+/g, ' ').replace(/^ | $/g, '\u00a0');
}
// Characters before the first match: it must be seen also where the row is narrow.
function runs(one: Hit, before_most: number): Box[] {
    const pieces = cut_marks((one.text ?? '').replace(/[\n\t]/g, ' '), one.marks ?? []);
    const first = pieces[0];
    if (first && !first.marked && first.words.length > before_most && pieces.length > 1) first.words = `…${first.words.slice(-before_most).replace(/^\S*\s/, '')}`;
    return pieces.slice(0, 7).map((piece, index, all) => text(piece.marked ? marked : index === all.length - 1 ? record_grow : plain, kept(piece.words)));
}

export function hit_row(one: Hit, on: boolean, view: View, whole: boolean, open: () => void): Box {
    const look = look_of_hit(one);
    const name = whole ? one.name : one.author || (one.direction === 'out' ? '' : one.name);
    const inner = view.size === 'small' ? [node(look), box(column, box(top_line, text(strong_grow, name || channel_word(look, view.format)), text(label, view.format.moment(one.at, view.now))), box(said, ...runs(one, 16)))]
        : [node(look), box(who, text(strong_one, name || channel_word(look, view.format))), box(said, ...runs(one, view.size === 'mid' ? 12 : 36)), text(label, view.format.moment(one.at, view.now))];
    const pressed = button(view.size === 'small' ? hit_small : hit, undefined, open, ...inner);
    pressed.on = on;
    return as('div', { attrs: { role: 'listitem' } }, box(list_item, pressed));
}
const hit_small = define({ h: 56 }, hit);
const column = define({ grow: true });
const top_line = define({ row: true, gap: 8, align: 'center' });
const strong_grow = define({ size: 13, line: 20, weight: 600, lines: 1, grow: true });

export function month_header(words: string): Box {
    return as('h3', {}, box(month_row, text(label_strong, words)));
}

export function hit_chips(slice: Search, chosen: ChannelLook | undefined, view: View, choose: (look: ChannelLook | undefined) => void): Box {
    const { format } = view;
    const counts = new Map<ChannelLook, number>();
    for (const one of slice.rows) counts.set(look_of_hit(one), (counts.get(look_of_hit(one)) ?? 0) + 1);
    return box(chip_row, chip(format.say('hits_all'), !chosen, () => choose(undefined), undefined, undefined, String(slice.rows.length)),
        ...[...counts].sort((a, b) => b[1] - a[1]).slice(0, view.size === 'small' ? 3 : 8).map(([look, count]) => chip(channel_word(look, format), chosen === look, () => choose(look), look, look, String(count))));
}
export function section_header(words: string): Box {
    return month_header(words);
}
