// The element in Chromium with IndexedDB, a real server and agent: how long until a customer of 10,000 items can be read, from
// the element's upgrade with a warm cache and by choosing the customer in an open element, as the first long one of the page
// and as the third (the engine has optimised the code by then); frames at rest.
// One JSON line per figure on standard output; times are medians of `rounds`.
import { openProfile, until } from '../../web-demo/browser.mjs';
import { Office, needBuilt, root } from '../../web-demo/office.mjs';
import { PageServer } from '../../web-demo/relay.mjs';
import { join } from 'node:path';

const rounds = 5;
const items = 10_000;
// The newest message but one: the history's first screen shows it, the list does not.
const near = (person) => `Вопрос ${items - 1} от ${person.id}`;
const long = { id: 880001, name: 'Долгая История', phone: '+77010000001' };
const others = [880003, 880004].map((id, at) => ({ id, name: 'Другая История', phone: `+770100001${at}0` }));
const short = { id: 880002, name: 'Короткая История', phone: '+77010000002' };

function figure(name, value, unit, median_of = 1, more = {}) {
    console.log(JSON.stringify({ name, value, unit, median_of, ...more }));
}
function median(values) {
    return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

// Telegram updates of one person: a contact card, then one message an hour up to an hour ago.
function updates(person, count) {
    const now = Math.floor(Date.now() / 1000);
    const from = { id: person.id, is_bot: false, first_name: person.name };
    return Array.from({ length: count + 1 }, (_, at) => JSON.stringify({ update_id: person.id * 100_000 + at, message: {
        message_id: at + 1, from, chat: { id: person.id, first_name: person.name, type: 'private' }, date: now - (count - at + 1) * 3600,
        ...(at === 0 ? { contact: { phone_number: person.phone, first_name: person.name, user_id: person.id } }
            : { text: `Вопрос ${at} от ${person.id}: ${'букет пионов к субботе '.repeat(1 + (at % 4))}` }) } })).join('\n');
}

// In the page, before its scripts: the moments of upgrade, of the wanted text and of the first canvas frame.
function watch([customer, wanted]) {
    const define = customElements.define;
    customElements.define = function (...given) {
        const element = document.querySelector('customer-history');
        if (customer) element.setAttribute('customer', customer);
        window.moments = { upgrade: performance.now() };
        define.apply(this, given);
        window.expect = (words) => new Promise((resolve) => {
            const seen = () => element.shadowRoot.textContent.includes(words);
            if (seen()) return resolve(performance.now());
            const observer = new MutationObserver(() => {
                if (!seen()) return;
                observer.disconnect();
                resolve(performance.now());
            });
            observer.observe(element.shadowRoot, { subtree: true, childList: true, characterData: true });
        });
        if (wanted) window.expect(wanted).then((at) => { window.moments.text = at; });
        const real = requestAnimationFrame;
        const look = () => { if (element.frames > 0) window.moments.frame = performance.now(); else if (performance.now() < 30_000) real(look); };
        real(look);
    };
}

needBuilt();
const office = new Office();
let browser, site;
try {
    await office.startServer();
    site = await new PageServer({ folders: [join(root, 'tests/browser/page'), join(root, 'build/web')], server: office.server }).listen();
    await office.found('Bench', [site.url], { accounts: { telegram: { bench: {} } } });
    await office.importFiles({ 'telegram/bench/long.jsonl': updates(long, items), ...Object.fromEntries(others.map((one) => [`telegram/bench/${one.id}.jsonl`, updates(one, items)])), 'telegram/bench/short.jsonl': updates(short, 20) });
    const known = JSON.parse(await office.agent('timeline', '--data', office.owner, long.phone, '--limit', '1', '--json')).total;

    const context = browser = await openProfile(join(office.folder, 'profile'), { viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
    const first = await context.newPage();
    const state = (page) => page.evaluate(() => document.querySelector('customer-history').getAttribute('state'));
    await first.goto(await office.invite('operator', site.url + '/'));
    await until('state ready', async () => (await state(first)) === 'ready', { patience: 120_000 });
    await first.close();

    const texts = [], frames = [];
    for (let round = 0; round < rounds; ++round) {
        const page = await context.newPage();
        await page.addInitScript(watch, [long.phone, near(long)]);
        await page.goto(site.url + '/');
        await until('text and frame', () => page.evaluate(() => window.moments?.text && window.moments.frame));
        const moments = await page.evaluate(() => window.moments);
        texts.push(moments.text - moments.upgrade);
        frames.push(moments.frame - moments.upgrade);
        await page.close();
    }
    figure('widget_upgrade_to_card_text_10000_items', median(texts), 'ms', rounds, { items: known });
    figure('widget_upgrade_to_first_canvas_frame_10000_items', median(frames), 'ms', rounds);

    const opened = [], again = [];
    for (let round = 0; round < rounds; ++round) {
        const page = await context.newPage();
        await page.addInitScript(watch, [short.phone, '']);
        await page.goto(site.url + '/');
        await until('the canvas', () => page.evaluate(() => window.moments?.frame));
        await until('the other customer', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent.includes('Вопрос 19 от')));
        await page.waitForTimeout(1000);
        const choose = async (customer) => {
            const spent = await page.evaluate(async ([chosen, wanted]) => {
                const began = performance.now();
                document.querySelector('customer-history').customer = chosen;
                return (await window.expect(wanted)) - began;
            }, [customer.phone, near(customer)]);
            await page.evaluate(() => { document.querySelector('customer-history').customer = null; });
            await page.waitForTimeout(1000);
            return spent;
        };
        opened.push(await choose(long));
        await choose(others[0]);
        again.push(await choose(others[1]));
        if (round + 1 < rounds) await page.close();
        else {
            // What time itself changes is drawn: "waits 5 min" becomes 6 at the full minute.
            await page.waitForTimeout(Date.now() % 60_000 > 46_000 ? 61_500 - (Date.now() % 60_000) : 2000);
            const before = await page.evaluate(() => document.querySelector('customer-history').frames);
            await page.waitForTimeout(10_000);
            figure('widget_frames_in_10_s_idle', (await page.evaluate(() => document.querySelector('customer-history').frames)) - before, 'frames');
        }
    }
    figure('widget_open_first_customer_10000_items_indexeddb', median(opened), 'ms', rounds);
    figure('widget_open_third_customer_10000_items_indexeddb', median(again), 'ms', rounds);
} finally {
    await browser?.close();
    await site?.close?.();
    await office.close();
}
