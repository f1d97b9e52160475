// The element as a guest in somebody else's page: what it leaves alone, what it survives, and how it says what does not work.
// Prints one line per step; exit status 0 passes.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openProfile, until } from '../../web-demo/browser.mjs';
import { root } from '../../web-demo/office.mjs';
import { PageServer } from '../../web-demo/relay.mjs';
import { heroine } from '../../web-demo/story.mjs';
import { element, finish, folders, freshFolder, openOffice, same, step, steps, watchEvents } from './page_of.mjs';

const { office, site } = await openOffice();
let browser;

async function joined() {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
    const page = await context.newPage();
    await page.addInitScript(watchEvents);
    await page.goto(await office.invite('operator', site.url + '/'));
    const one = element(page);
    await one.becomes('ready');
    await one.shows(heroine.first);
    return { context, page, one };
}
// A page whose files are answered otherwise: `answers` maps a path to {status, body, type} or to a policy.
async function guest({ missing = null, policy, change = null, page: folder = folders[0] } = {}) {
    const server = await new PageServer({ folders: [folder, ...folders], server: office.server, ...(policy ? { policy } : {}), answer: (url) => {
        if (missing && url.pathname.endsWith(missing)) return { stream: (response, headers) => void response.writeHead(404, headers).end() };
        if (change && url.pathname.endsWith(change.path)) return { stream: (response, headers) => void response.writeHead(200, { ...headers, 'Content-Type': change.type }).end(change.body) };
        return undefined;
    } }).listen();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(watchEvents);
    await page.goto(server.url + '/');
    return { page, one: element(page), close: async () => { await context.close(); server.close(); } };
}
const listeners = async (context, page, expression) => {
    const client = await context.newCDPSession(page);
    const { result } = await client.send('Runtime.evaluate', { expression });
    const { listeners: all } = await client.send('DOMDebugger.getEventListeners', { objectId: result.objectId });
    await client.detach();
    return all.map(({ type }) => type).sort();
};

