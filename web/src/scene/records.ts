// What happened: calls, visits, receipts and orders, notes, system events, records of unknown kinds.
import { channel_word } from '../format/channels';
import { define } from '../look/style';
import type { Ink } from '../look/tokens';
import type { Format } from '../format/format';
import type { Word } from '../format/words';
import type { Item } from '../slices';
import { as, box, button, mark, text, type Box } from './box';
import { look_of, type Entry } from './entry';
import { filler, icon14, icon16, label, record2, record2_one, strong, type TimelineView } from './parts';
import { file_rows, waiting_line } from './talk';

export type ItemEntry = Entry & { kind: 'item' };

export const first_line = define({ row: true, wrap: true, min_h: 24, gap: 8, align: 'center' });
export const fold_line = define({ row: true, h: 24, gap: 8, align: 'center', self: 'start' });
export const pages = define({ max_w: 400, margin: [4, 0, 0, 0] });
export const page_row = define({ row: true, gap: 12, h: 24, align: 'center' });
export const page_words = define({ size: 13, line: 20, ink: 'text2', lines: 1, grow: true });

const at_right = define({ row: true, grow: true, min_w: 32, justify: 'end' });  // there too when it stands in a line of its own
export function time_right(entry: ItemEntry, view: TimelineView): (Box | false)[] {
    if (view.size === 'wide' || !entry.timed) return [];
    return [box(at_right, text(label, view.format.time(entry.item.at)))];
}
export function joined(...parts: (string | undefined | false | 0)[]): string {
    return parts.filter(Boolean).join(', ');
}

export function call_title({ call, direction }: Item, format: Format): string {
    if (direction === 'out') return format.say(call?.answered ? 'call_out' : 'call_out_missed');
    return format.say(call?.answered ? 'call_in' : 'missed');
}
export function call_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const call = item.call ?? {};
    const out = item.direction === 'out';
    const missed = !call.answered && !out;
    const ink: Ink = missed ? 'danger' : 'phone.c';
    const facts = joined(call.answered && call.seconds ? format.duration(call.seconds) : undefined,
        missed && call.waited ? format.say('waited', { time: format.stopwatch(call.waited) }) : undefined, call.queue,
        call.operator && (call.answered && !out ? format.say('took', { name: call.operator }) : call.operator));
    const waits = waiting_line(item, view);
    const rows = [box(first_line, text(strong, call_title(item, format), { ink }), facts && text(record2, facts), call.recording && box(recorded, mark(icon14, 'play', 'text3'), text(label, format.say('record_link'))), ...time_right(entry, view))];
    if (item.text) rows.push(text(record2, item.text));
    return waits ? [...rows, waits] : rows;
}
const recorded = define({ row: true, gap: 4, align: 'center' });

