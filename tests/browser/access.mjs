// What a keyboard, an input method and assistive technology meet: axe-core in eight states, light and dark; composition, dead
// keys, paste and undo in the real fields; Tab through the screen and out of it; what a screen reader is told, in which order, and
// that it is all of the slice; a finger's scroll. On the fixture page (web/fixture).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { open_fixture, root, until } from './fixture.mjs';
import { finish, same, step, steps } from './page_of.mjs';

const axe = readFileSync(createRequire(join(root, 'web/package.json')).resolve('axe-core/axe.min.js'), 'utf8');
const scenes = ['list', 'customer', 'call', 'offline', 'empty', 'newcomer', 'joining', 'opening', 'coming', 'counting', 'quoted', 'locked', 'evicted', 'revoked', 'refused', 'loading', 'error'];
const fixture = await open_fixture();
const context = await fixture.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU', permissions: ['clipboard-read', 'clipboard-write'] });

// The active element, through shadow roots: '' when nothing of the widget is.
const active = (page) => page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at && at.getRootNode() !== document ? `${at.tagName} ${at.getAttribute('data-field') ?? at.getAttribute('aria-label') ?? at.textContent.slice(0, 20)}` : '';
});
const field = (page, name) => page.evaluateHandle((wanted) => {
    const find = (node) => node.querySelector(`[data-field="${wanted}"]`) ?? [...node.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean) ?? null;
    return find(document);
}, name).then((handle) => handle.asElement());

