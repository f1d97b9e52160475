// The screen without core: both twins from invented slices (web/fixture). Every check is a sentence; exits 1 if one fails.
import assert from 'node:assert/strict';
import { drawn } from './drawn.mjs';
import { open_fixture, until } from './fixture.mjs';

const fixture = await open_fixture();
let failed = 0;
async function test(sentence, act, { width = 1280, height = 800, scale = 1 } = {}) {
    const context = await fixture.browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
    try {
        await act(context);
        console.log(`ok    ${sentence}`);
    } catch (error) {
        failed++;
        console.log(`FAIL  ${sentence}\n      ${String(error.stack).split('\n').slice(0, 6).join('\n      ')}`);
    }
    await context.close();
}
const view_is = (page, view) => until(page, (wanted) => window.screen_under_test.data_view === wanted, view);
const says = (page, words, not) => until(page, ([yes, no]) => {
    const text = document.querySelector('#host').shadowRoot.textContent;
    return text.includes(yes) && !(no && text.includes(no));
}, [words, not]);
const frames = (page) => page.evaluate(() => window.screen_under_test.frames);
const rooted = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((root) => root.evaluate(act, argument));

for (const [scene, width, scale] of [['customer', 1280, 1], ['customer', 320, 2], ['list', 768, 1.5], ['all', 1280, 1], ['error', 320, 1], ['long', 768, 1]])
    await test(`with the twin hidden every line of ${scene} at ${width} px and ${scale} device pixels holds drawn glyphs`, async (context) => {
        const page = await fixture.show(context, scene);
        const { lines, undrawn } = await drawn(page, '#host');
        assert.ok(lines >= 4, `${lines} lines`);
        assert.deepEqual(undrawn.filter((text) => !/[\u{1F300}-\u{1FAFF}]|[\u4E00-\u9FFF]/u.test(text)), []);
    }, { width, scale });

await test('that check sees an empty canvas: with the canvas hidden instead, no line is drawn', async (context) => {
    const page = await fixture.show(context, 'list');
    const { lines, undrawn } = await drawn(page, '#host', { hide: 'canvas' });
    assert.ok(lines > 20);
    assert.equal(undrawn.length, lines);
});

await test('lines that core/ui broke are as wide in the browser as in their boxes', async (context) => {
    const page = await fixture.show(context, 'customer');
    const worst = await rooted(page, (root) => {
        let most = 0;
        for (const span of root.querySelectorAll('.l')) {
            const range = document.createRange();
            range.selectNodeContents(span);
            const text = span.textContent;
            if (/[^\u0000-\u04ff\u2000-\u22ff]/.test(text)) continue;
            const trailing = text.length - text.trimEnd().length;
            if (span.scrollWidth > Math.ceil(span.getBoundingClientRect().width) + 1 && !trailing) continue;  // ends in "…"
            range.setEnd(span.firstChild, text.length - trailing);
            most = Math.max(most, Math.abs(range.getBoundingClientRect().width - span.getBoundingClientRect().width));
        }
        return most;
    });
    assert.ok(worst < 0.1, `${worst} px`);
});

await test('nothing is drawn when nothing changes: 3 seconds, 0 frames', async (context) => {
    const page = await fixture.show(context, 'all');
    await page.waitForTimeout(400);
    const before = await frames(page);
    await page.waitForTimeout(3000);
    assert.equal((await frames(page)) - before, 0);
});

await test('a history opens at the item that waits for an answer', async (context) => {
    const page = await fixture.show(context, 'customer');
    assert.ok(await rooted(page, (root) => {
        const box = root.querySelector('[data-item="i14"]').getBoundingClientRect();
        const list = root.querySelector('.list').getBoundingClientRect();
        return box.top >= list.top && box.bottom <= list.bottom;
    }));
});

await test('a history without a question opens at its end, and only what can be seen is in the twin', async (context) => {
    const page = await fixture.show(context, 'long');
    const [end, rows] = await rooted(page, (root) => {
        const list = root.querySelector('.list');
        return [list.scrollHeight - list.scrollTop - list.clientHeight, root.querySelectorAll('article').length];
    });
    assert.ok(end < 2, `${end} px below`);
    assert.ok(rows > 4 && rows < 60, `${rows} articles of 3000`);
});

