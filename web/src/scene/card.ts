// The card: who, how to reach, what is open, what is worth knowing, contacts, why one customer.
import { channel_look, channel_word } from '../format/channels';
import type { CameFrom, Card, Identifier } from '../slices';
import { define } from '../look/style';
import type { ChannelLook } from '../look/tokens';
import type { Word } from '../format/words';
import { as, box, button, mark, text, type Box } from './box';
import { avatar, contact_link, filler, icon12, icon14, icon16, icon16_top, icon_button, label, label_one, label_strong, name_small, name_text, record2_one, record_grow, record_one, stack, strong_one, type View } from './parts';

const card = define({ pad: [20, 20, 12, 20], gap: 20 });
const card_mid = define({ pad: [16, 16, 12, 16], gap: 20 });
const who = define({ row: true, gap: 12, align: 'center' });
const who_words = define({ grow: true });
const acts = define({ row: true, gap: 8 });
const block = define({});
const title = define({ row: true, gap: 4, margin: [0, 0, 8, 0] });
const hot = define({ row: true, gap: 12, pad: [10, 12, 10, 12], margin: [0, -12, 0, -12], radius: 6, fill: 'warnbg', hover: 'warnbg' });
const hot_words = define({ grow: true });
const hot_text = define({ size: 13, line: 20, lines: 2 });
const between = define({ row: true, gap: 8, align: 'center' });
const strong_grow = define({ size: 13, line: 20, weight: 600, lines: 1, grow: true });
const fact_row = define({ row: true, gap: 8, h: 24, align: 'center' });
const fact_name = define({ size: 13, line: 20, ink: 'text3', w: 72, lines: 1 });
const contact_row = define({ row: true, gap: 12, h: 24, align: 'center' });

export interface Contact {
    look: ChannelLook;
    href: string;
}

// What the person's own programs can open for an identifier; undefined when nothing can.
export function contact_of(one: Identifier): Contact | undefined {
    const digits = one.value.replace(/\D/g, '');
    if (one.type === 'phone') return { look: 'phone', href: `tel:${one.value}` };
    if (one.type === 'email') return { look: 'email', href: `mailto:${one.value}` };
    if (one.type === 'whatsapp' && /^\d{10,15}$/.test(one.value)) return { look: 'whatsapp', href: `https://wa.me/${digits}` };
    if (one.type === 'telegram' && /^@\w{4,}$/.test(one.raw ?? '')) return { look: 'telegram', href: `https://t.me/${one.raw!.slice(1)}` };
    return undefined;
}
function contacts_of(slice: Card): Contact[] {
    const found = new Map<string, Contact>();
    const spoken = new Set((slice.channels ?? []).map((one) => channel_look(one.channel)));
    for (const one of slice.identifiers ?? []) {
        const contact = contact_of(one);
        if (contact && !found.has(contact.look)) found.set(contact.look, contact);
        if (one.type === 'phone' && spoken.has('whatsapp') && !found.has('whatsapp'))
            found.set('whatsapp', { look: 'whatsapp', href: `https://wa.me/${one.value.replace(/\D/g, '')}` });
    }
    const wanted = slice.waiting?.channel ? channel_look(slice.waiting.channel) : undefined;
    const weight = (contact: Contact) =>
        (contact.look === wanted ? 1e9 : 0) + ((slice.channels ?? []).find((one) => channel_look(one.channel) === contact.look)?.items ?? 0);
    return [...found.values()].sort((a, b) => weight(b) - weight(a)).slice(0, 4);
}

function contact_words(contact: Contact, view: View): string {
    return contact.look === 'phone' ? view.format.say('call_to') : view.format.say('write_to', { channel: channel_word(contact.look, view.format) });
}

export function card_name(slice: Card, view: View): string {
    if (slice.name) return slice.name;
    const first = slice.identifiers?.find((one) => one.type !== 'cookie');
    if (first) return view.format.identifier(first);
    return view.format.say(slice.identifiers?.length ? 'visitor' : 'nameless');
}

function block_title(words: string, more?: string): Box {
    return as('h2', {}, box(title, text(label_strong, words), more && text(label, more)));
}

function who_block(slice: Card, view: View): Box {
    const { format } = view;
    const phone = slice.identifiers?.find((one) => one.type === 'phone') ?? slice.identifiers?.find((one) => one.type === 'email');
    const city = slice.facts?.find((fact) => fact.name === 'city')?.value;
    const under = [city, slice.name && phone ? format.identifier(phone) : ''].filter(Boolean).join(' · ');
    return box(who, avatar(slice.name, format), box(who_words,
        as('h1', {}, text(view.size === 'wide' ? name_text : name_small, card_name(slice, view), { attrs: { title: card_name(slice, view) } })),
        under && text(record2_one, under), slice.not_proved && text(label_one, format.say('not_proved'))));
}