try {
    for (const theme of ['light', 'dark'])
        for (const scene of scenes)
            await step(`axe-core finds nothing: ${scene}, ${theme}`, async () => {
                const page = await fixture.show(context, scene, { theme });
                await page.evaluate(axe);
                const { violations, passes } = await page.evaluate(async () => {
                    const { violations: found, passes: fine } = await window.axe.run(document, { resultTypes: ['violations'], rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } } });
                    return { violations: found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ target, html }) => `${target.flat().join(' ')} ${html.slice(0, 160)}`).join(' | ')}`), passes: fine.length };
                });
                await page.close();
                if (passes < 3) throw new Error('axe looked at nothing');
                same('violations', violations.join('\n'), '');
                return `${passes} rules hold`;
            });
    await step('an input method composes, a dead key joins, paste and undo are the browser\'s own, in the note', async () => {
        const page = await fixture.show(context, 'customer');
        const client = await context.newCDPSession(page);
        await page.keyboard.press('Tab');
        let note = await field(page, 'note');
        if (!note) {
            const any = await page.evaluateHandle(() => {
                const find = (node) => node.querySelector('textarea') ?? [...node.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean) ?? null;
                return find(document);
            });
            note = any.asElement();
        }
        if (!note) throw new Error('there is no field for a note');
        await note.focus();
        const seen = await note.evaluateHandle((one) => {
            const all = [];
            for (const name of ['compositionstart', 'compositionend']) one.addEventListener(name, () => all.push(name));
            return all;
        });
        await client.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
        await client.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
        await client.send('Input.insertText', { text: '日本' });
        await client.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
        await client.send('Input.insertText', { text: 'é' });
        same('composed', await note.evaluate((one) => one.value), '日本é');
        same('events', (await seen.jsonValue()).join(), 'compositionstart,compositionend,compositionstart,compositionend');
        await page.evaluate(() => navigator.clipboard.writeText(' вставка'));
        await page.keyboard.press('Control+V');
        same('pasted', await note.evaluate((one) => one.value), '日本é вставка');
        await page.keyboard.press('Control+Z');
        same('undone', await note.evaluate((one) => one.value), '日本é');
        await page.keyboard.press('Control+Y');
        same('done again', await note.evaluate((one) => one.value), '日本é вставка');
        await page.close();
    });
    for (const scene of ['list', 'customer', 'joining'])
        await step(`Tab goes through ${scene} and leaves it, forward and back`, async () => {
            const page = await fixture.show(context, scene);
            await page.evaluate(() => {
                const [before, after] = ['before', 'after'].map((id) => Object.assign(document.createElement('button'), { id, textContent: id }));
                document.body.prepend(before);
                document.body.append(after);
                before.focus();
            });
            for (const [key, end] of [['Tab', 'after'], ['Shift+Tab', 'before']]) {
                const met = [];
                for (let at = 0; at < 400; ++at) {
                    await page.keyboard.press(key);
                    const now = await active(page);
                    if (!now) break;
                    met.push(now);
                }
                same(`${key}: the end`, await page.evaluate(() => document.activeElement.id), end);
                if (met.length < 1) throw new Error(`${key} met nothing`);
            }
            await page.close();
        });
    for (const canvas of [true, false])
        await step(`a row that has the focus keeps it while rows around it come and go, ${canvas ? 'on the canvas' : 'as text'}`, async () => {
            const narrow = await fixture.browser.newContext({ viewport: { width: 1280, height: 420 }, locale: 'ru-RU' });
            const page = await fixture.show(narrow, 'customer', { canvas });
            const lost = await page.evaluate(async () => {
                const root = document.querySelector('#host').shadowRoot;
                const list = root.querySelector('.list');
                const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                list.scrollTop = 300;
                await frames();
                const edge = list.getBoundingClientRect();
                const article = [...root.querySelectorAll('.row article')].find((one) => one.getBoundingClientRect().top > edge.bottom - 150);
                article.tabIndex = -1;
                article.focus();
                const said = [];
                article.addEventListener('focusout', () => said.push(list.scrollTop));
                for (const by of [90, -90])
                    for (let turn = 0; turn < 16; turn++) {
                        list.scrollTop += by;
                        await frames();
                        if (root.activeElement !== article) return `gone at ${list.scrollTop}`;
                    }
                // In its place between its neighbours, wherever the list stands: Tab goes on from there.
                list.scrollTop = 1e6;
                await frames();
                const tops = [...root.querySelectorAll('.row:not(.day)')].map((row) => row.getBoundingClientRect().top);
                if (tops.some((top, at) => at > 0 && top < tops[at - 1])) return `out of order: ${tops}`;
                return said.join();
            });
            same('lost', lost, '');
            const active_item = () => page.evaluate(() => document.querySelector('#host').shadowRoot.activeElement?.dataset.item ?? '');
            const item = await active_item();
            for (const [what, change] of [['another width', () => page.setViewportSize({ width: 900, height: 420 })], ['another view', () => page.emulateMedia({ forcedColors: 'active' })], ['and back', () => page.emulateMedia({ forcedColors: 'none' })]]) {
                await change();
                await page.waitForTimeout(200);
                same(what, await active_item(), item);
            }
            // Its row is gone: keys go on from the list, not from the page.
            await page.evaluate(() => window.screen_under_test.show({ timeline: { ...window.scenes.customer.timeline, rows: [], total: 0 } }));
            await until(page, () => document.querySelector('#host').shadowRoot.activeElement?.classList.contains('list'));
            await narrow.close();
        });
    for (const width of [1280, 700, 360])
        for (const canvas of [true, false])
            await step(`what a key opens has the focus before the next key, ${width} px, ${canvas ? 'on the canvas' : 'as text'}`, async () => {
                const narrow = await fixture.browser.newContext({ viewport: { width, height: 700 }, locale: 'ru-RU' });
                const page = await fixture.show(narrow, 'customer', { canvas });
                for (const [key, code, wanted] of [['/', 'Slash', 'search'], ['n', 'KeyN', 'composer'], ['p', 'KeyP', 'composer'], ['r', 'KeyR', 'composer'], ['t', 'KeyT', 'composer'], ['f', 'KeyF', 'dialog'], ['w', 'KeyW', 'dialog'], ['?', 'Slash', 'dialog']]) {
                    await page.evaluate(() => window.begin('customer', {}));
                    await until(page, (plain) => (plain ? document.querySelector('#host').shadowRoot.querySelector('.row') : window.screen_under_test.frames > 0), !canvas);
                    await page.evaluate(() => document.querySelector('#host').shadowRoot.querySelector('.list').focus());
                    // Within one task: no frame can come between.
                    const at = await page.evaluate(([pressed, where]) => {
                        const root = document.querySelector('#host').shadowRoot;
                        root.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, code: where, shiftKey: pressed === '?', bubbles: true, composed: true }));
                        const { activeElement } = root;
                        return activeElement?.dataset.field ?? (activeElement?.closest('[role=dialog]') ? 'dialog' : activeElement?.className ?? '');
                    }, [key, code]);
                    same(`"${key}"`, at, wanted);
                }
                await page.evaluate(() => window.begin('customer', {}));
                await until(page, (plain) => (plain ? document.querySelector('#host').shadowRoot.querySelector('.row') : window.screen_under_test.frames > 0), !canvas);
                await page.evaluate(() => document.querySelector('#host').shadowRoot.querySelector('.list').focus());
                await page.keyboard.type('/секция');
                same('typed', await page.evaluate(() => document.querySelector('#host').shadowRoot.querySelector('[data-field=search]').value), 'секция');
                await narrow.close();
            });
    for (const canvas of [true, false])
        await step(`a screen reader gets every word of the slice, oldest first, ${canvas ? 'on the canvas' : 'as text'}`, async () => {
            const page = await fixture.show(context, 'customer', { canvas });
            const client = await context.newCDPSession(page);
            const { nodes } = await client.send('Accessibility.getFullAXTree');
            const by_id = new Map(nodes.map((node) => [node.nodeId, node]));
            // Spaces and line ends are where lines break: all are one.
            const plain = (words) => words.replace(/[\s\u00a0\u202f]+/g, '');
            const read = (node) => (node.role?.value === 'StaticText' ? node.name.value
                : (node.childIds ?? []).map((id) => (by_id.has(id) ? read(by_id.get(id)) : '')).join(''));
            const articles = nodes.filter((node) => node.role?.value === 'article' && !node.ignored);
            const told = articles.map((node) => plain(read(node)));
            // In the slice the customer's words, in their order; folded kinds are told by their number only.
            const said = await page.evaluate(() => window.scenes.customer.timeline.rows.filter((row) => row.text && ['message', 'note'].includes(row.kind))
                .sort((a, b) => a.at - b.at).map((row) => row.text));
            if (said.length < 5) throw new Error(`only ${said.length} words in the slice`);
            let at = 0;
            let found = 0;
            for (const words of said) {
                const place = told.findIndex((one, index) => index >= at && one.includes(plain(words)));
                if (place < 0) {
                    if (told.some((one) => one.includes(plain(words)))) throw new Error(`out of order: ${words}`);
                    continue;  // outside of what is mounted: checked below
                }
                [at, found] = [place, found + 1];
            }
            // What is drawn is what is told: every mounted line of the twin is in the tree.
            const drawn = await page.evaluate(() => [...document.querySelector('#host').shadowRoot.querySelectorAll('article')].map((one) => one.textContent));
            const whole = told.join('\n');
            const missing = drawn.filter((words) => !whole.includes(plain(words)));
            await page.close();
            same('not told', missing.join(' | '), '');
            if (found < 5) throw new Error(`only ${found} of ${said.length} messages are mounted and told`);
            return `${articles.length} articles, ${found} of ${said.length} messages`;
        });
    await step('what arrives is said once, politely, and in five seconds only once more', async () => {
        const page = await fixture.show(context, 'customer');
        const said = () => page.evaluate(() => [...document.querySelector('#host').shadowRoot.querySelectorAll('.quiet[role=status]')].map((one) => one.textContent).join());
        same('at first', await said(), '');
        const arrive = (number) => page.evaluate((words) => {
            const { timeline } = window.scenes.customer;
            const row = { item: `new${words}`, channel: 'telegram', kind: 'message', direction: 'in', at: Date.now(), text: `Слово ${words}` };
            timeline.rows = timeline.order === 'oldest' ? [...timeline.rows, row] : [row, ...timeline.rows];
            timeline.total += 1;
            window.screen_under_test.show({ timeline: { ...timeline } });
        }, number);
        await arrive(1);
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.quiet').textContent.includes('Слово 1'));
        if (!(await said()).includes('Telegram')) throw new Error(`the channel is not said: ${await said()}`);
        await arrive(2);
        await arrive(3);
        await page.waitForTimeout(1000);
        if (!(await said()).includes('Слово 1')) throw new Error(`said too soon: ${await said()}`);
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.quiet').textContent.includes('Слово 3'), undefined, 120);
        await page.close();
    });
    await step('a finger scrolls the history: the browser itself does it', async () => {
        const touching = await fixture.browser.newContext({ viewport: { width: 400, height: 700 }, hasTouch: true, isMobile: true });
        const page = await fixture.show(touching, 'customer');
        const top = () => page.evaluate(() => {
            const find = (node) => node.querySelector('.scroll.list') ?? [...node.querySelectorAll('*')].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
            return find(document).scrollTop;
        });
        const before = await top();
        const client = await touching.newCDPSession(page);
        const finger = (type, ...places) => client.send('Input.dispatchTouchEvent', { type, touchPoints: places.map((y) => ({ x: 200, y })) });
        await finger('touchStart', 250);
        for (let y = 270; y <= 500; y += 20) {
            await finger('touchMove', y);
            await page.waitForTimeout(16);
        }
        await finger('touchEnd');
        await page.waitForTimeout(300);
        const after = await top();
        if (Math.abs(after - before) < 100) throw new Error(`scrolled from ${before} to ${after}`);
        await touching.close();
    });
    same('messages', fixture.messages.join(), '');
} catch (error) {
    steps.failed += 1;
    console.log(`FAILED  ${error.stack}`);
} finally {
    await fixture.close();
}
finish('access');
