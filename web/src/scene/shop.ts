// Orders, receipts, returns, payments and parcels: one order is one box, whatever number of sources reported it.
import { channel_look, channel_word } from '../format/channels';
import { define } from '../look/style';
import type { Item, Line } from '../slices';
import { as, box, button, mark, text, type Box } from './box';
import type { ItemEntry } from './records';
import { first_line, fold_line, joined, page_row, page_words, pages, time_right } from './records';
import { filler, icon14, icon16, label, record2, record2_one, strong, type TimelineView } from './parts';
import { state_tag, state_word } from './states_of';
import { unsent_mark } from './talk';

const paper = define({ radius: 8, border: 'all', pad: [12, 16, 12, 16], max_w: 640 });
const paper_small = define({ radius: 8, border: 'all', pad: [8, 12, 8, 12], max_w: 640 });
const paper_head = define({ row: true, gap: 8, align: 'center', min_h: 20 });
const goods = define({ margin: [4, 0, 0, 0] });
const good = define({ row: true, gap: 12, min_h: 24, align: 'center' });
const good_name = define({ size: 13, line: 20, grow: true });
const good_count = define({ size: 13, line: 20, ink: 'text2', lines: 1, right: true });
const good_sum = define({ size: 13, line: 20, lines: 1, w: 80, right: true });
const total = define({ size: 13, line: 20, weight: 600, lines: 1 });
const more_lines = define({ row: true, h: 24, align: 'center', self: 'start', radius: 4 });
const more_words = define({ size: 13, line: 20, ink: 'accent', lines: 1 });
const via = define({ row: true, wrap: true, gap: 12, align: 'center', border: 'top', pad: [8, 0, 0, 0], margin: [8, 0, 0, 0] });
const via_one = define({ row: true, gap: 4, align: 'center', radius: 4, hover: 'hover' });

function good_row(one: Line, negative: boolean, view: TimelineView): Box {
    const { format } = view;
    const times = one.quantity && one.price !== undefined ? `${one.quantity.replace(/^-/, '')}\u00a0×\u00a0${format.amount(Math.abs(one.price))}` : one.quantity ?? '';
    const minus = negative || (one.sum ?? 0) < 0;
    return box(good, minus && mark(icon16, 'return', 'text2'), text(good_name, one.name || one.sku || ''), times && view.size !== 'small' && text(good_count, times),
        one.sum !== undefined && text(good_sum, format.amount(negative ? -Math.abs(one.sum) : one.sum)));
}
function good_rows(item: Item, most: number, view: TimelineView): (Box | false)[] {
    const rows = item.lines ?? [];
    const key = `lines ${item.item}`;
    const open = rows.length <= most + 1 || view.unfolded.has(key);
    const shown = open ? rows : rows.slice(0, most);
    return [shown.length > 0 && as('ul', {}, box(goods, ...shown.map((one) => as('li', {}, good_row(one, item.kind === 'return', view))))),
        !open && button(more_lines, undefined, () => view.fold(key), text(more_words, view.format.count('more_lines', rows.length - most)))];
}
// "One order, also seen in": the other documents of the same order, each opens its own.
function seen_also(item: Item, view: TimelineView): Box | undefined {
    const { format } = view;
    const also = (item.also ?? []).slice(0, 6);
    if (!also.length) return undefined;
    return box(via, text(label, format.say(view.size === 'small' ? 'seen_too' : 'seen_in')), ...also.map((one) => {
        const look = channel_look(one.channel);
        const inner = [mark(icon14, look, `${look}.c`), text(label, [channel_word(look, format), one.at && (format.day_key(one.at) === format.day_key(item.at) ? format.time(one.at) : format.when(one.at, view.now))].filter(Boolean).join(' '), { ink: `${look}.c` })];
        return one.item ? button(via_one, undefined, () => view.show(one.item!), ...inner) : box(via_one, ...inner);
    }));
}
function paper_box(view: TimelineView, ...children: (Box | false | undefined)[]): Box {
    return box(view.size === 'small' ? paper_small : paper, ...children);
}

