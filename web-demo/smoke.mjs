// The demo, driven by a headless browser: values that one pane wrote after loading must appear in the other.
import { openBrowser, until } from './browser.mjs';
import { smokePages } from './smoke_pages.mjs';
import { heroine } from './story.mjs';

const text = (frame) => frame.evaluate(() => document.querySelector('customer-history')?.shadowRoot.textContent ?? document.body.textContent);
const state = (frame) => frame.evaluate(() => document.querySelector('customer-history').getAttribute('state'));
const open = (frame, customer) => frame.evaluate((who) => { document.querySelector('customer-history').customer = who; }, customer);
const write = (frame, who, words) => frame.evaluate(([customer, note]) => document.querySelector('customer-history').write(customer, 'note', note), [who, words]);

export async function smoke(demo, say) {
    let failures = 0;
    const step = async (what, work) => {
        const began = Date.now();
        try {
            await work();
            say(`  ok      ${what} (${Date.now() - began} ms)`);
        } catch (error) {
            failures += 1;
            say(`  FAILED  ${what}: ${error.message}`);
        }
    };
    const browser = await openBrowser();
    try {
        const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, locale: 'ru-RU', timezoneId: 'Asia/Almaty' });
        const complaints = [];
        context.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
        context.on('weberror', (error) => complaints.push(String(error.error())));
        const page = await context.newPage();
        await page.goto(demo.places.index);
        const frame = (name) => until(`the frame of ${name}`, () => page.frames().find((one) => one.url().startsWith(demo.places[name])));
        const operator = await frame('operator'), till = await frame('till'), server = await frame('server');

        await step('both devices joined by an invite and have everything', async () => {
            for (const one of [operator, till]) await until('state ready', async () => (await state(one)) === 'ready', { patience: 120_000 });
        });
        await step('the operator sees who waits', () => until(heroine.first, async () => (await text(operator)).includes(heroine.first)));
        await step('her history holds words of every channel', async () => {
            await open(operator, heroine.phone);
            await until('the last message', async () => (await text(operator)).includes('Курьера ждала до часу'));
        });
        const note = `Заменить вазу, проверено ${Date.now()}`;
        await step('a note of the operator arrives at the till', async () => {
            await open(till, heroine.phone);
            await write(operator, heroine.phone, note);
            await until('the note', async () => (await text(till)).includes(note));
        });
        const later = `Касса без сети ${Date.now()}`;
        await step('a note written while the relay is cut is saved and stays here', async () => {
            demo.panes.till.setCut(true);
            await until('state offline', async () => (await state(till)) === 'offline');
            await write(till, heroine.phone, later);
            await until('the note at the till', async () => (await text(till)).includes(later));
            if ((await text(operator)).includes(later)) throw new Error('it travelled without a network');
        });
        await step('it arrives when the relay is back', async () => {
            demo.panes.till.setCut(false);
            await till.evaluate(() => document.querySelector('customer-history').syncNow());
            await until('the note at the operator', async () => (await text(operator)).includes(later));
        });
        await step('a webhook becomes a row on the screen', async () => {
            await demo.next();
            await until('the message', async () => (await text(operator)).includes('Я всё ещё жду ответа'));
        });
        await step('the server saw envelopes and no word', async () => {
            const seen = await until('rows', async () => ((await server.evaluate(() => document.querySelectorAll('tbody tr').length)) > 20 ? await text(server) : ''));
            for (const word of [heroine.first, heroine.phone, note, later]) if (seen.includes(word)) throw new Error(`it shows ${word}`);
            if (demo.seen.places.size < 100) throw new Error(`only ${demo.seen.places.size} places of the log passed`);
        });
        await step('the widget works inside a foreign page', async () => {
            const shop = await context.newPage();
            await shop.goto(demo.places.shop);
            await until('state ready', async () => (await state(shop)) === 'ready', { patience: 120_000 });
            await open(shop, heroine.phone);
            await until('the note', async () => (await text(shop)).includes(note));
            await shop.close();
        });
        await smokePages(demo, context, step);
        await step('no page complained', async () => {
            const real = complaints.filter((one) => !/WebSocket connection|ERR_CONNECTION|net::ERR/.test(one));  // the cut relay
            if (real.length > 0) throw new Error(real.slice(0, 3).join(' | '));
        });
    } finally {
        await browser.close();
        await demo.stop();
    }
    return failures;
}
