// The card: who, how to reach, what is open, what is worth knowing, contacts, why one customer.
import { channel_look, channel_word } from '../format/channels';
import type { CameFrom, Card, Fact } from '../slices';
import { define } from '../look/style';
import type { ChannelLook } from '../look/tokens';
import type { Word } from '../format/words';
import { as, box, button, mark, text, type Box } from './box';
import { avatar, filler, icon12, icon16, icon_button, label, label_one, label_strong, name_small, name_small_two, name_text_two, record2_one, record_grow, small_button, stack, type View } from './parts';
import { contact_state, contacts_of, guard_block, reach_block, rule_word, small_contact, type Contact } from './reach';
import { more, more_text, open_block, open_lines } from './open';
import { orders_block, type OrderWord } from './orders';

const card = define({ pad: [20, 20, 12, 20], gap: 20 });
const card_mid = define({ pad: [16, 16, 12, 16], gap: 20 });
const who = define({ row: true, gap: 12, align: 'center' });
const portrait = define({ self: 'start', margin: [4, 0, 0, 0] });  // beside the first two lines, however many there are
const portrait_mid = define({ self: 'start' });
const who_words = define({ grow: true });
const block = define({});
const title = define({ row: true, gap: 4, margin: [0, 0, 8, 0] });
const fact_row = define({ row: true, gap: 8, h: 24, align: 'center', radius: 4 });
const fact_row_dense = define({ h: 20 }, fact_row);
const fact_link = define({ hover: 'line' }, fact_row);
const fact_link_dense = define({ h: 20 }, fact_link);
const fact_name = define({ size: 13, line: 20, ink: 'text3', w: 72, lines: 1 });
const contact_row = define({ row: true, gap: 12, h: 24, align: 'center', radius: 4, hover: 'line' });

