// Pictures of the screen as they are kept (tests/browser/baseline): at half their size and in few colours, so that all of
// them are small; and how far a new one is from a kept one.
import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './fixture.mjs';

const UPNG = createRequire(join(root, 'web/package.json'))('upng-js');

// { width, height, pixels } of a PNG.
export function read(png) {
    const image = UPNG.decode(png);
    return { width: image.width, height: image.height, pixels: new Uint8Array(UPNG.toRGBA8(image)[0]) };
}
// Every pixel is the mean of four.
export function half({ width, height, pixels }) {
    const [w, h] = [width >> 1, height >> 1];
    const out = new Uint8Array(w * h * 4);
    for (let y = 0; y < h; y++)
        for (let x = 0; x < w; x++)
            for (let part = 0; part < 4; part++) {
                const at = (y * 2 * width + x * 2) * 4 + part;
                out[(y * w + x) * 4 + part] = (pixels[at] + pixels[at + 4] + pixels[at + width * 4] + pixels[at + width * 4 + 4] + 2) >> 2;
            }
    return { width: w, height: h, pixels: out };
}
// Few colours: the grounds and frames as they are, for they are the most frequent, and the nearest of some more for the rest.
const exact = 24;
const near = 48;
const words_of = ({ pixels }) => new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
const copied = ({ pixels }) => pixels.slice().buffer;
function palette_of(picture) {
    const counts = new Map();
    for (const colour of words_of(picture)) counts.set(colour, (counts.get(colour) ?? 0) + 1);
    const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, exact).map(([colour]) => colour);
    const others = new Uint32Array(UPNG.toRGBA8(UPNG.decode(UPNG.encode([copied(picture)], picture.width, picture.height, near)))[0]);
    return [...new Set([...frequent, ...others])];
}
// In order, so that of two colours equally near it is always the same.
function in_colours(picture, palette) {
    const parts = [...palette].sort((a, b) => a - b).map((colour) => [colour, colour & 255, (colour >> 8) & 255, (colour >> 16) & 255]);
    const known = new Map();
    const nearest = (colour) => {
        const [red, green, blue] = [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
        let [best, least] = [0, Infinity];
        for (const [one, r, g, b] of parts) {
            const far = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
            if (far < least) [best, least] = [one, far];
        }
        known.set(colour, best);
        return best;
    };
    const pixels = words_of(picture).map((colour) => known.get(colour) ?? nearest(colour));
    return { ...picture, pixels: new Uint8Array(pixels.buffer) };
}
export function kept(picture) {
    const { width, height, ...rest } = in_colours(picture, palette_of(picture));
    return Buffer.from(UPNG.encode([copied(rest)], width, height, 0));
}

// How far a picture is from a kept one, both in the kept one's colours: the mean distance of pixels, of 255, in the tile where it
// is largest, and that tile's place on the screen. One tile, not the whole, for a word is a small part of a picture; a mean, so
// that edges which another machine rounds otherwise are nothing. Seen: 0 when nothing changed, 2 when every pixel is one brighter
// or darker, 9 to 32 when a line moved by a pixel, 6 when a panel took the colour of a field.
export const bar = 4;
const tile = 8;
export function apart(picture, old) {
    if (picture.width !== old.width || picture.height !== old.height) return { worst: 255, x: 0, y: 0 };
    const { pixels } = in_colours(picture, [...new Set(words_of(old))]);
    let worst = { worst: 0, x: 0, y: 0 };
    for (let top = 0; top < old.height; top += tile)
        for (let left = 0; left < old.width; left += tile) {
            let [sum, count] = [0, 0];
            for (let y = top; y < Math.min(top + tile, old.height); y++)
                for (let x = left; x < Math.min(left + tile, old.width); x++) {
                    const at = (y * old.width + x) * 4;
                    sum += Math.max(...[0, 1, 2].map((part) => Math.abs(pixels[at + part] - old.pixels[at + part])));
                    count++;
                }
            if (sum / count > worst.worst) worst = { worst: sum / count, x: left * 2, y: top * 2 };
        }
    return worst;
}