try {
    browser = await openBrowser();

    await step('under the strictest policy no violation, no global, no style, no key listener on window or document', async () => {
        const { context, page, one } = await joined();
        await one.open(heroine.phone);
        await until('the canvas', () => page.evaluate(() => document.querySelector('customer-history').frames > 0));
        same('violations', JSON.stringify([...await one.seen('csp'), ...await one.seen('thrown')]), '[]');
        same('globals', JSON.stringify(await page.evaluate(() => Object.keys(window).filter((key) => !key.startsWith('on') && /customer|history$|imgui|module|emscripten/i.test(key) && key !== 'history'))), '[]');
        same('styles', await page.evaluate(() => document.adoptedStyleSheets.length + document.querySelectorAll('style').length), 0);
        const own = new Set(['error', 'unhandledrejection', 'securitypolicyviolation', ...['ready', 'state', 'error', 'sync', 'select', 'activate', 'conflict', 'evicted'].map((name) => `ch-${name}`)]);
        const heard = [...await listeners(context, page, 'window'), ...await listeners(context, page, 'document')].filter((type) => !own.has(type));
        if (heard.some((type) => /key|wheel|pointer|mouse|touch|focus|copy|paste|click/.test(type))) throw new Error(heard.join());
        await context.close();
        return heard.join() || 'none';
    });
    await step('it takes no focus, moves no scroll position, lets the page have its keys, and passes the wheel on at its ends', async () => {
        const { context, page, one } = await joined();
        await page.evaluate(() => {
            document.body.style.height = '3000px';
            document.documentElement.style.height = 'auto';
            document.querySelector('customer-history').style.height = '500px';
            const field = Object.assign(document.createElement('input'), { id: 'mine' });
            document.body.append(field);
            field.focus({ preventScroll: true });
            window.keys = [];
            addEventListener('keydown', (event) => window.keys.push([event.key, event.defaultPrevented]));
        });
        await one.open(heroine.phone);
        await page.waitForTimeout(500);
        same('focus', await page.evaluate(() => document.activeElement.id), 'mine');
        same('scroll', await page.evaluate(() => scrollY), 0);
        await page.keyboard.type('j/n?');
        same('field', await page.inputValue('#mine'), 'j/n?');
        same('keys', JSON.stringify(await page.evaluate(() => window.keys.map(([, prevented]) => prevented))), '[false,false,false,false]');
        await page.mouse.move(900, 250);
        for (let at = 0; at < 60 && await page.evaluate(() => scrollY) === 0; ++at) {
            await page.mouse.wheel(0, 1500);
            await page.waitForTimeout(60);
        }
        if (await page.evaluate(() => scrollY) === 0) throw new Error('the wheel never reached the page');
        await context.close();
    });
    await step('a page with hostile styles changes nothing inside', async () => {
        const { context, page } = await joined();
        const measure = () => page.evaluate(() => [...document.querySelector('customer-history').shadowRoot.querySelectorAll('.l')].slice(0, 20).map((line) => {
            const { left, top, width, height } = line.getBoundingClientRect();
            return [left, top, width, height].map((value) => Math.round(value * 10) / 10).join();
        }).join(' '));
        let before = '';
        await until('lines at rest', async () => {
            const last = before;
            before = await measure();
            return before !== '' && before === last;
        });
        await page.evaluate(() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('* { font: 40px serif !important; margin: 13px !important; padding: 9px !important; line-height: 3 !important; letter-spacing: 4px !important; float: left !important; text-transform: uppercase; word-spacing: 9px; }'
                + ' customer-history { font: 40px serif; letter-spacing: 4px; line-height: 3; text-transform: uppercase; word-spacing: 9px; text-indent: 30px; white-space: pre; text-align: right; margin: 0 !important; padding: 0 !important; float: none !important; } body, html { margin: 0 !important; padding: 0 !important; float: none !important; }');
            document.adoptedStyleSheets = [sheet];
        });
        await page.waitForTimeout(600);
        same('boxes', await measure(), before);
        await context.close();
    });
    await step('properties set before the class arrives, moving, taking out and putting back', async () => {
        const { context, page, one } = await joined();
        const second = await context.newPage();
        await second.addInitScript(watchEvents);
        await second.route('**/element.js', async (route) => {
            await new Promise((done) => setTimeout(done, 500));
            await route.continue();
        });
        await second.goto(site.url + '/', { waitUntil: 'commit' });
        await until('the tag', () => second.evaluate(() => document.querySelector('customer-history') !== null));
        await second.evaluate((phone) => { Object.assign(document.querySelector('customer-history'), { customer: phone, theme: 'dark', readonly: true }); }, heroine.phone);
        const two = element(second);
        await two.shows('Курьера ждала до часу');
        same('attributes', await second.evaluate(() => ['customer', 'theme', 'readonly'].map((name) => document.querySelector('customer-history').getAttribute(name)).join()), `${heroine.phone},dark,`);
        same('read-only', (await two.call('write', heroine.phone, 'note', 'x')).code, 'E_AUTH');
        await second.close();
        await one.open(heroine.phone);
        await one.shows('Курьера ждала до часу');
        const frames = await page.evaluate(() => {
            const one_ = document.querySelector('customer-history');
            const box = document.body.appendChild(document.createElement('div'));
            if (box.moveBefore) box.moveBefore(one_, null);
            else box.append(one_);
            return one_.shadowRoot.textContent.length;
        });
        if (frames < 200) throw new Error('moving emptied it');
        same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
        await page.evaluate(() => { window.kept = document.querySelector('customer-history'); window.kept.remove(); });
        await page.waitForTimeout(100);
        same('empty', await page.evaluate(() => window.kept.shadowRoot.textContent), '');
        await page.evaluate(() => document.body.append(window.kept));
        await one.becomes('ready', 'syncing');
        await one.shows('Курьера ждала до часу');
        await context.close();
    });
    await step('twenty elements on one page: one worker, one WebGL context, each with its own customer', async () => {
        const { context, page } = await joined();
        await page.close();
        const many = await context.newPage();
        await many.addInitScript(() => {
            window.contexts = 0;
            for (const type of [HTMLCanvasElement, window.OffscreenCanvas]) {
                const real = type.prototype.getContext;
                type.prototype.getContext = function (kind, ...more) { if (/webgl/.test(kind)) window.contexts += 1; return real.call(this, kind, ...more); };
            }
        });
        await many.goto(site.url + '/');
        await many.evaluate((phone) => {
            for (let at = 1; at < 20; ++at) {
                const next = document.createElement('customer-history');
                next.setAttribute('sync', '/sync');
                if (at % 2) next.customer = phone;
                next.style.height = '400px';
                document.body.append(next);
            }
        }, heroine.phone);
        await until('all twenty', () => many.evaluate((words) => [...document.querySelectorAll('customer-history')].filter((one, at) => (at % 2 ? one.shadowRoot.textContent.includes('Курьера ждала до часу')
            : one.shadowRoot.textContent.includes(words))).length === 20, heroine.first), { patience: 60_000 });
        same('workers', many.workers().length, 1);
        const contexts = await many.evaluate(() => window.contexts);
        if (contexts > 1) throw new Error(`${contexts} WebGL contexts`);
        await context.close();
    });
    await step('200 times in and out of the page leave no listener, no worker and no memory behind', async () => {
        const { context, page } = await joined();
        await page.evaluate(() => { window.kept = document.querySelector('customer-history'); window.kept.remove(); });
        const cycle = (times) => page.evaluate(async (count) => {
            for (let at = 0; at < count; ++at) {
                const one = document.createElement('customer-history');
                one.setAttribute('sync', '/sync');
                document.body.append(one);
                await new Promise((done) => setTimeout(done, at % 20 === 0 ? 300 : 15));
                one.remove();
            }
        }, times);
        await cycle(40);  // caches and compiled code
        const client = await context.newCDPSession(page);
        const measure = async () => {
            await page.waitForTimeout(500);
            await page.evaluate(() => { window.seen = []; performance.clearResourceTimings(); });
            for (let at = 0; at < 3; ++at) await client.send('HeapProfiler.collectGarbage');
            const { metrics } = await client.send('Performance.getMetrics');
            const of = (name) => metrics.find((one) => one.name === name).value;
            return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes') };
        };
        await client.send('Performance.enable');
        const before = await measure();
        await cycle(200);
        const after = await measure();
        same('workers', page.workers().length, 0);
        if (after.heap - before.heap > 1_000_000) throw new Error(`the heap grew by ${after.heap - before.heap} bytes`);
        if (after.listeners > before.listeners + 4) throw new Error(`${before.listeners} listeners became ${after.listeners}`);
        if (after.nodes > before.nodes + 50) throw new Error(`${before.nodes} nodes became ${after.nodes}`);
        await context.close();
        return `${Math.round((after.heap - before.heap) / 1024)} KiB, ${after.listeners - before.listeners} listeners, ${after.nodes - before.nodes} nodes`;
    });
    const failing = [
        ['a missing core.wasm', 'E_WASM', { missing: 'core.wasm' }],
        ['a core.wasm that is no WebAssembly', 'E_WASM', { change: { path: 'core.wasm', type: 'application/wasm', body: 'not a module' } }],
        ['a missing worker.js', 'E_NET', { missing: 'worker.js' }],
        ['a worker that throws', 'E_NET', { change: { path: 'worker.js', type: 'text/javascript', body: 'throw new Error("broken")' } }],
        ['a policy without worker-src', 'E_CSP', { policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'; style-src 'self'; font-src 'self'; connect-src 'self'" }],
        ['a policy without wasm-unsafe-eval', 'E_CSP', { policy: "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'" }],
        ['Trusted Types that do not know the widget', 'E_CSP', { policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types other" }],
    ];
    for (const [name, code, how] of failing)
        await step(`${name}: ${code}, a sentence on the screen, nothing thrown`, async () => {
            const { one, close } = await guest(how);
            await one.becomes('error');
            same('code', (await one.seen('ch-error')).map((detail) => detail.code).join(), code);
            const text = await one.text();
            if (!text.includes(code)) throw new Error(`it shows: ${text.slice(0, 200)}`);
            same('method', (await one.call('digest')).code, code);
            same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
            await close();
        });
    await step('an address of files that is none, and one elsewhere: E_WASM and E_CSP, nothing thrown', async () => {
        const { page, one, close } = await guest();
        await one.becomes('joining');
        for (const [assets, code] of [['http://', 'E_WASM'], ['https://elsewhere.example/', 'E_CSP']]) {
            await page.evaluate((wanted) => {
                document.querySelector('customer-history').remove();
                const next = document.createElement('customer-history');
                next.setAttribute('assets', wanted);
                document.body.append(next);
            }, assets);
            await one.becomes('error');
            same('code', (await one.seen('ch-error')).pop().code, code);
        }
        same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
        await close();
    });
    await step('without ui.wasm the text view is the whole interface', async () => {
        const { page, one, close } = await guest({ missing: 'ui.wasm' });
        await one.becomes('joining');
        await until('words', async () => (await one.text()).trim().length > 20);
        same('errors', JSON.stringify(await one.seen('ch-error')), '[]');
        same('frames', await page.evaluate(() => document.querySelector('customer-history').frames), 0);
        await close();
    });
    await step('nonsense from the page is answered or passed over: methods, properties, its own worker messages', async () => {
        const stranger = await guest();
        await stranger.one.becomes('joining');
        for (const link of ['https://example.com/#join=v1.rubbish', null, {}, '#join=v1.' + 'A'.repeat(3_000_000)]) {
            const said = await stranger.one.call('join', link);
            if (said.ok || said.message.length < 8) throw new Error(`join ${String(link).slice(0, 30)}: ${JSON.stringify(said)}`);
        }
        same('state', await stranger.one.state(), 'joining');
        await stranger.close();
        const { context, page, one } = await joined();
        for (const [name, ...given] of [['write', {}, [], 5], ['write', heroine.phone, 'rubbish', 'x'],
            ['write', heroine.phone, 'note', ''], ['write', heroine.phone, 'note', 'ы'.repeat(6_000_000)], ['why', '<img src=x onerror=alert(1)>'], ['unlock', ''], ['unlock', 'no passphrase'], ['setPassphrase', 'ab']]) {
            const said = await one.call(name, ...given);
            if (said.ok || typeof said.message !== 'string' || said.message.length < 8) throw new Error(`${name} ${String(given[0]).slice(0, 30)}: ${JSON.stringify(said).slice(0, 200)}`);
        }
        await page.evaluate(() => {
            const one_ = document.querySelector('customer-history');
            one_.customer = 5;
            one_.theme = {};
            one_.lang = 'xx-<b>';
            one_.restore(null);
            one_.restore({ view: 7, query: [], customer: undefined });
            const channel = new BroadcastChannel('customer-history');
            for (const rubbish of [null, 1, 'x', [], {}, { to: 'leader' }, { to: 'leader', from: 'x', message: null }, { to: 'leader', from: 'x', message: { op: 'ask', viewer: 'x', id: 1, question: { name: 'steal' } } },
                { to: 'leader', from: 'x', message: { op: 'show', viewer: 'x', shown: { list: 5 } } }, { to: 'everybody', key: 'text' }, { to: 'viewer', viewer: 5 }]) channel.postMessage(rubbish);
            postMessage({ to: 'leader' }, '*');
        });
        await page.waitForTimeout(500);
        await page.evaluate(() => { document.querySelector('customer-history').customer = null; });
        await one.becomes('ready', 'syncing');
        same('write', (await one.call('write', heroine.phone, 'note', 'После всего')).ok, true);
        same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
        await context.close();
    });
    await step('a copied profile is a clone: E_CLONE, ch-conflict, it reads on, and a new invite mends it', async () => {
        const first = freshFolder('original'), copy = freshFolder('copy');
        let context = await openProfile(first);
        let page = await context.newPage();
        await page.goto(await office.invite('operator', site.url + '/'));
        await element(page).becomes('ready');
        await context.close();
        cpSync(first, copy, { recursive: true });
        context = await openProfile(first);
        page = await context.newPage();
        await page.goto(site.url + '/');
        await element(page).becomes('ready');
        same('write', (await element(page).call('write', heroine.phone, 'note', 'Из оригинала')).ok, true);
        await element(page).becomes('ready');
        await context.close();
        context = await openProfile(copy);
        page = await context.newPage();
        await page.addInitScript(watchEvents);
        site.setCut(true);
        await page.goto(site.url + '/');
        const one = element(page);
        await one.becomes('offline');
        same('write', (await one.call('write', heroine.phone, 'note', 'Из копии')).ok, true);
        site.setCut(false);
        await one.call('syncNow');
        await one.becomes('clone');
        await until('E_CLONE', async () => (await one.seen('ch-error')).some(({ code }) => code === 'E_CLONE'));
        same('conflict', (await one.seen('ch-conflict')).length, 1);
        if ((await one.text()).trim() === '') throw new Error('a blank box');
        same('join', (await one.call('join', await office.invite('operator'))).ok, true);
        await one.becomes('ready');
        // What the copy had not sent comes under the new device's name, once; the page says so, and the former device leaves the browser.
        await until('the sentence', async () => (await one.text()).replaceAll('\u00a0', ' ').includes('1 запись, которую не отправило прежнее устройство, отправлена.'));
        const sent = async () => {
            await office.agent('sync', '--data', office.owner);
            const { rows } = JSON.parse(await office.agent('timeline', '--data', office.owner, heroine.phone, '--json', '--limit', '500'));
            return rows.filter(({ text }) => text === 'Из копии').length;
        };
        await until('the word of the copy', async () => (await sent()) === 1);
        const devices = () => page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name.startsWith('customer-history/')).length);
        await until('one device in this browser', async () => (await devices()) === 1);
        await page.reload();
        await one.becomes('ready');
        same('sent once', await sent(), 1);
        same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
        await context.close();
    });
    await step('nothing of it names eval or new Function', async () => {
        for (const name of ['element.js', 'classic.js', 'worker.js', 'ui.mjs', 'offline.js'])
            if (/\bnew Function\b|\beval\(/.test(readFileSync(join(root, 'build/web', name), 'utf8'))) throw new Error(name);
    });
} catch (error) {
    steps.failed += 1;
    console.log(`FAILED  ${error.stack}`);
} finally {
    await browser?.close();
    site.close();
    await office.close();
}
finish('guest');
