// Why this is one customer: its records as nodes, between them what joins them, by whom and when, each to be taken away and
// brought back; who is certainly not this customer; who may be.
import { channel_look, channel_word } from '../format/channels';
import type { Card, Join, Suggestion, Why } from '../slices';
import { define } from '../look/style';
import { as, box, mark, text, type Box } from './box';
import { icon16, icon_button, label, label_one, label_strong, link, node, record, record2_one, small_button, strong_one, type View } from './parts';
import { side_panel } from './panel';

const chain = define({ margin: [12, 0, 0, 0] });
const source = define({ row: true, gap: 12, min_h: 32, align: 'center' });
const source_words = define({ row: true, gap: 8, align: 'center', grow: true });
const between = define({ row: true, gap: 12, pad: [0, 0, 0, 0] });
const stem_column = define({ w: 24, align: 'center', pad: [2, 0, 2, 0] });
const stem = define({ w: 2, radius: 1, fill: 'line', grow: true });
const reason = define({ grow: true, pad: [2, 0, 6, 2] });
const reason_text = define({ size: 12, line: 16, weight: 600 });
const reason_line = define({ row: true, gap: 8, align: 'center' });
const block = define({ border: 'top', margin: [12, 0, 0, 0], pad: [12, 0, 0, 0], gap: 4 });
const two_lines = define({ grow: true });
const two_text = define({ size: 12, line: 16, ink: 'text3', lines: 2 });
const foot = define({ margin: [16, 0, 0, 0] });
const act_row = define({ row: true, gap: 4, align: 'center' });

export interface WhyActions {
    close(): void;
    show(item: string): void;
    separate(join: Join): void;
    withdraw(one: { a: string; b: string }): void;
    link(one: Suggestion): void;
    refuse(one: Suggestion): void;
    open(id: string): void;
}

type Member = Why['members'][number];
function member_name(one: Member, view: View): string {
    if (one.name) return one.name;
    if (one.owner && one.owner.type !== 'cookie') return view.format.identifier(one.owner);
    return view.format.say('visitor_n', { n: one.subject.slice(0, 4).toUpperCase() });
}
function member_row(one: Member, view: View): Box {
    const { format, now } = view;
    const look = one.channel ? channel_look(one.channel) : one.owner ? channel_look(one.owner.type === 'cookie' ? 'site' : one.owner.type === 'loyalty' ? 'shop' : one.owner.type) : 'system';
    const owner = one.name && one.owner && one.owner.type !== 'cookie' ? format.identifier(one.owner) : '';
    const under = [channel_word(look, format), owner, one.first && format.say('since', { date: format.when(one.first, now) }), one.items && format.count('items', one.items)].filter(Boolean).slice(0, 2).join(', ');
    return box(source, node(look), box(source_words, text(strong_one, member_name(one, view)), text(record2_one, under)));
}
function join_row(one: Join, sure: string | undefined, view: View, acts: WhyActions): Box {
    const { format, now } = view;
    const key = `${one.a}-${one.b}`;
    const proof = one.evidence?.find((other) => other.item) ?? one.evidence?.[0];
    const at = one.at || proof?.at;
    const who = [one.who ? view.colleague(one.who) : format.say(one.merged_by_crm ? 'crm_said' : 'by_rules'), at && format.moment(at, now)].filter(Boolean).join(', ');
    const value = one.value ? (one.value.startsWith('+') ? format.phone(one.value) : one.value) : '';
    return box(between, box(stem_column, box(stem)), box(reason, text(reason_text, one.words || one.reason), box(reason_line, text(label_one, [value, who].filter(Boolean).join(' · ')), proof?.item && link(format.say('source_link'), () => acts.show(proof.item!)))),
        sure === key ? small_button(format.say('separate_sure'), () => acts.separate(one), 'split') : icon_button('split', format.say('separate'), () => acts.separate(one)));
}

// Members in an order in which each joins one above it, as far as the joins go.
function ordered(slice: Why): { member: Member; join: Join | undefined }[] {
    const left = new Map(slice.members.map((one) => [one.subject, one]));
    const out: { member: Member; join: Join | undefined }[] = [];
    const joins = [...slice.joins];
    const inside = new Set<string>();
    while (left.size) {
        let found = joins.find((one) => inside.has(one.a) !== inside.has(one.b) && (left.has(one.a) || left.has(one.b)));
        const id: string = found ? (inside.has(found.a) ? found.b : found.a) : left.keys().next().value!;
        const member = left.get(id);
        if (!member) { joins.splice(joins.indexOf(found!), 1); continue; }
        out.push({ member, join: found });
        inside.add(id);
        left.delete(id);
    }
    return out;
}

export function why_panel(slice: Why, card: Card, sure: string | undefined, current_to: number | undefined, left: number, view: View, acts: WhyActions): Box {
    const { format } = view;
    const rows = ordered(slice);
    const counts = format.say('why_counts', { members: format.count('members', slice.members.length), joins: format.count('joins', slice.joins.length) });
    const apart = (slice.statements ?? []).filter((one) => one.kind === 'separation' && one.state !== 'withdrawn').slice(0, 8);
    const suggestions = slice.suggestions ?? card.suggestions ?? [];
    return side_panel(format.say('why_title'), slice.joins.length ? counts : format.say('only_one'), left, view, acts.close,
        box(chain, ...rows.flatMap(({ member, join }) => [join && join_row(join, sure, view, acts), member_row(member, view)])),
        apart.length > 0 && as('section', {}, box(block, as('h3', {}, text(label_strong, format.say('not_this'))), ...apart.map((one) =>
            box(source, node(one.channel ? channel_look(one.channel) : 'system', one.channel ? undefined : 'split'), box(two_lines, text(strong_one, one.name || format.say('visitor_n', { n: one.other.slice(0, 4).toUpperCase() })), text(label_one, [one.words, one.who && view.colleague(one.who), one.at && format.when(one.at, view.now)].filter(Boolean).join(', '))),
                link(format.say('bring_back'), () => acts.withdraw({ a: one.subject, b: one.other })))))),
        suggestions.length > 0 && as('section', {}, box(block, as('h3', {}, text(label_strong, format.say('maybe'))), ...suggestions.slice(0, 6).map((one) =>
            box(source, mark(icon16, 'person', 'text3'), box(two_lines, text(strong_one, one.name || format.say('nameless')), text(two_text, (one.reasons ?? []).map((why) => (typeof why === 'string' ? why : [why.reason, why.value].filter(Boolean).join(' '))).join(', '))),
                box(act_row, small_button(format.say('join_them'), () => acts.link(one)), small_button(format.say('not_same'), () => acts.refuse(one), undefined, false)))))),
        !!slice.shared?.length && as('section', {}, box(block, as('h3', {}, text(label_strong, format.say('shared_title'))), ...slice.shared.slice(0, 6).map((one) => text(record, [one.value.startsWith('+') ? format.phone(one.value) : one.value, one.why].filter(Boolean).join(': '))))),
        !!card.version && box(foot, text(label, format.say('facts_check', { code: card.version.slice(0, 8).toUpperCase().replace(/^(.{4})/, '$1-'), time: format.time(current_to ?? view.now) }))));
}
