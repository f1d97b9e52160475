// A new device joins a large workspace in Chromium: how long from the invite's link until everything is here and counted, how
// much memory core.wasm has then, and how long somebody waits for a customer while it comes. HISTORY_JOIN_ITEMS (100,000)
// orders of a twentieth as many customers, in random order; each order is a leaf of the log or shares one with its neighbours.
// One JSON line per figure on standard output.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, until } from '../../web-demo/browser.mjs';
import { Office, needBuilt, root } from '../../web-demo/office.mjs';
import { PageServer } from '../../web-demo/relay.mjs';

const items = Number(process.env.HISTORY_JOIN_ITEMS ?? 100_000), people = Math.ceil(items / 20);

function figure(name, value, unit, more = {}) {
    console.log(JSON.stringify({ name, value: value === null ? null : Math.round(value * 100) / 100, unit, median_of: 1, items, customers: people, ...more }));
}

async function writeTable(file) {
    const out = createWriteStream(file);
    out.write('id,when,phone,name,words,sum,state\n');
    let seed = 20261129;
    const draw = (below) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * below); };
    const two = (value) => String(value).padStart(2, '0');
    for (let at = 0; at < items; ++at) {
        const person = draw(people);
        const row = `N-${at},2026-09-${two(1 + at % 28)}T${two(at % 24)}:${two(draw(60))}:00+05:00,+7701${1_000_000 + person},Customer ${person},`
            + `"${'order parcel garland colour price '.repeat(1 + draw(4))}",${1000 + draw(90_000)},${at % 10 === 0 ? 'paid' : 'completed'}\n`;
        if (!out.write(row)) await new Promise((next) => out.once('drain', next));
    }
    await new Promise((next) => out.end(next));
}

// What the page's worker holds outside of JavaScript's heap: core.wasm's memory, and what a message weighs.
async function worker_of(page) {
    const client = await page.context().newCDPSession(page);
    const workers = [];
    client.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => { if (targetInfo.type === 'worker') workers.push(sessionId); });
    const answers = new Map();
    client.on('Target.receivedMessageFromTarget', ({ message }) => {
        const { id, result } = JSON.parse(message);
        answers.get(id)?.(result?.backingStorageSize ?? 0);
    });
    await client.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
    let last = 0;
    return async () => {
        const id = ++last;
        const answer = new Promise((resolve) => answers.set(id, resolve));
        await client.send('Target.sendMessageToTarget', { sessionId: workers[0], message: JSON.stringify({ id, method: 'Runtime.getHeapUsage' }) });
        return await answer;
    };
}

needBuilt();
const office = new Office();
let browser, site;
try {
    await office.startServer();
    site = await new PageServer({ folders: [join(root, 'tests/browser/page'), join(root, 'build/web')], server: office.server }).listen();
    const columns = { id: 'id', at: 'when', phone: 'phone', name: 'name', text: 'words', total: 'sum', status: 'state', kind: '=order' };
    await office.found('Bench', [site.url], { accounts: { table: { big: { columns } } } });
    mkdirSync(join(office.folder, 'rows'), { recursive: true });
    await writeTable(join(office.folder, 'rows/orders.csv'));
    await office.agent('import', '--data', office.owner, 'table', join(office.folder, 'rows/orders.csv'), '--account', 'big');

    browser = await openBrowser();
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' })).newPage();
    const link = await office.invite('operator', site.url + '/');
    const began = Date.now();
    await page.goto(link);
    const state = async () => JSON.parse(await page.evaluate(() => document.querySelector('customer-history').diagnose()));
    await until('its state', state);
    const worker_bytes = await worker_of(page);
    let reported = began, seen, opened = null;
    await until('everything is here', async () => {
        seen = await state();
        if (opened === null && seen.gpos > seen.head / 2) {  // somebody looks at a customer in the middle of it
            const asked = Date.now();
            await page.evaluate(() => { document.querySelector('customer-history').customer = '+77011000003'; });
            await until('the customer', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent.includes('Customer 3')));
            opened = Date.now() - asked;
        }
        if (Date.now() - reported > 10_000) {
            reported = Date.now();
            console.error(`${Math.round((reported - began) / 1000)} s: ${seen.state}, ${seen.gpos} of ${seen.head} leaves, ${seen.counting ?? '?'} to count, ${Math.round((await worker_bytes()) / 1048576)} MB`);
        }
        return seen.state === 'ready' && !seen.counting;
    }, { patience: 1_200_000 });
    figure('join_in_the_page', (Date.now() - began) / 1000, 's', { leaves: seen.gpos });
    figure('join_in_the_page_worker_memory', (await worker_bytes()) / 1048576, 'MB');
    figure('join_in_the_page_customer_meanwhile', opened, 'ms');
} finally {
    await browser?.close();
    site?.close();
    await office.close();
}
