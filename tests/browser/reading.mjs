// Words on the screen as a browser's own: its find meets them, a selection by the mouse copies readable lines, in both twins; and
// nothing is drawn for what nobody sees. On the fixture page (web/fixture). With words: only sentences that hold one.
import { open_fixture, until } from './fixture.mjs';
import { finish, same, step } from './page_of.mjs';

const fixture = await open_fixture();
const inside = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((one) => one.evaluate(act, argument));
const frames = (page) => page.evaluate(() => window.screen_under_test.frames);
const open = () => fixture.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU', permissions: ['clipboard-read', 'clipboard-write'] });

for (const canvas of [true, false]) {
    const view = canvas ? 'canvas' : 'text';
    await step(`the browser's find meets words of messages and card that are mounted, ${view}`, async () => {
        const context = await open();
        const page = await fixture.show(context, 'customer', { canvas });
        for (const words of ['заберут бракованную', 'Обещали замену', 'Писать, не звонить', 'қайырлы таң']) {
            const found = await page.evaluate((wanted) => {
                getSelection().removeAllRanges();
                return window.find(wanted, false, false, true);
            }, words);
            same(words, found, true);
        }
        same('what is not there', await page.evaluate(() => window.find('Такого здесь нет', false, false, true)), false);
        await context.close();
    });
    await step(`a message selected with the mouse is copied as its lines, ${view}`, async () => {
        const context = await open();
        const page = await fixture.show(context, 'customer', { canvas });
        const box = await inside(page, (one) => {
            const { left, top, right, bottom } = one.querySelector('[data-item="i14"] p').getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(one.querySelector('[data-item="i14"] p'));
            const inner = range.getBoundingClientRect();
            return { left: inner.left || left, top: inner.top || top, right: inner.right || right, bottom: inner.bottom || bottom };
        });
        await page.mouse.move(box.left + 1, box.top + 10);
        await page.mouse.down();
        await page.mouse.move(box.left + 40, box.top + 12, { steps: 4 });
        await page.mouse.move(box.right + 30, box.bottom - 8, { steps: 8 });
        await page.mouse.up();
        await page.keyboard.press('Control+C');
        await until(page, async () => (await navigator.clipboard.readText()).length > 10);
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        same('words', copied.replace(/\s+/g, ' ').trim(), 'И когда заберут бракованную секцию? Мне до 17:00 удобно');
        await context.close();
    });
}
await step('scrolled out of the page\'s view it draws nothing; new words alone come at once, for find and screen readers', async () => {
    const context = await open();
    const page = await fixture.show(context, 'customer');
    await page.evaluate(() => {
        const host = document.querySelector('#host');
        host.style.cssText = 'display:block;position:relative;height:700px';
        const space = document.createElement('div');
        space.style.height = '4000px';
        document.documentElement.style.overflow = document.body.style.overflow = 'auto';
        document.documentElement.style.height = document.body.style.height = 'auto';
        document.body.append(space);
    });
    await page.waitForTimeout(400);
    await page.evaluate(() => scrollTo(0, 3000));
    await page.waitForTimeout(500);
    const before = await frames(page);
    await page.waitForTimeout(1000);
    same('frames out of sight', (await frames(page)) - before, 0);
    await page.evaluate(() => {
        for (let at = 0; at < 5; at++) window.screen_under_test.show({ card: { ...window.scenes.customer.card, name: `Новое имя ${at}` } });
    });
    await until(page, () => document.querySelector('#host').shadowRoot.textContent.includes('Новое имя 4'));
    await page.waitForTimeout(700);
    const drawn = (await frames(page)) - before;
    if (drawn > 2) throw new Error(`${drawn} frames for one change out of sight`);
    await context.close();
});
await step('a hidden or frozen tab draws nothing and runs no timer of the widget', async () => {
    const context = await open();
    const page = await fixture.show(context, 'customer');
    await page.evaluate(() => {
        Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
        Object.defineProperty(document, 'visibilityState', { get: () => 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        window.timers = [];
        for (const name of ['setTimeout', 'setInterval']) {
            const real = window[name];
            window[name] = (act, after, ...rest) => (window.timers.push(`${name} ${after}`), real(act, after, ...rest));
        }
    });
    await page.waitForTimeout(300);
    const before = await frames(page);
    await page.waitForTimeout(1500);
    same('frames', (await frames(page)) - before, 0);
    same('timers', (await page.evaluate(() => window.timers)).join(), '');
    await context.close();
});
await step('no page complained', () => same('messages', fixture.messages.join('\n'), ''));
await fixture.close();
finish('reading');
