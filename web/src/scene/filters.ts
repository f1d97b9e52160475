// The filter of the timeline: channels, kinds, direction, period.
import { channel_word } from '../format/channels';
import type { Card, Matters } from '../slices';
import { channel_look } from '../format/channels';
import type { ChannelLook } from '../look/tokens';
import type { Icon } from '../look/icons';
import type { Word } from '../format/words';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { framed_button, icon14, label_strong, primary_button, type View } from './parts';
import { side_panel } from './panel';

export interface Filters {
    channels: string[];
    kinds: string[];
    direction: '' | 'in' | 'out';
    days: number;         // 0: everything
    matter: string;
}
export const no_filters: Filters = { channels: [], kinds: [], direction: '', days: 0, matter: '' };
export function filtering(one: Filters): boolean {
    return !!(one.channels.length || one.kinds.length || one.direction || one.days);
}

const groups: [Word, string[]][] = [
    ['kinds_talk', ['message', 'mail', 'comment', 'review', 'survey']], ['kinds_calls', ['call']],
    ['kinds_staff', ['note', 'consultation', 'promise', 'reminder', 'preference', 'task', 'complaint', 'complaint_resolved', 'in_person', 'contact']],
    ['kinds_orders', ['order', 'receipt', 'return', 'payment', 'refund', 'deal', 'cart', 'booking']], ['kinds_delivery', ['parcel', 'delivery']], ['kinds_visits', ['page', 'track', 'event', 'mailing']],
];
const periods: [Word, number][] = [['filter_all', 0], ['period_week', 7], ['period_month', 30], ['period_year', 365]];
const ways: [Word, Filters['direction']][] = [['filter_all', ''], ['from_customer', 'in'], ['to_customer', 'out']];

const chip_style = define({ row: true, h: 28, radius: 14, gap: 6, pad: [0, 10, 0, 10], align: 'center', border: 'all', line_ink: 'line2', on_fill: 'sel', hover: 'hover' });
const chip_text = define({ size: 13, line: 20, ink: 'text2', lines: 1 });
const chip_text_on = define({ size: 13, line: 20, ink: 'accent', weight: 600, lines: 1 });
const chip_count = define({ size: 13, line: 20, weight: 600, ink: 'text2', lines: 1 });
export function chip(words: string, on: boolean, act: () => void, icon?: Icon, look?: ChannelLook, count?: string): Box {
    const one = button(chip_style, undefined, act, icon && mark(icon14, icon, look ? `${look}.c` : on ? 'accent' : 'text2'), text(on ? chip_text_on : chip_text, words), count && text(chip_count, count, on ? { ink: 'accent' } : {}));
    one.on = on;
    one.attrs = { 'aria-pressed': String(on) };
    return one;
}

const block = define({ margin: [16, 0, 0, 0], gap: 8 });
const chips = define({ row: true, wrap: true, gap: 8 });
const foot = define({ row: true, gap: 8, margin: [24, 0, 0, 0] });
function toggled(list: string[], names: string[]): string[] {
    return names.every((name) => list.includes(name)) ? list.filter((one) => !names.includes(one)) : [...new Set([...list, ...names])];
}

export function filter_panel(filters: Filters, card: Card, matters: Matters['rows'], left: number, view: View, acts: { close(): void; set(change: Partial<Filters>): void; clear(): void }): Box {
    const { format } = view;
    const by_look = new Map<ChannelLook, string[]>();
    for (const one of card.channels ?? []) by_look.set(channel_look(one.channel), [...(by_look.get(channel_look(one.channel)) ?? []), one.channel]);
    const group = (title: Word, ...inner: Box[]) => as('section', {}, box(block, as('h3', {}, text(label_strong, format.say(title))), box(chips, ...inner)));
    return side_panel(format.say('filter'), '', left, view, acts.close,
        matters.length > 0 && group('matters', ...matters.slice(0, 8).map((one) => chip(one.title || format.say('case'), filters.matter === one.matter, () => acts.set({ matter: filters.matter === one.matter ? '' : one.matter })))),
        by_look.size > 0 && group('filter_channels', ...[...by_look].map(([look, names]) => chip(channel_word(look, format), names.every((one) => filters.channels.includes(one)), () => acts.set({ channels: toggled(filters.channels, names) }), look, look))),
        group('filter_kinds', ...groups.map(([word, names]) => chip(format.say(word), names.every((one) => filters.kinds.includes(one)), () => acts.set({ kinds: toggled(filters.kinds, names) })))),
        group('filter_direction', ...ways.map(([word, value]) => chip(format.say(word), filters.direction === value, () => acts.set({ direction: value })))),
        group('filter_period', ...periods.map(([word, value]) => chip(format.say(word), filters.days === value, () => acts.set({ days: value })))),
        box(foot, primary_button(format.say('filter_apply'), acts.close), filtering(filters) && framed_button(format.say('filter_clear'), acts.clear)));
}
