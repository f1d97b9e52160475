// What the staff wrote and what rules did: notes, consultations, promises, reminders, tasks, complaints, preferences, contacts,
// guards, joins, mailings.
import { channel_look, channel_word } from '../format/channels';
import { define } from '../look/style';
import type { Item } from '../slices';
import { box, button, mark, text, type Box } from './box';
import { look_of } from './entry';
import type { ItemEntry } from './records';
import { first_line, joined, time_right } from './records';
import { filler, icon16, label, link, record, record2, small_button, strong, strong_one, tag, type TimelineView } from './parts';
import { file_rows, unsent_mark } from './talk';
import type { Word } from '../format/words';

const paper_note = define({ radius: 8, fill: 'note', pad: [8, 12, 8, 12], max_w: 640 });
const paper_complaint = define({ radius: 8, fill: 'dangerbg', pad: [8, 12, 8, 12], max_w: 640 });
const head = define({ row: true, gap: 8, align: 'center', min_h: 20 });
const note_label = define({ size: 13, line: 20, ink: 'text2', lines: 1, shrink: true });
const complaint_words = define({ size: 13, line: 20, ink: 'text2' });
const more = define({ row: true, h: 24, align: 'center', self: 'start', radius: 4 });
const more_words = define({ size: 13, line: 20, ink: 'accent', lines: 1 });
const folded_text = define({ size: 13, line: 20, lines: 6 });

function author(item: Item, view: TimelineView): string {
    return (item.colleague && view.colleague(item.colleague)) || item.author || view.format.say('you');
}
function unsent(item: Item, view: TimelineView): Box | false {
    return !!item.unsent && unsent_mark(view);
}

export function note_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const key = `note ${item.item}`;
    const words = joined(item.text, item.product);
    const long = words.length > 420 || words.split('\n').length > 6;
    const open = !long || view.unfolded.has(key);
    return [box(paper_note,
        box(head, text(strong_one, author(item, view)), text(note_label, view.size === 'small' || (view.size === 'mid' && item.unsent) ? format.say('note').toLowerCase() : format.say('note_seen_by')),
            box(filler), unsent(item, view), view.size !== 'wide' && entry.timed && text(label, format.time(item.at), { ink: 'text2' })),
        text(open ? record : folded_text, words), !open && button(more, undefined, () => view.fold(key), text(more_words, format.say('unfold'))), ...file_rows(item, view))];
}

export function consultation_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const rows = [box(first_line, text(strong, view.format.say('consultation'), { ink: 'note.c' }), text(record2, joined(item.product, item.place, author(item, view))), unsent(item, view), ...time_right(entry, view))];
    if (item.text) rows.push(text(record, item.text));
    return rows;
}

// Promise, reminder, task: bold, with its term; done it is a quiet line.
export function due_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format, now } = view;
    const words = item.text || item.title || '';
    const said: Record<string, Word> = { promise: 'promise_of', reminder: 'reminder_of', task: 'task_of' };
    const title = format.say(said[item.kind] ?? 'task_of', { words });
    const who = item.assignee ? view.colleague(item.assignee) : '';
    if (item.state === 'done' || item.state === 'cancelled')
        return [box(first_line, text(record2, title), text(record2, item.state === 'cancelled' ? format.say('cancelled') : item.done_at ? format.say('done_at', { time: format.moment(item.done_at, now) }) : format.say('done').toLowerCase()),
            unsent(item, view), view.change && small_button(format.say('reopen'), () => view.change!(item.item, { state: 'open' }), undefined, false), ...time_right(entry, view))];
    const late = item.due !== undefined && item.due < now;
    const soon = item.due !== undefined && format.day_key(item.due) === format.day_key(now);
    const due = item.due !== undefined && (late ? tag(format.distance(item.due, now), 'danger', 'dangerbg')
        : soon && item.kind === 'promise' ? tag(format.distance(item.due, now), 'warn', 'warnbg') : tag(format.term(item.due, now)));
    return [box(first_line, text(strong, title), due, who && text(record2, who), view.change && small_button(format.say('done'), () => view.change!(item.item, { state: 'done' }), 'check'),
        unsent(item, view), ...time_right(entry, view))];
}

