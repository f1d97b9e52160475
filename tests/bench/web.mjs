// Times and sizes of the screen in Chromium that are bars of the design (web/BARS.md): a frame of scrolling, a jump, rows
// that come above what is read, heaps, idle work, a durable note, what is sent after a cut, a cold start. One JSON line per figure on standard output.
// The screen is the fixture's (web/fixture) with a history of many items; the notes are written in a joined element.
import { openBrowser, until } from '../../web-demo/browser.mjs';
import { heroine } from '../../web-demo/story.mjs';
import { open_fixture } from '../browser/fixture.mjs';
import { element, openOffice } from '../browser/page_of.mjs';
import { cold_starts } from './cold_start.mjs';

const loaded = 20_000, total = 1_000_000;  // rows that the screen holds, items that the customer has
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const share = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
function figure(bar, name, value, unit, more = {}) {
    console.log(JSON.stringify({ name: `web_${name}`, value: Math.round(value * 100) / 100, unit, bar, median_of: 1, ...more }));
}

const fixture = await open_fixture();
try {
    const context = await fixture.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
    const page = await fixture.show(context, 'long');
    const client = await context.newCDPSession(page);
    await page.evaluate(([count, all]) => {
        const { card, timeline } = window.scenes.long;
        const words = ['Здравствуйте', 'Когда привезут заказ? Ждём с утра, никто не звонил', 'Спасибо, получили. Всё цело, гирлянда горит, секция подошла. '.repeat(4)];
        const row = (at) => ({ item: `m${at}`, channel: 'telegram', kind: 'message', direction: at % 3 ? 'in' : 'out', author: 'Айгерім', at: Date.now() - at * 700_000, text: words[at % 3] });
        window.made = (from, many) => Array.from({ length: many }, (_, at) => row(from + at));
        window.many = { ...timeline, order: 'newest', total: all, from: 0, rows: window.made(0, count) };
        window.screen_under_test.show({ card: { ...card, waiting: undefined, open: [] }, timeline: window.many });
    }, [loaded, total]);
    await page.waitForTimeout(2000);
    // One frame of scrolling: position set, both twins made and drawn, style and layout done. The wall's clock inside the frame.
    const frames = await page.evaluate(async () => {
        const list = document.querySelector('#host').shadowRoot.querySelector('.list'), times = [];
        list.dispatchEvent(new Event('wheel'));
        for (let at = 0; at < 240; ++at) {
            list.scrollTop -= 137;
            const drawn = window.screen_under_test.frames;
            await new Promise((next) => requestAnimationFrame(() => {
                const began = performance.now();
                setTimeout(() => { times.push(performance.now() - began); next(); });
            }));
            if (window.screen_under_test.frames === drawn) times.pop();
        }
        return times;
    });
    figure('D8', 'scroll_frame_p50', share(frames, 0.5), 'ms', { frames: frames.length, rows: loaded, items: total });
    figure('D8', 'scroll_frame_p95', share(frames, 0.95), 'ms', { frames: frames.length });
    const jumps = [];
    for (let at = 0; at < 9; ++at) jumps.push(await page.evaluate(async (item) => {
        const began = performance.now();
        window.screen_under_test.show_item_of(item);
        const root = document.querySelector('#host').shadowRoot;
        while (!root.querySelector(`[data-item="${item}"]`)) await new Promise((next) => requestAnimationFrame(next));
        return performance.now() - began;
    }, `m${(at * 7919) % loaded}`));
    figure('D9', 'jump_to_any_item', median(jumps), 'ms', { median_of: jumps.length });
    // A thousand older items come while somebody reads: the row at the upper edge may not move.
    const moved = await page.evaluate(async () => {
        const root = document.querySelector('#host').shadowRoot;
        const top = () => { const list_ = root.querySelector('.list').getBoundingClientRect(); const row = [...root.querySelectorAll('article')].find((one) => one.getBoundingClientRect().top >= list_.top + 40); return [row.dataset.item, row.getBoundingClientRect().top]; };
        const [item, before] = top();
        window.many = { ...window.many, rows: [...window.many.rows, ...window.made(window.many.rows.length, 1000)] };
        window.screen_under_test.show({ timeline: window.many });
        await new Promise((next) => setTimeout(next, 600));
        return Math.abs(root.querySelector(`[data-item="${item}"]`).getBoundingClientRect().top - before);
    });
    figure('D9', 'moved_by_1000_items_above', moved, 'px');
    await client.send('HeapProfiler.enable');
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    figure('D10', 'javascript_heap', usedSize / 1048576, 'MB', { rows: loaded, items: total });
    await client.send('Performance.enable');
    await page.waitForTimeout(4000);
    const spent = async () => (await client.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    const before = await spent(), drawn = await page.evaluate(() => window.screen_under_test.frames);
    await page.waitForTimeout(10_000);
    figure('D6', 'idle_10_s_frames', (await page.evaluate(() => window.screen_under_test.frames)) - drawn, 'frames');
    figure('D6', 'idle_10_s_main_thread', (await spent()) - before, 'ms');
    await context.close();
} finally {
    await fixture.close();
}

const { office, site } = await openOffice(6);
const browser = await openBrowser();
try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(await office.invite('operator', site.url + '/'));
    const one = element(page);
    await one.becomes('ready');
    const writes = await page.evaluate(async (who) => {
        const times = [];
        for (let at = 0; at < 60; ++at) {
            const began = performance.now();
            await document.querySelector('customer-history').write(who, 'note', `Замер ${at}`);
            times.push(performance.now() - began);
        }
        return times;
    }, heroine.phone);
    figure('D27', 'durable_note_p50', share(writes, 0.5), 'ms', { notes: writes.length });
    figure('D27', 'durable_note_p95', share(writes, 0.95), 'ms', { notes: writes.length });
    site.setCut(true);
    await one.becomes('offline');
    await one.call('write', heroine.phone, 'note', 'Пока нет сети');
    site.setCut(false);
    const began = Date.now();
    await one.call('syncNow');
    await until('sent', async () => (await one.state()) === 'ready' && JSON.parse((await one.call('diagnose')).value).unsent === 0);
    figure('D25', 'unsent_words_sent_after_a_cut', Date.now() - began, 'ms');
    const starts = await cold_starts(site, page, heroine.phone, 'Замер 59', 3);
    for (const [name, key] of [['card_text', 'words'], ['canvas_frame', 'canvas']])
        figure('D5', `cold_1600_kbit_4x_cpu_to_${name}`, median(starts.map((one) => one[key])), 'ms', { median_of: starts.length });
} finally {
    await browser.close();
    site.close();
    await office.close();
}
process.exit(0);
