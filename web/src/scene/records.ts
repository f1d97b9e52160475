// What happened: calls, visits, receipts and orders, notes, system events, records of unknown kinds.
import { channel_word } from '../format/channels';
import { define } from '../look/style';
import type { Ink } from '../look/tokens';
import type { Word } from '../format/words';
import type { Item, Line } from '../slices';
import { as, box, button, mark, text, type Box } from './box';
import { look_of, type Entry } from './entry';
import { filler, icon16, label, record, record2, record2_one, strong, strong_one, type TimelineView } from './parts';
import { file_rows, unsent_mark, waiting_line } from './talk';

type ItemEntry = Entry & { kind: 'item' };

const first_line = define({ row: true, wrap: true, min_h: 24, gap: 8, align: 'center' });
const fold_line = define({ row: true, h: 24, gap: 8, align: 'center', self: 'start' });
const pages = define({ max_w: 480, margin: [4, 0, 0, 0] });
const page_row = define({ row: true, gap: 12, h: 24, align: 'center' });
const page_words = define({ size: 13, line: 20, ink: 'text2', lines: 1, grow: true });

function time_right(entry: ItemEntry, view: TimelineView): (Box | false)[] {
    if (view.size === 'wide' || !entry.timed) return [];
    return [box(filler), text(label, view.format.time(entry.item.at))];
}
function joined(...parts: (string | undefined | false)[]): string {
    return parts.filter(Boolean).join(', ');
}

export function call_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const call = item.call ?? {};
    const out = item.direction === 'out';
    const missed = !call.answered && !out;
    const title = out ? format.say(call.answered ? 'call_out' : 'call_out_missed') : format.say(missed ? 'missed' : 'call_in');
    const ink: Ink = missed ? 'danger' : 'phone.c';
    const facts = joined(call.answered && call.seconds ? format.duration(call.seconds) : undefined,
        missed && call.waited ? format.say('waited', { time: format.stopwatch(call.waited) }) : undefined, call.queue,
        call.operator && (call.answered ? format.say('took', { name: call.operator }) : call.operator), call.recording && format.say('recording'));
    const waits = waiting_line(item, view);
    const rows = [box(first_line, text(strong, title, { ink }), facts && text(record2, facts), ...time_right(entry, view))];
    if (item.text) rows.push(text(record2, item.text));
    return waits ? [...rows, waits] : rows;
}

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
    return [box(first_line, text(strong, channel_word('site', view.format), { ink: 'site.c' }), text(record2, item.kind === 'track' ? page_title(item, view) : joined(page_title(item, view), item.product)),
        ad_words(item, view) && text(label, ad_words(item, view)), ...time_right(entry, view))];
}

// Noise is one line; unfolded, a row per visit or event.
export function fold_body(entry: Entry & { kind: 'fold' }, open: boolean, view: TimelineView): Box[] {
    const { format } = view;
    const { items } = entry;
    const look = look_of(items[0]!);
    const titles = [...new Set(items.map((item) => page_title(item, view)).filter(Boolean))];
    const ad = items.map((item) => ad_words(item, view)).find(Boolean);
    const few = titles.slice(0, 2).map((title) => (title.includes('«') ? title : `«${title}»`)).join(', ');
    const words = [format.count(entry.what === 'visits' ? 'visits' : 'events', items.length), few && `: ${few}`, titles.length > 2 ? '…' : '', ad ? `, ${ad}` : ''].join('');
    const head = button(fold_line, undefined, () => view.fold(entry.key), text(strong, channel_word(look, format), { ink: `${look}.c` }),
        text(record2_one, words), mark(icon16, open ? 'up' : 'down', 'text3'));
    head.attrs = { 'aria-expanded': String(open) };
    if (!open) return [head];
    return [head, as('ul', {}, box(pages, ...items.map((item) => as('li', {}, box(page_row, text(page_words, page_title(item, view) || item.kind), text(label, format.time(item.at)))))))];
}

const paper = define({ radius: 8, border: 'all', pad: [12, 16, 12, 16], max_w: 640 });
const paper_small = define({ radius: 8, border: 'all', pad: [8, 12, 8, 12], max_w: 640 });
const paper_head = define({ row: true, gap: 8, align: 'center' });
const goods = define({ margin: [4, 0, 0, 0] });
const good = define({ row: true, gap: 12, min_h: 24, align: 'center' });
const good_name = define({ size: 13, line: 20, grow: true });
const good_count = define({ size: 13, line: 20, ink: 'text2', lines: 1, right: true });
const good_sum = define({ size: 13, line: 20, lines: 1, w: 80, right: true });
const total = define({ size: 13, line: 20, weight: 600, lines: 1 });

function good_row(one: Line, negative: boolean, view: TimelineView): Box {
    const { format } = view;
    const times = one.quantity && one.price !== undefined ? `${one.quantity.replace(/^-/, '')}\u00a0×\u00a0${format.amount(Math.abs(one.price))}` : one.quantity ?? '';
    const minus = negative || (one.sum ?? 0) < 0;
    return box(good, minus && mark(icon16, 'return', 'text2'), text(good_name, one.name || one.sku || ''), times && view.size !== 'small' && text(good_count, times),
        one.sum !== undefined && text(good_sum, format.amount(negative ? -Math.abs(one.sum) : one.sum)));
}

export function receipt_body(item: Item, _entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const number = item.number ?? '';
    const title = format.say(item.kind === 'return' ? 'return' : item.kind === 'order' ? 'order' : 'receipt', { number }).trim();
    const where = joined(item.shop, item.till && (/^\d+$/.test(item.till) ? format.say('till', { till: item.till }) : item.till), item.payment);
    const rows = item.lines ?? [];
    const key = `lines ${item.item}`;
    const open = rows.length <= 5 || view.unfolded.has(key);
    const shown = open ? rows : rows.slice(0, 4);
    const sum = item.total && format.money(item.kind === 'return' ? { ...item.total, minor: -Math.abs(item.total.minor) } : item.total);
    return [box(view.size === 'small' ? paper_small : paper,
        box(paper_head, text(strong, title), where && text(record2_one, where), item.status && text(label, item.status), item.unsent && unsent_mark(view), box(filler), sum && text(total, sum)),
        shown.length > 0 && as('ul', {}, box(goods, ...shown.map((one) => as('li', {}, good_row(one, item.kind === 'return', view))))),
        !open && button(more_lines, undefined, () => view.fold(key), text(more_words, format.count('more_lines', rows.length - 4))))];
}
const more_lines = define({ row: true, h: 24, align: 'center', self: 'start' });
const more_words = define({ size: 13, line: 20, ink: 'accent', lines: 1 });

const paper_note = define({ radius: 8, fill: 'note', pad: [8, 12, 8, 12], max_w: 640 });
export function note_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const consultation = item.kind === 'consultation';
    return [box(paper_note,
        box(paper_head, text(strong_one, item.colleague || item.author || format.say('you')), text(label_note, consultation ? format.say('consultation') : view.size === 'small' ? format.say('note') : format.say('note_seen_by'), { ink: 'text2' }),
            box(filler), item.unsent && unsent_mark(view), view.size !== 'wide' && entry.timed && text(label, format.time(item.at), { ink: 'text2' })),
        text(record, joined(item.text, item.product)))];
}
const label_note = define({ size: 13, line: 20, lines: 1, shrink: true });

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
const raw_button = define({ row: true, h: 24, align: 'center' });
