// Screenshots of the screen (fixture slices, no core) in light and dark at 320, 768 and 1280 px: build/shots/. With words it
// takes only scenes whose name holds one: node tests/browser/looks.mjs customer. DOM=1: the text twin alone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open_fixture, root } from './fixture.mjs';

const shots = join(root, 'build/shots');
mkdirSync(shots, { recursive: true });
const words = process.argv.slice(2);
const all = ['list', 'all', 'customer', 'offline', 'empty', 'calm', 'newcomer', 'joining', 'loading', 'error', 'viewer', 'long'];
const scenes = all.filter((name) => !words.length || words.some((word) => name.includes(word)));
const widths = (process.env.WIDTHS ?? '1280 768 320').split(' ').map(Number);
const themes = (process.env.THEMES ?? 'light dark').split(' ');
const plain = process.env.DOM === '1';
const fixture = await open_fixture();
for (const theme of themes)
    for (const width of widths) {
        const context = await fixture.browser.newContext({ viewport: { width, height: width < 640 ? 640 : 800 }, deviceScaleFactor: Number(process.env.DPR ?? 1) });
        for (const scene of scenes) {
            const page = await fixture.show(context, scene, { theme, canvas: !plain, lang: process.env.UI_LANG ?? 'ru' });
            await page.screenshot({ path: join(shots, `${scene}-${width}-${theme}${plain ? '-dom' : ''}.png`) });
            await page.close();
        }
        await context.close();
    }
await fixture.close();
for (const message of fixture.messages) console.log(message);
console.log(`${scenes.length * widths.length * themes.length} screenshots in build/shots, ${fixture.messages.length} messages`);
process.exit(fixture.messages.length ? 1 : 0);
