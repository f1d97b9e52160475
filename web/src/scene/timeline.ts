// Entries of the timeline: the fixed left edge (time, node, rail) and what each kind shows beside it.
import { channel_word } from '../format/channels';
import { define, type Style } from '../look/style';
import type { ChannelLook } from '../look/tokens';
import type { Item } from '../slices';
import { as, box, button, mark, text, type Box } from './box';
import { look_of, type Entry } from './entry';
import { file_rows, mail_body, message_body } from './talk';
import { call_body, fold_body, plain_body, visit_body } from './records';
import { order_body, parcel_body, payment_body, receipt_body } from './shop';
import { complaint_body, consultation_body, due_body, guard_body, join_body, mailing_body, note_body, review_body, said_body } from './staff';
import { label, node, toned_node, type TimelineView, type View } from './parts';

// Columns: padding 24, time 44, 12, node 24, 12, body, padding 24; at most 960 wide. Below 640 there is no time column.
const page = define({ row: true, justify: 'center', on_fill: 'sel', bar: true });
const sheet = define({ row: true, gap: 12, pad: [0, 24, 0, 24], max_w: 960, grow: true });
const sheet_mid = define({ row: true, gap: 12, pad: [0, 16, 0, 16], grow: true });
const sheet_small = define({ row: true, gap: 12, pad: [0, 12, 0, 12], grow: true });
const time_column = define({ w: 44, pad: [10, 0, 0, 0] });
const time_column_boxed = define({ w: 44, pad: [16, 0, 0, 0] });
const node_column = define({ w: 24, pad: [6, 0, 6, 0], align: 'center' });
const node_column_open = define({ w: 24, pad: [6, 0, 0, 0], align: 'center' });
const node_column_next = define({ w: 24, pad: [0, 0, 6, 0], align: 'center' });
const node_column_through = define({ w: 24, align: 'center' });
const node_column_boxed = define({ w: 24, pad: [12, 0, 6, 0], align: 'center' });
const rail_style = define({ w: 2, radius: 1, grow: true, margin: [4, 0, 0, 0] });
const rail_full = define({ w: 2, grow: true });
const body_first = define({ grow: true, pad: [6, 0, 6, 0] });
const body_open = define({ grow: true, pad: [6, 0, 0, 0] });
const body_next = define({ grow: true, pad: [8, 0, 6, 0] });
const body_through = define({ grow: true, pad: [8, 0, 0, 0] });

// Dense rows keep their columns and lose their air.
const dense = new Map([time_column, time_column_boxed, node_column, node_column_open, node_column_next, node_column_boxed, body_first, body_open, body_next, body_through].map((style) => {
    const [top, right, bottom, left] = style.look.pad ?? [0, 0, 0, 0];
    return [style, define({ pad: [Math.max(0, top - 4), right, Math.max(0, bottom - 4), left] }, style)] as const;
}));
function air(style: Style, view: View): Style {
    return (view.compact && dense.get(style)) || style;
}

export function sheet_of(view: View, ...children: (Box | false | undefined)[]): Box {
    return box(page, box(view.size === 'wide' ? sheet : view.size === 'mid' ? sheet_mid : sheet_small, ...children));
}

function node_of(item: Item, now: number): Box {
    const look = look_of(item);
    if (item.guard) return toned_node('guard', 'warn', 'warnbg');
    switch (item.kind) {
        case 'call': return item.direction !== 'out' && item.call && !item.call.answered ? toned_node('missed', 'danger', 'dangerbg') : node(look);
        case 'receipt': return node(look, 'receipt');
        case 'return': case 'refund': return node('payment', 'return');
        case 'consultation': return node('note', 'consult');
        case 'in_person': return node('note', 'person');
        case 'preference': return toned_node(item.channel === 'telephony' || item.channel === 'phone' ? 'nocall' : 'guard', 'warn', 'warnbg');
        case 'complaint': return item.state === 'done' ? toned_node('check', 'ok', 'okbg') : toned_node('complaint', 'danger', 'dangerbg');
        case 'complaint_resolved': return toned_node('check', 'ok', 'okbg');
        case 'promise': case 'reminder': case 'task': {
            if (item.state === 'done') return toned_node('check', 'ok', 'okbg');
            const late = item.kind === 'promise' && item.due !== undefined && item.due < now && item.state !== 'cancelled';
            const icon = item.kind === 'task' ? 'check' : item.kind;
            return late ? toned_node(icon, 'danger', 'dangerbg') : node(item.kind === 'task' ? 'note' : item.kind, icon);
        }
        case 'order': return node(look === 'shop' ? 'order' : look, 'order');
        case 'parcel': case 'delivery': return node('delivery', 'delivery');
        case 'payment': return node('payment');
        case 'link': case 'merge': return node('system', 'link');
        case 'separation': return node('system', 'split');
        case 'review': return node(look, 'star');
        case 'page': return item.source || item.campaign ? node('site', 'ad') : node(look);
        default: return node(look);
    }
}

const bodies: Record<string, (item: Item, entry: Entry & { kind: 'item' }, view: TimelineView) => Box[]> = {
    message: message_body, comment: message_body, mail: mail_body, call: call_body, page: visit_body, track: visit_body,
    order: order_body, receipt: receipt_body, return: receipt_body, payment: payment_body, refund: payment_body, parcel: parcel_body, delivery: parcel_body,
    note: note_body, consultation: consultation_body, promise: due_body, reminder: due_body, task: due_body, complaint: complaint_body,
    complaint_resolved: said_body, in_person: said_body, preference: said_body, contact: said_body, booking: said_body, survey: said_body, review: review_body,
    mailing: mailing_body, link: join_body, merge: join_body, separation: join_body,
};
const with_files: (typeof plain_body)[] = [message_body, mail_body, note_body, plain_body];  // theirs stand inside
function body_of(item: Item): typeof plain_body {
    if (item.guard) return guard_body;
    return bodies[item.kind] ?? plain_body;
}

