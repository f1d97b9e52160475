// Full-pane states: joining, opening, empty, nobody found, error; the bars under the toolbar; the sheet of keys; skeletons.
import type { Icon } from '../look/icons';
import { define } from '../look/style';
import type { Ink } from '../look/tokens';
import type { Status } from '../slices';
import { as, box, button, mark, text, type Box } from './box';
import { field, filler, framed_button, icon20, icon16, icon_button, label, line, link, primary_button, record, strong, strong_words, type View } from './parts';
import type { Word } from '../format/words';

const pane = define({ align: 'center', justify: 'center', pad: [24, 24, 24, 24], grow: true });
const column = define({ max_w: 440, align: 'center', gap: 12 });
const disc = define({ w: 56, h: 56, radius: 28, align: 'center', justify: 'center', fill: 'fill' });
const heading = define({ size: 20, line: 28, weight: 600, center: true });
const sentence = define({ size: 13, line: 20, ink: 'text2', center: true });
const buttons = define({ row: true, wrap: true, gap: 8, justify: 'center', margin: [8, 0, 0, 0] });

export interface Pane {
    icon: Icon;
    title: string;
    words: string;
    tone?: 'danger' | 'warn';
    extra?: Box[];
}
export function state_pane(one: Pane): Box {
    const ink: Ink = one.tone ?? 'text2';
    const ground: Ink = one.tone === 'danger' ? 'dangerbg' : one.tone === 'warn' ? 'warnbg' : 'fill';
    return box(pane, box(column, { ...box(disc, mark(icon20, one.icon, ink)), fill: ground }, as('h1', {}, text(heading, one.title)),
        as('p', {}, text(sentence, one.words)), ...(one.extra ?? [])));
}

const paste = define({ row: true, w: 320, h: 40, radius: 6, pad: [0, 12, 0, 12], align: 'center', border: 'all', line_ink: 'ctl', margin: [12, 0, 0, 0] });
const paste_small = define({ w: 272 }, paste);
const paste_input = define({ grow: true, h: 38, size: 13, line: 20 });
function joining_pane(view: View, message: string | undefined, join: () => void, evicted = false): Box {
    const { format } = view;
    const warning = message ? [text(sentence, message, { ink: 'danger' })] : [];
    return state_pane({
        icon: evicted ? 'download' : 'link', ...(evicted ? { tone: 'warn' as const } : {}), title: format.say(evicted ? 'evicted' : 'joining'), words: evicted ? format.say('evicted_more') : format.say('joining_more'),
        extra: [box(view.size === 'small' ? paste_small : paste, field('join', format.say('joining_field'), paste_input)), ...warning,
            box(buttons, primary_button(format.say('join'), join))],
    });
}

// Who may open it again, and with what: a password on this device.
const wide_button = define({ row: true, w: 320, h: 40, radius: 6, align: 'center', justify: 'center', fill: 'accentfill' });
const wide_button_small = define({ w: 272 }, wide_button);
const wide_text = define({ size: 13, line: 20, weight: 600, ink: 'onaccent', lines: 1 });
function locked_pane(view: View, status: Status, unlock: () => void): Box {
    const { format } = view;
    const small = view.size === 'small';
    const input = as('input', { attrs: { 'data-field': 'unlock', type: 'password', placeholder: format.say('locked_field'), 'aria-label': format.say('locked_field'), autocomplete: 'current-password' } }, box(paste_input));
    return state_pane({
        icon: 'lock', title: format.say('locked'), words: format.say('locked_more'),
        extra: [as('label', { attrs: { 'data-ring': '' } }, box(small ? paste_small : paste, input, mark(icon16, 'hidden', 'text2'))), ...(status.message ? [text(sentence, status.message, { ink: 'danger' })] : []),
            button(small ? wide_button_small : wide_button, undefined, unlock, text(wide_text, format.say('unlock'))), ...(status.unsent ? [text(sentence_small, format.count('locked_unsent', status.unsent))] : [])],
    });
}
const sentence_small = define({ size: 12, line: 16, ink: 'text3', center: true });

// This device has no right to what it holds: another invite is the way back.
function outside_pane(view: View, status: Status, join: () => void): Box {
    const { format } = view;
    const [title, words]: [Word, Word] = status.state === 'clone' ? ['clone', 'clone_more'] : ['revoked', 'revoked_more'];
    return state_pane({
        icon: status.state === 'clone' ? 'copy' : 'lock', tone: 'danger', title: format.say(title), words: [format.say(words), status.unsent ? format.say('offline_unsent', { n: format.integer(status.unsent) }) : ''].filter(Boolean).join(' '),
        extra: [box(view.size === 'small' ? paste_small : paste, field('join', format.say('joining_field'), paste_input)), box(buttons, primary_button(format.say('join'), join))],
    });
}

