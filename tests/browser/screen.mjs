// The screen without core: both twins from invented slices (web/fixture). Every check is a sentence; exits 1 if one fails.
import assert from 'node:assert/strict';
import { drawn } from './drawn.mjs';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { open_fixture, root, until } from './fixture.mjs';

const fixture = await open_fixture();
let failed = 0;
const only = process.argv.slice(2);  // words of the sentences to run; none: all
async function test(sentence, act, { width = 1280, height = 800, scale = 1 } = {}) {
    if (only.length && !only.some((word) => sentence.includes(word))) return;
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

// 200 % of page zoom is half of the CSS pixels at twice the device's.
for (const [scale, width, height, zoom] of [[1, 1280, 800], [1.25, 1280, 800], [1.5, 1280, 800], [2, 1280, 800], [3, 1280, 800], [2, 640, 400, ' by 200 % zoom']])
    await test(`every run of the twin is within 1 px of the canvas's box at ${scale} device pixels${zoom ?? ''}`, async (context) => {
        const page = await fixture.show(context, 'customer');
        const { worst, own, runs } = await rooted(page, (root) => {
            let [most, most_own, count] = [0, 0, 0];
            for (const span of root.querySelectorAll('.l')) {
                const range = document.createRange();
                range.selectNodeContents(span);
                const text = span.textContent;
                const box = span.getBoundingClientRect();
                if (!box.width) continue;
                const trailing = text.length - text.trimEnd().length;
                if (span.scrollWidth > Math.ceil(box.width) + 1 && !trailing) continue;  // ends in "…"
                range.setEnd(span.firstChild, text.length - trailing);
                const run = range.getBoundingClientRect();
                const off = Math.max(Math.abs(run.width - box.width), Math.abs(run.left - box.left), Math.abs((run.top + run.bottom - box.top - box.bottom) / 2));
                most = Math.max(most, off);
                if (!/[^\u0000-\u04ff\u2000-\u22ff]/.test(text)) most_own = Math.max(most_own, Math.abs(run.width - box.width));
                count += 1;
            }
            return { worst: most, own: most_own, runs: count };
        });
        assert.ok(runs > 30, `${runs} runs`);
        assert.ok(worst <= 1, `${worst} px`);
        assert.ok(own < 0.1, `${own} px among runs in the widget's own font`);
    }, { width, height, scale });

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
    assert.notEqual(await rooted(page, (root) => getComputedStyle(root.querySelector('h2')).color), 'rgba(0, 0, 0, 0)');
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

const list_focus = (page) => rooted(page, (root) => root.querySelector('.list').focus());
// Presses the button with these words as soon as it is there.
const press_on = async (page, words, within = '.ch') => {
    await until(page, ([wanted, part]) => [...document.querySelector('#host').shadowRoot.querySelectorAll(`${part} button`)].some((one) => (one.getAttribute('aria-label') ?? one.textContent).startsWith(wanted)), [words, within]);
    await rooted(page, (root, [wanted, part]) => [...root.querySelectorAll(`${part} button`)].find((one) => (one.getAttribute('aria-label') ?? one.textContent).startsWith(wanted)).click(), [words, within]);
};
const saved_by = (page) => page.evaluate(() => {
    window.calls = [];
    for (const name of ['save', 'change', 'separate', 'contact', 'filter', 'colleague', 'order']) {
        const real = window.screen_under_test.on[name];
        window.screen_under_test.on[name] = (...given) => (window.calls.push([name, ...given]), real?.(...given));
    }
});
const calls = (page, name) => page.evaluate((wanted) => window.calls.filter(([one]) => one === wanted), name);

await test('the card says what waits, what is promised by when and whom, what is complained of, and each opens its item', async (context) => {
    const page = await fixture.show(context, 'customer');
    for (const words of ['Ждёт ответа', 'Обещали замену', 'Данияр Ахметов, осталось', 'Жалоба: не горит секция', 'Акции остановлены', 'Писать, не звонить', 'иначе: Талгар (1С)']) await says(page, words);
    await rooted(page, (root) => [...root.querySelectorAll('.side button')].find((one) => one.textContent.includes('Жалоба')).click());
    await until(page, () => {
        const root = document.querySelector('#host').shadowRoot;
        const box = root.querySelector('[data-item="i5c"]')?.getBoundingClientRect();
        return box && box.top > 0 && box.bottom < innerHeight && root.querySelector('[data-item="i5c"]').classList.contains('on');
    });
});

await test('a call that was asked not to be made is asked about first, needs a reason, and is written down', async (context) => {
    const page = await fixture.show(context, 'customer');
    await saved_by(page);
    await page.evaluate(() => (window.screen_under_test.on.contact = (detail) => (window.calls.push(['contact', detail]), true)));
    await page.evaluate(() => (HTMLAnchorElement.prototype.click = function () { window.calls.push(['link', this.href]); }));
    await rooted(page, (root) => root.querySelector('button[aria-label^="Позвонить"]').click());
    await says(page, 'Есть возражение');
    await says(page, 'Пишите, пожалуйста, не звоните');
    const anyway = () => rooted(page, (root) => [...root.querySelectorAll('.over button')].find((one) => one.textContent.includes('Всё равно')).click());
    await anyway();
    await says(page, 'Напишите причину');
    assert.equal((await calls(page, 'contact')).length, 0);
    await rooted(page, (root) => root.querySelector('[data-field=override]').focus());
    await page.keyboard.type('сам попросил набрать');
    await page.keyboard.press('Enter');
    await until(page, () => window.calls.some(([name]) => name === 'save'));
    assert.equal((await calls(page, 'contact'))[0][1].reason, 'сам попросил набрать');
    assert.equal((await calls(page, 'link'))[0][1], 'tel:+77000001234');
    assert.deepEqual((await calls(page, 'save'))[0].slice(1, 2).concat((await calls(page, 'save'))[0][3]), ['contact', { channel: 'phone', reason: 'сам попросил набрать' }]);
});

await test('a promise asks for its term, and is saved with it', async (context) => {
    const page = await fixture.show(context, 'customer');
    await saved_by(page);
    await list_focus(page);
    await page.keyboard.press('p');
    await page.keyboard.type('перезвонить');
    await page.keyboard.press('Control+Enter');
    await says(page, 'Выберите срок');
    assert.equal((await calls(page, 'save')).length, 0);
    await press_on(page, 'завтра 10:00');
    await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[data-field=due]')?.value.endsWith('T10:00'));
    await rooted(page, (root) => root.querySelector('[data-field=composer]').focus());
    await page.keyboard.press('Control+Enter');
    await until(page, () => window.calls.some(([name]) => name === 'save'));
    const [, kind, words, { due }] = (await calls(page, 'save'))[0];
    assert.deepEqual([kind, words, new Date(due).getHours(), due > Date.now()], ['promise', 'перезвонить', 10, true]);
});

await test('a message that did not arrive is sent once more: the guards are asked, the page gets its words', async (context) => {
    const page = await fixture.show(context, 'customer');
    await page.evaluate(() => {
        window.contacted = [];
        window.checked = [];
        Object.assign(window.screen_under_test.on, { contact: (detail) => (window.contacted.push(detail), false), check: async (asked) => (window.checked.push(asked), { decision: 'allow', reasons: [] }) });
        const { timeline } = window.scenes.customer;
        const rows = [...timeline.rows, { item: 'failed1', channel: 'whatsapp', kind: 'message', at: Date.now(), direction: 'out', author: 'Жанна Ли', text: 'Курьер будет к шести.', failed_at: Date.now() }];
        window.screen_under_test.show({ timeline: { ...timeline, total: rows.length, rows: timeline.order === 'oldest' ? rows : rows.sort((a, b) => b.at - a.at) } });
    });
    await says(page, 'Курьер будет к шести.');
    await rooted(page, (root) => root.querySelector('.list').focus());
    await page.keyboard.press('Shift+G');
    await until(page, () => {
        const found = [...document.querySelector('#host').shadowRoot.querySelectorAll('article button')].filter((one) => one.textContent === 'Повторить').at(-1);
        found?.click();
        return found;
    });
    await until(page, () => {  // the card warns of a closed window: its reason is asked for
        const root = document.querySelector('#host').shadowRoot;
        const field = root.querySelector('[data-field="override"]');
        if (field) {
            field.value = 'договорились';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            [...root.querySelectorAll('.over button')].find((one) => /^Всё равно/.test(one.textContent))?.click();
        }
        return window.contacted.length;
    });
    const [[detail], [asked]] = await page.evaluate(() => [window.contacted, window.checked]);
    assert.equal(detail.item, 'failed1');
    assert.equal(detail.text, 'Курьер будет к шести.');
    assert.equal(detail.channel, 'whatsapp');
    assert.equal(asked.channel, 'whatsapp');
});

await test('a colleague who has the customer open is named, oneself is not, nor who was there before', async (context) => {
    const page = await fixture.show(context, 'customer');
    const peers = () => rooted(page, (root) => [...root.querySelectorAll('[aria-label$=": здесь"]')].map((one) => one.getAttribute('aria-label')));
    assert.deepEqual(await peers(), ['Мадина Оспанова: здесь']);
    await page.evaluate(() => window.screen_under_test.show({ presence: { slice: 'presence', rows: [{ colleague: 'c3', at: 1 }, { colleague: 'c1', here: true }, { colleague: '', here: true }] } }));
    await until(page, () => !document.querySelector('#host').shadowRoot.querySelector('[aria-label$=": здесь"]'));
});

await test('colours of the page are in both twins; a palette that cannot be read is refused and said', async (context) => {
    const page = await fixture.show(context, 'customer');
    const look = () => rooted(page, (root) => {
        const canvas = root.querySelector('canvas');
        const copy = document.createElement('canvas');
        copy.width = copy.height = 1;
        const pen = copy.getContext('2d');
        pen.drawImage(canvas, canvas.width - 4, canvas.height - 4, 1, 1, 0, 0, 1, 1);
        return { drawn: [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].join(), told: getComputedStyle(root.querySelector('.ch')).getPropertyValue('--bg').trim(), words: getComputedStyle(root.querySelector('.ch')).getPropertyValue('--text').trim() };
    });
    const give = (colours) => page.evaluate((all) => {
        const host = document.querySelector('#host');
        host.removeAttribute('style');
        for (const [name, value] of Object.entries(all)) host.style.setProperty(`--ch-${name}`, value);
        window.screen_under_test.set({ theme: 'light' });
    }, colours);
    assert.deepEqual(await look(), { drawn: '255,255,255', told: '#FFFFFF', words: '#16191D' });
    await give({ bg: 'rgb(250 244 230)', fg: '#2b1d0e', accent: 'darkgreen' });
    await page.waitForTimeout(200);
    assert.deepEqual(await look(), { drawn: '250,244,230', told: '#FAF4E6', words: '#2B1D0E' });
    const before = fixture.messages.length;
    await give({ bg: '#ffffff', fg: '#bbbbbb' });
    await page.waitForTimeout(300);
    assert.deepEqual(await look(), { drawn: '255,255,255', told: '#FFFFFF', words: '#16191D' });
    const said = fixture.messages.splice(before);
    assert.equal(said.length, 1);
    assert.match(said[0], /colours are not taken: text #BBBBBB on bg #FFFFFF has a contrast of 1\.9/);
});

for (const lang of ['kk', 'en'])
    await test(`words of ${lang} come by themselves: nothing is said in Russian before them, and without the file all is`, async (context) => {
        const page = await context.newPage();
        let give;
        const held = new Promise((resolve) => (give = resolve));
        await page.route('**/words-*.json', async (route) => { await held; await route.continue(); });
        const asked = [];
        page.on('request', (request) => /words-/.test(request.url()) && asked.push(request.url().replace(/.*\//, '')));
        const address = `${fixture.address}/#scene=customer&late=1&lang=${lang}`;
        await page.goto(address);
        await until(page, () => document.querySelector('#host').shadowRoot?.querySelector('.ch'));
        await page.waitForTimeout(300);
        assert.equal((await rooted(page, (root) => root.querySelector('.ch').textContent)).trim(), '');
        give();
        await says(page, lang === 'en' ? 'Whole history' : 'Бүкіл тарих');
        assert.deepEqual(asked, [`words-${lang}.json`]);
        await page.close();
        const without = await context.newPage();
        await without.route('**/words-*.json', (route) => route.fulfill({ status: 404, body: '' }));
        await without.goto(address);
        await without.evaluate(() => { window.screen_under_test.on.wordless = () => (window.wordless = true); });
        await says(without, 'Вся история');
        await without.close();
    });

await test('a match is seen whole where the row is narrow', async (context) => {
    const page = await fixture.show(context, 'list');
    await rooted(page, (root) => root.querySelector('.list').focus());
    await page.keyboard.press('/');
    await page.keyboard.type('секция');
    // The list that stood before is gone.
    await until(page, () => { const rows = [...document.querySelector('#host').shadowRoot.querySelectorAll('[role=listitem]')]; return rows.length > 5 && !rows.some((one) => one.textContent.includes('Нужен счёт')); }, undefined, 400);
    await page.waitForTimeout(200);
    const beyond = await rooted(page, (root) => [...root.querySelectorAll('[role=listitem] .l')].filter((one) => one.getBoundingClientRect().right > innerWidth - 4).map((one) => one.textContent));
    assert.deepEqual(beyond, []);
    const cut = await rooted(page, (root) => [...root.querySelectorAll('[role=listitem]')].filter((one) => !/секци[яиюе]/i.test(one.textContent)).map((one) => one.textContent));
    assert.deepEqual(cut, []);
}, { width: 320, height: 640 });

await test('"Done" beside a promise changes that item', async (context) => {
    const page = await fixture.show(context, 'customer');
    await saved_by(page);
    await rooted(page, (root) => [...root.querySelectorAll('[data-item="i11p"] button')].find((one) => one.textContent === 'Выполнено').click());
    assert.deepEqual((await calls(page, 'change'))[0].slice(1), ['i11p', { state: 'done' }]);
});

await test('a search marks the words, arrows step, Enter jumps to the item, Esc returns to where the history stood', async (context) => {
    const page = await fixture.show(context, 'customer');
    const top = () => rooted(page, (root) => root.querySelector('.list').scrollTop);
    await list_focus(page);
    let before = await top();  // where it comes to rest
    for (let still = 0; still < 12; await page.waitForTimeout(50)) {
        const now = await top();
        still = now === before ? still + 1 : 0;
        before = now;
    }
    await page.keyboard.press('/');
    await page.keyboard.type('секция');
    await says(page, '7\u00a0совпадений');
    assert.equal(await rooted(page, (root) => [...root.querySelectorAll('.list button .t')].filter((one) => /^секци/i.test(one.textContent)).length), 7);
    assert.equal(await rooted(page, (root) => root.activeElement?.dataset.field), 'search');
    await page.keyboard.press('Escape');
    await until(page, (wanted) => Math.abs(document.querySelector('#host').shadowRoot.querySelector('.list').scrollTop - wanted) < 2, before);
    await page.keyboard.press('/');
    await page.keyboard.type('секция');
    await says(page, '1 из 7');
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowDown');
    await says(page, '5 из 7');
    await page.keyboard.press('Enter');
    await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[data-item="i5c"].on'));
});

await test('a company says its numbers; goods of an open order say stock, warehouse, price, arrival, source and age', async (context) => {
    const page = await fixture.show(context, 'company');
    for (const words of ['Реквизиты', 'БИН', '070000001234', 'ОКВЭД', '43.21', 'ОКТМО', 'Серік Тілеубаев']) await says(page, words);
    const other = await fixture.show(context, 'customer');
    await rooted(other, (root) => [...root.querySelectorAll('.side button')].filter((one) => one.textContent.startsWith('ещё')).forEach((one) => one.click()));  // facts beyond the first
    for (const words of ['Батарейки · вместе с «Роса» взяли 12', '«Роса» 10 м: 7, Склад 1', '2026-12-01, 1C']) await says(other, words);
});

await test('purchases of the card: a copy is divided with one press, two orders are called one with two, each is taken back where it stands', async (context) => {
    const page = await fixture.show(context, 'customer');
    await saved_by(page);
    for (const words of ['Заказ 10-2417', 'ещё: 1С', 'вручную', '310001, отделён, Данияр']) await says(page, words);
    await press_on(page, 'Это другой заказ', '.side');
    await rooted(page, (root) => [...root.querySelectorAll('.side button[aria-label="Это другой заказ"]')][1].click());
    await press_on(page, 'Вернуть', '.side');
    await press_on(page, 'Это тот же заказ', '.side');
    await press_on(page, 'Тот же, что Заказ 10-1180', '.side');
    assert.deepEqual((await calls(page, 'order')).map((one) => one.slice(1)), [['divide', 'i3b', ''], ['undo_join', 'i3c', ''], ['undo_divide', 'i0b', 'i0'], ['join', 'i3', 'i0']]);
});

await test('why one customer: who joined what and when; separating asks twice', async (context) => {
    const page = await fixture.show(context, 'why');
    await saved_by(page);
    await list_focus(page);
    await page.keyboard.press('w');
    for (const words of ['Почему это один клиент', 'Ответ по номеру, заказ подтверждён', 'Данияр Ахметов', 'Не этот клиент', 'Возможно, тот же человек']) await says(page, words);
    const split = () => press_on(page, 'Разъединить', '.over');
    await split();
    await says(page, 'Разъединить точно?');
    assert.equal((await calls(page, 'separate')).length, 0);
    await split();
    assert.deepEqual((await calls(page, 'separate'))[0].slice(1, 3), ['8c41aa', 'b']);
    await page.keyboard.press('Escape');
    await until(page, () => !document.querySelector('#host').shadowRoot.querySelector('[role=dialog]'));
});

await test('a filter shows its part of the history, says so, and is taken away', async (context) => {
    const page = await fixture.show(context, 'customer');
    await list_focus(page);
    await page.keyboard.press('f');
    await press_on(page, 'Звонки', '.over');
    await page.keyboard.press('Escape');
    await says(page, 'Показана часть истории');
    assert.deepEqual(await rooted(page, (root) => [...new Set([...root.querySelectorAll('article')].map((one) => one.getAttribute('aria-label').split(',')[0]))]), ['Телефон']);
    await press_on(page, 'Сбросить', '.main');
    await until(page, () => new Set([...document.querySelector('#host').shadowRoot.querySelectorAll('article')].map((one) => one.getAttribute('aria-label').split(',')[0])).size > 2);
});

await test('keys: [ and ] go through the list, 2 shows a matter, ? all keys; letters switched off do nothing', async (context) => {
    const page = await fixture.show(context, 'customer');
    await list_focus(page);
    await page.keyboard.press('2');
    await until(page, () => document.querySelector('#host').shadowRoot.querySelector('nav [aria-pressed=true]')?.textContent.includes('Брак секции'));
    await page.keyboard.press('?');
    await says(page, 'почему один клиент');
    await page.keyboard.press('Escape');
    await until(page, () => !document.querySelector('#host').shadowRoot.querySelector('[role=dialog]'));
    await page.evaluate(() => {
        window.opened = [];
        window.screen_under_test.on.open = (id) => window.opened.push(id);
    });
    await page.keyboard.press(']');
    assert.deepEqual(await page.evaluate(() => window.opened.map((id) => id.slice(-1))), ['4']);
    await page.evaluate(() => window.screen_under_test.set({ letters: false }));
    await page.keyboard.press('w');
    await page.waitForTimeout(300);  // a panel would be there by then
    assert.equal(await rooted(page, (root) => root.querySelector('[role=dialog]')), null);
});

await test('another colleague signs in with a code; a wrong code is refused and says so', async (context) => {
    const page = await fixture.show(context, 'list');
    await rooted(page, (root) => root.querySelector('button[aria-label^="Кто работает"]').click());
    await press_on(page, 'ЖЛЖанна Ли', '.over');
    await until(page, () => document.querySelector('#host').shadowRoot.activeElement?.dataset.field === 'pin');
    await page.keyboard.type('0000');
    await page.keyboard.press('Enter');
    await says(page, 'Код не подошёл');
    await page.keyboard.type('1234');
    await page.keyboard.press('Enter');
    await until(page, () => !document.querySelector('#host').shadowRoot.querySelector('[role=dialog]'));
});

for (const scene of ['customer', 'why', 'call', 'company', 'offline', 'empty', 'locked', 'revoked', 'evicted', 'viewer'])
    await test(`both twins say the same words in ${scene}`, async (context) => {
        const words = async (canvas) => {
            const page = await fixture.show(context, scene, { canvas });
            return rooted(page, (root) => ['.side', '.slot.fixed', '.fill'].flatMap((part) => [...root.querySelectorAll(`${part} .t`)]).map((one) => one.textContent).join('|').replace(/\d?\d:\d\d/g, ''));
        };
        const drawn_words = await words(true);
        assert.ok(drawn_words.length > 40, drawn_words);
        assert.equal(drawn_words, await words(false));
    });

const axe_source = readFileSync(createRequire(join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
for (const [scene, lang, theme] of [['list', 'ru', 'light'], ['customer', 'ru', 'light'], ['customer', 'kk', 'dark'], ['why', 'ru', 'dark'], ['call', 'en', 'light'], ['offline', 'ru', 'dark'], ['empty', 'en', 'dark'], ['locked', 'ru', 'light'], ['error', 'kk', 'dark'], ['evicted', 'ru', 'dark'], ['viewer', 'en', 'light'], ['loading', 'ru', 'light']])
    for (const canvas of [true, false])
        await test(`axe has nothing against ${scene} in ${lang}, ${theme}, ${canvas ? 'canvas' : 'text'}`, async (context) => {
            const page = await fixture.show(context, scene, { lang, theme, canvas });
            if (scene === 'why') {
                await list_focus(page);
                await page.keyboard.press('w');
                await page.waitForTimeout(200);
            }
            await page.evaluate(axe_source);  // not as a script of the page: its policy forbids that
            // Contrast is computed for the text twin; on the canvas its glyphs are transparent over their own picture.
            const { violations } = await page.evaluate((drawn_too) => window.axe.run('#host', { rules: { 'color-contrast': { enabled: !drawn_too }, 'page-has-heading-one': { enabled: false }, region: { enabled: false } } }), canvas);
            assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => [node.html.slice(0, 160), node.failureSummary.split('\n')[1]].join(' ')).join(' ; ')}`), []);
        });
await fixture.close();
for (const message of fixture.messages) console.log(`      ${message}`);
if (fixture.messages.length) failed++;
console.log(failed ? `${failed} failed` : 'all passed');
process.exit(failed ? 1 : 0);
