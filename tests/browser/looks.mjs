// Screenshots of the screen (fixture slices, no core) in light and dark at 320, 768, 1280 and 3840 px: build/shots/. With words it
// takes only scenes whose name holds one: node tests/browser/looks.mjs customer. DOM=1: the text twin alone.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open_fixture, root } from './fixture.mjs';

const shots = join(root, 'build/shots');
mkdirSync(shots, { recursive: true });
const words = process.argv.slice(2);
const all = ['list', 'all', 'customer', 'old', 'company', 'offline', 'why', 'call', 'search', 'search_all', 'filter', 'ask', 'due', 'colleagues', 'keys', 'create', 'empty', 'calm', 'newcomer', 'joining', 'evicted', 'locked', 'revoked', 'refused', 'loading', 'error', 'viewer', 'long'];
const scenes = all.filter((name) => !words.length || words.some((word) => name.includes(word)));
const widths = (process.env.WIDTHS ?? '1280 768 320 3840').split(' ').map(Number);
const themes = (process.env.THEMES ?? 'light dark').split(' ');
const plain = process.env.DOM === '1';
const rooted = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((root) => root.evaluate(act, argument));
const focus_list = (page) => rooted(page, (root) => root.querySelector('.list').focus());
const press = (...keys) => async (page) => {
    await focus_list(page);
    for (const key of keys) await (key.length > 1 && !/^[A-Z]\w+$|\+/.test(key) ? page.keyboard.type(key) : page.keyboard.press(key));
};
// States that a person comes to by pressing something.
const steps = {
    search: { from: 'customer', act: press('/', 'секция') }, search_all: { from: 'list', act: press('/', 'секция') }, filter: { from: 'customer', act: press('f') },
    why: { from: 'why', act: press('w') }, keys: { from: 'customer', act: press('Shift+Slash') }, due: { from: 'customer', act: press('p', 'перезвонить, когда выедет') },
    ask: { from: 'customer', act: (page) => rooted(page, (root) => root.querySelector('button[aria-label*="Позвонить"]')?.click()) },
    colleagues: { from: 'list', act: (page) => rooted(page, (root) => root.querySelector('button[aria-label^="Кто работает"]').click()) },
    create: { from: 'list', act: (page) => rooted(page, (root) => [...root.querySelectorAll('.main button')].find((one) => /^Клиент$|Новый клиент/.test(one.textContent || one.getAttribute('aria-label'))).click()) },
};
const fixture = await open_fixture();
for (const theme of themes)
    for (const width of widths) {
        const context = await fixture.browser.newContext({ viewport: { width, height: width < 640 ? 640 : width > 2000 ? 2160 : 800 }, deviceScaleFactor: Number(process.env.DPR ?? 1) });
        for (const scene of scenes) {
            const page = await fixture.show(context, steps[scene]?.from ?? scene, { theme, canvas: !plain, lang: process.env.UI_LANG ?? 'ru' });
            await steps[scene]?.act(page, rooted);
            await page.waitForTimeout(steps[scene] ? 250 : 0);
            await page.screenshot({ path: join(shots, `${scene}-${width}-${theme}${plain ? '-dom' : ''}.png`) });
            await page.close();
        }
        await context.close();
    }
await fixture.close();
for (const message of fixture.messages) console.log(message);
console.log(`${scenes.length * widths.length * themes.length} screenshots in build/shots, ${fixture.messages.length} messages`);
process.exit(fixture.messages.length ? 1 : 0);