await test('scrolling through 3000 items keeps both twins at the same place', async (context) => {
    const page = await fixture.show(context, 'long');
    for (let round = 0; round < 12; round++) {
        await rooted(page, (root) => root.querySelector('.list').dispatchEvent(new Event('wheel')));
        await rooted(page, (root) => (root.querySelector('.list').scrollTop -= 1700));
        await page.waitForTimeout(60);
    }
    await page.waitForTimeout(600);
    const { lines, undrawn } = await drawn(page, '#host');
    assert.ok(lines > 8);
    assert.deepEqual(undrawn, []);
});

await test('j, Enter, n and Ctrl+Enter: open the second customer, write a note, save it', async (context) => {
    const page = await fixture.show(context, 'list');
    await page.evaluate(() => {
        window.saved = [];
        window.opened = [];
        const { on } = window.screen_under_test;
        const open = on.open;
        on.open = (id) => (window.opened.push(id), open(id));
        on.save = async (kind, text) => void window.saved.push([kind, text]);
    });
    await rooted(page, (root) => root.querySelector('.list').focus());
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await until(page, () => window.opened.length === 1);
    await until(page, () => !!document.querySelector('#host').shadowRoot.querySelector('[data-field=composer]'));
    await rooted(page, (root) => root.querySelector('.list').focus());
    await page.keyboard.press('t');
    await page.keyboard.type('Подойдёт ли уличная');
    await page.keyboard.press('Control+Enter');
    await until(page, () => window.saved.length === 1);
    assert.deepEqual(await page.evaluate(() => [window.opened[0].slice(-1), window.saved[0]]), ['2', ['consultation', 'Подойдёт ли уличная']]);
    await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[data-field=composer]').value === '');
});

await test('words that could not be saved stay in the field, and the reason is said', async (context) => {
    const page = await fixture.show(context, 'customer');
    await page.evaluate(() => (window.screen_under_test.on.save = () => Promise.reject(new Error('нет места'))));
    await rooted(page, (root) => root.querySelector('[data-field=composer]').focus());
    await page.keyboard.type('Перезвонить завтра');
    await page.keyboard.press('Control+Enter');
    await says(page, 'нет места');
    assert.equal(await rooted(page, (root) => root.querySelector('[data-field=composer]').value), 'Перезвонить завтра');
});

await test('typing in the search field shows who was found, Esc returns to the list', async (context) => {
    const page = await fixture.show(context, 'list');
    await rooted(page, (root) => root.querySelector('.list').focus());
    await page.keyboard.press('/');
    await page.keyboard.type('асель');
    await says(page, 'Асель', 'Тимур');
    await page.keyboard.press('Escape');
    await says(page, 'Тимур');
});

await test('visits are folded into one line and unfold by a press', async (context) => {
    const page = await fixture.show(context, 'customer', { canvas: false });
    assert.equal(await rooted(page, (root) => root.querySelectorAll('li').length > 0 && root.textContent.includes('Добавлен товар')), false);
    await rooted(page, (root) => [...root.querySelectorAll('article button[aria-expanded=false]')].forEach((one) => one.click()));
    await says(page, 'Добавлен товар');
});

await test('without WebGL2 the text twin is the interface and is seen', async (context) => {
    const page = await context.newPage();
    await page.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === 'webgl2' ? null : real.call(this, kind, ...rest);
        };
    });
    const shown = await fixture.show(context, 'list', { canvas: false });
    const url = shown.url().replace('&canvas=0', '');
    await page.goto(url);
    await until(page, () => document.querySelector('#host').shadowRoot?.textContent.includes('Тимур'));
    assert.equal(await rooted(page, (root) => root.querySelector('.ch').classList.contains('dom')), true);
    assert.notEqual(await rooted(page, (root) => getComputedStyle(root.querySelector('h3')).color), 'rgba(0, 0, 0, 0)');
});

await test('forced colours show the text twin, and leaving them the canvas', async (context) => {
    const page = await fixture.show(context, 'list');
    await page.emulateMedia({ forcedColors: 'active' });
    await view_is(page, 'dom');
    await page.emulateMedia({ forcedColors: 'none' });
    await view_is(page, 'canvas');
    await page.waitForTimeout(500);
    const { undrawn } = await drawn(page, '#host');
    assert.deepEqual(undrawn, []);
});

await test('both twins say the same words', async (context) => {
    const words = async (canvas) => {
        const page = await fixture.show(context, 'list', { canvas });
        return rooted(page, (root) => [...root.querySelectorAll('.t')].map((one) => one.textContent).join('|').replace(/\d\d:\d\d/g, ''));
    };
    assert.equal(await words(true), await words(false));
});

await fixture.close();
for (const message of fixture.messages) console.log(`      ${message}`);
if (fixture.messages.length) failed++;
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
