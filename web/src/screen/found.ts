// What a search shows: on the list customers first, then words said anywhere; on a customer his history by months.
import { hit_chips, hit_row, month_header } from '../scene/hits';
import type { View } from '../scene/parts';
import { bones, state_pane } from '../scene/states';
import type { CustomerRow, Found, Hit, Search } from '../slices';
import type { Row } from '../twin/rows';
import type { Picture } from '../twin/stage';
import type { Word } from '../format/words';
import type { Finding } from './finding';

export interface FoundState {
    finding: Finding;
    found: Found | null | undefined;
    words: Search | null | undefined;
    customer: string | undefined;
}
export interface FoundActions {
    people(rows: CustomerRow[]): Row[];
    open(hit: Hit): void;
    look(look: Finding['look']): void;
}

// Customers of a search, fewer when words were found as well.
export function people_of({ found, words, customer }: FoundState): CustomerRow[] {
    if (customer && words) return [];
    return (found?.rows ?? []).slice(0, words?.rows.length ? 5 : 50);
}
export function hits_of({ finding, words, customer }: FoundState): Hit[] {
    return finding.hits(words, customer);
}

function hit_rows(state: FoundState, view: View, acts: FoundActions, first: number): Row[] {
    const rows: Row[] = [];
    let month = '';
    hits_of(state).forEach((hit, index) => {
        const name = view.format.month(hit.at);
        if (name !== month && state.customer) rows.push({ key: `month ${name}`, guess: 36, stamp: name, make: () => month_header(name) });
        month = name;
        const on = index + first === state.finding.at;
        rows.push({ key: `hit ${hit.item}`, guess: 44, stamp: `${JSON.stringify(hit)} ${on} ${view.size} ${view.format.lang} ${view.format.day_key(view.now)}`, make: () => hit_row(hit, on, view, !state.customer, () => acts.open(hit)) });
    });
    return rows;
}
function chips(slice: Search, state: FoundState, view: View, acts: FoundActions): Row {
    return { key: 'chips', guess: 44, stamp: `${JSON.stringify(slice.rows.map((one) => one.channel + one.kind))} ${state.finding.look} ${view.size} ${view.format.lang}`, make: () => hit_chips(slice, state.finding.look, view, acts.look) };
}

export function found_everywhere(picture: Picture, state: FoundState, view: View, acts: FoundActions): Picture {
    const { format } = view;
    const { found, words } = state;
    const people = people_of(state);
    const hits = hits_of(state);
    const title = (word: Word): Row => ({ key: word, guess: 36, stamp: `${word} ${format.lang}`, make: () => month_header(format.say(word)) });
    const rows: Row[] = [];
    if (people.length) rows.push(...(hits.length ? [title('in_names')] : []), ...acts.people(people));
    if (words?.rows.length) rows.push(title('in_words'), chips(words, state, view, acts), ...hit_rows(state, view, acts, people.length));
    if (rows.length) picture.rows = rows;
    else if (!found && !words) picture.rows = [0, 1, 2].map((index) => ({ key: `bones ${index}`, guess: 64, stamp: String(index), make: () => bones(index) }));
    else picture.pane = state_pane({ icon: 'search', title: format.say(words ? 'hits_none' : 'found_none'), words: [words?.read_as && format.say('read_as', { words: words.read_as }), format.say(words ? 'hits_none_more' : 'found_none_more')].filter(Boolean).join('. ') });
    return picture;
}

export function found_here(picture: Picture, state: FoundState, view: View, acts: FoundActions): Picture {
    const { format } = view;
    const { found, words } = state;
    picture.label = format.say('search');
    if (!words) {
        if (found?.rows.length) picture.rows = acts.people(found.rows);
        else picture.pane = state_pane({ icon: 'search', title: format.say('found_none'), words: format.say('found_none_more') });
        return picture;
    }
    const mine = { ...words, rows: words.rows.filter((one) => one.id === state.customer) };
    if (mine.rows.length) picture.rows = [chips(mine, state, view, acts), ...hit_rows(state, view, acts, 0)];
    else picture.pane = state_pane({ icon: 'search', title: format.say(words.complete === false ? 'searching' : 'hits_none'), words: format.say('hits_none_more') });
    return picture;
}

export function hits_state(state: FoundState, view: View): { count: number; at: number; searched: string } | undefined {
    const { words, finding } = state;
    if (!finding.on || !words) return undefined;
    const { format } = view;
    const searched = words.read_as ? format.say('read_as', { words: words.read_as })
        : words.complete === false && words.of ? format.say('hits_searched', { n: format.integer(words.searched ?? 0), of: format.integer(words.of) }) : format.say('hits_whole');
    return { count: hits_of(state).length, at: finding.at, searched };
}