// Events of shops have standard names; the screen says them in words.
const events: Record<string, Word> = {
    'product viewed': 'ev_product', 'product list viewed': 'ev_section', 'products searched': 'ev_search', 'product added': 'ev_add', 'product removed': 'ev_remove',
    'cart viewed': 'ev_cart', 'checkout started': 'ev_checkout', 'order completed': 'ev_order', 'payment info entered': 'ev_paid', 'signed up': 'ev_signup', 'signed in': 'ev_login',
};
function page_title(item: Item, view: TimelineView): string {
    const event = item.kind === 'track' && item.title ? events[item.title.toLowerCase()] : undefined;
    if (event) return joined(view.format.say(event), item.product);
    if (item.title) return item.title;
    if (!item.url) return item.text ?? '';
    const path = /^https?:\/\/[^/]+(\/[^?#]*)?/.exec(item.url)?.[1] ?? item.url;
    return path === '/' ? item.url.replace(/^https?:\/\//, '').replace(/\/.*$/, '') : path;
}
function ad_words(item: Item, view: TimelineView): string {
    return item.source || item.campaign ? joined(`${view.format.say('ad')} ${item.source ?? ''}`.trim(), item.campaign) : '';
}

export function visit_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const ad = ad_words(item, view);
    const words = item.kind === 'track' ? page_title(item, view) : joined(page_title(item, view), item.product);
    if (ad) return [ad_line(item, view, time_right(entry, view)), box(first_line, text(strong, channel_word('site', view.format), { ink: 'site.c' }), text(record2, words))];
    return [box(first_line, text(strong, channel_word('site', view.format), { ink: 'site.c' }), text(record2, words), ...time_right(entry, view))];
}
function ad_line(item: Item, view: TimelineView, time: (Box | false)[]): Box {
    const source = (item.source ?? '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
    const title = `${view.format.say('ad').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())} ${source}`.trim();
    return box(first_line, text(strong, title, { ink: 'site.c' }), text(record2, joined(item.query && `«${item.query}»`, item.campaign)), ...time);
}

const apart = 1_800_000;  // between two visits
// Noise is one line; unfolded, a row per page or event with the time spent on it.
export function fold_body(entry: Entry & { kind: 'fold' }, open: boolean, view: TimelineView): Box[] {
    const { format } = view;
    const { items } = entry;
    const look = look_of(items[0]!);
    const visits = entry.what === 'visits';
    const titles = [...new Set(items.map((item) => page_title(item, view)).filter(Boolean))];
    const ad = items.find((item) => ad_words(item, view));
    let spent = 0;
    let times = 1;
    const stays = items.map((item, index) => {
        const stay = (items[index + 1]?.at ?? item.at) - item.at;
        if (stay > apart) return times++, 0;
        spent += stay;
        return stay;
    });
    const opened = items.filter((item) => item.kind === 'page').length;
    const few = titles.slice(0, 2).map((title) => (title.includes('«') ? title : `«${title}»`)).join(', ');
    const counted = visits ? joined(times > 1 && format.count('visit_n', times), opened ? format.count('pages', opened) : format.count('visits', items.length), spent >= 60_000 && format.duration(Math.round(spent / 60_000) * 60))
        : format.count('events', items.length);
    const words = [counted, !open && few && `: ${few}`, !open && titles.length > 2 ? '…' : ''].filter(Boolean).join('');
    const small_time = view.size === 'wide' ? [] : [box(filler), text(label, format.time(items[0]!.at))];
    const inner = [text(strong, channel_word(look, format), { ink: `${look}.c` }), text(record2_one, words), mark(icon16, open ? 'up' : 'down', 'text3')];
    const head = button(view.size === 'wide' ? fold_line : fold_whole, undefined, () => view.fold(entry.key), ...inner, ...(ad && visits ? [] : small_time));
    head.attrs = { 'aria-expanded': String(open) };
    const rows = ad && visits ? [ad_line(ad, view, small_time), head] : [head];
    if (!open) return rows;
    return [...rows, as('ul', {}, box(pages, ...items.map((item, index) => as('li', {}, box(page_row, text(page_words, page_title(item, view) || item.kind),
        text(label, visits && stays[index] ? format.stopwatch(Math.round(stays[index]! / 1000)) : format.time(item.at)))))))];
}
const fold_whole = define({ row: true, h: 24, gap: 8, align: 'center' });

// System events and whatever no connector knows: one grey line, the raw payload behind it.
const raw_text = define({ size: 12, line: 16, ink: 'text2', margin: [4, 0, 0, 0] });
export function plain_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const look = look_of(item);
    const known = item.kind === 'system';
    const title = item.text || item.title || (known ? '' : format.say('other'));
    const key = `raw ${item.item}`;
    const words = channel_word(look, format);
    const rows: Box[] = [box(first_line, text(strong, words, { ink: `${look}.c` }), title && text(record2, title), item.status && text(label, item.status),
        item.raw && button(raw_button, undefined, () => view.fold(key), text(more_words, format.say(view.unfolded.has(key) ? 'fold' : 'unfold'))), ...time_right(entry, view))];
    rows.push(...file_rows(item, view));
    if (item.raw && view.unfolded.has(key)) rows.push(text(raw_text, item.raw.slice(0, 4000)));
    return rows;
}
const more_words = define({ size: 13, line: 20, ink: 'accent', lines: 1 });
const raw_button = define({ row: true, h: 24, align: 'center' });
