// Time on the screen: states of the connection are said after 4 seconds, waiting ages change with the minute, a call with the
// second. One timer, aligned, only while the page is seen and something ages.
import type { Slices, Status } from '../slices';

const patience = 4000;  // ms before a state of the connection is shown: a short break is nobody's business

export class Clock {
    private since = 0;  // when the connection's state became what it is
    private waiting: ReturnType<typeof setTimeout> | undefined;
    private minute: ReturnType<typeof setTimeout> | undefined;
    constructor(private readonly changed: () => void) {}

    state(status: Status): void {
        clearTimeout(this.waiting);
        this.since = status.offline_since ?? Date.now();
        const left = this.since + patience - Date.now();
        if ((status.state === 'offline' || status.state === 'syncing') && left > 0) this.waiting = setTimeout(this.changed, left + 20);
    }
    // As it is said by now.
    seen(status: Status | undefined): Status {
        if (!status) return { state: 'loading' };
        if (status.state !== 'offline' && status.state !== 'syncing') return status;
        if (Date.now() - this.since < patience) return { ...status, state: 'ready' };
        return status.state === 'offline' ? { ...status, offline_since: this.since } : status;
    }
    tick({ card, worklist }: Slices, rings: boolean): void {
        clearTimeout(this.minute);
        if (document.hidden) return;
        const waits = card?.waiting || card?.open?.some((one) => one.due || one.waiting_ms !== undefined) || worklist?.rows.some((row) => row.waiting_since || row.due);
        if (!waits && !rings) return;
        const unit = rings ? 1000 : 60_000;
        this.minute = setTimeout(this.changed, unit - (Date.now() % unit) + 20);
    }
    stop(): void {
        clearTimeout(this.minute);
        clearTimeout(this.waiting);
    }
}