export function order_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const title = format.say('order', { number: item.number ?? '' }).trim();
    const status = item.status || item.stage;
    const sub = joined(item.delivery, item.payment || item.method);
    return [paper_box(view,
        box(paper_head, text(strong, title), status && state_tag(status, view), view.size !== 'small' && sub && text(record2_one, sub), item.unsent && unsent_mark(view), box(filler),
            item.total && text(total, format.money(item.total)), view.size !== 'wide' && entry.timed && text(label, format.time(item.at))),
        ...good_rows(item, 4, view), seen_also(item, view))];
}

export function receipt_body(item: Item, _entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const title = format.say(item.kind === 'return' ? 'return' : 'receipt', { number: item.number ?? '' }).trim();
    const where = joined(item.shop, item.till && (/^\d+$/.test(item.till) ? format.say('till', { till: item.till }) : item.till), item.payment);
    const sum = item.total && format.money(item.kind === 'return' ? { ...item.total, minor: -Math.abs(item.total.minor) } : item.total);
    return [paper_box(view,
        box(paper_head, text(strong, title), where && text(record2_one, where), item.status && state_tag(item.status, view), item.unsent && unsent_mark(view), box(filler), sum && text(total, sum)),
        ...good_rows(item, 4, view), seen_also(item, view))];
}

export function payment_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const back = item.kind === 'refund' || (item.total?.minor ?? 0) < 0;
    const order = item.order_ref || (item.kind === 'payment' ? item.number : undefined);
    const words = joined(item.method || item.payment || (item.text ?? ''), order && format.say('order', { number: order }).toLowerCase());
    const sum = item.total && format.money(back ? { ...item.total, minor: -Math.abs(item.total.minor) } : item.total);
    return [box(first_line, text(strong, format.say(back ? 'refund' : 'ch_payment'), { ink: 'payment.c' }), words && text(record2, words), item.status && !/^(paid|success\w*|done|captured)$/i.test(item.status) && state_tag(item.status, view),
        sum && text(strong, sum), ...time_right(entry, view))];
}

// All statuses of a parcel are one item, folded: the newest says where it is.
export function parcel_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format, now } = view;
    const key = `parcel ${item.item}`;
    const open = view.unfolded.has(key);
    const states = [...(item.states ?? [])].reverse();
    const current = item.status || item.stage || states[0]?.state;
    const title = item.carrier ? format.say('delivery_by', { carrier: item.carrier }) : format.say('ch_delivery');
    const words = joined(item.order_ref && format.say('order', { number: item.order_ref }).toLowerCase(), item.number && item.number !== item.order_ref && `№ ${item.number}`, item.eta && format.term(item.eta, now), states.length > 1 && !open && format.count('statuses', states.length), item.text);
    const inner = [text(strong, title, { ink: 'delivery.c' }), current && state_tag(current, view), words && text(record2_one, words)];
    if (states.length < 2) return [box(first_line, ...inner, ...time_right(entry, view)), ...rest_of(item, view)];
    const head = button(fold_line, undefined, () => view.fold(key), ...inner, mark(icon16, open ? 'up' : 'down', 'text3'));
    head.attrs = { 'aria-expanded': String(open) };
    if (!open) return [head, ...rest_of(item, view)];
    return [head, as('ul', {}, box(pages, ...states.map((one, index) => as('li', {}, box(page_row,
        text(page_words, joined(one.text || (one.state && state_word(one.state, view)), one.place), index === 0 ? { ink: 'text' } : {}), one.at !== undefined && text(label, format.moment(one.at, now))))))), ...rest_of(item, view)];
}
function rest_of(item: Item, view: TimelineView): Box[] {
    const also = seen_also(item, view);
    return also ? [also] : item.address ? [text(record2, item.address)] : [];
}