function reach_block(slice: Card, view: View): Box | undefined {
    const [first, ...rest] = contacts_of(slice);
    if (!first) return undefined;
    return box(acts, contact_link(view.size === 'wide' ? contact_words(first, view) : channel_word(first.look, view.format), '', first.href, first.look, true),
        ...rest.map((one) => contact_link(undefined, contact_words(one, view), one.href, one.look, false)));
}

function open_block(slice: Card, view: View, show: (item: string) => void): Box | undefined {
    const waiting = slice.waiting;
    if (!waiting) return undefined;
    const item = waiting.item;
    const inner = [mark(icon16_top, 'question', 'warn'), box(hot_words,
        box(between, text(strong_grow, view.format.say('awaits'), { ink: 'warn' }), text(strong_one, view.format.age(view.now - waiting.since), { ink: 'warn' })),
        waiting.words && text(hot_text, `«${waiting.words}»`))];
    return as('section', {}, box(block, block_title(view.format.say('open'), '1'),
        item ? button(hot, undefined, () => show(item), ...inner) : box(hot, ...inner)));
}

const fact_words: Record<string, Word> = {
    city: 'city', language: 'language', source: 'source', marketing: 'marketing', delivery: 'delivery', birthday: 'birthday',
    company: 'company', address: 'address', preference: 'preference',
};
function fact_line(name: string, value: string, age: string): Box {
    return box(fact_row, text(fact_name, name), text(record_grow, value), age && text(label, age));
}
function source_line(word: Word, from: CameFrom | undefined, view: View): Box | undefined {
    if (!from) return undefined;
    const kind = view.format.say(`from_${from.kind}`);
    const value = [from.name ? `${from.name} · ${kind}` : kind, from.query && `«${from.query}»`, from.campaign].filter(Boolean).join(' ');
    return fact_line(view.format.say(word), value, from.at ? view.format.when(from.at, view.now) : '');
}
function facts_block(slice: Card, view: View): Box | undefined {
    const { format, now } = view;
    const rows: Box[] = [];
    const last = slice.purchases?.last;
    if (last?.title) rows.push(fact_line(format.say('bought'), last.title, last.at ? format.when(last.at, now) : ''));
    const seen = new Set<string>(['name', 'email', 'phone']);
    for (const fact of slice.facts ?? []) {
        if (seen.has(fact.name) || !fact.value) continue;
        seen.add(fact.name);
        const word = fact_words[fact.name];
        rows.push(fact_line(word ? format.say(word) : fact.name, fact.value, fact.at ? format.when(fact.at, now) : ''));
    }
    const came = source_line('first_source', slice.first_source, view);
    const lately = slice.last_source?.item !== slice.first_source?.item && source_line('last_source', slice.last_source, view);
    if (came) rows.push(came);
    if (lately) rows.push(lately);
    if (slice.purchases?.count) {
        const sums = (slice.purchases.sums ?? []).map((sum) => format.money(sum)).join(', ');
        rows.push(fact_line(format.say('total'), [format.count('purchases', slice.purchases.count), sums].filter(Boolean).join(', '), ''));
    }
    if (!rows.length) return undefined;
    return as('section', {}, box(block, block_title(format.say('worth_knowing')), ...rows));
}

const contact_icons: Record<string, ChannelLook> = { phone: 'phone', email: 'email', telegram: 'telegram', whatsapp: 'whatsapp', instagram: 'instagram', messenger: 'facebook', vk: 'vk', viber: 'viber', cookie: 'site', user: 'site', loyalty: 'shop' };
function contacts_block(slice: Card, view: View): Box | undefined {
    const rows = (slice.identifiers ?? []).filter((one) => one.type !== 'cookie').slice(0, 8).map((one) => {
        const look = contact_icons[one.type] ?? 'system';
        return box(contact_row, mark(icon16, look, `${look}.c`), text(record_grow, view.format.identifier(one)),
            one.known === 'said' && text(label, view.format.say('not_proved')));
    });
    return rows.length ? as('section', {}, box(block, block_title(view.format.say('contacts')), ...rows)) : undefined;
}

