// Full-pane states: joining, opening, empty, nobody found, error; the bars under the toolbar; the sheet of keys; skeletons.
import type { Icon } from '../look/icons';
import { define } from '../look/style';
import type { Ink } from '../look/tokens';
import type { Status } from '../slices';
import { as, box, mark, text, type Box } from './box';
import { field, filler, framed_button, icon20, icon16, icon_button, label, line, primary_button, record, strong, strong_words, type View } from './parts';
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
export function joining_pane(view: View, message: string | undefined, join: () => void): Box {
    const { format } = view;
    const warning = message ? [text(sentence, message, { ink: 'danger' })] : [];
    return state_pane({
        icon: 'link', title: format.say('joining'), words: format.say('joining_more'),
        extra: [box(view.size === 'small' ? paste_small : paste, field('join', format.say('joining_field'), paste_input)), ...warning,
            box(buttons, primary_button(format.say('join'), join))],
    });
}

const code_box = define({ radius: 6, pad: [8, 16, 8, 16], gap: 4, fill: 'fill', align: 'center', margin: [4, 0, 0, 0] });
export function error_pane(view: View, status: Status, actions: { retry(): void; copy(text: string): void }): Box {
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

const bar = define({ row: true, min_h: 36, pad: [4, 24, 4, 24], gap: 8, align: 'center', fill: 'fill' });
const bar_small = define({ row: true, min_h: 36, pad: [4, 12, 4, 12], gap: 8, align: 'center', fill: 'fill' });
const bar_words = define({ row: true, wrap: true, gap: 4, grow: true });
// One honest line under the toolbar; undefined when there is nothing to say.
export function status_bar(status: Status | undefined, view: View): Box | undefined {
    const { format } = view;
    const style = view.size === 'small' ? bar_small : bar;
    if (!status) return undefined;
    if (status.alarm) {
        const one = box(style, mark(icon16, 'warn', 'danger'), box(bar_words, text(strong, format.say('alarm'), { ink: 'danger' }), text(record, `${status.alarm} ${format.say('alarm_more')}`)));
        return as('div', { fill: 'dangerbg', attrs: { role: 'alert' } }, one);
    }
    if (status.state === 'refused' || status.state === 'clone' || status.refused)
        return as('div', { attrs: { role: 'alert' } }, box(style, mark(icon16, 'warn', 'danger'), box(bar_words, text(record, status.message || format.say('refused')))));
    if (status.state !== 'offline') return undefined;
    const since = status.offline_since ? format.say('offline_since', { time: format.time(status.offline_since) }) : format.say('offline');
    const rest = format.say('offline_more') + (status.unsent ? ` ${format.say('offline_unsent', { n: format.integer(status.unsent) })}` : '');
    return as('div', { attrs: { role: 'status' } }, box(style, mark(icon16, 'offline', 'warn'), box(bar_words, text(strong, since), text(record, rest))));
}

const key_sheet = define({ pad: [20, 20, 20, 24], gap: 8, fill: 'raised', radius: 8, border: 'all', line_ink: 'line2', ring: 'halo', w: 400 });
const key_sheet_small = define({ w: 296 }, key_sheet);
const key_name = define({ size: 13, line: 20, weight: 600, w: 112, lines: 1 });
const key_what = define({ size: 13, line: 20, ink: 'text2', grow: true });
const key_row = define({ row: true, gap: 12 });
const veil = define({ grow: true, align: 'center', justify: 'center', fill: 'scrim' });
const keys: [string, Word][] = [
    ['J K ↓ ↑', 'key_next'], ['Home End', 'key_ends'], ['Enter', 'key_open'], ['E', 'key_fold'], ['/', 'key_search'], ['N', 'key_note'],
    ['T', 'key_consultation'], ['Ctrl Enter', 'key_save'], ['U', 'key_list'], ['Esc', 'key_close'], ['?', 'key_help'],
];
export function keys_sheet(view: View, close: () => void): Box {
    const { format } = view;
    const style = view.size === 'small' ? key_sheet_small : key_sheet;
    return box(veil, as('div', { attrs: { role: 'dialog', 'aria-modal': 'true', 'aria-label': format.say('keys') } }, box(style,
        box(line, as('h2', {}, text(strong_words, format.say('keys'))), box(filler), icon_button('close', format.say('close'), close)),
        ...keys.map(([key, word]) => box(key_row, text(key_name, key), text(key_what, format.say(word)))))));
}

const bones_row = define({ row: true, h: 64, gap: 12, pad: [0, 12, 0, 12], align: 'center' });
const bone_disc = define({ w: 40, h: 40, radius: 20, fill: 'fill' });
const bones_two = define({ gap: 8, w: 168, align: 'start' });
const bone = [96, 152, 72, 128].map((w) => define({ w, h: 12, radius: 4, fill: 'fill' }));
const wide_bone = define({ h: 12, radius: 4, fill: 'fill', max_w: 320, grow: true });
export function bones(index: number): Box {
    return as('div', { attrs: { 'aria-hidden': 'true' } }, box(bones_row, box(bone_disc), box(bones_two, box(bone[index % 4]!), box(bone[(index + 2) % 4]!)), box(wide_bone)));
}