function item_row(entry: Entry & { kind: 'item' }, view: TimelineView): Box {
    const { item, first, last } = entry;
    const look: ChannelLook = look_of(item);
    const boxed = ['note', 'order', 'receipt', 'return'].includes(item.kind) || (item.kind === 'complaint' && item.state !== 'done');
    const wide = view.size !== 'small' && view.size !== 'mid';
    const time = as('time', { attrs: { datetime: new Date(item.at).toISOString() } }, text(label, entry.timed ? view.format.time(item.at) : ''));
    const rail = (style: typeof rail_style): Box => ({ ...box(style), fill: `${look}.cl` });
    const column = first
        ? box(air(boxed ? node_column_boxed : last ? node_column : node_column_open, view), node_of(item, view.now), !last && rail(rail_style))
        : box(air(last ? node_column_next : node_column_through, view), rail(rail_full));
    const body = air(first ? (last ? body_first : body_open) : last ? body_next : body_through, view);
    const body_for = body_of(item);
    const content = [...body_for(item, entry, view), ...(with_files.includes(body_for) ? [] : file_rows(item, view))];
    if ((item.cut || item.left_out) && !item.deleted) content.push(text(label, view.format.say('rest_at_source')));
    const words = `${channel_word(look, view.format)}, ${view.format.time(item.at)}`;
    const chosen = view.chosen_item === item.item;
    return as('article', { on: chosen, attrs: { 'aria-label': words, 'data-item': item.item } }, sheet_of(view,
        wide && box(air(boxed ? time_column_boxed : time_column, view), entry.timed && time), column, box(body, ...content)));
}

const day_row = define({ row: true, h: 36, gap: 12, pad: [4, 24, 0, 116], align: 'center', max_w: 960, grow: true, fill: 'bg' });
const day_row_mid = define({ pad: [4, 16, 0, 52] }, day_row);
const day_row_small = define({ pad: [4, 12, 0, 48] }, day_row);
const day_text = define({ size: 12, line: 16, weight: 600, ink: 'text2', lines: 1 });
const day_line = define({ h: 1, grow: true, fill: 'line' });
function day_header(at: number, view: View): Box {
    const style = view.size === 'wide' ? day_row : view.size === 'mid' ? day_row_mid : day_row_small;
    return box(page, box(style, as('h3', {}, text(day_text, view.format.day_header(at, view.now))), box(day_line)));
}

const gap_button = define({ row: true, h: 32, gap: 8, align: 'center', radius: 6 });
const gap_words = define({ size: 13, line: 20, ink: 'accent', lines: 1 });
const time_space = define({ w: 44 });
const icon_column = define({ w: 24, align: 'center', justify: 'center', h: 32 });
const dots = define({ w: 16, h: 16 });
function gap_row(missing: number, view: TimelineView): Box {
    return sheet_of(view, view.size === 'wide' && box(time_space), box(icon_column, mark(dots, 'more', 'accent')),
        button(gap_button, undefined, () => view.more(), text(gap_words, view.format.count('more_events', missing))));
}

const new_row = define({ row: true, h: 24, gap: 12, align: 'center', grow: true });
const new_text = define({ size: 12, line: 16, weight: 600, ink: 'accent', lines: 1 });
const new_rule = define({ h: 1, grow: true, fill: 'accent' });
const new_column = define({ w: 24, h: 32, align: 'center' });
const new_body = define({ grow: true, pad: [8, 0, 0, 0] });
function new_line(entry: Entry & { kind: 'new' }, view: TimelineView): Box {
    return sheet_of(view, view.size === 'wide' && box(time_space), box(new_column, entry.look && { ...box(rail_full), fill: `${entry.look}.cl` as const }),
        box(new_body, box(new_row, text(new_text, view.format.say('new_since', { time: view.format.time(entry.since) })), box(new_rule))));
}

function fold_row(entry: Entry & { kind: 'fold' }, view: TimelineView): Box {
    const item = entry.items[0]!;
    const look = look_of(item);
    const open = view.unfolded.has(entry.key);
    const ad = entry.what === 'visits' && entry.items.some((one) => one.source || one.campaign);
    const time = as('time', { attrs: { datetime: new Date(item.at).toISOString() } }, text(label, view.format.time(item.at)));
    return as('article', { attrs: { 'aria-label': channel_word(look, view.format), 'data-item': item.item } }, sheet_of(view,
        view.size === 'wide' && box(air(time_column, view), time), box(air(node_column, view), ad ? node('site', 'ad') : node(look), (open || ad) && { ...box(rail_style), fill: `${look}.cl` as const }),
        box(air(body_first, view), ...fold_body(entry, open, view))));
}

export function entry_box(entry: Entry, view: TimelineView): Box {
    switch (entry.kind) {
        case 'gap': return gap_row(entry.missing, view);
        case 'day': return day_header(entry.at, view);
        case 'new': return new_line(entry, view);
        case 'fold': return fold_row(entry, view);
        case 'item': return item_row(entry, view);
    }
}

// A guess of a row's height before it is laid out.
export function entry_height(entry: Entry): number {
    if (entry.kind === 'day') return 36;
    if (entry.kind !== 'item') return 36;
    const { item } = entry;
    if (item.lines?.length) return 70 + 24 * item.lines.length;
    if (item.text) return 56 + 20 * Math.min(8, Math.ceil(item.text.length / 60));
    return 36;
}
