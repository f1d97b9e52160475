// What a browser does to stored data, and what the element says to it: data thrown away, a full disk, storage forbidden, a
// newer version in another tab, tabs that go; and the lock. Prints one line per step; exit status 0 passes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openProfile, until } from '../../web-demo/browser.mjs';
import { heroine } from '../../web-demo/story.mjs';
import { element, finish, freshFolder, openOffice, same, step, steps, watchEvents } from './page_of.mjs';

const { office, site } = await openOffice();
let browser;

async function joined(context = null) {
    site.setCut(false);
    context ??= await browser.newContext({ locale: 'ru-RU' });
    const page = await context.newPage();
    await page.addInitScript(watchEvents);
    await page.goto(await office.invite('operator', site.url + '/'));
    const one = element(page);
    await one.becomes('ready');
    return { context, page, one };
}
const notes = async () => JSON.parse(await office.agent('timeline', '--data', office.owner, heroine.phone, '--json', '--limit', '500')).rows
    .filter((row) => row.kind === 'note').map((row) => row.text);
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());
const remove = (page, names) => page.evaluate(async (list) => {
    for (const name of list) await new Promise((done) => { indexedDB.deleteDatabase(name).onsuccess = done; });
}, names);

// The same rows as version 1 had them: one store, whole values.
const as_version_1 = (page, name) => page.evaluate(async (wanted) => {
    const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const now = await done(indexedDB.open(wanted));
    const [rows, rest] = ['rows', 'rest'].map((store) => now.transaction(store).objectStore(store));
    const [keys, values] = [await done(rows.getAllKeys()), await done(rows.getAll())];
    const whole = [];
    for (const [at, value] of values.entries()) {
        if (!Array.isArray(value)) { whole.push(value); continue; }
        const tail = await done(now.transaction('rest').objectStore('rest').get(keys[at]));
        whole.push(new Uint8Array([...value[0], ...(tail ?? [])]));
    }
    void rest;
    now.close();
    await done(indexedDB.deleteDatabase(wanted));
    const old = indexedDB.open(wanted, 1);
    old.onupgradeneeded = () => old.result.createObjectStore('rows');
    const before = await done(old);
    const write = before.transaction('rows', 'readwrite');
    keys.forEach((key, at) => write.objectStore('rows').put(whole[at], key));
    await new Promise((resolve) => { write.oncomplete = resolve; });
    before.close();
}, name);

