// The element in a real browser, with a real server and agent: joins by a link in the address, reads, writes with the network
// cut, is reloaded with the network cut, and sends when it is back. Prints one line per step; exit status 0 passes.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, until } from '../../web-demo/browser.mjs';
import { Office, needBuilt, root } from '../../web-demo/office.mjs';
import { PageServer } from '../../web-demo/relay.mjs';
import { agentConfig, heroine, makeStory } from '../../web-demo/story.mjs';
import { business } from '../../web-demo/story/words.mjs';
import { drawn } from './drawn.mjs';

const scratch = join(process.env.HISTORY_SCRATCH ?? join(root, 'build/scratch'), 'widget');
const noteOffline = 'Обещали перезвонить до шести, записано без сети';
let failed = 0;

async function step(sentence, work) {
    const began = Date.now();
    try {
        const said = await work();
        console.log(`ok      ${sentence}${said ? `: ${said}` : ''} (${Date.now() - began} ms)`);
    } catch (error) {
        failed += 1;
        console.log(`FAILED  ${sentence}: ${error.message}`);
    }
}
const same = (what, got, wanted) => {
    if (got !== wanted) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
};

needBuilt();
mkdirSync(scratch, { recursive: true });
const office = new Office();
let browser, site;
const asked = [];  // files, as often as they were asked for
try {
    await office.startServer();
    site = await new PageServer({ folders: [join(root, 'tests/browser/page'), join(root, 'build/web')], server: office.server, answer: ({ pathname }) => void asked.push(pathname.slice(1)) }).listen();
    await office.found(business.name, [site.url], agentConfig(office.secret));
    await office.importFiles(makeStory(11, Date.now(), 60));

    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU', timezoneId: 'Asia/Almaty' });
    const page = await context.newPage();
    const complaints = [];
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.addInitScript(() => {
        window.seen = [];
        window.fired = 0;
        for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) {
            const real = window[name];
            window[name] = (work, ...more) => real.call(window, (...given) => { window.fired += 1; work(...given); }, ...more);
        }
        for (const name of ['ch-ready', 'ch-state', 'ch-error', 'ch-sync', 'ch-select', 'ch-evicted'])
            addEventListener(name, (event) => window.seen.push([name, event.detail]));
        document.addEventListener('securitypolicyviolation', (event) => window.seen.push(['csp', event.violatedDirective]));
    });
    const text = () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent);
    const state = () => page.evaluate(() => document.querySelector('customer-history').getAttribute('state'));
    const open = (who) => page.evaluate((customer) => { document.querySelector('customer-history').customer = customer; }, who);
    const words = (sentence) => until(sentence, async () => (await text()).includes(sentence));

    await step('the link in the address leaves it at once and joins this browser', async () => {
        await page.goto(await office.invite('operator', site.url + '/'));
        await until('the element', () => page.evaluate(() => customElements.get('customer-history') !== undefined));
        same('the address', page.url().includes('join='), false);
        await until('state ready', async () => (await state()) === 'ready', { patience: 120_000 });
    });
    await step('the list shows who waits, in the name of the business', async () => {
        await words(heroine.first);
        await words(business.name);
    });
    await step('card and history hold what the agent knows', async () => {
        const timeline = JSON.parse(await office.agent('timeline', '--data', office.owner, heroine.phone, '--json'));
        if (timeline.total < 12) throw new Error(`the agent knows only ${timeline.total} items of her`);
        const channels = new Set(timeline.rows.map((row) => row.channel));
        same('channels', [...channels].sort().join(' '), 'email pos segment telegram telephony whatsapp');
        await open('8 707 000 12 34');
        await words('Курьера ждала до часу');
        await words(heroine.name.split(' ')[1]);
    });
    await step('both sides have equal facts', async () => {
        // That the card was opened is a fact too, and may be on its way.
        await until('equal digests', async () => {
            await office.agent('sync', '--data', office.owner);
            const theirs = JSON.parse(await office.agent('digest', '--data', office.owner, '--json')).digest;
            return await page.evaluate(() => document.querySelector('customer-history').digest()) === theirs;
        }, { patience: 15_000 });
    });
    await step('a filter asks core: only its channel comes, and the whole history when it is taken away', async () => {
        const articles = () => page.evaluate(() => [...document.querySelector('customer-history').shadowRoot.querySelectorAll('article')].map((one) => one.getAttribute('aria-label')));
        const press = (words) => page.evaluate((wanted) => [...document.querySelector('customer-history').shadowRoot.querySelectorAll('.over button')].find((one) => one.textContent.startsWith(wanted))?.click(), words);
        await page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.list').focus());
        await page.keyboard.press('f');
        await until('the filters', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.over').textContent.includes('Каналы')));
        await press('Почта');
        await until('mail alone', async () => { const all = await articles(); return all.length > 0 && all.every((one) => one.startsWith('Почта')); });
        await press('Сбросить');
        await until('everything', async () => (await articles()).some((one) => one.startsWith('Telegram')));
        await page.keyboard.press('Escape');
    });
    await step('an event names the selected customer, and the page met no violation of its policy', async () => {
        const seen = await page.evaluate(() => window.seen);
        for (const name of ['ch-ready', 'ch-state', 'ch-sync']) if (!seen.some(([one]) => one === name)) throw new Error(`${name} never came`);
        same('violations', JSON.stringify(seen.filter(([name]) => name === 'csp')), '[]');
        same('errors', JSON.stringify(seen.filter(([name]) => name === 'ch-error')), '[]');
    });
    await step('nothing is drawn, changed or timed in 10 s of rest', async () => {
        // What time itself changes: "waits 5 min" becomes 6 at the full minute, and every tenth minute the server's time is shown.
        const wait = (ms) => page.waitForTimeout(ms);
        if (Date.now() % 600_000 < 62_000) await wait(63_000 - (Date.now() % 600_000));
        await wait(Date.now() % 60_000 > 46_000 ? 61_500 - (Date.now() % 60_000) : 1500);
        if (Date.now() % 600_000 < 62_000) await wait(63_000 - (Date.now() % 600_000));
        await page.evaluate(() => {
            window.changes = 0;
            window.firedBefore = window.fired;
            new MutationObserver((changes) => { window.changes += changes.length; })
                .observe(document.querySelector('customer-history').shadowRoot, { subtree: true, childList: true, attributes: true, characterData: true });
        });
        await page.waitForTimeout(10_000);
        same('idle', JSON.stringify(await page.evaluate(() => [window.fired - window.firedBefore, window.changes])), '[0,0]');
    });
    await step('every file of the widget was asked for once, fonts too', async () => {
        await until('the canvas', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.ch.canvas') !== null));
        const count = (name) => asked.filter((one) => one === name).length;
        for (const name of ['element.js', 'worker.js', 'core.wasm', 'ui.mjs', 'ui.wasm', 'font-400.otf', 'font-600.otf']) same(name, count(name), 1);
    });
    await step('with the twin hidden every row of text has drawn glyphs', async () => {
        await until('the canvas', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.ch.canvas') !== null));
        await page.waitForTimeout(500);
        const { lines, undrawn } = await drawn(page, 'customer-history');
        if (lines < 20) throw new Error(`only ${lines} lines are on the screen`);
        same('undrawn', undrawn.join(' | '), '');
        return `${lines} lines`;
    });
    await page.screenshot({ path: join(scratch, 'customer.png') });
    await step('a note written with the network cut is saved and shown', async () => {
        site.setCut(true);
        await until('state offline', async () => (await state()) === 'offline');
        await page.evaluate(([who, note]) => document.querySelector('customer-history').write(who, 'note', note), [heroine.phone, noteOffline]);
        await words(noteOffline);
    });
    await step('after a reload with the network cut everything is there, the unsent note too', async () => {
        await page.reload();
        await until('state offline', async () => (await state()) === 'offline');
        await words(heroine.first);
        await open(heroine.phone);
        await words('Курьера ждала до часу');
        await words(noteOffline);
    });
    await step('the note reaches the agent when the network is back', async () => {
        site.setCut(false);
        await page.evaluate(() => document.querySelector('customer-history').syncNow());
        await until('state ready', async () => (await state()) === 'ready');
        await office.agent('sync', '--data', office.owner);
        const timeline = JSON.parse(await office.agent('timeline', '--data', office.owner, heroine.phone, '--json'));
        const notes = timeline.rows.filter((row) => row.kind === 'note');
        same('notes', notes.map((row) => row.text).join('|'), noteOffline);
    });
    await step('an unknown number opens an empty card that its first word saves', async () => {
        await open('+7 705 000 98 76');
        await page.evaluate(() => document.querySelector('customer-history').write('+7 705 000 98 76', 'consultation', 'Спрашивал про орхидеи'));
        await words('Спрашивал про орхидеи');
        await until('state ready', async () => (await state()) === 'ready');
        await office.agent('sync', '--data', office.owner);
        const timeline = JSON.parse(await office.agent('timeline', '--data', office.owner, '+77050009876', '--json'));
        same('items', timeline.rows.map((row) => `${row.kind} ${row.text}`).join('|'), 'consultation Спрашивал про орхидеи');
    });
    await step('who he is a colleague says in the card, and the agent calls him so; an empty field takes it back', async () => {
        const press = (words) => page.evaluate((wanted) => { const all = [...document.querySelector('customer-history').shadowRoot.querySelectorAll('button')]; const one = all.find((button) => (button.getAttribute('aria-label') ?? button.textContent) === wanted); one?.click(); return !!one; }, words);
        const name_in = async (value) => {
            if (!(await page.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent.includes('Исправить')))) await press('Карточка клиента');
            await until('the word', () => press('Исправить'));
            await until('the field', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.activeElement?.dataset.field === 'correct_name'));
            await page.keyboard.press('Control+A');
            await (value ? page.keyboard.type(value) : page.keyboard.press('Delete'));
            await page.keyboard.press('Enter');
        };
        const known = async (wanted) => await until(`the name ${wanted}`, async () => {
            await office.agent('sync', '--data', office.owner);
            return JSON.parse(await office.agent('card', '--data', office.owner, '+77050009876', '--json')).name === wanted;
        }, { patience: 15_000 });
        await name_in('Арман Тлеубаев');
        await words('Арман Тлеубаев');
        await known('Арман Тлеубаев');
        await name_in('');
        await until('the number again', async () => !(await text()).includes('Арман Тлеубаев'));
        await known(undefined);
    });
    await step('a second tab shows the same and writes through the first', async () => {
        const second = await context.newPage();
        await second.goto(site.url);
        const read = () => second.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent);
        await until('the list', async () => (await read()).includes(heroine.first));
        await second.evaluate((who) => { document.querySelector('customer-history').customer = who; }, heroine.phone);
        await second.evaluate((who) => document.querySelector('customer-history').write(who, 'note', 'Из второй вкладки'), heroine.phone);
        await until('the note', async () => (await read()).includes('Из второй вкладки'));
        await page.goto('about:blank');  // the first leaves: the second leads
        await second.evaluate((who) => document.querySelector('customer-history').write(who, 'note', 'Первой вкладки больше нет'), heroine.phone);
        await until('the note', async () => (await read()).includes('Первой вкладки больше нет'));
        await second.close();
    });
    await step('a link that was used is refused in one sentence, and nothing is blank', async () => {
        const stranger = await (await browser.newContext()).newPage();
        const link = await office.invite('operator', site.url + '/');
        await page.goto('about:blank');
        const other = await (await browser.newContext()).newPage();
        await other.goto(link);
        await until('state ready', () => other.evaluate(() => document.querySelector('customer-history')?.getAttribute('state') === 'ready'));
        await stranger.goto(link);
        await until('state refused', () => stranger.evaluate(() => document.querySelector('customer-history')?.getAttribute('state') === 'refused'));
        if ((await stranger.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent)).trim() === '') throw new Error('a blank box');
    });
    await step('a page whose policy forbids the worker is told which header to change', async () => {
        const strict = await new PageServer({ folders: site.folders, server: office.server, policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; style-src 'self'; font-src 'self'; connect-src 'self'" }).listen();
        const guest = await browser.newPage();
        await guest.goto(strict.url);
        await until('state error', () => guest.evaluate(() => document.querySelector('customer-history')?.getAttribute('state') === 'error'));
        // The words are drawn in the frame after the state.
        await until('the header', () => guest.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent.includes('worker-src')));
        strict.close();
    });
    await step('a page whose policy forbids WebAssembly is told so', async () => {
        const strict = await new PageServer({ folders: site.folders, server: office.server, policy: "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'" }).listen();
        const guest = await browser.newPage();
        const code = guest.waitForEvent('console', (message) => message.text().startsWith('code '));
        await guest.addInitScript(() => addEventListener('ch-error', (event) => console.log('code ' + event.detail.code)));
        await guest.goto(strict.url);
        same('code', (await code).text(), 'code E_CSP');
        await until('the sentence', () => guest.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent.includes('wasm-unsafe-eval')));
        strict.close();
    });
    await step('no page complained', async () => {
        const real = complaints.filter((one) => !/WebSocket connection|net::ERR/.test(one));  // the cut relay
        same('complaints', real.slice(0, 3).join(' | '), '');
    });
} catch (error) {
    failed += 1;
    console.log(`FAILED  ${error.stack}`);
} finally {
    await browser?.close();
    site?.close();
    await office.close();
}
console.log(failed === 0 ? 'widget: passed' : `widget: ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
