// Pictures of every state, light and dark, into build/shots/, to be looked at beside the design. Words: only states whose name
// holds one. `--keep`: those of tests/browser/baseline too, which tests/browser/pictures.mjs compares with; to be committed
// after they were looked at.
//   node tests/browser/looks.mjs [--keep] [WORD...]       WIDTHS='320 3840' THEMES=dark UI_LANG=kk DPR=2 DOM=1 (the text twin alone)
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { open_fixture, root } from './fixture.mjs';
import { half, kept, read } from './picture.mjs';
import { open_states, state_names, widths as kept_widths } from './states.mjs';

const keep = process.argv.includes('--keep');
const words = process.argv.slice(2).filter((word) => word !== '--keep');
const names = state_names.filter((name) => !words.length || words.some((word) => name.includes(word)));
const { env } = process;
const widths = keep ? kept_widths : (env.WIDTHS ?? '320 360 768 1280 3840').split(' ').map(Number);
const themes = keep ? ['light', 'dark'] : (env.THEMES ?? 'light dark').split(' ');
const end = keep ? '' : `${env.UI_LANG && env.UI_LANG !== 'ru' ? `-${env.UI_LANG}` : ''}${env.DOM === '1' ? '-dom' : ''}`;
const shots = join(root, 'build/shots');
const baseline = join(root, 'tests/browser/baseline');
mkdirSync(shots, { recursive: true });
if (keep && !words.length) rmSync(baseline, { recursive: true, force: true });
if (keep) mkdirSync(baseline, { recursive: true });
const fixture = await open_fixture();
await Promise.all(themes.map(async (theme) => {
    const states = await open_states(fixture, keep ? { theme } : { theme, lang: env.UI_LANG ?? 'ru', canvas: env.DOM !== '1', scale: Number(env.DPR ?? 1), own: false });
    for (const width of widths)
        for (const name of names)
            await states.shown(name, width, async (shoot) => {
                let [png, last] = [await shoot(), undefined];
                while (!last?.equals(png)) {  // until nothing comes any more
                    last = png;
                    await new Promise((done) => setTimeout(done, 100));
                    png = await shoot();
                }
                writeFileSync(join(shots, `${name}-${width}-${theme}${end}.png`), png);
                if (keep) writeFileSync(join(baseline, `${name}-${width}-${theme}.png`), kept(half(read(png))));
            });
}));
await fixture.close();
for (const message of fixture.messages) console.log(message);
console.log(`${names.length * widths.length * themes.length} pictures in build/shots${keep ? ', and kept in tests/browser/baseline' : ''}, ${fixture.messages.length} messages`);
process.exit(fixture.messages.length ? 1 : 0);
