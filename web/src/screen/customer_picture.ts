// What stands on the stage while a customer is open: card, bar, history or what was found in it, composer.
import { box, type Box } from '../scene/box';
import { matter_bar, type MatterWord } from '../scene/matter';
import { call_bar } from '../scene/call';
import { card_panel, compact_card, why_bar, type CardActions } from '../scene/card';
import { composer, read_only_line, type ComposerActions } from '../scene/composer';
import { filtering } from '../scene/filters';
import { stack, type View } from '../scene/parts';
import { bones, filter_bar, state_pane, status_bar, type FormerWord } from '../scene/states';
import { customer_toolbar, type ToolbarActions } from '../scene/toolbar';
import type { Card, Ring, Slices, Status } from '../slices';
import type { Picture } from '../twin/stage';
import { others_here, who_works } from './colleagues';
import type { Composing } from './composing';
import { found_here, hits_state, type FoundActions, type FoundState } from './found';
import type { History, HistoryActions } from './history';

export interface CustomerState {
    slices: Slices;
    card: Card;
    status: Status;
    ring: Ring | undefined;
    viewer: boolean;
    found: FoundState;
    history: History;
    composing: Composing;
}
export interface CustomerActions {
    card: CardActions & { more(): void };
    bar: ToolbarActions;
    call: { note(): void; other(): void; hide(): void };
    composer: ComposerActions;
    history: HistoryActions;
    found: FoundActions;
    unsent(): void;
    matter(matter: string, what: MatterWord, value: string): void;
    former(what: FormerWord): void;
    unfilter(): void;
}

export function customer_picture(state: CustomerState, view: View, acts: CustomerActions): Picture {
    const { format, size } = view;
    const { card, history, found, status, slices } = state;
    const { filters } = history;
    const searching = found.finding.on || found.finding.focused;
    const picture: Picture = { label: format.say('history'), history: true, guests: { actions: true } };
    const unfolded = size !== 'small' || view.unfolded.has('card');
    if (size === 'small') {
        picture.top = box(stack, compact_card(card, view, { back: acts.bar.back, ...acts.card }), unfolded && card_panel(card, view, acts.card), unfolded && why_bar(card, view, acts.card.why));
    } else {
        picture.side = { box: card_panel(card, view, acts.card), foot: why_bar(card, view, acts.card.why), width: size === 'wide' ? 320 : 280, label: format.say('card') };
    }
    if (size !== 'small' || searching || unfolded)
        picture.bar = customer_toolbar({
            total: slices.timeline?.total ?? 0, syncing: status.state === 'syncing', searching, hits: hits_state(found, view), matters: slices.matters?.id === card.id ? slices.matters : undefined,
            matter: filters.matter || undefined, others: others_here(slices), filtered: filtering(filters), who: who_works(slices),
        }, view, acts.bar);
    if (state.ring) picture.call = call_bar(state.ring, card, view, acts.call);
    const matter = !searching && !state.viewer ? slices.matters?.rows.find((one) => one.matter === filters.matter) : undefined;
    const notices = [status_bar(status, view, acts.former, acts.unsent), filtering(filters) && !searching ? filter_bar(view, acts.unfilter) : undefined,
        matter && matter_bar(matter, view, (what, value) => acts.matter(matter.matter, what, value))].filter((one): one is Box => !!one);
    if (notices.length) picture.notice = box(stack, ...notices);
    if (found.finding.on) {
        picture.history = false;
        return found_here(picture, found, view, acts.found);
    }
    timeline_part(picture, state, view, acts);
    picture.low = state.viewer ? read_only_line(view) : composer(state.composing.draft(card.id), view, !!slices.settings?.ready?.length, acts.composer);
    return picture;
}

function timeline_part(picture: Picture, { slices, card, history }: CustomerState, view: View, acts: CustomerActions): void {
    const { format } = view;
    const { timeline } = slices;
    if (!timeline) picture.rows = Array.from({ length: 6 }, (_, index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
    else if (timeline.total === 0 && !history.narrowed) picture.pane = state_pane({ icon: 'clock', title: format.say('no_history'), words: format.say('no_history_more') });
    else {
        history.read(timeline, format);
        if (history.entries.some((one) => one.kind !== 'gap')) picture.rows = history.rows(card, view, acts.history);
        else picture.pane = state_pane({ icon: 'filter', title: format.say('filtered_none'), words: format.say('filtered_none_more') });
    }
}

