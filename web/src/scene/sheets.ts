// Sheets: the objections before a contact, ready answers, who is working, a new customer.
import { channel_look, channel_word } from '../format/channels';
import type { Card, Check, Colleagues, Reason, Settings } from '../slices';
import { define } from '../look/style';
import { as, box, button, mark, text, type Box } from './box';
import { avatar, disabled_button, field, framed_button, icon16, icon16_top, label, link, primary_button, record, record2_one, strong, strong_one, type View } from './parts';
import { sheet_over } from './panel';
import { contact_words, is_call, type Contact } from './reach';
import type { Word } from '../format/words';

const reason_row = define({ row: true, gap: 12, pad: [6, 0, 6, 0] });
const reason_words = define({ grow: true });
const buttons = define({ row: true, wrap: true, gap: 8, margin: [8, 0, 0, 0] });
const frame = define({ row: true, h: 36, radius: 6, pad: [0, 12, 0, 12], align: 'center', border: 'all', line_ink: 'ctl', margin: [4, 0, 0, 0] });
const input = define({ grow: true, h: 34, size: 13, line: 20 });
const person_row = define({ row: true, gap: 12, h: 44, radius: 6, pad: [0, 8, 0, 8], margin: [0, -8, 0, -8], align: 'center', hover: 'hover', on_fill: 'sel' });
const answer_row = define({ pad: [8, 8, 8, 8], margin: [0, -8, 0, -8], radius: 6, hover: 'hover' });
const person_words = define({ grow: true });
const three = define({ size: 13, line: 20, ink: 'text2', lines: 3 });
const trouble = define({ size: 12, line: 16, ink: 'danger' });

const reason_names: Record<string, Word> = {
    complaint: 'reason_complaint', preference: 'reason_preference', marketing_stop: 'reason_marketing_stop', no_consent: 'reason_no_consent', quiet_hours: 'reason_quiet_hours', window: 'reason_window', not_proved: 'reason_not_proved',
};
function reason_line(one: Reason, block: boolean, view: View, show: (item: string) => void): Box {
    const { format, now } = view;
    const name = reason_names[one.kind];
    const where = [one.channel && channel_word(channel_look(one.channel), format), one.at && format.moment(one.at, now)].filter(Boolean).join(', ');
    return box(reason_row, mark(icon16_top, one.kind === 'complaint' ? 'complaint' : one.kind === 'quiet_hours' || one.kind === 'window' ? 'clock' : 'guard', block || one.kind === 'complaint' ? 'danger' : 'warn'),
        box(reason_words, text(strong, name ? format.say(name) : one.kind), one.words && text(record, one.words), where && text(label, where)), one.item && link(format.say('source_link'), () => show(one.item!)));
}

export interface AskFirst {
    contact: Contact;
    check: Check;
    instead: Contact | undefined;
    reason: string;
    failure: boolean;
}
export function ask_first_sheet(ask: AskFirst, view: View, acts: { close(): void; instead(one: Contact): void; anyway(): void; show(item: string): void }): Box {
    const { format } = view;
    const block = ask.check.decision === 'block';
    const reasons = ask.check.reasons?.length ? ask.check.reasons : [{ kind: ask.contact.reason ?? 'preference' }];
    const anyway = format.say(is_call(ask.contact) ? 'anyway_call' : 'anyway_write');
    return sheet_over(format.say(block ? 'check_block' : 'check_warn'), `${contact_words(ask.contact, view)}, ${ask.contact.shown}`, view, acts.close,
        ...reasons.slice(0, 6).map((one) => reason_line(one, block, view, acts.show)),
        as('label', { attrs: { 'data-ring': '' } }, box(frame, field('override', format.say('why_anyway'), input))),
        ask.failure && as('div', { attrs: { role: 'alert' } }, box(alert, text(trouble, format.say('needs_reason')))),
        box(buttons, ask.instead && primary_button(contact_words(ask.instead, view), () => acts.instead(ask.instead!), ask.instead.look), framed_button(anyway, acts.anyway)));
}
const alert = define({});

