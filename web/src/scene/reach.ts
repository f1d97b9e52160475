// How to reach a customer: every channel with its rule. The preferred one is the primary button, those that have an objection
// keep their place in `warn` and ask first.
import { channel_look, channel_word } from '../format/channels';
import type { Card, Decision, Identifier } from '../slices';
import type { ChannelLook } from '../look/tokens';
import type { Icon } from '../look/icons';
import { define } from '../look/style';
import { box, button, mark, text, type Box } from './box';
import { button_text, icon16, primary_wide, square, square_framed, square_primary, strong_one, record_one, type View } from './parts';
import type { Word } from '../format/words';

export interface Contact {
    look: ChannelLook;
    channel: string;
    type: string;
    value: string;
    shown: string;        // as it is read
    href: string | undefined;
    decision: Decision;
    reason: string | undefined;
    item: string | undefined;
    until: number | undefined;
    preferred: boolean;
    again?: { item?: string; text?: string; reply_to?: string };  // a message that did not arrive, or what is answered
}

// What the person's own programs can open; undefined when nothing can.
function href_of(channel: string, value: string, raw: string | undefined): string | undefined {
    const digits = value.replace(/\D/g, '');
    const user = /^@?([\w.]{3,64})$/.exec(raw ?? '')?.[1];
    const number = /^\+?\d{7,15}$/.test(value.replace(/[\s()-]/g, ''));
    switch (channel) {
        case 'phone': case 'telephony': return number ? `tel:+${digits}` : undefined;
        case 'sms': return number ? `sms:+${digits}` : undefined;
        case 'email': return /^[^\s@]+@[^\s@]+$/.test(value) ? `mailto:${encodeURIComponent(value).replace('%40', '@')}` : undefined;
        case 'whatsapp': return number ? `https://wa.me/${digits}` : undefined;
        case 'viber': return number ? `viber://chat?number=%2B${digits}` : undefined;
        case 'telegram': return raw?.startsWith('@') && user ? `https://t.me/${user}` : number && value.startsWith('+') ? `https://t.me/+${digits}` : undefined;
        case 'instagram': return user && !/^\d+$/.test(user) ? `https://ig.me/m/${user}` : undefined;
        case 'vk': return /^\d+$/.test(value) ? `https://vk.com/im?sel=${value}` : undefined;
        default: return undefined;
    }
}

function contact(channel: string, one: Identifier, shown: string): Contact {
    return { look: channel_look(channel), channel, type: one.type, value: one.value, shown, href: href_of(channel, one.value, one.raw ?? one.value),
        decision: 'allow', reason: undefined, item: undefined, until: undefined, preferred: false };
}

// Without core's own list: what the identifiers allow, the channel that waits first, then the one used most.
function guessed(slice: Card, view: View): Contact[] {
    const found = new Map<string, Contact>();
    const spoken = new Set((slice.channels ?? []).map((one) => channel_look(one.channel)));
    for (const one of slice.identifiers ?? []) {
        const one_contact = contact(one.type, one, view.format.identifier(one));
        if (one_contact.href && !found.has(one.type)) found.set(one.type, one_contact);
        if (one.type === 'phone' && spoken.has('whatsapp') && !found.has('whatsapp')) found.set('whatsapp', contact('whatsapp', one, view.format.identifier(one)));
    }
    const wanted = slice.waiting?.channel ? channel_look(slice.waiting.channel) : undefined;
    const weight = (one: Contact) => (one.look === wanted ? 1e9 : 0) + ((slice.channels ?? []).find((other) => channel_look(other.channel) === one.look)?.items ?? 0);
    return [...found.values()].sort((a, b) => weight(b) - weight(a)).slice(0, 4);
}

// A number that is not proved hinders no contact: who it is stands beside the name, to be asked before anything is told.
export function only_caution(decision: Decision | undefined, reasons: (string | undefined)[]): boolean {
    return decision === 'warn' && reasons.length > 0 && reasons.every((one) => one === 'not_proved');
}

export function contacts_of(slice: Card, view: View): Contact[] {
    if (!slice.reach?.length) return guessed(slice, view);
    const ways = slice.reach.filter((one) => one.value).map((one): Contact => {
        const own = slice.identifiers?.find((other) => other.value === one.value) ?? { type: one.type ?? one.channel, value: one.value! };
        const free = only_caution(one.decision, [one.reason]);
        return { ...contact(one.channel, own, view.format.identifier(own)), decision: free ? 'allow' : one.decision ?? 'allow', reason: free ? undefined : one.reason, item: one.item, until: one.until, preferred: !!one.preferred };
    });
    const weight = (one: Contact) => (one.preferred ? 4 : 0) + (one.decision === 'allow' ? 2 : 0) + (one.href ? 1 : 0);
    return ways.map((one, index) => ({ one, index })).sort((a, b) => weight(b.one) - weight(a.one) || a.index - b.index).map(({ one }) => one);
}