// Nothing has come yet: three ways to begin. Channels and files are the agent's; a customer can be entered here.
const ways = define({ radius: 8, border: 'all', w: 400, margin: [12, 0, 0, 0] });
const ways_small = define({ w: 288 }, ways);
const way = define({ row: true, gap: 12, pad: [10, 16, 10, 16], align: 'center', hover: 'hover' });
const way_words = define({ grow: true });
const way_line = define({ h: 1, fill: 'line' });
export function empty_pane(view: View, create: () => void): Box {
    const { format } = view;
    const row = (icon: Icon, title: Word, more: Word) => [mark(icon16, icon, 'text2'), box(way_words, text(strong, format.say(title)), text(label_wrap, format.say(more)))];
    return state_pane({ icon: 'inbox', title: format.say('no_customers'), words: format.say('no_customers_more'), extra: [box(view.size === 'small' ? ways_small : ways,
        box(way, ...row('link', 'begin_channels', 'begin_channels_more')), box(way_line), box(way, ...row('file', 'begin_files', 'begin_files_more')), box(way_line),
        button(way, undefined, create, ...row('plus', 'begin_hand', 'begin_hand_more'), mark(icon16, 'right', 'text3')))] });
}
const label_wrap = define({ size: 12, line: 16, ink: 'text3' });

const code_box = define({ radius: 6, pad: [8, 16, 8, 16], gap: 4, fill: 'fill', align: 'center', margin: [4, 0, 0, 0] });
function error_pane(view: View, status: Status, actions: { retry(): void; copy(text: string): void }): Box {
    const { format, now } = view;
    const code = status.code ?? 'E_UNKNOWN';
    const unsent = status.unsent ? ` ${format.say('offline_unsent', { n: format.integer(status.unsent) })}` : '';
    const diagnosis = `${code} ${new Date(now).toISOString()} ${status.message ?? ''}`;
    return state_pane({
        icon: 'warn', tone: 'danger', title: format.say('error'),
        words: `${status.message ? `${status.message} ` : ''}${format.say('error_safe')}${unsent}`,
        extra: [box(code_box, text(label, code, { ink: 'text' }), text(label, format.time(now))),
            box(buttons, primary_button(format.say('retry'), actions.retry, 'refresh'), framed_button(format.say('copy_diagnosis'), () => actions.copy(diagnosis), 'copy'))],
    });
}

// How far a first synchronisation is, or one after long absence; undefined: done before it could be read.
const much = 2000, many = 300;  // leaves of the log that are still to come; customers still to count
function coming_words({ state, gpos = 0, head = 0, counting = 0 }: Status, { format }: View): string | undefined {
    if (state === 'offline') return undefined;
    if (head - gpos > much) return format.say('coming', { part: Math.floor((100 * gpos) / head) });
    return counting > many ? format.count('counting', counting) : undefined;
}
// An empty list means nothing while its customers are still coming.
export function still_coming(status: Status, view: View): Pane | undefined {
    const { format } = view;
    return coming_words(status, view) ? { icon: 'download', title: format.say('nobody_yet'), words: format.say('nobody_yet_more') } : undefined;
}

// What stands instead of the screen: nothing can be shown, or nothing may be.
export function closed_pane(view: View, status: Status, has_rows: boolean, acts: { retry(): void; copy(text: string): void; submit(field: string): void }): Box | undefined {
    const join = () => acts.submit('join');
    switch (status.state) {
        case 'error': return error_pane(view, status, acts);
        case 'locked': return locked_pane(view, status, () => acts.submit('unlock'));
        case 'revoked': return outside_pane(view, status, join);
        case 'clone': return has_rows ? undefined : outside_pane(view, status, join);
        case 'joining': case 'evicted': return has_rows ? undefined : joining_pane(view, status.message, join, status.state === 'evicted');
        case 'opening': return has_rows ? undefined : state_pane({ icon: 'lock', title: view.format.say('opening'), words: coming_words(status, view) ?? view.format.say('opening_more') });
        default: return undefined;
    }
}

