// Every state of the screen beside the picture of it that was looked at and kept (tests/browser/baseline), in three widths, light
// and dark by turns: every second picture, so that a state has both and a width too; `--all` all of them, words only their states.
// A picture that has not come yet is awaited, one that stays different fails: it is in build/shots/ then. Changed on
// purpose: look at it, `./dev shots --keep`, commit.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open_fixture, root } from './fixture.mjs';
import { apart, bar, half, read } from './picture.mjs';
import { open_states, state_names, widths } from './states.mjs';

const baseline = join(root, 'tests/browser/baseline');
const shots = join(root, 'build/shots');
const words = process.argv.slice(2).filter((word) => word !== '--all');
const every = process.argv.includes('--all');
const names = state_names.filter((name) => !words.length || words.some((word) => name.includes(word)));
let [failed, taken, furthest] = [0, 0, { worst: 0 }];
const fail = (sentence) => (failed++, console.log(`FAIL  ${sentence}`));
mkdirSync(shots, { recursive: true });
const fixture = await open_fixture();
async function compare(theme) {
    const states = await open_states(fixture, { theme });
    for (const [column, width] of widths.entries())
        for (const name of names) {
            if (!every && (state_names.indexOf(name) + column + (theme === 'dark' ? 1 : 0)) % 2) continue;
            const file = `${name}-${width}-${theme}.png`;
            if (!existsSync(join(baseline, file))) {
                fail(`${file} is not kept in tests/browser/baseline`);
                continue;
            }
            const old = read(readFileSync(join(baseline, file)));
            await states.shown(name, width, async (shoot) => {
                let [png, far] = [undefined, undefined];
                for (let tries = 0; tries < 8 && (!far || far.worst > bar); tries++) {
                    if (tries) await new Promise((done) => setTimeout(done, 250));
                    png = await shoot();
                    far = apart(half(read(png)), old);
                }
                taken++;
                if (far.worst > furthest.worst) furthest = { ...far, file };
                if (far.worst <= bar) return console.log(`ok    ${file}: ${far.worst.toFixed(2)}`);
                writeFileSync(join(shots, file), png);
                fail(`${file} differs by ${far.worst.toFixed(1)} of 255 at ${far.x}, ${far.y}`);
            });
        }
}
await Promise.all(['light', 'dark'].map(compare));
for (const message of fixture.messages) fail(message);
await fixture.close();
const all = new Set(state_names.flatMap((name) => widths.flatMap((width) => ['light', 'dark'].map((theme) => `${name}-${width}-${theme}.png`))));
for (const file of readdirSync(baseline)) if (!all.has(file)) fail(`${file} is kept in tests/browser/baseline and nothing shows it`);
console.log(failed ? `${failed} failed` : `all passed: ${taken} pictures, bar ${bar} of 255, the furthest ${furthest.worst.toFixed(2)}${furthest.file ? `: ${furthest.file} at ${furthest.x}, ${furthest.y}` : ''}`);
process.exit(failed ? 1 : 0);