// The other channels stand where core put them: what is forbidden now keeps its place.
function in_place(slice: Card, ways: Contact[]): Contact[] {
    const place = (one: Contact) => slice.reach?.findIndex((other) => other.channel === one.channel && other.value === one.value) ?? 0;
    return slice.reach?.length ? [...ways].sort((a, b) => place(a) - place(b)) : ways;
}
export function is_call(one: Contact): boolean {
    return one.look === 'phone';
}
export function contact_words(one: Contact, view: View): string {
    if (one.look === 'email') return view.format.say('write_mail');
    return is_call(one) ? view.format.say('call_to') : view.format.say('write_to', { channel: channel_word(one.look, view.format) });
}
function contact_icon(one: Contact): Icon {
    return is_call(one) && one.decision !== 'allow' ? 'nocall' : one.look;
}
function contact_label(one: Contact, view: View): string {
    const what = `${contact_words(one, view)}, ${one.shown}`;
    return one.decision === 'allow' ? what : view.format.say('with_warning', { what });
}

const acts = define({ row: true, gap: 8 });
export function reach_block(slice: Card, view: View, reach: (one: Contact) => void): Box | undefined {
    const ways = contacts_of(slice, view);
    if (!ways.length) return undefined;
    const first = ways.find((one) => one.decision === 'allow') ?? ways.find((one) => one.decision !== 'block');  // one chief way; what it is objected to is asked
    const rest = in_place(slice, ways).filter((one) => one !== first).slice(0, 2);
    return box(acts, first && button(primary_wide, contact_label(first, view), () => reach(first), mark(icon16, contact_icon(first), 'onaccent'),
        text(button_text, view.size === 'wide' ? contact_words(first, view) : channel_word(first.look, view.format), { ink: 'onaccent' })),
        ...rest.map((one) => small_contact(one, view, reach, true)));
}
export function small_contact(one: Contact, view: View, reach: (one: Contact) => void, framed: boolean): Box {
    const main = !framed && one.decision === 'allow';
    return button(framed ? square_framed : main ? square_primary : square, contact_label(one, view), () => reach(one),
        mark(icon16, contact_icon(one), one.decision !== 'allow' ? 'warn' : main ? 'onaccent' : 'text2'));
}

const rule_words: Record<string, Word> = {
    no_calls: 'rule_no_calls', no_promotions: 'rule_no_promotions', stop: 'rule_stop', write_only: 'rule_write_only', quiet: 'rule_quiet',
};
export function rule_word(rule: string, words: string | undefined, view: View, short = false): string {
    if (short && (rule === 'no_calls' || rule === 'write_only')) return view.format.say('no_calls_short');
    const word = rule_words[rule];
    return word ? view.format.say(word) : words || rule;
}

const guard = define({ row: true, gap: 8, align: 'center', min_h: 20, radius: 4 });
const guards = define({ gap: 4, margin: [12, 0, 0, 0] });
const nothing_between = define({ row: true, gap: 4, grow: true });
export function guard_block(slice: Card, view: View, show: (item: string) => void): Box | undefined {
    const seen = new Set<string>();
    const rows = (slice.rules ?? []).filter((one) => !seen.has(one.rule) && seen.add(one.rule)).slice(0, 2).map((one) => {
        const inner = [mark(icon16, one.rule === 'no_calls' || one.rule === 'write_only' ? 'nocall' : 'guard', 'warn'), box(nothing_between,
            text(strong_one, rule_word(one.rule, one.words, view), { ink: 'warn' }), one.at && text(record_one, `·\u00a0${view.format.when(one.at, view.now)}`, { ink: 'warn' }))];
        return one.item ? button(guard, undefined, () => show(one.item!), ...inner) : box(guard, ...inner);
    });
    return rows.length ? box(guards, ...rows) : undefined;
}

// The state at the right edge of a contact.
export function contact_state(one: Contact, slice: Card, view: View): string {
    const { format } = view;
    if (one.preferred) return format.say(slice.preferred?.basis === 'used' ? 'prefers_used' : 'prefers');
    if (one.decision === 'allow') return '';
    if (/window/.test(one.reason ?? '')) return format.say('window_closed');
    if (/stop|consent|promo|mailing/.test(one.reason ?? '')) return format.say('no_mailing');
    if (/quiet|hours/.test(one.reason ?? '')) return format.say('not_now');
    if (is_call(one) && /preference|calls/.test(one.reason ?? '')) return format.say('rule_no_calls').toLowerCase();
    return format.say(one.decision === 'block' ? 'forbidden' : 'not_now');
}
