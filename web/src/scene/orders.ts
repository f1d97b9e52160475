// The purchases of a card: each order once, with where else it is seen. A copy that is none is divided with one press, two orders
// are called one with two; both are taken back where they stand.
import { channel_look, channel_word } from '../format/channels';
import type { Card } from '../slices';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { filler, icon14, icon_button, label, label_one, label_strong, link, record2_one, strong_one, type View } from './parts';
import { state_tag } from './states_of';

export type OrderWord = 'join' | 'divide' | 'undo_join' | 'undo_divide';
export interface OrderActions {
    show(item: string): void;
    order(what: OrderWord, a: string, b: string): void;
}
type Order = NonNullable<Card['orders']>[number];

const block = define({});
const title = define({ row: true, gap: 4, margin: [0, 0, 8, 0] });
const line = define({ row: true, gap: 8, min_h: 24, align: 'center' });
const line_words = define({ row: true, gap: 8, align: 'center', grow: true, radius: 4, hover: 'line' });
const under = define({ row: true, gap: 4, min_h: 24, align: 'center', pad: [0, 0, 0, 12] });
const more = define({ row: true, h: 24, align: 'center', self: 'start', radius: 4 });
const more_text = define({ size: 13, line: 20, ink: 'accent', lines: 1 });

function name_of(one: Order, view: View): string {
    return view.format.say('order', { number: one.number ?? '' }).trim();
}
function copies(one: Order, view: View, acts: OrderActions): Box[] {
    const { format } = view;
    const own = one.order ?? one.item ?? '';
    const also = (one.also ?? []).slice(0, 4).filter((other) => other.item).map((other) => {
        const look = channel_look(other.channel);
        return box(under, mark(icon14, look, `${look}.c`), text(label_one, [format.say('seen_via', { channel: channel_word(look, format) }), other.by_hand && format.say('by_hand')].filter(Boolean).join(', ')), box(filler),
            icon_button('split', format.say('other_order'), () => acts.order(other.by_hand ? 'undo_join' : 'divide', other.item!, '')));
    });
    const apart = (one.apart ?? []).slice(0, 4).map((other) => {
        const look = channel_look(other.channel);
        return box(under, mark(icon14, look, `${look}.c`), text(label_one, [other.number || channel_word(look, format), format.say('other_order_said'), other.who && view.colleague(other.who)].filter(Boolean).join(', ')), box(filler),
            link(format.say('bring_back'), () => acts.order('undo_divide', other.item, other.from)));
    });
    return [...also, ...(own ? apart : [])];
}
function rows_of(one: Order, all: Order[], view: View, acts: OrderActions): Box[] {
    const { format, now } = view;
    const key = `order ${one.order ?? ''}`;
    const near = all.filter((other) => other !== one && other.order).sort((a, b) => Math.abs((a.at ?? 0) - (one.at ?? 0)) - Math.abs((b.at ?? 0) - (one.at ?? 0))).slice(0, 3);
    const inner = [text(strong_one, name_of(one, view)), box(filler), one.total && text(record2_one, format.money(one.total))];
    const state = [one.status && state_tag(one.status, view), one.at && text(label, format.when(one.at, now)), box(filler), one.order && near.length > 0 && icon_button('link', format.say('same_order'), () => view.fold(key))];
    const rows = [box(line, one.item ? button(line_words, undefined, () => acts.show(one.item!), ...inner) : box(line_words, ...inner)), box(line, ...state)];
    if (one.order && view.unfolded.has(key)) rows.push(...near.map((other) => box(under, link([format.say('same_as'), name_of(other, view), other.at && format.when(other.at, now)].filter(Boolean).join(' '), () => {
        view.fold(key);
        acts.order('join', one.order!, other.order!);
    }))));
    return [...rows, ...copies(one, view, acts)];
}

export function orders_block(slice: Card, view: View, acts: OrderActions): Box | undefined {
    const all = slice.orders ?? [];
    if (!all.length) return undefined;
    const whole = view.unfolded.has('orders') || all.length <= 4;
    const shown = whole ? all : all.slice(0, 3);
    return as('section', {}, box(block, as('h2', {}, box(title, text(label_strong, view.format.say('orders_title')), text(label, String(slice.purchases?.count ?? all.length)))), ...shown.flatMap((one) => rows_of(one, all, view, acts)),
        !whole && button(more, undefined, () => view.fold('orders'), text(more_text, view.format.say('more_n', { n: all.length - shown.length })))));
}
