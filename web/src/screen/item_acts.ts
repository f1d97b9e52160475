// What can be done with an item of the history, as its row offers it.
import { channel_word } from '../format/channels';
import { look_of } from '../scene/entry';
import { call_title } from '../scene/records';
import type { View } from '../scene/parts';
import type { Item } from '../slices';
import type { RowAct } from '../twin/row_bar';

export interface ItemActions {
    copy(): void;
    why: (() => void) | undefined;                 // he was joined from several: this may be another one's
    reply: { words: string; act(): void } | undefined;
    note: ((words: string) => void) | undefined;   // about this item
}

const words_max = 80;  // of an item in the composer

export function item_acts(item: Item, { format }: View, acts: ItemActions): RowAct[] {
    const words = (item.title || item.text || item.number || (item.kind === 'call' ? call_title(item, format) : channel_word(look_of(item), format))).replace(/\s+/g, ' ').slice(0, words_max);
    return [
        { icon: 'copy', words: format.say('copy'), act: acts.copy },
        ...(acts.reply ? [{ icon: 'chat' as const, ...acts.reply }] : []),
        ...(acts.note ? [{ icon: 'note' as const, words: format.say('note'), act: () => acts.note!(words) }] : []),
        ...(acts.why ? [{ icon: 'split' as const, words: format.say('not_this'), act: acts.why }] : []),
    ];
}
