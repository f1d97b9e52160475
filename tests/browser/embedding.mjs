// The npm package in the pages of others (web/fixtures): packed as it would be published, imported on a server, checked by the
// type checker, built by each tool, and tried in Chromium under a strict policy. Prints one line per step; exit status 0 passes.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser, openProfile, until } from '../../web-demo/browser.mjs';
import { root } from '../../web-demo/office.mjs';
import { heroine } from '../../web-demo/story.mjs';
import { builders, here, install, out } from '../../web/fixtures/build.mjs';
import { element, finish, freshFolder, openOffice, same, step, steps, watchEvents } from './page_of.mjs';

const { office, site } = await openOffice(6);
const { policy } = site;
let browser;
try {
    browser = await openBrowser();
    await step('the package holds what its exports, types and manifest name', async () => {
        install();
        const folder = join(here, 'node_modules/customer-history');
        const described = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const files = new Set(readdirSync(folder));
        const named = [...Object.values(described.exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))), described.types, described.customElements, ...Object.values(described.bin)];
        for (const name of named) {
            const plain = name.replace(/^\.\//, '');
            if (![...files].some((file) => (plain.startsWith('*') ? file.endsWith(plain.slice(1)) : file === plain))) throw new Error(`${name} is not in the package`);
        }
        const manifest = JSON.parse(readFileSync(join(folder, 'custom-elements.json'), 'utf8')).modules[0].declarations[0];
        const typed = readFileSync(join(folder, 'element.d.ts'), 'utf8');
        for (const { name } of [...manifest.members, ...manifest.events]) if (!typed.includes(name)) throw new Error(`${name} of the manifest has no type`);
        const told = readFileSync(join(folder, 'README.md'), 'utf8');
        for (const { name } of [...manifest.attributes, ...manifest.members, ...manifest.events, ...manifest.slots.slice(1), ...manifest.cssParts, ...manifest.cssProperties, ...manifest.cssStates])
            if (!new RegExp(`[\`\\s(]${name}[\`\\s(]`).test(told)) throw new Error(`README.md says nothing of ${name}`);
        const source = readFileSync(join(root, 'web/src/element.ts'), 'utf8');
        const offered = [...source.matchAll(/^    (?:async |get )?(\w+)\([^)]*\)(?:: [^{]+)? \{/gm)].map(([, name]) => name).filter((name) => !/^(constructor|.*Callback|if|for|switch)$/.test(name));
        if (offered.length < 15) throw new Error(`only ${offered} are seen in the source`);
        const members = new Set(manifest.members.map(({ name }) => name));
        same('members of the source that the manifest does not name', offered.filter((name) => !members.has(name)).join(), '');
        return `${files.size} files, ${offered.length} members`;
    });
    await step('it can be imported where there is no window', async () => {
        const said = execFileSync(process.execPath, ['--input-type=module', '-e', "const all = await import('customer-history'); await import('customer-history/react'); console.log(typeof window, Object.keys(all).sort().join());"],
            { cwd: here, encoding: 'utf8' }).trim();
        same('exports', said, 'undefined ChActivate,ChAttachment,ChConflict,ChContact,ChError,ChEvicted,ChReady,ChSelect,ChState,ChSync,CustomerHistoryElement');
    });
    await step('pages in TypeScript, JSX and Vue agree with the types; source and manifest name the same events', async () => {
        const tsc = (...words) => execFileSync(process.execPath, [join(root, 'web/node_modules/typescript/bin/tsc'), ...words], { cwd: here, encoding: 'utf8', stdio: 'pipe' });
        try {
            tsc('-p', '.');
        } catch (error) {
            throw new Error(error.stdout);
        }
        const manifestEvents = JSON.parse(readFileSync(join(root, 'build/web/custom-elements.json'), 'utf8')).modules[0].declarations[0].events.map(({ name }) => name).sort();
        const seen = [...readFileSync(join(root, 'web/src/events.ts'), 'utf8').matchAll(/super\('(ch-\w+)'/g)].map(([, name]) => name).sort();
        same('events of manifest and source', manifestEvents.join(), seen.join());
    });
    for (const [name, build] of Object.entries(builders))
        await step(`${name}: builds, joins, shows, opens by a property, writes, tells the page`, async () => {
            await build();
            site.folders = [join(out, name)];  // one origin, for a workspace names those that it welcomes
            site.policy = policy + (name === 'vue' ? ' vue' : '');  // Vue's runtime has a policy of its own
            const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, locale: 'ru-RU' });
            const page = await context.newPage();
            const complaints = [];
            page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
            await page.addInitScript(watchEvents);
            await page.goto(await office.invite('operator', site.url + '/'));
            const one = element(page);
            await one.becomes('ready');
            await one.shows(heroine.first);
            await until('the page has heard', () => page.evaluate(() => document.querySelector('#heard').textContent === 'ready'));
            const button = await page.$('#open');
            if (button) await button.click();
            else await one.open(heroine.phone);
            await one.shows(heroine.name.split(' ')[1]);
            same('write', (await one.call('write', heroine.phone, 'note', `Из страницы ${name}`)).ok, true);
            // A history opens at the question that waits: the newest note stands below it, further with every page.
            await until('the note', async () => {
                await page.evaluate(() => {
                    for (const list of document.querySelector('customer-history').shadowRoot.querySelectorAll('.list')) list.scrollTop = list.scrollHeight;
                });
                return (await one.text()).includes(`Из страницы ${name}`);
            }, { patience: 20_000 });
            if (name === 'react' || name === 'vue') await until('its own footer', () => page.evaluate(() => document.querySelector('customer-history > [slot=footer]').getBoundingClientRect().height > 10));
            await until('the canvas', () => page.evaluate(() => document.querySelector('customer-history').frames > 0));
            same('violations', JSON.stringify([...await one.seen('csp'), ...await one.seen('thrown')]), '[]');
            same('complaints', complaints.join(), '');
            same('globals', JSON.stringify(await page.evaluate(() => Object.keys(window).filter((key) => /customer|history/i.test(key) && key !== 'history' && !/^on/.test(key)))), '[]');
            await context.close();
        });
    await step('a service worker of the page keeps widget and page for days without a network', async () => {
        const folder = join(out, 'plain');
        writeFileSync(join(folder, 'sw.js'), "importScripts('/customer-history/offline.js');\ncustomerHistoryOffline({ pages: ['/', '/page.js', '/page.css'] });\n");
        site.folders = [folder];
        site.policy = site.policy.replace(/; require-trusted-types-for.*/, '');  // this page registers its worker by a plain string
        const context = await openProfile(freshFolder('offline'));
        const page = await context.newPage();
        await page.addInitScript(watchEvents);
        await page.goto(await office.invite('operator', site.url + '/'));
        const one = element(page);
        await one.becomes('ready');
        const registered = await page.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => 'ready', (error) => String(error)));
        if (registered !== 'ready') throw new Error(registered);
        site.close();
        await page.reload();
        await one.becomes('offline');
        await one.shows(heroine.first);
        same('write', (await one.call('write', heroine.phone, 'note', 'Совсем без сети')).ok, true);
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
finish('embedding');
