// The composer: kinds, one field, one button. In a viewer's place for it stands one line.
import type { Icon } from '../look/icons';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { disabled_button, filler, icon14, label, primary_button, record2, type View } from './parts';
import { sheet_of } from './timeline';

export type Kind = 'note' | 'consultation';
const kinds: [Kind, Icon][] = [['note', 'note'], ['consultation', 'consult']];

const space = define({ w: 80 });
const outer = define({ grow: true, pad: [8, 0, 16, 0] });
const outer_small = define({ grow: true, pad: [4, 0, 8, 0] });
const frame = define({ radius: 8, border: 'all', line_ink: 'line2', pad: [4, 8, 8, 8] });
const kind_row = define({ row: true, h: 32, gap: 4, align: 'center' });
const kind_button = define({ row: true, h: 24, radius: 4, gap: 6, pad: [0, 8, 0, 8], align: 'center', on_fill: 'note', hover: 'hover' });
const kind_text = define({ size: 12, line: 16, ink: 'text2', lines: 1 });
const kind_text_on = define({ size: 12, line: 16, weight: 600, lines: 1 });
const private_row = define({ row: true, gap: 6, pad: [0, 4, 0, 0], align: 'center' });
const input_row = define({ row: true, gap: 8, pad: [0, 0, 0, 8], align: 'end' });
// The field grows with its words, 1 to 6 lines: one style per number of lines.
const fields = [1, 2, 3, 4, 5, 6].map((lines) => define({ grow: true, h: 12 + 20 * lines, pad: [6, 0, 6, 0], size: 15, line: 20 }));
const message = define({ size: 12, line: 16, ink: 'danger', pad: [4, 8, 0, 8] });

export interface Draft {
    kind: Kind;
    lines: number;
    ready: boolean;   // there are words to save
    saving: boolean;
    failure: string | undefined;
}

export function composer(draft: Draft, view: View, actions: { kind(kind: Kind): void; save(): void }): Box {
    const { format } = view;
    const placeholder = format.say(draft.kind === 'note' ? 'note_for' : 'consultation_for');
    const field = as('textarea', { attrs: { 'data-field': 'composer', placeholder, 'aria-label': placeholder, rows: '1' } }, box(fields[Math.min(Math.max(draft.lines, 1), 6) - 1]!));
    return sheet_of(view, view.size === 'wide' && box(space), box(view.size === 'small' ? outer_small : outer, as('section', { attrs: { 'aria-label': placeholder, 'data-ring': '' } }, box(frame,
        box(kind_row, ...kinds.map(([kind, icon]) => {
            const on = kind === draft.kind;
            const one = button(kind_button, format.say(kind), () => actions.kind(kind), mark(icon14, icon, on ? 'text' : 'text2'),
                (on || view.size === 'wide') && text(on ? kind_text_on : kind_text, format.say(kind)));
            one.on = on;
            one.attrs = { ...one.attrs, 'aria-pressed': String(on) };
            return one;
        }), box(filler), view.size !== 'small' && box(private_row, mark(icon14, 'hidden', 'text3'), text(label, format.say('staff_only')))),
        box(input_row, field, draft.ready && !draft.saving ? primary_button(format.say('save'), actions.save) : disabled_button(format.say(draft.saving ? 'saving' : 'save'))),
        draft.failure !== undefined && text(message, format.say('not_saved', { reason: draft.failure }))))));
}

const only_row = define({ grow: true, pad: [12, 0, 16, 0] });
export function read_only_line(view: View): Box {
    return sheet_of(view, view.size === 'wide' && box(space), box(only_row, text(record2, view.format.say('read_only'), { ink: 'text3' })));
}
