// Words that a device which this browser was before had not sent. A clone's are taken over at once; those of one that an owner had
// revoked wait for an answer. Core commits each page of them with the mark how far they are taken, so that a tab killed at any moment
// sends nothing twice and loses nothing; a device whose words are taken over, or thrown away, leaves this browser.
import { deleteStored, storedDevices } from './database';
import type { Office } from './office';
import { Storage } from './storage';

const page = 32;  // rows: each may hold 64 KiB
const [first, end] = [Uint8Array.of(0x6f), Uint8Array.of(0x70)];  // core/replica/replica.h: its outbox is the rows 'o'

interface Found {
    words: number;
    revoked: boolean;
}

export class Former {
    private looked: Office | null = null;
    private readonly waiting = new Map<string, number>();  // by name of its database
    private sent = 0;

    constructor(private readonly changed: () => void, private readonly failed: (error: unknown) => void) {}

    // What the status says of it: words that wait for an answer, else words that were sent; '' = nothing.
    get told(): string {
        const words = [...this.waiting.values()].reduce((sum, one) => sum + one, 0);
        return words ? `{"words":${words}}` : this.sent ? `{"words":${this.sent},"sent":true}` : '';
    }

    // Once for each device that becomes ready.
    async look(office: Office): Promise<void> {
        if (this.looked === office) return;
        this.looked = office;
        this.waiting.clear();
        try {
            for (const name of await storedDevices()) {
                const storage = formerStorage(office, name);
                if (!storage) continue;
                const { words, revoked } = await pass(office, storage, '');
                if (words && revoked) this.waiting.set(name, words);
                else await this.end(office, name, words > 0);
            }
        } catch (error) {
            if (office.joined) this.failed(error);  // what is stored stays, and is looked at again at the next start
        }
        this.changed();
    }

    // seen: the line that said how many were sent may go.
    async answer(office: Office, what: 'send' | 'throw' | 'seen'): Promise<string> {
        if (what === 'seen') this.sent = 0;
        else for (const name of [...this.waiting.keys()]) {
            await this.end(office, name, what === 'send');
            this.waiting.delete(name);
        }
        this.changed();
        return '';
    }

    private async end(office: Office, name: string, send: boolean): Promise<void> {
        const storage = formerStorage(office, name);
        if (storage && send) this.sent += (await pass(office, storage, 'take')).words;
        await deleteStored(name);
    }
}

// Of the same workspace, and not the device in use.
function formerStorage({ joined }: Office, name: string): Storage | null {
    const [, workspace, device] = name.split('/');
    return joined && workspace === joined.workspace && device && device !== joined.device ? new Storage(workspace, device) : null;
}

async function pass(office: Office, storage: Storage, how: '' | 'take'): Promise<Found> {
    const sum: Found = { words: 0, revoked: false };
    for (let from = first; ;) {
        const rows = await storage.read(from, end, page);
        const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength);
        const count = view.getUint32(0, true);
        if (count === 0) return sum;
        const told = JSON.parse(await office.ask('rescue', how, rows)) as Partial<Found>;
        sum.words += told.words ?? 0;
        sum.revoked ||= !!told.revoked;
        if (count < page) return sum;
        for (let at = 4, row = 0; row < count; ++row) {
            const size = view.getUint32(at, true);
            from = new Uint8Array(size + 1);  // just behind this key
            from.set(rows.subarray(at + 4, at + 4 + size));
            at += 4 + size;
            at += 4 + view.getUint32(at, true);
        }
    }
}