export function complaint_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format, now } = view;
    const words = item.text || item.title || '';
    const title = item.title ? format.say('complaint_of', { words: item.title }) : format.say('complaint');
    const facts = joined(item.product, item.order_ref && format.say('order', { number: item.order_ref }).toLowerCase(), item.due && format.term(item.due, now), item.assignee && view.colleague(item.assignee));
    if (item.state === 'done')
        return [box(first_line, text(record2, item.title ? title : joined(format.say('complaint'), words)), tag(format.say('state_done'), 'ok', 'okbg'), facts && text(record2, facts), unsent(item, view),
            view.change && small_button(format.say('reopen'), () => view.change!(item.item, { state: 'open' }), undefined, false), ...time_right(entry, view))];
    return [box(paper_complaint, box(head, mark(icon16, 'complaint', 'danger'), text(strong_one, title), box(filler), unsent(item, view), tag(format.say('state_open'), 'danger', 'bg'),
        view.size !== 'wide' && entry.timed && text(label, format.time(item.at), { ink: 'text2' })),
        text(complaint_words, [words, facts].filter(Boolean).join('. ')), view.change && box(acts, small_button(format.say('done'), () => view.change!(item.item, { state: 'done' }), 'check')))];
}
const acts = define({ row: true, gap: 8, pad: [4, 0, 0, 0] });

// One line with what was said: preference, contact, talk in person, booking, survey.
const said_words: Record<string, Word> = { complaint_resolved: 'resolved', in_person: 'in_person', preference: 'preference_said', contact: 'contacted', booking: 'booking', survey: 'survey' };
export function said_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format, now } = view;
    const word = said_words[item.kind];
    const channel = item.channel === 'notes' ? '' : channel_word(look_of(item), format);
    const rows = [box(first_line, text(strong, word ? format.say(word) : channel, { ink: item.kind === 'preference' ? 'warn' : 'text' }),
        text(record2, joined(item.title, item.starts && format.moment(item.starts, now), item.reason, item.place, item.colleague && author(item, view))), unsent(item, view), ...time_right(entry, view))];
    if (item.text) rows.push(text(record, item.text));
    return rows;
}

export function review_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const look = look_of(item);
    const rows = [box(first_line, text(strong, channel_word(look, view.format), { ink: `${look}.c` }), item.rating !== undefined && item.rating !== '' && tag(view.format.say('rated', { n: String(item.rating) })),
        text(record2, joined(item.title, item.product, item.author)), ...time_right(entry, view))];
    if (item.text) rows.push(text(record, item.text));
    return rows;
}

// What a rule kept from being sent, with the reason and what it rests on.
export function guard_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const guard = typeof item.guard === 'string' ? { words: item.guard } : item.guard ?? {};
    const title = format.say('promo_not_sent', { words: item.title || item.campaign || item.text || '' });
    return [box(first_line, text(strong, title), text(record2, channel_word(channel_look(item.channel), format)), ...time_right(entry, view)),
        box(first_line, guard.words && text(record2, guard.words), guard.item && link(format.say('rule_link'), () => view.show(guard.item!)))];
}

export function join_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    return [box(first_line, text(strong, format.say(item.kind === 'separation' ? 'separated' : 'merged'), { ink: 'system.c' }), text(record2, joined(item.text || item.title, item.reason, item.colleague && author(item, view))),
        link(format.say('why_link'), view.why), ...time_right(entry, view))];
}

export function mailing_body(item: Item, entry: ItemEntry, view: TimelineView): Box[] {
    const { format } = view;
    const look = look_of(item);
    const state = item.failed_at ? format.say('failed') : item.read_at ? format.say('read', { time: format.time(item.read_at) }) : item.delivered_at ? format.say('delivered', { time: format.time(item.delivered_at) }) : item.sent_at ? format.say('sent') : item.status ?? '';
    const name = item.title || item.campaign || item.text || '';
    return [box(first_line, text(strong, format.say('mailing', { channel: channel_word(look, format) }), { ink: `${look}.c` }), text(record2, [name && `«${name}»`, state].filter(Boolean).join(': ')), ...time_right(entry, view))];
}
