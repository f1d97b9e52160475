// What people said: messages, comments, mail. Bubbles at the side of who spoke.
import { channel_word } from '../format/channels';
import { define } from '../look/style';
import type { Item } from '../slices';
import { as, box, button, mark, text, type Box } from './box';
import { look_of, type Entry } from './entry';
import { filler, icon14, icon16, label, label_one, link, record_one, strong_words, words_text as words_cosy, type TimelineView } from './parts';
import type { Word } from '../format/words';

const meta = define({ row: true, h: 24, gap: 8, align: 'center' });
const meta_out = define({ row: true, h: 24, gap: 8, align: 'center', justify: 'end' });
const channel_name = define({ size: 12, line: 16, weight: 600, lines: 1 });
const bubble_in = define({ pad: [8, 12, 8, 12], radius: 8, fill: 'fill', max_w: 520, self: 'start', gap: 4 });
const bubble_out = define({ pad: [8, 12, 8, 12], radius: 8, fill: 'out', max_w: 520, self: 'end', gap: 4, margin: [0, 0, 0, 24] });
const bubble_in_dense = define({ pad: [4, 12, 4, 12] }, bubble_in);
const bubble_out_dense = define({ pad: [4, 12, 4, 12] }, bubble_out);
const words_dense = define({ size: 13, line: 20 });
const state = define({ row: true, gap: 4, align: 'center' });
const wait = define({ row: true, h: 24, gap: 6, align: 'center', margin: [4, 0, 0, 0] });
const wait_text = define({ size: 12, line: 16, weight: 600, ink: 'warn', lines: 1 });
const file_preview = define({ w: 160, h: 120, margin: [4, 0, 0, 0] });
const file_row = define({ row: true, gap: 8, pad: [6, 8, 6, 8], radius: 4, fill: 'bg', align: 'center', margin: [4, 0, 0, 0] });
const file_row_link = define({ hover: 'hover', self: 'stretch' }, file_row);
const quote_button = define({ row: true, gap: 4, align: 'center', self: 'start', h: 20 });
const quote_text = define({ size: 12, line: 16, ink: 'text2' });
const quote = define({ row: true, gap: 8 });
const stem = define({ w: 2, radius: 1, fill: 'line2', self: 'stretch' });
const quote_words = define({ grow: true });

const answered = define({ row: true, gap: 8 });
const answered_text = define({ size: 12, line: 16, ink: 'text2', lines: 1, shrink: true });

function unsent_mark(view: TimelineView): Box {
    return box(state, mark(icon14, 'unsent', 'warn'), text(label, view.format.say('unsent'), { ink: 'warn' }));
}
export { unsent_mark };

function delivery_state(item: Item, view: TimelineView): Box | undefined {
    const { format } = view;
    const words = (value: string) => (view.size === 'small' ? '' : value);
    const of = (icon: 'check' | 'checks' | 'warn', value: string, bad = false) =>
        as('span', { attrs: { 'aria-label': value } }, box(state, mark(icon14, icon, bad ? 'danger' : 'accent'), words(value) && text(label, value, bad ? { ink: 'danger' } : {})));
    if (item.unsent) return unsent_mark(view);
    if (item.failed_at) return of('warn', format.say('failed'), true);
    if (item.read_at) return of('checks', format.say('read', { time: format.time(item.read_at) }));
    if (item.delivered_at) return of('checks', format.say('delivered', { time: format.time(item.delivered_at) }));
    if (item.sent_at) return of('check', format.say('sent'));
    return undefined;
}

function author_of(item: Item, out: boolean, view: TimelineView): string {
    if (item.bot) return view.format.say('bot');
    if (out) return item.colleague ?? item.author ?? '';
    return item.author ?? view.customer;
}

// "WhatsApp  Айгерім  …  14:02": the channel's word only in the first row of a conversation.
export function meta_line(item: Item, entry: Entry & { kind: 'item' }, view: TimelineView): Box | undefined {
    const out = item.direction === 'out';
    const look = look_of(item);
    const time_right = view.size !== 'wide' && entry.timed && text(label, view.format.time(item.at));
    const who = entry.named && author_of(item, out, view);
    const send_again = out && item.failed_at ? view.again?.(item) : undefined;
    const parts = [entry.first && text(channel_name, channel_word(look, view.format), { ink: `${look}.c` }), who && text(label_one, who),
        item.kind === 'comment' && text(label, view.format.say('public_comment')), item.edited && text(label, view.format.say('edited')),
        out && delivery_state(item, view), send_again && link(view.format.say('retry'), send_again)];
    if (!parts.some(Boolean) && !time_right) return undefined;  // goes on speaking
    if (out && view.size === 'wide') return box(meta_out, ...parts);
    return box(meta, ...parts, time_right && box(filler), time_right);
}

