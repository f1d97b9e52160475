// What is open: question, promise, complaint, order, delivery, reminder, task, case. Waiting first, then overdue, due, the rest.
import { channel_look } from '../format/channels';
import type { Card, OpenEntry } from '../slices';
import type { Icon } from '../look/icons';
import type { Ink } from '../look/tokens';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { icon16_top, label2, label_strong, label, strong_one, record2, record2_one, type View } from './parts';
import type { Word } from '../format/words';
import { state_word } from './states_of';

const block = define({});
const title = define({ row: true, gap: 4, margin: [0, 0, 8, 0] });
const hot = define({ row: true, gap: 12, pad: [10, 12, 10, 12], margin: [0, -12, 4, -12], radius: 6, fill: 'warnbg', hover: 'warnbg' });
const cool = define({ row: true, gap: 12, pad: [6, 12, 6, 12], margin: [0, -12, 0, -12], radius: 6, hover: 'line' });
const words = define({ grow: true });
const hot_text = define({ size: 13, line: 20, lines: 2 });
const between = define({ row: true, gap: 8 });
const strong_grow = define({ size: 13, line: 20, weight: 600, lines: 1, grow: true });
const strong_two = define({ lines: 2 }, strong_grow);  // a promise is not cut in its middle
export const more = define({ row: true, h: 24, align: 'center', self: 'start', radius: 4 });
export const more_text = define({ size: 13, line: 20, ink: 'accent', lines: 1 });
const under = define({ size: 12, line: 16, ink: 'text2', lines: 2 });
const bold_right = define({ size: 13, line: 20, weight: 600, lines: 1 });

export const open_icons: Record<string, Icon> = {
    question: 'question', promise: 'promise', complaint: 'complaint', postponed: 'clock', order: 'order', delivery: 'delivery', reminder: 'reminder', task: 'check', case: 'file',
};

// All that is open; from a core that only knows the waiting question, that question.
export function open_of(slice: Card): OpenEntry[] {
    if (slice.open) return slice.open;
    const waiting = slice.waiting;
    return waiting ? [{ kind: 'question', at: waiting.since, ...(waiting.words ? { words: waiting.words } : {}), ...(waiting.item ? { item: waiting.item } : {}) }] : [];
}
// Business time that a question waits: what core counted, going on from then.
export function waited(one: { waiting_ms?: number; at?: number }, view: View): number {
    if (one.waiting_ms === undefined) return view.now - (one.at ?? view.now);
    return one.waiting_ms + Math.min(Math.max(0, view.now - view.taken), 3_600_000);
}
export function open_title(one: OpenEntry, view: View): string {
    const { format } = view;
    const said = one.words?.trim();
    if (one.kind === 'question') return format.say('awaits');
    if (one.kind === 'order' && said) return format.say('order', { number: said });
    if (one.kind === 'complaint') return said ? format.say('complaint_of', { words: said }) : format.say('complaint');
    const bare: Record<string, Word> = { promise: 'promise', reminder: 'reminder', task: 'task', case: 'case', postponed: 'flag_postponed', order: 'ch_order', delivery: 'ch_delivery' };
    return said || format.say(bare[one.kind] ?? 'other');
}
function right_of(one: OpenEntry, view: View): { words: string; ink: Ink; strong: boolean } {
    const { format, now } = view;
    if (one.kind === 'question') return { words: format.age(waited(one, view)), ink: 'warn', strong: true };
    if (one.due) {
        const overdue = one.overdue || one.due < now;
        const today = format.day_key(one.due) === format.day_key(now);
        return { words: format.term(one.due, now), ink: overdue ? 'danger' : today ? 'warn' : 'text2', strong: overdue || today };
    }
    return { words: one.at ? (one.kind === 'complaint' ? format.age(now - one.at) : format.when(one.at, now)) : '', ink: one.overdue ? 'danger' : 'text2', strong: !!one.overdue };
}
function under_of(one: OpenEntry, view: View): string {
    const { format, now } = view;
    const parts: string[] = [];
    if (one.assignee) parts.push(view.colleague(one.assignee));
    if (one.due) parts.push(format.distance(one.due, now));
    if (one.effect) parts.push(one.effect === 'promotions' ? format.say('promo_stopped') : one.effect);
    if (one.stuck) parts.push(format.say('flag_order'));
    if (one.state && !['open', 'new', 'overdue'].includes(one.state)) parts.push(state_word(one.state, view));
    return parts.join(', ');
}
function ink_of(one: OpenEntry, view: View): Ink {
    if (one.kind === 'question') return 'warn';
    if (one.kind === 'complaint' || one.overdue || (one.due && one.due < view.now)) return 'danger';
    return one.due && view.format.day_key(one.due) === view.format.day_key(view.now) ? 'warn' : 'text2';
}

function row(one: OpenEntry, view: View, show: (item: string) => void): Box {
    const right = right_of(one, view);
    const question = one.kind === 'question';
    const head = box(between, text(strong_two, open_title(one, view), question ? { ink: 'warn' } : { attrs: { title: open_title(one, view) } }),
        right.words && text(right.strong ? bold_right : record2, right.words, { ink: right.ink }));
    const below = question ? one.words && text(hot_text, `«${one.words}»`) : under_of(one, view) && text(under, under_of(one, view));
    const inner = [mark(icon16_top, open_icons[one.kind] ?? channel_look(one.kind), ink_of(one, view)), box(words, head, below)];
    const style = question ? hot : cool;
    return one.item ? button(style, undefined, () => show(one.item!), ...inner) : box(style, ...inner);
}

export function open_block(slice: Card, view: View, show: (item: string) => void): Box | undefined {
    const all = open_of(slice);
    if (!all.length) return undefined;
    const whole = view.unfolded.has('open') || all.length <= 4;
    const shown = whole ? all : all.slice(0, 4);
    return as('section', {}, box(block, as('h2', {}, box(title, text(label_strong, view.format.say('open')), text(label, String(all.length)))),
        ...shown.map((one) => row(one, view, show)),
        !whole && button(more, undefined, () => view.fold('open'), text(more_text, view.format.say('more_n', { n: all.length - shown.length })))));
}

// Below 640 px: one line each.
const compact_hot = define({ row: true, h: 28, gap: 8, pad: [0, 12, 0, 14], align: 'center', fill: 'warnbg', hover: 'warnbg' });
const compact_row = define({ row: true, h: 28, gap: 8, pad: [0, 12, 0, 14], align: 'center', hover: 'line' });
export function open_lines(slice: Card, view: View, show: (item: string) => void, rest: () => void): Box[] {
    const all = open_of(slice);
    const left = all.length - 3;
    return all.slice(0, 3).map((one, index) => {
        const question = one.kind === 'question';
        const right = right_of(one, view);
        const last = index === 2 && left > 0;
        const said = question ? one.words || open_title(one, view) : open_title(one, view);
        return button(question ? compact_hot : compact_row, undefined, () => (last ? rest() : one.item && show(one.item)), mark(define_icon14, open_icons[one.kind] ?? 'question', ink_of(one, view)),
            text(question ? strong_grow : plain_grow, said), last ? text(record2_one, view.format.say('and_n', { n: left }), { ink: 'text3' })
                : right.words && text(right.strong ? strong_one : label2, right.words, { ink: right.ink }));
    });
}
const define_icon14 = define({ w: 14, h: 14 });
const plain_grow = define({ size: 13, line: 20, lines: 1, grow: true });
