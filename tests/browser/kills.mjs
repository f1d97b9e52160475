// A tab is killed while it writes, again and again: SIGKILL of its renderer, every tenth time of the whole browser with its
// profile kept, half of the time without a network. Afterwards every note that was acknowledged is with the agent exactly
// once, and the store of every round could be read. node kills.mjs [ROUNDS] [--figure]: 25 rounds in ./dev test; 200 are a line
// of ./dev bench, since each round starts a page.
import { execFileSync } from 'node:child_process';
import { openProfile, until } from '../../web-demo/browser.mjs';
import { heroine } from '../../web-demo/story.mjs';
import { element, freshFolder, openOffice } from './page_of.mjs';

const rounds = Number(process.argv[2] ?? 25);
const figure = process.argv.includes('--figure');
const say = (line) => (figure ? console.error(line) : console.log(line));
const { office, site } = await openOffice(4);
const folder = freshFolder('kills');
const acknowledged = [];
let seed = 20260101;
const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;  // the moments of the kills, the same each time
const troubles = [];

// Writes until it is killed; each acknowledgement leaves the page at once, by the console.
async function writeForEver([who, round]) {
    const one = document.querySelector('customer-history');
    for (let at = 0; ; ++at) {
        const words = `round ${round} word ${at}`;
        try {
            await one.write(who, 'note', words);
            console.log('saved ' + words);
        } catch (error) {
            console.log('trouble ' + error.message);
            await new Promise((done) => setTimeout(done, 5));
        }
    }
}

async function killRenderer(context, page) {
    const client = await context.browser()?.newBrowserCDPSession?.().catch(() => null) ?? null;
    const { processInfo } = client ? await client.send('SystemInfo.getProcessInfo') : { processInfo: [] };
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    if (renderers.length === 0) {  // a browser that does not tell: the tab crashes by command
        const session = await within(10_000, context.newCDPSession(page));
        session.send('Page.crash').catch(() => {});
    } else {
        for (const id of renderers) process.kill(id, 'SIGKILL');
    }
    await new Promise((done) => { if (page.isClosed()) done(); else page.once('crash', done); setTimeout(done, 10_000); });
}

// What is asked of a tab or a browser that is dying may never be answered.
const within = (ms, promise) => Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error(`no answer in ${ms} ms`)), ms).unref())]);

// A new tab may share the process that is still dying of the last kill, and die with it: that is one kill more, not a failure.
async function reopened(context, states) {
    for (let attempt = 1; ; ++attempt) {
        const page = await context.newPage();
        let crashed = false;
        page.once('crash', () => { crashed = true; });
        const dead = new Promise((_, fail) => page.once('crash', () => fail(new Error('the new tab crashed'))));
        try {
            await within(90_000, Promise.race([dead, (async () => {
                await page.goto(site.url + '/');
                await element(page).becomes(...states);
            })()]));
            return page;
        } catch (error) {
            if (!crashed || attempt === 3) throw error;
            await within(5000, page.close()).catch(() => {});
        }
    }
}

function killBrowser() {  // the processes of this profile and no others
    const lines = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
    for (const line of lines) {
        const [, pid, words] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
        if (pid && words.includes(`--user-data-dir=${folder}`)) try { process.kill(Number(pid), 'SIGKILL'); } catch { /* went by itself */ }
    }
}

let context;
try {
    context = await openProfile(folder);
    let page = await context.newPage();
    await page.goto(await office.invite('operator', site.url + '/'));
    await element(page).becomes('ready');
    const began = Date.now();
    for (let round = 0; round < rounds; ++round) {
        const saved = acknowledged.length;
        page.on('console', (message) => {
            const text = message.text();
            if (text.startsWith('saved ')) acknowledged.push(text.slice(6));
            if (text.startsWith('trouble ')) troubles.push(text);
        });
        page.evaluate(writeForEver, [heroine.phone, round]).catch(() => {});
        await until('a first word', () => acknowledged.length > saved, { patience: 20_000 });
        await new Promise((done) => setTimeout(done, random(60)));
        if (round % 10 === 9) {
            killBrowser();
            await within(10_000, context.close()).catch(() => {});
            context = await openProfile(folder);
        } else {
            await killRenderer(context, page);
            await within(10_000, page.close()).catch(() => {});
        }
        site.setCut(round % 2 === 0);
        const states = round % 2 === 0 ? ['offline', 'syncing'] : ['ready', 'syncing', 'offline'];
        page = await reopened(context, states);
    }
    site.setCut(false);
    await element(page).call('syncNow');
    await element(page).becomes('ready');
    await office.agent('sync', '--data', office.owner);
    const counts = new Map();
    for (let from = 0; ; from += 1000) {
        const { rows, total } = JSON.parse(await office.agent('timeline', '--data', office.owner, heroine.phone, '--json', '--limit', '1000', '--from', String(from)));
        for (const { text } of rows) counts.set(text, (counts.get(text) ?? 0) + 1);
        if (from + 1000 >= total) break;
    }
    const lost = acknowledged.filter((words) => !counts.has(words));
    const doubled = [...counts].filter(([words, count]) => words?.startsWith('round ') && count > 1);
    say(`${rounds} kills, ${acknowledged.length} notes acknowledged, ${lost.length} lost, ${doubled.length} doubled, ${troubles.length} refused while writing (${Math.round((Date.now() - began) / 1000)} s)`);
    if (figure) {
        console.log(JSON.stringify({ name: `widget_acknowledged_notes_lost_in_${rounds}_tab_kills`, value: lost.length, unit: 'notes', median_of: 1, acknowledged: acknowledged.length }));
        console.log(JSON.stringify({ name: `widget_notes_doubled_in_${rounds}_tab_kills`, value: doubled.length, unit: 'notes', median_of: 1 }));
    }
    for (const one of lost.slice(0, 5)) say(`lost: ${one}`);
    for (const one of troubles.slice(0, 3)) say(one);
    process.exitCode = lost.length + doubled.length + troubles.length === 0 ? 0 : 1;
} catch (error) {
    say(`FAILED  ${error.stack}`);
    process.exitCode = 1;
} finally {
    await within(10_000, context?.close() ?? Promise.resolve()).catch(() => {});
    site.close();
    await office.close();
}
say(process.exitCode === 0 ? 'kills: passed' : 'kills: failed');
process.exit();
