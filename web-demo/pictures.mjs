// Screenshots of both demo pages, light and dark, into build/shots; `--readme` also renews web-demo/picture.png of the README.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, until } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { root } from './office.mjs';
import { heroine } from './story.mjs';

const shots = join(root, 'build/shots');
mkdirSync(shots, { recursive: true });
const demo = await startDemo({ customers: 300 });
const browser = await openBrowser();
const ready = (frame) => until('state ready', () => frame.evaluate(() => document.querySelector('customer-history')?.getAttribute('state') === 'ready'), { patience: 120_000 });
const words = (frame, text) => until(text, () => frame.evaluate((wanted) => document.querySelector('customer-history').shadowRoot.textContent.includes(wanted), text));
try {
    for (const colorScheme of ['light', 'dark']) {
        const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: 'ru-RU', timezoneId: 'Asia/Almaty', colorScheme });
        const page = await context.newPage();
        for (const name of ['index', 'shop']) {
            await page.goto(demo.places[name]);
            const panes = name === 'index' ? ['operator', 'till'] : ['shop'];
            for (const pane of panes) {
                const frame = await until(`the frame of ${pane}`, () => page.frames().find((one) => one.url().startsWith(demo.places[pane])));
                await until('the element', () => frame.evaluate(() => document.querySelector('customer-history') !== null));
                await ready(frame);
                if (pane === 'till') continue;
                await frame.evaluate((who) => { document.querySelector('customer-history').customer = who; }, heroine.phone);
                await words(frame, 'Курьера ждала до часу');
            }
            if (name === 'index') await demo.next();
            await page.waitForTimeout(2500);
            await page.screenshot({ path: join(shots, `demo-${name}-${colorScheme}.png`) });
        }
        await context.close();
    }
    if (process.argv.includes('--readme')) copyFileSync(join(shots, 'demo-index-light.png'), join(root, 'web-demo/picture.png'));
} finally {
    await browser.close();
    await demo.stop();
}
