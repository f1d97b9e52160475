// States of orders, parcels and staff records as sources write them (core/wire names and the plain words of vendors), in words.
import type { Word } from '../format/words';
import type { Ink } from '../look/tokens';
import { tag } from './parts';
import type { Box } from './box';
import type { View } from './parts';

const names: Record<string, Word> = {
    open: 'state_open_m', done: 'done', cancelled: 'cancelled', canceled: 'cancelled', new: 'st_new', created: 'st_created', accepted: 'st_accepted', confirmed: 'st_confirmed', approved: 'st_confirmed',
    paid: 'st_paid', unpaid: 'st_unpaid', packed: 'st_packed', assembled: 'st_packed', assembly: 'st_packing', packing: 'st_packing', ready: 'st_ready', pickup: 'st_ready', ready_for_pickup: 'st_ready',
    shipped: 'st_shipped', sent: 'st_shipped', in_transit: 'st_transit', transit: 'st_transit', courier: 'st_courier', out_for_delivery: 'st_courier', delivered: 'st_delivered', completed: 'st_delivered', complete: 'st_delivered',
    returned: 'st_returned', return: 'st_returned', refunded: 'st_refunded', refused: 'st_refused', failed: 'st_failed', lost: 'st_lost', late: 'flag_delivery', delayed: 'flag_delivery', stuck: 'flag_order',
};
const good = new Set<Word>(['st_confirmed', 'st_paid', 'st_delivered', 'done', 'st_ready']);
const bad = new Set<Word>(['st_failed', 'st_lost', 'st_refused', 'flag_delivery', 'flag_order']);

function known(state: string): Word | undefined {
    return names[state.toLowerCase().replace(/[\s-]+/g, '_')];
}
export function state_word(state: string, view: View): string {
    const word = known(state);
    return word ? view.format.say(word) : state;
}
export function state_tag(state: string, view: View, more = ''): Box {
    const word = known(state);
    const [ink, fill]: [Ink, Ink] = word && good.has(word) ? ['ok', 'okbg'] : word && bad.has(word) ? ['danger', 'dangerbg'] : ['text2', 'fill'];
    return tag(state_word(state, view) + more, ink, fill);
}