try {
    browser = await openBrowser();

    await step('rows thrown away while the tab was closed: evicted, an event, and a new invite mends it', async () => {
        const { page, one, context } = await joined();
        same('write', (await one.call('write', heroine.phone, 'note', 'Перед потерей')).ok, true);
        await one.becomes('ready');
        await page.goto(site.url + '/page.css');
        await remove(page, (await databases(page)).filter((name) => name.startsWith('customer-history/')));
        await page.goto(site.url + '/');
        await one.becomes('evicted');
        same('events', (await one.seen('ch-evicted')).length, 1);
        same('code', (await one.seen('ch-error')).map(({ code }) => code).join(), 'E_EVICTED');
        same('write', (await one.call('write', heroine.phone, 'note', 'x')).code, 'E_EVICTED');
        if ((await one.text()).includes(heroine.first)) throw new Error('a name of a customer is shown');
        same('join', (await one.call('join', await office.invite('operator'))).ok, true);
        await one.becomes('ready');
        await one.shows(heroine.first);
        await page.reload();
        await one.becomes('ready');
        await context.close();
    });
    await step('everything of the origin thrown away but the canary: evicted, not a first visit', async () => {
        const { page, one, context } = await joined();
        await page.goto(site.url + '/page.css');
        await remove(page, await databases(page));
        await page.goto(site.url + '/');
        await one.becomes('evicted');
        await page.evaluate(() => localStorage.clear());
        await page.reload();
        await one.becomes('joining');  // nothing is left that could tell
        await page.evaluate(() => { document.querySelector('customer-history').remove(); });
        await page.evaluate(() => {
            const fresh = document.createElement('customer-history');
            fresh.expected = true;  // but the host knows
            fresh.setAttribute('sync', '/sync');
            document.body.append(fresh);
        });
        await one.becomes('evicted');
        await context.close();
    });
    await step('data deleted under an open tab: nothing is written over the loss, the state says so', async () => {
        const { page, one, context } = await joined();
        const other = await context.newPage();
        await other.goto(site.url + '/page.css');
        await remove(other, (await databases(other)).filter((name) => name.startsWith('customer-history/')));
        const said = await one.call('write', heroine.phone, 'note', 'В пустоту');
        same('saved', said.ok, false);
        await one.becomes('evicted');
        same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
        await context.close();
    });
    await step('a full disk: the note is refused in one sentence, what was saved stays, and with room again it is written', async () => {
        const { page, one, context } = await joined(await openProfile(freshFolder('full')));
        same('before', (await one.call('write', heroine.phone, 'note', 'До полного диска')).ok, true);
        await one.becomes('ready');
        site.setCut(true);
        await one.becomes('offline');
        // Chromium remembers for half a minute how much room an open database had: the page lets go of it first.
        await page.goto('about:blank');
        await page.waitForTimeout(3000);
        const client = await context.newCDPSession(page);
        await client.send('Storage.overrideQuotaForOrigin', { origin: site.url, quotaSize: 1 });
        await page.goto(site.url + '/');
        await one.becomes('offline');
        let refused;
        for (let at = 0; at < 40 && !refused; ++at) {
            const said = await one.call('write', heroine.phone, 'note', `Полный диск ${at} ${'ы'.repeat(12_000)}`);
            if (!said.ok) refused = said;
        }
        if (!refused) throw new Error('never refused');
        if (!/room/.test(refused.message)) throw new Error(refused.message);
        await until('E_STORAGE_FULL', async () => (await one.seen('ch-error')).some(({ code }) => code === 'E_STORAGE_FULL'));
        await one.becomes('storage');
        await client.send('Storage.overrideQuotaForOrigin', { origin: site.url });
        same('after', (await one.call('write', heroine.phone, 'note', 'Место снова есть')).ok, true);
        site.setCut(false);
        await one.call('syncNow');
        await one.becomes('ready');
        await office.agent('sync', '--data', office.owner);
        const all = await notes();
        for (const words of ['До полного диска', 'Место снова есть']) if (!all.includes(words)) throw new Error(`${words} is lost`);
        await context.close();
    });
    await step('a browser that forbids storage: E_STORAGE_DENIED and a screen with words', async () => {
        const folder = freshFolder('denied');
        mkdirSync(join(folder, 'Default'), { recursive: true });
        writeFileSync(join(folder, 'Default/Preferences'), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
        const context = await openProfile(folder);
        const page = await context.newPage();
        await page.addInitScript(watchEvents);
        await page.goto(site.url + '/');
        const one = element(page);
        await one.becomes('error');
        same('codes', (await one.seen('ch-error')).map(({ code }) => code).join(), 'E_STORAGE_DENIED');
        await one.shows('E_STORAGE_DENIED');
        same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
        await context.close();
    });
    await step('a newer version opens the data in another tab: E_VERSION, one sentence, nothing lost', async () => {
        const { page, one, context } = await joined();
        same('write', (await one.call('write', heroine.phone, 'note', 'До новой версии')).ok, true);
        await one.becomes('ready');
        const other = await context.newPage();
        await other.goto(site.url + '/page.css');
        const name = (await databases(other)).find((one_) => one_.startsWith('customer-history/'));
        const upgraded = await other.evaluate((wanted) => new Promise((done) => {
            const request = indexedDB.open(wanted, 99);
            request.onsuccess = () => { request.result.close(); done('upgraded'); };
            request.onblocked = () => done('blocked');
        }), name);
        same('the old tab lets go', upgraded, 'upgraded');
        const said = await one.call('write', heroine.phone, 'note', 'Со старой версией');
        same('saved', said.ok, false);
        await until('E_VERSION', async () => (await one.seen('ch-error')).some(({ code }) => code === 'E_VERSION'));
        await office.agent('sync', '--data', office.owner);
        if (!(await notes()).includes('До новой версии')) throw new Error('the note is lost');
        await context.close();
    });
    await step('rows of schema version 1 are taken over, an unsent note in them is sent', async () => {
        const { page, one, context } = await joined();
        site.setCut(true);
        await one.becomes('offline');
        same('write', (await one.call('write', heroine.phone, 'note', 'Из первой версии')).ok, true);
        await page.goto(site.url + '/page.css');
        const name = (await databases(page)).find((one_) => one_.startsWith('customer-history/'));
        await as_version_1(page, name);
        site.setCut(false);
        await page.goto(site.url + '/');
        await one.becomes('ready');
        await office.agent('sync', '--data', office.owner);
        if (!(await notes()).includes('Из первой версии')) throw new Error('the note is lost');
        await context.close();
    });
    for (const lets_go of [true, false])
        await step(`an upgrade while a tab of the old version is open that ${lets_go ? 'lets go: it goes on at once' : 'keeps the data: E_VERSION and what to do, then everything is there'}, the unsent note is sent`, async () => {
            const { page, one, context } = await joined();
            site.setCut(true);
            await one.becomes('offline');
            const words = `Перед обновлением ${lets_go}`;
            same('write', (await one.call('write', heroine.phone, 'note', words)).ok, true);
            await page.goto(site.url + '/page.css');
            const name = (await databases(page)).find((one_) => one_.startsWith('customer-history/'));
            await as_version_1(page, name);
            const old = await context.newPage();
            await old.goto(site.url + '/page.css');
            await old.evaluate(([wanted, closes]) => new Promise((done) => {
                const request = indexedDB.open(wanted);
                request.onsuccess = () => {
                    window.kept = request.result;
                    if (closes) window.kept.onversionchange = () => window.kept.close();
                    done();
                };
            }), [name, lets_go]);
            site.setCut(false);
            await page.goto(site.url + '/');
            if (!lets_go) {
                await until('E_VERSION', async () => (await one.seen('ch-error')).some(({ code, message }) => code === 'E_VERSION' && /older version/.test(message)), { patience: 30_000 });
                same('thrown', JSON.stringify(await one.seen('thrown')), '[]');
                await one.shows('E_VERSION');
                await old.close();
                await page.reload();
            }
            await one.becomes('ready');
            await office.agent('sync', '--data', office.owner);
            if (!(await notes()).includes(words)) throw new Error('the note is lost');
            await context.close();
        });
    await step('five tabs have one connection; the leader crashes, another leads within 2 s, and no word is lost or doubled', async () => {
        const { page, one, context } = await joined();
        const others = [];
        for (let at = 0; at < 4; ++at) {
            const tab = await context.newPage();
            await tab.addInitScript(watchEvents);
            await tab.goto(site.url + '/');
            await element(tab).becomes('ready');
            others.push(tab);
        }
        await until('one connection', () => site.pairs.size === 1);
        const said = await Promise.all(others.map((tab, at) => element(tab).call('write', heroine.phone, 'note', `Вкладка ${at}`)));
        same('saved', said.every(({ ok }) => ok), true);
        const words = others.map((_, at) => `После падения ${at}`);
        const client = await context.newCDPSession(page);
        client.send('Page.crash').catch(() => {});
        const began = Date.now();
        const after = await Promise.all(others.map((tab, at) => element(tab).call('write', heroine.phone, 'note', words[at])));
        const spent = Date.now() - began;
        same('saved after', after.every(({ ok }) => ok), true);
        if (spent > 2000) throw new Error(`another tab led after ${spent} ms`);
        await element(others[0]).call('syncNow');
        for (const tab of others) await element(tab).becomes('ready');
        await until('one connection', () => site.pairs.size === 1);
        await office.agent('sync', '--data', office.owner);
        const all = await notes();
        for (const wanted of [...words, 'Вкладка 0', 'Вкладка 3']) same(wanted, all.filter((note) => note === wanted).length, 1);
        await context.close();
        void one;
        return `${spent} ms`;
    });
    await step('a passphrase: locked after the tabs are closed, no customer is shown, a wrong one is told, the right one opens', async () => {
        const { page, one, context } = await joined();
        await one.shows(heroine.first);
        same('short', (await one.call('setPassphrase', 'short')).code, 'E_KEY');
        same('lock without', (await one.call('lock')).code, 'E_KEY');
        same('set', (await one.call('setPassphrase', 'зимняя вишня')).ok, true);
        same('saved', (await one.call('write', heroine.phone, 'note', 'Под замком')).ok, true);
        await page.goto('about:blank');
        await page.goto(site.url + '/');
        await one.becomes('locked');
        await page.waitForTimeout(300);
        const locked = await one.text();
        if (locked.includes(heroine.first)) throw new Error(`locked it shows: ${locked.slice(0, 100)}`);
        same('write', (await one.call('write', heroine.phone, 'note', 'x')).code, 'E_KEY');
        const wrong = await one.call('unlock', 'летняя вишня');
        same('wrong', wrong.code, 'E_KEY');
        if (!/not the passphrase/.test(wrong.message)) throw new Error(wrong.message);
        same('right', (await one.call('unlock', 'зимняя вишня')).ok, true);
        await one.becomes('ready', 'syncing');
        await one.shows(heroine.first);
        await context.close();
    });
    await step('lock() empties every tab; a shift survives a reload and ends by lock(); the other tab leads on after the first was closed', async () => {
        const { page, one, context } = await joined();
        same('set', (await one.call('setPassphrase', 'зимняя вишня')).ok, true);
        const second = await context.newPage();
        await second.addInitScript(watchEvents);
        await second.goto(site.url + '/');
        const two = element(second);
        await two.shows(heroine.first);
        same('lock', (await two.call('lock')).ok, true);
        await one.becomes('locked');
        await two.becomes('locked');
        for (const tab of [one, two]) if ((await tab.text()).includes(heroine.first)) throw new Error('a customer is still shown');
        same('unlock', (await two.call('unlock', 'зимняя вишня')).ok, true);
        await one.shows(heroine.first);
        await page.close();  // the leader
        same('write', (await two.call('write', heroine.phone, 'note', 'Вторая вкладка ведёт')).ok, true);
        same('lock', (await two.call('lock')).ok, true);
        same('too long', (await two.call('unlock', 'зимняя вишня', { hours: 17 })).code, 'E_KEY');
        same('shift', (await two.call('unlock', 'зимняя вишня', { hours: 8 })).ok, true);
        await two.becomes('ready', 'syncing');
        await second.goto('about:blank');
        await second.goto(site.url + '/');
        await two.becomes('ready', 'syncing');
        same('lock', (await two.call('lock')).ok, true);
        await second.reload();
        await two.becomes('locked');
        await context.close();
    });
    await step('a passphrase is changed and taken away; keys in the store are never to be given out', async () => {
        const { page, one, context } = await joined();
        same('set', (await one.call('setPassphrase', 'первая фраза')).ok, true);
        same('change without', (await one.call('setPassphrase', 'вторая фраза')).code, 'E_KEY');
        same('change', (await one.call('setPassphrase', 'вторая фраза', 'первая фраза')).ok, true);
        same('lock', (await one.call('lock')).ok, true);
        same('the first', (await one.call('unlock', 'первая фраза')).code, 'E_KEY');
        same('the second', (await one.call('unlock', 'вторая фраза', { hours: 1 })).ok, true);
        const stored = await page.evaluate(async () => {
            const open = await new Promise((done) => { const request = indexedDB.open('customer-history'); request.onsuccess = () => done(request.result); });
            const all = await new Promise((done) => { const request = open.transaction('keys').objectStore('keys').getAll(); request.onsuccess = () => done(request.result); });
            open.close();
            return all.map((one_) => (one_.key ?? one_).extractable);
        });
        same('extractable', JSON.stringify(stored), '[false]');
        same('away', (await one.call('setPassphrase', '', 'вторая фраза')).ok, true);
        await page.reload();
        await one.becomes('ready', 'syncing');
        await context.close();
    });
    await step('purge refuses while words are unsent, then leaves nothing', async () => {
        const { page, one, context } = await joined();
        site.setCut(true);
        await one.becomes('offline');
        same('write', (await one.call('write', heroine.phone, 'note', 'Не отправлено')).ok, true);
        same('refused', (await one.call('purge')).ok, false);
        same('forced', (await one.call('purge', { force: true })).ok, true);
        await one.becomes('joining');
        same('databases', JSON.stringify(await databases(page)), '[]');
        site.setCut(false);
        await context.close();
    });
} catch (error) {
    steps.failed += 1;
    console.log(`FAILED  ${error.stack}`);
} finally {
    await browser?.close();
    site.close();
    await office.close();
}
finish('storage');
