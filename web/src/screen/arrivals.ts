// What arrives while somebody has the screen open, said for those who listen to it: one sentence in five seconds at most, the
// newest one, nothing of what was there when the customer was opened. No timer runs while nothing arrives.
import { channel_word } from '../format/channels';
import type { Format } from '../format/format';
import { look_of } from '../scene/entry';
import type { Slices } from '../slices';

const distance = 5000;   // ms between sentences
const words_max = 160;   // characters of a message that are said

export class Arrivals {
    private customer = '';
    private newest = 0;                   // moment of the customer's last word that was seen
    private waiting: number | undefined;  // how many waited
    private said = 0;
    private next = '';
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly say: (words: string) => void) {}

    take({ card, timeline, worklist }: Slices, format: Format): void {
        if (card && timeline && timeline.id === card.id) {
            const inbound = timeline.rows.filter((row) => row.direction === 'in');
            const last = inbound.reduce((found, row) => (row.at > (found?.at ?? 0) ? row : found), inbound[0]);
            if (this.customer === card.id && last && last.at > this.newest)
                this.later(format.say('arrived', { channel: channel_word(look_of(last), format), words: (last.text ?? last.title ?? '').slice(0, words_max) }));
            [this.customer, this.newest] = [card.id, Math.max(last?.at ?? 0, this.customer === card.id ? this.newest : 0)];
        } else if (!card) this.customer = '';
        const now = worklist?.counts?.waiting;
        if (now === undefined) return;
        if (!card && this.waiting !== undefined && now > this.waiting) this.later(`${format.say('waiting')}: ${format.integer(now)}`);
        this.waiting = now;
    }
    stop(): void { clearTimeout(this.timer); }

    private later(words: string): void {
        this.next = words;
        if (this.timer !== undefined) return;
        this.timer = setTimeout(() => {
            this.timer = undefined;
            this.said = Date.now();
            this.say(this.next);
        }, Math.max(0, this.said + distance - Date.now()));
    }
}
