// Over the history of one chosen matter: at which stage it is, in people's own words, and whether it is done.
import type { Matters } from '../slices';
import { as, box, text, type Box } from './box';
import { due_frame, due_input } from './composer';
import { filler, label, small_button, type View } from './parts';
import { bar, bar_small } from './states';

export type MatterWord = 'stage' | 'state';

export function matter_bar(matter: Matters['rows'][number], view: View, say: (what: MatterWord, value: string) => void): Box {
    const { format } = view;
    const done = matter.state === 'done';
    return as('section', { attrs: { 'aria-label': matter.title || format.say('case') } }, box(view.size === 'small' ? bar_small : bar, text(label, format.say('stage')),
        as('label', { attrs: { 'data-ring': '' } }, box(due_frame, as('input', { attrs: { 'data-field': 'stage', placeholder: matter.stage ?? format.say('stage_for'), 'aria-label': format.say('stage') } }, box(due_input)))),
        box(filler), small_button(format.say(done ? 'reopen' : 'done'), () => say('state', done ? 'open' : 'done'), done ? undefined : 'check')));
}
