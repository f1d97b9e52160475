// Who works at this device, and who else has the customer open: names, from the slices that hold ids.
import type { Slices } from '../slices';

// undefined: the business keeps no list of its staff; '': nobody was chosen yet.
export function who_works({ colleagues }: Slices): string | undefined {
    if (!colleagues?.rows.length) return undefined;
    return colleagues.rows.find((one) => one.id === colleagues.chosen)?.name ?? '';
}

// Of those who opened this customer within the hour, each once, without the one who works here.
export function others_here({ presence, colleagues, card }: Slices): string[] {
    if (!presence || (presence.id !== undefined && presence.id !== card?.id)) return [];
    const ids = new Set(presence.rows.filter((row) => row.here && row.colleague && row.colleague !== colleagues?.chosen).map((row) => row.colleague));
    return [...ids].flatMap((id) => colleagues?.rows.find((one) => one.id === id)?.name ?? []);
}