function channels_block(slice: Card, view: View): Box | undefined {
    const { format, now } = view;
    const by_look = new Map<ChannelLook, { items: number; last: number }>();
    for (const one of slice.channels ?? []) {
        const look = channel_look(one.channel);
        const sum = by_look.get(look) ?? { items: 0, last: 0 };
        by_look.set(look, { items: sum.items + one.items, last: Math.max(sum.last, one.last ?? 0) });
    }
    const rows = [...by_look].sort((a, b) => b[1].last - a[1].last).map(([look, { items, last }]) =>
        box(contact_row, mark(icon16, look, `${look}.c`), text(record_grow, `${channel_word(look, format)}, ${format.count('items', items)}`),
            last > 0 && text(label, format.when(last, now))));
    return rows.length ? as('section', {}, box(block, block_title(format.say('channels')), ...rows)) : undefined;
}

export function card_panel(slice: Card, view: View, show: (item: string) => void): Box {
    return box(view.size === 'wide' ? card : card_mid, box(stack, who_block(slice, view), gap_before(reach_block(slice, view))),
        open_block(slice, view, show), facts_block(slice, view), contacts_block(slice, view), channels_block(slice, view),
        view.unfolded.has('why') && reasons(slice, view));
}
const upper = define({ margin: [16, 0, 0, 0] });
function gap_before(one: Box | undefined): Box | undefined {
    return one && box(upper, one);
}

const reason_row = define({ margin: [0, 0, 8, 0] });
function reasons(slice: Card, view: View): Box {
    const rows = (slice.joins ?? []).map((one) => box(reason_row, text(record_one, one.reason),
        one.value && text(label_one, view.format.say('proof_same', { value: view.format.phone(one.value) }))));
    return as('section', {}, box(block, block_title(view.format.say('why_card')), ...rows));
}

// Pinned to the bottom: the sources of this card.
const why = define({ row: true, h: 48, gap: 8, pad: [0, 20, 0, 20], align: 'center', border: 'top', hover: 'hover' });
const why_mid = define({ pad: [0, 16, 0, 16] }, why);
const circles = define({ row: true, gap: 0 });
const circle = define({ w: 24, h: 24, radius: 12, align: 'center', justify: 'center', ring: 'panel', margin: [0, -4, 0, 0] });
const link = define({ size: 13, line: 20, ink: 'accent', lines: 1, shrink: true });
export function why_bar(slice: Card, view: View): Box | undefined {
    const looks = [...new Set((slice.channels ?? []).map((one) => channel_look(one.channel)))];
    if (!slice.joins?.length || looks.length < 2) return undefined;
    const most = view.size === 'wide' ? 4 : 3;
    const shown = looks.slice(0, most).map((look): Box => ({ ...box(circle, mark(icon12, look, `${look}.c`)), fill: `${look}.ct` }));
    if (looks.length > most) shown.push({ ...box(circle, text(label, `+${looks.length - most}`, { ink: 'text2' })), fill: 'line' });
    const open = view.unfolded.has('why');
    const one = button(view.size === 'wide' ? why : why_mid, undefined, () => view.fold('why'), box(circles, ...shown), box(filler), text(link, view.format.say('why_one')), mark(icon16, open ? 'down' : 'right', 'accent'));
    one.attrs = { 'aria-expanded': String(open) };
    return one;
}

// Below 640 px: a header of 48 and what is open, the card behind the arrow.
const compact = define({ row: true, h: 56, gap: 8, pad: [0, 8, 0, 4], align: 'center' });
const compact_words = define({ grow: true });
const compact_hot = define({ row: true, h: 28, gap: 8, pad: [0, 12, 0, 12], align: 'center', fill: 'warnbg', hover: 'warnbg' });
const compact_frame = define({ border: 'bottom' });
export function compact_card(slice: Card, view: View, actions: { back(): void; more(): void; show(item: string): void }): Box {
    const { format, now } = view;
    const [first] = contacts_of(slice);
    const phone = slice.identifiers?.find((one) => one.type === 'phone');
    const waiting = slice.waiting;
    const hot_row = waiting && button(compact_hot, undefined, () => waiting.item && actions.show(waiting.item), mark(icon14, 'question', 'warn'),
        text(strong_grow, waiting.words || format.say('awaits')), text(strong_one, format.age(now - waiting.since), { ink: 'warn' }));
    return box(compact_frame, box(compact, icon_button('left', format.say('back'), actions.back), avatar(slice.name, format, true),
        box(compact_words, as('h1', {}, text(name_small, card_name(slice, view))), slice.name && phone && text(label_one, format.identifier(phone), { ink: 'text2' })),
        first && contact_link(undefined, contact_words(first, view), first.href, first.look, true),
        icon_button(view.unfolded.has('card') ? 'up' : 'down', format.say('card'), actions.more)), hot_row);
}
