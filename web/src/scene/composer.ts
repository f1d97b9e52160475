// The composer: kinds, one field, a term where the kind has one, ready answers, one button. In a viewer's place for it stands
// one line.
import type { Icon } from '../look/icons';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { disabled_button, filler, icon14, icon_button, label, primary_button, record2, small_button, type View } from './parts';
import { sheet_of } from './timeline';
import type { Word } from '../format/words';

export type Kind = 'note' | 'consultation' | 'promise' | 'reminder' | 'task' | 'complaint';
export const kinds: [Kind, Icon, Word][] = [['note', 'note', 'note_for'], ['consultation', 'consult', 'consultation_for'], ['promise', 'promise', 'promise_for'], ['reminder', 'reminder', 'reminder_for'], ['task', 'check', 'task_for'], ['complaint', 'complaint', 'complaint_for']];
export function has_due(kind: Kind): boolean {
    return kind === 'promise' || kind === 'reminder' || kind === 'task';
}

const space = define({ w: 80 });
const outer = define({ grow: true, pad: [8, 0, 16, 0] });
const outer_small = define({ grow: true, pad: [4, 0, 8, 0] });
const frame = define({ radius: 8, border: 'all', line_ink: 'line2', pad: [4, 8, 8, 8] });
const kind_row = define({ row: true, h: 32, gap: 4, align: 'center' });
const kind_row_small = define({ gap: 0 }, kind_row);  // all kinds within 320 px
const kind_button = define({ row: true, h: 24, radius: 4, gap: 6, pad: [0, 8, 0, 8], align: 'center', on_fill: 'note', hover: 'hover' });
const kind_text = define({ size: 12, line: 16, ink: 'text2', lines: 1 });
const kind_text_on = define({ size: 12, line: 16, weight: 600, lines: 1 });
const private_row = define({ row: true, gap: 6, pad: [0, 4, 0, 0], align: 'center', shrink: true });
const input_row = define({ row: true, gap: 8, pad: [0, 0, 0, 8], align: 'end' });
// The field grows with its words, 1 to 6 lines: one style per number of lines.
const fields = [1, 2, 3, 4, 5, 6].map((lines) => define({ grow: true, h: 12 + 20 * lines, pad: [6, 0, 6, 0], size: 15, line: 20 }));
const message = define({ size: 12, line: 16, ink: 'danger', pad: [4, 8, 0, 8] });
const due_row = define({ row: true, wrap: true, gap: 8, align: 'center', pad: [4, 0, 0, 8] });
export const due_frame = define({ row: true, w: 196, h: 28, radius: 6, border: 'all', line_ink: 'ctl', pad: [0, 8, 0, 8], align: 'center' });
export const due_input = define({ grow: true, h: 26, size: 13, line: 20 });

export interface Draft {
    kind: Kind;
    lines: number;
    ready: boolean;   // there is what can be saved
    saving: boolean;
    failure: string | undefined;
    due: number | undefined;
    about: string | undefined;  // words of the item that it is about
}

// Terms one press away, in the place's own time.
export function terms(now: number): [Word, number][] {
    const at = (days: number, hours: number) => new Date(new Date(now + days * 86_400_000).setHours(hours, 0, 0, 0)).getTime();
    const evening = at(0, 18);
    return [['due_hour', Math.ceil((now + 3_600_000) / 300_000) * 300_000], ...(evening > now + 900_000 ? [['due_evening', evening] as [Word, number]] : []), ['due_tomorrow', at(1, 10)], ['due_week', at(7, 10)]];
}

export interface ComposerActions {
    kind(kind: Kind): void;
    save(): void;
    due(at: number): void;
    answers(): void;
    about_nothing(): void;
}
export function composer(draft: Draft, view: View, answers: boolean, actions: ComposerActions): Box {
    const { format } = view;
    const placeholder = format.say(kinds.find(([kind]) => kind === draft.kind)![2]);
    const field = as('textarea', { attrs: { 'data-field': 'composer', placeholder, 'aria-label': placeholder, rows: '1' } }, box(fields[Math.min(Math.max(draft.lines, 1), 6) - 1]!));
    const due = has_due(draft.kind) && box(due_row, as('label', { attrs: { 'data-ring': '' } }, box(due_frame,
        as('input', { attrs: { 'data-field': 'due', type: 'datetime-local', 'aria-label': format.say('due') } }, box(due_input)))),
        ...terms(view.now).slice(0, view.size === 'small' ? 2 : 4).map(([word, at]) => small_button(format.say(word), () => actions.due(at))));
    return sheet_of(view, view.size === 'wide' && box(space), box(view.size === 'small' ? outer_small : outer, as('section', { attrs: { 'aria-label': placeholder, 'data-ring': '' } }, box(frame,
        box(view.size === 'small' ? kind_row_small : kind_row, ...kinds.map(([kind, icon]) => {
            const on = kind === draft.kind;
            const one = button(kind_button, format.say(kind), () => actions.kind(kind), mark(icon14, icon, on ? 'text' : 'text2'),
                (on || view.size === 'wide') && text(on ? kind_text_on : kind_text, format.say(kind)));
            one.on = on;
            one.attrs = { ...one.attrs, 'aria-pressed': String(on) };
            return one;
        }), box(filler), answers && icon_button('copy', format.say('ready_answers'), actions.answers), view.size === 'wide' && box(private_row, mark(icon14, 'hidden', 'text3'), text(label, format.say('staff_only')))),
        draft.about !== undefined && box(about_row, mark(icon14, 'link', 'text3'), text(about_text, format.say('about_item', { words: draft.about })), box(filler), icon_button('close', format.say('clear'), actions.about_nothing)),
        box(input_row, field, draft.ready && !draft.saving ? primary_button(format.say('save'), actions.save) : disabled_button(format.say(draft.saving ? 'saving' : 'save'))),
        due, draft.failure !== undefined && as('div', { attrs: { role: 'alert' } }, box(failure_row, text(message, draft.failure)))))));
}
const failure_row = define({});
const about_row = define({ row: true, h: 32, gap: 6, align: 'center', pad: [0, 0, 0, 8] });
const about_text = define({ size: 12, line: 16, ink: 'text2', lines: 1, shrink: true });

const only_row = define({ grow: true, pad: [12, 0, 16, 0] });
export function read_only_line(view: View): Box {
    return sheet_of(view, view.size === 'wide' && box(space), box(only_row, text(record2, view.format.say('read_only'), { ink: 'text3' })));
}
