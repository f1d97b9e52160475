// What stands on the stage while no customer is open: views, list, search over everything, or why there is nobody.
import { box, type Box } from '../scene/box';
import { stack, type View } from '../scene/parts';
import { bones, empty_pane, state_pane, status_bar, still_coming, type FormerWord } from '../scene/states';
import { customer_row, list_end, list_toolbar, nothing_in, view_tabs, view_word, views_panel, type ListActions, type ViewName } from '../scene/worklist';
import type { CustomerRow, Slices, Status } from '../slices';
import type { Row } from '../twin/rows';
import type { Picture } from '../twin/stage';
import { who_works } from './colleagues';
import { found_everywhere, type FoundActions, type FoundState } from './found';

export interface ListState {
    slices: Slices;
    status: Status;
    chosen: ViewName;
    coming: boolean;           // a customer was chosen, his slices are not here yet
    cursor: number;
    found: FoundState;
    own_empty: boolean;        // the page says itself that there is nobody yet
}
export interface ListPictureActions extends ListActions {
    choose(name: ViewName): void;
    open(id: string): void;
    found: FoundActions;
    former(what: FormerWord): void;
}

export function list_picture(state: ListState, view: View, acts: ListPictureActions): Picture {
    const { format, size } = view;
    const { status, chosen } = state;
    const { worklist } = state.slices;
    const label = format.say('views');
    const searching = state.found.finding.on;
    const bar = worklist ? list_toolbar(view, status.state === 'syncing', searching, chosen, who_works(state.slices), acts) : undefined;
    const side = worklist && !view.tight ? { box: views_panel(worklist, chosen, view, acts.choose), width: size === 'wide' ? 256 : 216, label } : undefined;
    const picture: Picture = { side, bar, label: format.say(searching ? 'search' : view_word(chosen)) };
    const notices = [worklist && view.tight ? view_tabs(worklist, chosen, view, acts.choose) : undefined, status_bar(status, view, acts.former)].filter((one): one is Box => !!one);
    if (notices.length) picture.notice = box(stack, ...notices);
    if (!worklist || state.coming) {
        picture.rows = Array.from({ length: 8 }, (_, index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
        picture.label = format.say('loading');
        return picture;
    }
    if (searching) return found_everywhere(picture, state.found, view, acts.found);
    if (worklist.rows.length) {
        picture.rows = customer_rows(worklist.rows, state.cursor, view, acts.open);
        picture.rows.push({ key: 'end', guess: 32, stamp: `${worklist.rows.length} ${worklist.total} ${status.current_to ?? worklist.as_of} ${format.lang}`,
            make: () => list_end(worklist.rows.length, worklist.total, worklist, view, status) });
    } else if (!worklist.counts.customers && state.own_empty) picture.guests = { empty: true };
    else if (!worklist.counts.customers) picture.pane = empty_pane(view, acts.create);
    else picture.pane = state_pane(still_coming(status, view) ?? { icon: 'check', ...nothing_in(chosen, format) });
    return picture;
}

export function customer_rows(rows: CustomerRow[], cursor: number, view: View, open: (id: string) => void): Row[] {
    const minute = Math.floor(view.now / 60_000);
    const marked = Math.min(cursor, Math.max(0, rows.length - 1));
    return rows.map((row, index) => ({
        key: row.id, guess: view.compact ? 40 : 64, stamp: `${JSON.stringify(row)} ${minute} ${index === 0} ${index === marked} ${view.size} ${view.format.lang} ${view.compact}`,
        make: () => customer_row(row, index, index === marked, view, open),
    }));
}