export function file_rows(item: Item, view: TimelineView): Box[] {
    const { format } = view;
    return (item.files ?? []).flatMap((file) => {
        const known = ['photo', 'voice', 'video', 'document', 'sticker', 'location', 'contact'].includes(file.kind ?? '');
        const name = file.name || format.say(known ? (file.kind as Word) : 'attachment');
        const inner = [mark(icon16, 'file', 'text2'), text(record_one, name), file.size ? text(label, format.size(file.size)) : undefined];
        const row = view.attachment ? button(file_row_link, undefined, () => view.attachment!({ item: item.item, name, ...(file.hash ? { hash: file.hash } : {}) }), ...inner) : box(file_row, ...inner);
        // The picture is the text twin's alone, over the canvas: core/ui leaves its place free and knows no pixels.
        if (!file.preview || !/^[A-Za-z0-9+/]+=*$/.test(file.preview)) return [row];
        return [row, as('img', { attrs: { src: `data:image/jpeg;base64,${file.preview}`, alt: name, decoding: 'async' } }, box(file_preview))];
    });
}

export function waiting_line(item: Item, view: TimelineView): Box | undefined {
    if (view.waiting_item !== item.item || !view.waiting_since) return undefined;
    return box(wait, mark(icon14, 'clock', 'warn'), text(wait_text, view.format.say('awaits_for', { age: view.format.age(view.waited) })));
}

function speech(item: Item, view: TimelineView, inner: Box[]): Box {
    const style = item.direction === 'out' ? (view.compact ? bubble_out_dense : bubble_out) : view.compact ? bubble_in_dense : bubble_in;
    if (item.deleted) return box(style, text(words_cosy, view.format.say('deleted'), { ink: item.direction === 'out' ? 'text' : 'text2' }));
    return box(style, ...inner);
}

// A very long message shows its beginning and unfolds; the twin and the canvas hold only what is shown.
const long_words = 1200;
function spoken(words: string, item: Item, view: TimelineView): Box[] {
    if (!words) return [];
    const key = `words ${item.item}`;
    const words_text = view.compact ? words_dense : words_cosy;
    if (words.length <= long_words || view.unfolded.has(key)) return [as('p', {}, text(words_text, words.length > 60_000 ? `${words.slice(0, 60_000)}…` : words))];
    return [as('p', {}, text(words_text, `${words.slice(0, long_words - 200)}…`)), button(quote_button, undefined, () => view.fold(key), mark(icon14, 'down', 'text2'), text(label, view.format.say('unfold'), { ink: item.direction === 'out' ? 'text' : 'text2' }))];
}

// Somebody else's words: passed on, or of the mail that is answered. Long ones, and those of mails, unfold.
const short_quote = 400;
function quoted(item: Item, view: TimelineView, folded = false): Box[] {
    if (!item.quote) return [];
    const out = item.direction === 'out';
    const words = as('blockquote', {}, box(quote, box(stem), box(quote_words, text(quote_text, item.quote, out ? { ink: 'text' } : {}))));
    if (!folded && item.quote.length <= short_quote) return [words];
    const open = view.unfolded.has(`quote ${item.item}`);
    const fold = button(quote_button, undefined, () => view.fold(`quote ${item.item}`), mark(icon14, 'more', 'text2'), text(label, view.format.count('quote', item.quote.split('\n').length), { ink: out ? 'text' : 'text2' }));
    fold.attrs = { 'aria-expanded': String(open) };
    return open ? [fold, words] : [fold];
}

export function message_body(item: Item, entry: Entry & { kind: 'item' }, view: TimelineView): Box[] {
    const words = item.text ?? '';
    const answers = item.reply_to ? item.quote ?? view.said(item.reply_to) : undefined;
    const hidden = item.title === 'unsupported';  // the channel has said that there is a message, not what
    const inner = [answers ? box(answered, box(stem), text(answered_text, answers, item.direction === 'out' ? { ink: 'text' } : {})) : undefined, ...(answers ? [] : quoted(item, view)), item.title && !hidden ? text(strong_words, item.title) : undefined, ...spoken(words, item, view), ...file_rows(item, view)].filter((one): one is Box => !!one);
    if (hidden && !words) inner.push(text(words_cosy, view.format.say('unsupported'), { ink: item.direction === 'out' ? 'text' : 'text2' }));
    if (!inner.length) inner.push(text(words_cosy, view.format.say('attachment'), { ink: item.direction === 'out' ? 'text' : 'text2' }));
    const waits = waiting_line(item, view);
    return [meta_line(item, entry, view), speech(item, view, inner), waits].filter((one): one is Box => !!one);
}

export function mail_body(item: Item, entry: Entry & { kind: 'item' }, view: TimelineView): Box[] {
    const inner: Box[] = [];
    if (item.title) inner.push(as('h4', {}, text(strong_words, item.title)));
    inner.push(...spoken(item.text ?? '', item, view));
    inner.push(...file_rows(item, view));
    inner.push(...quoted(item, view, true));
    const waits = waiting_line(item, view);
    return [meta_line(item, entry, view), speech(item, view, inner), waits].filter((one): one is Box => !!one);
}