export function answers_sheet(settings: Settings | null | undefined, view: View, close: () => void, take: (words: string) => void): Box {
    const { format } = view;
    const list = settings?.ready ?? [];
    return sheet_over(format.say('ready_answers'), '', view, close, !list.length && text(record, format.say('no_ready')),
        ...list.slice(0, 30).map((one) => button(answer_row, undefined, () => take(one.text), one.title && text(strong_one, one.title), text(three, one.text))));
}

export interface Signing {
    chosen: string | undefined;  // whose code is asked for
    wrong: boolean;
}
export function colleagues_sheet(slice: Colleagues | null | undefined, current: string | undefined, signing: Signing, view: View, acts: { close(): void; choose(id: string): void; enter(): void }): Box {
    const { format } = view;
    const rows = (slice?.rows ?? []).filter((one) => !one.retired);
    return sheet_over(format.say('colleague'), format.say('colleague_more'), view, acts.close, !rows.length && text(record, format.say('no_colleagues')),
        ...rows.slice(0, 30).flatMap((one): Box[] => {
            const row = button(person_row, undefined, () => acts.choose(one.id), avatar(one.name, format, true), box(person_words, text(strong_one, one.name), one.profile && text(record2_one, one.profile)),
                one.id === current ? mark(icon16, 'check', 'ok') : one.pin ? mark(icon16, 'lock', 'text3') : undefined);
            row.on = one.id === signing.chosen;
            if (one.id !== signing.chosen) return [row];
            return [row, as('label', { attrs: { 'data-ring': '' } }, box(frame, as('input', { attrs: { 'data-field': 'pin', type: 'password', inputmode: 'numeric', placeholder: format.say('pin'), 'aria-label': `${format.say('pin')}, ${one.name}`, autocomplete: 'off' } }, box(input)))),
                ...(signing.wrong ? [as('div', { attrs: { role: 'alert' } }, box(alert, text(trouble, format.say('pin_wrong'))))] : []), box(buttons, primary_button(format.say('pin_enter'), acts.enter))];
        }));
}

// Who the customer is, as a colleague knows better than the sources.
export const correct_field = 'correct_';
export const corrected = ['name', 'city', 'address', 'birthday', 'company', 'position'] as const;
export function said_of(card: Card, fact: string): string {
    return (fact === 'name' ? card.name : card.facts?.find((one) => one.name === fact)?.value) ?? '';
}
const corrected_words: Record<(typeof corrected)[number], Word> = { name: 'name', city: 'city', address: 'address', birthday: 'birthday', company: 'company', position: 'position' };
export function correct_sheet(card: Card, view: View, close: () => void, save: () => void): Box {
    const { format } = view;
    return sheet_over(format.say('correct_title'), format.say('correct_more'), view, close,
        ...corrected.map((fact) => as('label', { attrs: { 'data-ring': '' } }, box(frame, text(correct_name, format.say(corrected_words[fact])),
            as('input', { attrs: { 'data-field': `${correct_field}${fact}`, 'aria-label': format.say(corrected_words[fact]), value: said_of(card, fact), maxlength: fact === 'name' ? '64' : '512', autocomplete: 'off' } }, box(input))))),
        box(buttons, primary_button(format.say('save'), save)));
}
const correct_name = define({ size: 13, line: 20, ink: 'text3', w: 96, lines: 1 });

export function create_sheet(ready: boolean, view: View, close: () => void, open: () => void): Box {
    const { format } = view;
    return sheet_over(format.say('new_customer_title'), format.say('new_customer_more'), view, close,
        as('label', { attrs: { 'data-ring': '' } }, box(frame, field('create', format.say('new_customer_field'), input))),
        box(buttons, ready ? primary_button(format.say('open_card'), open) : disabled_button(format.say('open_card'))));
}
