// The state of a search: what is sought, which channel of the matches is shown, where the cursor stands, and where the list
// stood before.
import type { ChannelLook } from '../look/tokens';
import { look_of_hit } from '../scene/hits';
import type { Hit, Search } from '../slices';
import type { Spot } from '../twin/stage';

export class Finding {
    words = '';
    focused = false;   // the field has the focus: it stands large although nothing was typed yet
    look: ChannelLook | undefined;
    at = 0;
    spot: Spot | undefined;  // where the list stood before

    get on(): boolean { return this.words !== ''; }
    // Matches as they are shown: of one customer or of all, of one channel or of all.
    hits(slice: Search | null | undefined, customer: string | undefined): Hit[] {
        if (!slice || !this.on) return [];
        return slice.rows.filter((one) => (!customer || one.id === customer) && (!this.look || look_of_hit(one) === this.look));
    }
    clear(): void {
        this.words = '';
        this.look = undefined;
        this.at = 0;
    }
}
