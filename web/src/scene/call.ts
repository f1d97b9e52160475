// The bar of an incoming call: who rings, four facts, and the card and history already stand on this customer.
import { channel_look, channel_word } from '../format/channels';
import type { Card, Ring } from '../slices';
import type { Ink } from '../look/tokens';
import { define } from '../look/style';
import { as, box, mark, text, type Box } from './box';
import { card_name } from './card';
import { framed_button, icon20, icon_button, label, name_small, primary_button, record2_one, strong_one, type View } from './parts';
import { open_of, open_title, waited } from './open';
import { rule_word } from './reach';

const bar = define({ fill: 'okbg', pad: [12, 24, 16, 24], gap: 12 });
const bar_small = define({ fill: 'okbg', pad: [8, 12, 8, 12], gap: 8 });
const head = define({ row: true, gap: 12, align: 'center' });
const head_words = define({ grow: true });
const ring_disc = define({ w: 40, h: 40, radius: 20, fill: 'ok', align: 'center', justify: 'center' });
const facts = define({ row: true, gap: 8 });
const fact = define({ pad: [8, 12, 8, 12], radius: 6, fill: 'bg', grow: true });

function fact_box(title: string, words: string, more: string, ink: Ink): Box {
    return box(fact, text(label, title), text(strong_one, words), text(label_of, more || '\u00a0', { ink }));
}
const label_of = define({ size: 12, line: 16, ink: 'text2', lines: 1, shrink: true });

export function call_bar(ring: Ring, card: Card, view: View, acts: { note(): void; other(): void; hide(): void }): Box {
    const { format, now } = view;
    const all = open_of(card);
    const question = all.find((one) => one.kind === 'question');
    const promise = all.find((one) => one.kind === 'promise');
    const complaint = all.find((one) => one.kind === 'complaint');
    const bought = card.purchases?.last;
    const rule = card.rules?.[0];
    const prefers = [card.preferred && channel_word(channel_look(card.preferred.channel), format), rule && rule_word(rule.rule, rule.words, view, true).toLowerCase()].filter(Boolean).join(', ');
    const under = [ring.line, ring.number && format.phone(ring.number), format.stopwatch(Math.max(0, Math.floor((now - ring.since) / 1000)))].filter(Boolean).join(' · ');
    const small = view.size === 'small';
    return as('section', { attrs: { 'aria-label': format.say('ringing', { name: card_name(card, view) }), role: 'region' } }, box(small ? bar_small : bar,
        box(head, box(ring_disc, mark(icon20, 'phone', 'bg')), box(head_words, text(name_small, format.say('ringing', { name: card_name(card, view) })), text(record2_one, under)),
            small ? icon_button('note', format.say('ring_note'), acts.note) : primary_button(format.say(view.size === 'mid' ? 'note' : 'ring_note'), acts.note, 'note'), view.size === 'wide' && framed_button(format.say('ring_other'), acts.other), icon_button('close', format.say('hide'), acts.hide)),
        // When narrow the card's own rows say the same right below.
        !small && box(facts,
            fact_box(format.say('ring_asked'), question?.words || format.say('ring_nothing'), question ? format.say('ring_waits', { age: format.age(waited(question, view)) }) : '', 'warn'),
            fact_box(format.say('ring_promised'), promise ? open_title(promise, view) : format.say('ring_no_promise'), promise?.due ? format.term(promise.due, now) : '', promise?.due && promise.due < now ? 'danger' : 'warn'),
            fact_box(format.say('ring_bought'), bought?.title || format.say('ring_no_purchase'), complaint ? format.say('ring_complaint') : bought?.at ? format.when(bought.at, now) : '', complaint ? 'danger' : 'text2'),
            view.size === 'wide' && fact_box(format.say('ring_prefers'), prefers || format.say('ring_no_preference'), rule?.rule === 'no_calls' || rule?.rule === 'write_only' ? format.say('ring_calls') : '', 'text2'))));
}
