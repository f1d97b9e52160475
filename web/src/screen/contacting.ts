// A press on a way to reach somebody: the guards are asked first; what they object to is shown with its source, and who goes on
// all the same says why. Then the host may take over, else the person's own program opens, and the contact is written down.
import type { Box } from '../scene/box';
import { channel_look, channel_word } from '../format/channels';
import { ask_first_sheet, type AskFirst } from '../scene/sheets';
import type { Contact } from '../scene/reach';
import { contact_words, contacts_of, only_caution } from '../scene/reach';
import type { View } from '../scene/parts';
import type { Card, Check, Decision, Item } from '../slices';
import type { Stage } from '../twin/stage';
import type { ScreenCallbacks } from './callbacks';

const order: Decision[] = ['allow', 'warn', 'block'];

export class Contacting {
    private ask: AskFirst | undefined;
    constructor(private readonly stage: Stage, private readonly on: () => ScreenCallbacks, private readonly show: (item: string) => void, private readonly focus_inside: () => void) {}

    get open(): boolean { return this.ask !== undefined; }
    close(): void {
        this.ask = undefined;
        this.stage.at_once(() => this.stage.list.focus());
    }

    async reach(contact: Contact, others: Contact[], view: View): Promise<void> {
        let check: Check | undefined;
        try {
            check = await this.on().check?.({ channel: contact.channel, purpose: 'service' });
        } catch { /* what the card says stays in force */ }
        const told = only_caution(check?.decision, check?.reasons?.map((one) => one.kind) ?? []) ? 'allow' : check?.decision ?? 'allow';
        const decision = order[Math.max(order.indexOf(contact.decision), order.indexOf(told))]!;
        if (decision === 'allow') return this.go(contact, '', view);
        const instead = others.find((one) => one.decision === 'allow' && one !== contact && one.channel !== contact.channel);
        this.ask = { contact, check: { reasons: contact.reason ? [{ kind: contact.reason, ...(contact.item ? { item: contact.item } : {}) }] : [], ...check, decision }, instead, reason: '', failure: false };
        this.focus_inside();
    }
    // How a message that did not arrive is sent once more; undefined where its channel cannot be reached from here.
    again(item: Item, card: Card, view: View): (() => void) | undefined {
        const contacts = contacts_of(card, view);
        const contact = contacts.find((one) => one.look === channel_look(item.channel, item.kind) && one.decision !== 'block');
        return contact && (() => void this.reach({ ...contact, again: { item: item.item, text: item.text ?? '' } }, contacts, view));
    }
    // How a word of the customer is answered in its own channel; undefined where that cannot be done from here.
    reply(item: Item, card: Card, view: View): { words: string; act(): void } | undefined {
        if (item.direction !== 'in' || !['message', 'comment', 'mail', 'call'].includes(item.kind)) return undefined;
        const contacts = contacts_of(card, view);
        const contact = contacts.find((one) => one.look === channel_look(item.channel, item.kind));
        return contact && { words: contact_words(contact, view), act: () => void this.reach({ ...contact, again: { reply_to: item.item } }, contacts, view) };
    }
    sheet(view: View): Box | undefined {
        const { ask } = this;
        return ask && ask_first_sheet(ask, view, {
            close: () => this.close(), instead: (one) => { this.close(); void this.go(one, '', view); }, anyway: () => this.anyway(view), show: (item) => { this.close(); this.show(item); },
        });
    }
    anyway(view: View): void {
        if (!this.ask) return;
        const reason = this.stage.field('override')?.value.trim() ?? '';
        if (!reason) {
            this.ask.failure = true;
            this.stage.at_once(() => this.stage.field('override')?.focus());
            return;
        }
        const { contact } = this.ask;
        this.close();
        void this.go(contact, reason, view);
    }

    private async go(contact: Contact, reason: string, view: View): Promise<void> {
        const { format } = view;
        if (this.on().contact?.({ channel: contact.channel, type: contact.type, value: contact.value, href: contact.href ?? '', ...(reason ? { reason } : {}), ...contact.again }) === false) return;
        if (contact.href) follow(contact.href);
        else {
            await navigator.clipboard?.writeText(contact.value).catch(() => {});
            this.stage.announce(format.say('unreachable'));
        }
        const words = `${contact_words(contact, view)}: ${contact.shown}`;
        try {
            await this.on().save?.('contact', words, { channel: contact.channel, ...(reason ? { reason } : {}) });
            this.stage.announce(format.say('contact_written', { what: channel_word(contact.look, format) }));
        } catch (error) {
            this.stage.announce(format.say('not_saved', { reason: error instanceof Error ? error.message : String(error) }));
        }
    }
}

function follow(href: string): void {
    const link = document.createElement('a');
    link.href = href;
    if (href.startsWith('https:')) [link.target, link.rel] = ['_blank', 'noopener noreferrer'];
    link.click();
}