export interface CardActions {
    show(item: string): void;
    reach(one: Contact): void;
    open(id: string): void;
    why(): void;
    copy(): void;
    correct?: (() => void) | undefined;  // undefined: who looks on says nothing
    order(what: OrderWord, a: string, b: string): void;
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

function under_name(slice: Card, view: View): string {
    const { format } = view;
    const company = slice.kind === 'company' ? slice.company : undefined;
    if (company?.bin) return format.say('tax_id', { n: company.bin });
    if (company?.inn) return [format.say('tax_inn', { n: company.inn }), company.kpp && format.say('tax_kpp', { n: company.kpp })].filter(Boolean).join(', ');
    const phone = slice.identifiers?.find((one) => one.type === 'phone') ?? slice.identifiers?.find((one) => one.type === 'email');
    const city = view.size === 'wide' ? slice.facts?.find((fact) => fact.name === 'city')?.value : '';
    return [city, slice.name && phone ? format.identifier(phone) : ''].filter(Boolean).join(' · ');
}
// What else can be done with a card, behind the dots beside the name.
const dots = define({ self: 'start', margin: [-2, -8, 0, 0] });
const dots_mid = define({ self: 'start', margin: [-6, -8, 0, 0] });
const dots_alone = define({ margin: [0, -8, 0, 0] });
const menu = define({ row: true, wrap: true, gap: 8, margin: [12, 0, 0, 0] });
function who_block(slice: Card, view: View, acts: CardActions): Box {
    const { format } = view;
    const under = under_name(slice, view);
    const wide = view.size === 'wide';
    const lines = under || slice.not_proved;
    const face = avatar(slice.name, view.format, view.compact);
    const one = box(who, lines ? box(wide ? portrait : portrait_mid, face) : face, box(who_words,
        as('h1', {}, text(wide ? name_text_two : name_small_two, card_name(slice, view), { attrs: { title: card_name(slice, view) } })),
        under && text(record2_one, under), slice.not_proved && text(label_one, view.format.say('not_proved'))),
        box(!lines ? dots_alone : wide ? dots : dots_mid, icon_button('more', format.say('card'), () => view.fold('menu'))));
    return box(stack, one, view.unfolded.has('menu') && box(menu, acts.correct && small_button(format.say('correct'), acts.correct), small_button(format.say('copy'), acts.copy), small_button(format.say('why_one'), acts.why)));
}

const fact_words: Record<string, Word> = {
    city: 'city', language: 'language', source: 'source', marketing: 'marketing', delivery: 'delivery', birthday: 'birthday',
    company: 'company', position: 'position', address: 'address', preference: 'preference', payment: 'payment_by',
};
interface Known {
    name: string;
    value: string;
    age?: string;
    item?: string | undefined;
    others?: Fact['others'];
}
const other_line = define({ row: true, pad: [0, 0, 4, 80] });
function known_line(one: Known, view: View, show: (item: string) => void): Box[] {
    const dense = view.compact;
    const inner = [text(fact_name, one.name), text(record_grow, one.value, { attrs: { title: one.value } }), one.age && text(label, one.age)];
    const line = one.item ? button(dense ? fact_link_dense : fact_link, undefined, () => show(one.item!), ...inner) : box(dense ? fact_row_dense : fact_row, ...inner);
    const differ = [...new Map((one.others ?? []).filter((other) => other.value !== one.value).map((other) => [other.value, other])).values()].slice(0, 2);
    if (!differ.length) return [line];
    const words = differ.map((other) => (other.channel ? `${other.value} (${channel_word(channel_look(other.channel), view.format)})` : other.value)).join('; ');
    return [line, box(other_line, text(label_one, view.format.say('otherwise', { value: words })))];
}
function source_known(word: Word, from: CameFrom | undefined, view: View): Known | undefined {
    if (!from) return undefined;
    const kind = view.format.say(`from_${from.kind}` as Word) ?? from.kind;
    const value = [from.name ? `${from.name} · ${kind}` : kind, from.query && `«${from.query}»`, from.campaign].filter(Boolean).join(' ');
    return { name: view.format.say(word), value, age: from.at ? view.format.when(from.at, view.now) : '', item: from.item };
}
const product_words: Record<string, Word> = { viewed: 'viewed', asked: 'asked_about', wanted: 'wanted', complained: 'complained' };
function products_known(slice: Card, view: View): Known[] {
    const seen = new Set<string>();
    return (slice.products ?? []).filter((one) => product_words[one.how] && one.name && !seen.has(one.how) && seen.add(one.how)).slice(0, 3)
        .map((one) => ({ name: view.format.say(product_words[one.how]!), value: one.name!, age: one.at ? view.format.when(one.at, view.now) : '', item: one.item }));
}
function total_known(slice: Card, view: View): Known | undefined {
    const { format, now } = view;
    const count = slice.value?.orders ?? slice.purchases?.count;
    if (!count) return undefined;
    const sums = (slice.value?.sums ?? slice.purchases?.sums ?? []).map((sum) => format.money(sum)).join(', ');
    const first = slice.value?.first;
    const years = first ? Math.floor((now - first) / (365 * 86_400_000)) : 0;
    return { name: format.say('total'), value: [format.count('purchases', count), sums].filter(Boolean).join(', '), age: years ? format.count('years', years) : first ? format.when(first, now) : '' };
}
function knowns(slice: Card, view: View): Known[] {
    const { format, now } = view;
    const rows: (Known | undefined)[] = [];
    const last = slice.purchases?.last;
    if (last?.title) rows.push({ name: format.say('bought'), value: last.title, age: last.at ? format.when(last.at, now) : '', item: last.item });
    rows.push(...products_known(slice, view));
    const seen = new Set<string>(['name', 'email', 'phone', 'product_viewed', ...Object.keys(slice.company ?? {}), 'okved_more']);
    for (const fact of slice.facts ?? []) {
        if (seen.has(fact.name) || !fact.value) continue;
        seen.add(fact.name);
        const word = fact_words[fact.name];
        rows.push({ name: word ? format.say(word) : fact.name, value: fact.value, age: fact.at ? format.when(fact.at, now) : '', item: fact.item, others: fact.others });
    }
    rows.push(source_known('first_source', slice.first_source, view));
    if (slice.last_source?.item !== slice.first_source?.item) rows.push(source_known('last_source', slice.last_source, view));
    rows.push(total_known(slice, view));
    for (const one of (slice.goods ?? []).slice(0, 2)) {
        const parts = [one.stock !== undefined && one.stock !== '' ? String(one.stock) : '', one.place, one.price && format.money(one.price), typeof one.arrival === 'string' ? one.arrival : one.arrival && format.when(one.arrival, now), one.source].filter(Boolean).join(', ');
        if (parts) rows.push({ name: format.say('stock'), value: [one.name, parts].filter(Boolean).join(': '), age: one.at ? format.when(one.at, now) : '' });
    }
    for (const one of (slice.offers ?? []).slice(0, 2)) if (one.name || one.sku) rows.push({ name: format.say('offer'), value: [one.name || one.sku, one.customers ? format.say('bought_with', { n: one.customers, with: one.with_name || one.with || '' }) : one.why].filter(Boolean).join(' · ') });
    return rows.filter((one): one is Known => !!one);
}
const facts_most = 4;  // so that contacts are in sight
function facts_block(slice: Card, view: View, show: (item: string) => void): Box | undefined {
    const rows = knowns(slice, view);
    if (!rows.length) return undefined;
    const shown = view.unfolded.has('facts') || rows.length <= facts_most + 1 ? rows : rows.slice(0, facts_most);
    return as('section', {}, box(block, block_title(view.format.say('worth_knowing')), ...shown.flatMap((one) => known_line(one, view, show)),
        shown !== rows && button(more, undefined, () => view.fold('facts'), text(more_text, view.format.say('more_n', { n: rows.length - shown.length })))));
}

const contact_icons: Record<string, ChannelLook> = { phone: 'phone', email: 'email', telegram: 'telegram', whatsapp: 'whatsapp', instagram: 'instagram', messenger: 'facebook', vk: 'vk', viber: 'viber', cookie: 'site', user: 'site', loyalty: 'shop' };
function contacts_block(slice: Card, view: View, reach: (one: Contact) => void): Box | undefined {
    const ways = contacts_of(slice, view);
    const lines: { look: ChannelLook; words: string; state: string; press?: (() => void) | undefined }[] = [];
    if (slice.reach?.length) for (const one of ways) lines.push({ look: one.look, words: one.shown, state: contact_state(one, slice, view), press: () => reach(one) });
    for (const one of slice.identifiers ?? []) {
        if (one.type === 'cookie' || (slice.reach?.length && ways.some((way) => way.value === one.value))) continue;
        const way = ways.find((other) => other.value === one.value);
        lines.push({ look: contact_icons[one.type] ?? 'system', words: view.format.identifier(one), state: one.known === 'said' ? view.format.say('not_proved') : '', press: way && (() => reach(way)) });
    }
    if (!lines.length) return undefined;
    return as('section', {}, box(block, block_title(view.format.say('contacts')), ...lines.slice(0, 8).map(({ look, words, state, press }) => {
        const inner = [mark(icon16, look, `${look}.c`), text(record_grow, words), state && text(label, state)];
        return press ? button(contact_row, undefined, press, ...inner) : box(contact_row, ...inner);
    })));
}

// Where they spoke, while the list of contacts says little.
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

const people_most = 6;
function people_block(slice: Card, view: View, open: (id: string) => void): Box | undefined {
    const people = slice.people ?? [];
    if (!people.length) return undefined;
    const shown = view.unfolded.has('people') || people.length <= people_most + 1 ? people : people.slice(0, people_most);
    return as('section', {}, box(block, block_title(view.format.say('people'), String(people.length)), ...shown.map((one) =>
        button(contact_row, undefined, () => open(one.id), mark(icon16, 'person'), text(record_grow, one.name || view.format.say('nameless')), one.position && text(label, one.position))),
        shown !== people && button(more, undefined, () => view.fold('people'), text(more_text, view.format.say('more_n', { n: people.length - shown.length })))));
}
// Numbers and codes by which a company is known; the words of registers are the same in Russian and Kazakh papers.
const requisites = ['name', 'inn', 'kpp', 'ogrn', 'ogrnip', 'bin', 'iin', 'okved', 'okopf', 'head', 'address', 'fias', 'kladr', 'okato', 'oktmo'];
const requisite_words: Record<string, Word> = { name: 'company', inn: 'req_inn', kpp: 'req_kpp', ogrn: 'req_ogrn', ogrnip: 'req_ogrnip', bin: 'req_bin', iin: 'req_iin', okved: 'req_okved', okopf: 'req_okopf', head: 'req_head', address: 'address', fias: 'req_fias', kladr: 'req_kladr', okato: 'req_okato', oktmo: 'req_oktmo' };
function company_block(slice: Card, view: View, open: (id: string) => void): Box | undefined {
    const one = slice.company;
    if (slice.kind === 'company') {
        const rows = requisites.filter((name) => one?.[name]).map((name) => box(fact_row, text(fact_name, requisite_words[name] ? view.format.say(requisite_words[name]) : name.toUpperCase()), text(record_grow, one![name]!, { attrs: { title: one![name]! } })));
        return rows.length ? as('section', {}, box(block, block_title(view.format.say('requisites')), ...rows)) : undefined;
    }
    if (!one?.name) return undefined;
    const inner = [text(fact_name, view.format.say('company')), text(record_grow, [one.name, one.position].filter(Boolean).join(', '))];
    return one.id ? button(fact_link, undefined, () => open(one.id!), ...inner) : box(fact_row, ...inner);
}

export function card_panel(slice: Card, view: View, acts: CardActions): Box {
    return box(view.size === 'wide' ? card : card_mid, box(stack, who_block(slice, view, acts), gap_before(reach_block(slice, view, acts.reach)), guard_block(slice, view, acts.show)),
        open_block(slice, view, acts.show), facts_block(slice, view, acts.show), contacts_block(slice, view, acts.reach), orders_block(slice, view, acts), company_block(slice, view, acts.open),
        people_block(slice, view, acts.open), !slice.reach?.length && channels_block(slice, view));
}
const upper = define({ margin: [16, 0, 0, 0] });
function gap_before(one: Box | undefined): Box | undefined {
    return one && box(upper, one);
}

// Pinned to the bottom: the sources of this card.
const why = define({ row: true, h: 48, gap: 8, pad: [0, 20, 0, 20], align: 'center', border: 'top', hover: 'hover' });
const why_mid = define({ pad: [0, 16, 0, 16] }, why);
const circles = define({ row: true, gap: 0 });
const circle = define({ w: 24, h: 24, radius: 12, align: 'center', justify: 'center', ring: 'panel', margin: [0, -4, 0, 0] });
const link = define({ size: 13, line: 20, ink: 'accent', lines: 1, shrink: true });
export function why_bar(slice: Card, view: View, open: () => void): Box | undefined {
    const looks = [...new Set((slice.channels ?? []).map((one) => channel_look(one.channel)))];
    if (!slice.joins?.length && !slice.suggestions?.length) return undefined;
    const most = view.size === 'wide' ? 4 : 2;  // beside the whole of the words
    const shown = looks.slice(0, most).map((look): Box => ({ ...box(circle, mark(icon12, look, `${look}.c`)), fill: `${look}.ct` }));
    if (looks.length > most) shown.push({ ...box(circle, text(label, `+${looks.length - most}`, { ink: 'text2' })), fill: 'line' });
    return button(view.size === 'wide' ? why : why_mid, undefined, open, box(circles, ...shown), box(filler), text(link, view.format.say('why_one')), mark(icon16, 'right', 'accent'));
}

// Below 640 px: a header of 48 and what is open, the card behind the arrow.
const compact = define({ row: true, h: 56, gap: 8, pad: [0, 8, 0, 4], align: 'center' });
const compact_words = define({ grow: true });
const compact_rule = define({ row: true, gap: 4, align: 'center' });
const compact_frame = define({ border: 'bottom' });
const icon14_warn = define({ w: 14, h: 14, ink: 'warn' });
export function compact_card(slice: Card, view: View, actions: { back(): void; more(): void } & CardActions): Box {
    const { format } = view;
    const first = contacts_of(slice, view)[0];
    const phone = slice.identifiers?.find((one) => one.type === 'phone');
    const rule = slice.rules?.[0];
    const prefers = slice.preferred && channel_word(channel_look(slice.preferred.channel), format);
    const under = rule ? box(compact_rule, mark(icon14_warn, rule.rule === 'no_calls' || rule.rule === 'write_only' ? 'nocall' : 'guard'), text(label_one, [prefers, rule_word(rule.rule, rule.words, view, true).toLowerCase()].filter(Boolean).join(', '), { ink: 'warn' }))
        : slice.name && phone && text(label_one, format.identifier(phone), { ink: 'text2' });
    return box(compact_frame, box(compact, icon_button('left', format.say('back'), actions.back), avatar(slice.name, format, true),
        box(compact_words, as('h1', {}, text(name_small, card_name(slice, view))), under), first && small_contact(first, view, actions.reach, false),
        icon_button(view.unfolded.has('card') ? 'up' : 'down', format.say('card'), actions.more)), ...open_lines(slice, view, actions.show, actions.more));
}