export const bar = define({ row: true, min_h: 36, pad: [4, 24, 4, 24], gap: 8, align: 'center', fill: 'fill' });
export const bar_small = define({ row: true, min_h: 36, pad: [4, 12, 4, 12], gap: 8, align: 'center', fill: 'fill' });
const bar_words = define({ row: true, wrap: true, gap: 4, grow: true });
export type FormerWord = 'send' | 'throw' | 'seen';
// One honest line under the toolbar; undefined when there is nothing to say.
export function status_bar(status: Status | undefined, view: View, former: (what: FormerWord) => void, show?: () => void): Box | undefined {
    const { format } = view;
    const style = view.size === 'small' ? bar_small : bar;
    if (!status) return undefined;
    if (status.alarm) {
        const one = box(style, mark(icon16, 'warn', 'danger'), box(bar_words, text(strong, format.say('alarm'), { ink: 'danger' }), text(record, `${status.alarm} ${format.say('alarm_more')}`)));
        return as('div', { fill: 'dangerbg', attrs: { role: 'alert' } }, one);
    }
    if (status.state === 'refused' || status.state === 'clone' || status.refused)
        return as('div', { attrs: { role: 'alert' } }, box(style, mark(icon16, 'warn', 'danger'), box(bar_words, text(record, status.message || format.say('refused')))));
    if (status.state === 'storage')
        return as('div', { attrs: { role: 'alert' } }, box(style, mark(icon16, 'warn', 'danger'), box(bar_words, text(strong, format.say('storage_bar'), { ink: 'danger' }), text(record, format.say('storage_more')))));
    if (status.former) {
        const { words, sent } = status.former;
        return as('div', { attrs: { role: 'status' } }, box(style, mark(icon16, sent ? 'check' : 'warn', sent ? 'accent' : 'warn'), box(bar_words, text(record, format.count(sent ? 'former_sent' : 'former_waits', words))),
            ...(sent ? [link(format.say('close'), () => former('seen'))] : [link(format.say('former_send'), () => former('send')), link(format.say('former_throw'), () => former('throw'))])));
    }
    const coming = coming_words(status, view);
    if (coming) return box(style, mark(icon16, 'download', 'accent'), box(bar_words, text(strong, coming), ...(view.size === 'small' ? [] : [text(record, format.say('coming_more'))])));
    if (status.state !== 'offline') return undefined;
    const since = status.offline_since ? format.say('offline_since', { time: format.time(status.offline_since) }) : format.say('offline');
    const rest = format.say('offline_more') + (status.unsent ? ` ${format.say('offline_unsent', { n: format.integer(status.unsent) })}` : '');
    return as('div', { attrs: { role: 'status' } }, box(style, mark(icon16, 'offline', 'warn'), box(bar_words, text(strong, since), text(record, rest)), status.unsent && show && link(format.say('show'), show)));
}

// A part of the history is shown: said as long as it is so.
export function filter_bar(view: View, clear: () => void): Box {
    return as('div', { attrs: { role: 'status' } }, box(view.size === 'small' ? bar_small : bar, mark(icon16, 'filter', 'accent'), box(bar_words, text(record, view.format.say('filtered'))), link(view.format.say('filter_clear'), clear)));
}

const key_sheet = define({ pad: [20, 20, 20, 24], gap: 8, fill: 'raised', radius: 8, border: 'all', line_ink: 'line2', ring: 'halo', w: 720 });
const key_sheet_mid = define({ w: 400 }, key_sheet);
const key_columns = define({ row: true, gap: 24 });
const key_column = define({ grow: true, gap: 8 });
const key_sheet_small = define({ w: 296 }, key_sheet);
const key_name = define({ size: 13, line: 20, weight: 600, w: 112, lines: 1 });
const key_what = define({ size: 13, line: 20, ink: 'text2', grow: true });
const key_row = define({ row: true, gap: 12 });
const veil = define({ grow: true, align: 'center', justify: 'center', fill: 'scrim' });
const keys: [string, Word][] = [
    ['J K ↓ ↑', 'key_next'], ['Shift J, Shift K', 'key_days'], ['G G, Shift G', 'key_first'], ['O, Enter', 'key_open'], ['E', 'key_fold'], ['C', 'key_copy'], ['/', 'key_search'], ['1 – 9', 'key_threads'], ['S', 'key_stage'], ['[ ]', 'key_neighbours'], ['U', 'key_list'],
    ['N', 'key_note'], ['T', 'key_consultation'], ['P', 'key_promise'], ['R', 'key_reminder'], ['D', 'key_task'], ['B', 'key_complaint'], ['Ctrl Enter', 'key_save'], ['W', 'key_why'], ['F', 'key_filter'], ['Esc', 'key_close'], ['?', 'key_help'],
];
export function keys_sheet(view: View, close: () => void): Box {
    const { format } = view;
    const row = ([key, word]: [string, Word]) => box(key_row, text(key_name, key), text(key_what, format.say(word)));
    const half = Math.ceil(keys.length / 2);
    const rows = view.size === 'wide' ? [box(key_columns, box(key_column, ...keys.slice(0, half).map(row)), box(key_column, ...keys.slice(half).map(row)))] : keys.map(row);
    return box(veil, as('div', { attrs: { role: 'dialog', 'aria-modal': 'true', 'aria-label': format.say('keys'), 'data-place': '' } }, box(view.size === 'wide' ? key_sheet : view.size === 'mid' ? key_sheet_mid : key_sheet_small,
        box(line, as('h2', {}, text(strong_words, format.say('keys'))), box(filler), icon_button('close', format.say('close'), close)), ...rows)));
}

const bones_row = define({ row: true, h: 64, gap: 12, pad: [0, 12, 0, 12], align: 'center' });
const bone_disc = define({ w: 40, h: 40, radius: 20, fill: 'fill' });
const bones_two = define({ gap: 8, w: 168, align: 'start' });
const bone = [96, 152, 72, 128].map((w) => define({ w, h: 12, radius: 4, fill: 'fill' }));
const wide_bone = define({ h: 12, radius: 4, fill: 'fill', max_w: 320, grow: true });
export function bones(index: number): Box {
    return as('div', { attrs: { 'aria-hidden': 'true' } }, box(bones_row, box(bone_disc), box(bones_two, box(bone[index % 4]!), box(bone[(index + 2) % 4]!)), box(wide_bone)));
}
