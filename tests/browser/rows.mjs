// What can be done with a row of the history, by pointer, by finger and by keyboard alone; and what may not be cut off or lie
// over each other where it is narrow. On the fixture page (web/fixture). With words: only sentences that hold one.
import { open_fixture, until } from './fixture.mjs';
import { finish, same, step } from './page_of.mjs';

const fixture = await open_fixture();
const open = (width = 1280, more = {}) => fixture.browser.newContext({ viewport: { width, height: 800 }, locale: 'ru-RU', permissions: ['clipboard-read', 'clipboard-write'], ...more });
const inside = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((one) => one.evaluate(act, argument));
const labels = (page) => inside(page, (one) => [...one.querySelectorAll('.acts button')].map((button) => button.getAttribute('aria-label')).join());
const act = (page, label) => inside(page, (one, wanted) => [...one.querySelectorAll('.acts button')].find((button) => button.getAttribute('aria-label') === wanted).click(), label);
const all = 'Скопировать,Написать в Instagram,Заметка,Не этот клиент';
const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
const over = async (page, item) => {
    const { x, y } = await inside(page, (one, id) => { const box = one.querySelector(`[data-item="${id}"]`).getBoundingClientRect(); return { x: box.left + 200, y: box.top + box.height / 2 }; }, item);
    await page.mouse.move(x, y);
};

for (const canvas of [true, false]) {
    const view = canvas ? 'canvas' : 'text';
    await step(`the pointer over a message offers its actions inside its row, and takes them along when it leaves, ${view}`, async () => {
        const context = await open();
        const page = await fixture.show(context, 'customer', { canvas });
        await over(page, 'i14');
        await until(page, () => document.querySelector('#host').shadowRoot.querySelectorAll('.acts button').length === 4);
        same('actions', await labels(page), all);
        const fits = await inside(page, (one) => {
            const bar = one.querySelector('.acts').getBoundingClientRect(), row = one.querySelector('.acts').closest('.row').getBoundingClientRect(), button = one.querySelector('.acts button');
            return [bar.top >= row.top - 0.5, bar.right <= row.right, bar.height <= 34, button.getBoundingClientRect().width >= 24, getComputedStyle(button.firstElementChild).stroke !== 'none', document.elementFromPoint(bar.left + 8, bar.top + 8)?.id].join();
        });
        same('place', fits, 'true,true,true,true,true,host');
        await page.mouse.move(5, 5);
        await until(page, () => !document.querySelector('#host').shadowRoot.querySelector('.acts'));
        await context.close();
    });
    await step(`copy, reply and note act on that very row, ${view}`, async () => {
        const context = await open();
        const page = await fixture.show(context, 'customer', { canvas });
        await page.evaluate(() => {
            window.contacted = [];
            window.saved = [];
            Object.assign(window.screen_under_test.on, { contact: (detail) => (window.contacted.push(detail), false), save: async (...words) => void window.saved.push(words) });
        });
        await over(page, 'i14');
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.acts'));
        await act(page, 'Скопировать');
        await until(page, async () => (await navigator.clipboard.readText()).includes('И когда заберут бракованную секцию?'));
        await act(page, 'Написать в Instagram');
        await until(page, () => window.contacted.length === 1);
        same('reply', await page.evaluate(() => `${window.contacted[0].channel} ${window.contacted[0].reply_to}`), 'instagram i14');
        await act(page, 'Заметка');
        await until(page, () => document.querySelector('#host').shadowRoot.activeElement?.dataset.field === 'composer');
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[part=composer]').textContent.includes('К записи: И когда заберут'));
        await page.keyboard.type('Курьер заберёт до шести');
        await page.keyboard.press('Control+Enter');
        await until(page, () => window.saved.length === 1);
        same('saved', await page.evaluate(() => JSON.stringify(window.saved[0])), '["note","Курьер заберёт до шести",{"refers_to":"i14"}]');
        await until(page, () => !document.querySelector('#host').shadowRoot.querySelector('[part=composer]').textContent.includes('К записи'));
        await context.close();
    });
}
await step('by keyboard alone: k to the row, Tab into its actions, Enter; Escape leaves', async () => {
    const context = await open();
    const page = await fixture.show(context, 'customer');
    await inside(page, (one) => one.querySelector('.list').focus());
    await page.keyboard.press('k');
    await until(page, () => document.querySelector('#host').shadowRoot.querySelectorAll('.acts button').length >= 3);
    const item = await inside(page, (one) => one.querySelector('.acts').parentElement.querySelector('article').dataset.item);
    let at = '';
    for (let press = 0; press < 8 && at !== 'Заметка'; press++) {
        await page.keyboard.press('Tab');
        at = await inside(page, (one) => (one.activeElement?.closest('.acts') ? one.activeElement.getAttribute('aria-label') : ''));
    }
    same('reached', at, 'Заметка');
    same('focus is seen', await inside(page, (one) => getComputedStyle(one.activeElement).outlineStyle), 'solid');
    await page.keyboard.press('Enter');
    await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[part=composer]').textContent.includes('К записи'));
    await page.keyboard.press('Escape');
    await context.close();
    return item;
});
for (const canvas of [true, false])
    await step(`a matter by keyboard alone: chosen, its stage said, done and opened again, ${canvas ? 'canvas' : 'text'}`, async () => {
        const context = await open();
        const page = await fixture.show(context, 'customer', { canvas });
        await page.evaluate(() => {
            window.said = [];
            window.screen_under_test.on.matter = async (...words) => void window.said.push(words);
        });
        await inside(page, (one) => one.querySelector('.list').focus());
        const told = (open) => page.evaluate((all) => {
            const { matters } = window.scenes.customer;
            window.screen_under_test.show({ matters: all ? { ...matters, rows: matters.rows.map((one) => ({ ...one, state: 'open' })) } : matters });
        }, open);
        await told(true);
        await page.keyboard.press('s');
        await settled(page);
        same('two are open, none is chosen', await inside(page, (one) => one.querySelectorAll('[data-field=stage]').length), 0);
        await told(false);
        await page.keyboard.press('s');  // the only open one need not be chosen
        await until(page, () => document.querySelector('#host').shadowRoot.activeElement?.dataset.field === 'stage');
        await page.keyboard.press('Escape');
        await page.keyboard.press('2');
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[data-field=stage]'));
        await page.keyboard.type('sприглашена в филиал');
        await page.keyboard.press('Enter');
        await page.keyboard.press('s');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await until(page, () => window.said.length === 2);
        const [matter, state] = await page.evaluate(() => {
            const { rows } = window.scenes.customer.matters;
            const first = [...rows].sort((a, b) => (a.state === 'done' ? 1 : 0) - (b.state === 'done' ? 1 : 0) || (b.last ?? 0) - (a.last ?? 0))[0];
            return [first.matter, first.state];
        });
        same('said', await page.evaluate(() => JSON.stringify(window.said)), JSON.stringify([[matter, 'stage', 'приглашена в филиал'], [matter, 'state', state === 'done' ? 'open' : 'done']]));
        same('left empty', await inside(page, (one) => one.querySelector('[data-field=stage]').value), '');
        await page.evaluate((id) => {
            const { matters } = window.scenes.customer;
            window.screen_under_test.show({ matters: { ...matters, rows: matters.rows.map((one) => (one.matter === id ? { ...one, state: 'done', stage: 'договор подписан' } : one)) } });
        }, matter);
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('[data-field=stage]')?.placeholder === 'договор подписан');
        await until(page, () => [...document.querySelector('#host').shadowRoot.querySelectorAll('[part=status] button')].some((one) => one.textContent.includes('Вернуть')));
        await context.close();
    });
await step('a finger\'s tap on a row offers them too, large enough to hit', async () => {
    const context = await open(320, { hasTouch: true, isMobile: true });
    const page = await fixture.show(context, 'customer');
    const { x, y } = await inside(page, (one) => { const box = one.querySelector('[data-item="i14"]').getBoundingClientRect(); return { x: box.left + 80, y: box.top + box.height / 2 }; });
    await page.touchscreen.tap(x, y);
    await until(page, () => document.querySelector('#host').shadowRoot.querySelectorAll('.acts button').length === 4);
    const size = await inside(page, (one) => one.querySelector('.acts button').getBoundingClientRect().width);
    if (size < 40) throw new Error(`${size} px`);
    await context.close();
});
await step('who only looks on is offered nothing that writes', async () => {
    const context = await open();
    const page = await fixture.show(context, 'viewer');
    await inside(page, (one) => one.querySelector('article').scrollIntoView());
    await over(page, await inside(page, (one) => [...one.querySelectorAll('article[data-item]')].find((row) => row.getBoundingClientRect().top > 100).dataset.item));
    await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.acts'));
    if (/Заметка|Написать/.test(await labels(page))) throw new Error(await labels(page));
    await context.close();
});

// Words of the canvas view that end in "…" or lie over others, in a part of the screen.
const cut = (page, part) => inside(page, (one, name) => [...one.querySelectorAll(`${name} .t`)].filter((holder) => [...holder.children].some((line) => line.textContent.length && line.scrollWidth > line.clientWidth + 2)).map((holder) => holder.textContent), part);
for (const [lang, words] of [['ru', 'Почему один клиент'], ['kk', ''], ['en', '']])
    await step(`at 650 px "why one customer" is whole, and nothing in the toolbar lies over its neighbour, ${lang}`, async () => {
        const context = await open(650);
        const page = await fixture.show(context, 'customer', { lang });
        const foot = await inside(page, (one) => one.querySelector('.side > .slot').textContent);
        if (words && !foot.includes(words)) throw new Error(foot);
        same('cut', [...await cut(page, '.side > .slot'), ...await cut(page, '[part=bar]')].join(), '');
        const lying = await inside(page, (one) => {
            const boxes = [...one.querySelectorAll('[part=bar] .l, [part=bar] input')].map((line) => ({ words: line.textContent || 'field', box: line.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
            return boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) => a.box.right > b.box.left + 1 && b.box.right > a.box.left + 1).map((b) => `${a.words} over ${b.words}`));
        });
        same('over each other', lying.join(), '');
        await context.close();
    });
for (const lang of ['ru', 'kk', 'en'])
    await step(`the names of the lists are whole at 768 and 1280 px, ${lang}`, async () => {
        for (const width of [768, 1280]) {
            const context = await open(width);
            const page = await fixture.show(context, 'list', { lang });
            same(`cut at ${width}`, (await cut(page, '.side nav')).join(), '');
            if ((await inside(page, (one) => one.querySelectorAll('.side nav button').length)) < 8) throw new Error('there are no lists');
            await context.close();
        }
    });
await step('contacts are in sight under the card, and the dots beside the name copy them', async () => {
    const context = await open();
    const page = await fixture.show(context, 'customer');
    const place = () => inside(page, (one) => {
        const low = one.querySelector('.side .scroll').getBoundingClientRect().bottom;
        return [...one.querySelectorAll('.side button')].filter((button) => button.textContent.includes('aigerim') && button.getBoundingClientRect().bottom <= low).length;
    });
    if ((await place()) < 2) throw new Error(`${await place()} contacts in sight`);
    same('name', (await cut(page, '.side h1')).join(), '');
    await inside(page, (one) => one.querySelector('.side button[aria-label="Карточка клиента"]').click());
    await until(page, () => [...document.querySelector('#host').shadowRoot.querySelectorAll('.side button')].some((one) => one.textContent === 'Скопировать'));
    await inside(page, (one) => [...one.querySelectorAll('.side button')].find((button) => button.textContent === 'Скопировать').click());
    await until(page, async () => { const words = await navigator.clipboard.readText(); return words.startsWith('Айгерім Сейтқали') && words.includes('@aigerim'); });
    await context.close();
});
for (const width of [650, 1280])
    await step(`a long promise is said in two lines of the card at ${width} px, not cut in the first`, async () => {
        const context = await open(width);
        const page = await fixture.show(context, 'customer');
        await page.evaluate(() => {
            const { card } = window.scenes.customer;
            window.screen_under_test.show({ card: { ...card, open: card.open.map((one) => (one.kind === 'promise' ? { ...one, words: 'Привезти замену и забрать бракованную' } : one)) } });
        });
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.side').textContent.includes('забрать бракованную'));
        const lines = await inside(page, (one) => [...one.querySelectorAll('.side .t')].find((holder) => holder.textContent.includes('забрать бракованную')).children.length);
        same('lines', lines, 2);
        await context.close();
    });
for (const width of [660, 1280])
    await step(`the head of a card at ${width} px: one chief way of contact, the name in two lines, the dots beside it, all people of a company`, async () => {
        const context = await open(width);
        const page = await fixture.show(context, 'company');
        await page.evaluate(() => {
            const { card } = window.scenes.company;
            const ways = ['telephony', 'whatsapp', 'sms', 'email', 'telegram'].map((channel) => ({ channel, type: channel === 'email' ? 'email' : 'phone', value: channel === 'email' ? 'a@pochta.example' : '+77000001234', decision: 'warn', reason: 'window' }));
            window.screen_under_test.show({ card: { ...card, not_proved: true, reach: ways, people: Array.from({ length: 9 }, (_, at) => ({ id: `p${at}`, name: `Сотрудник ${at + 1}` })) } });
        });
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.side').textContent.includes('Сотрудник 6'));
        const head = await inside(page, (one) => {
            const name = one.querySelector('.side h1 .t').children[0].getBoundingClientRect(), dots = one.querySelector('.side button[aria-label="Карточка клиента"]').getBoundingClientRect();
            const ways = [...one.querySelectorAll('.side button')].filter((button) => /предупреждением/.test(button.getAttribute('aria-label') ?? '')).map((button) => button.getBoundingClientRect().width);
            return { lines: one.querySelector('.side h1 .t').children.length, beside: Math.abs(dots.top + dots.height / 2 - name.top - name.height / 2) < 4, ways };
        });
        same('lines', head.lines, 2);
        same('the dots stand beside the first line', head.beside, true);
        same('ways', `${head.ways.length} ${head.ways.filter((size) => size > 100).length}`, '3 1');
        await inside(page, (one) => [...one.querySelectorAll('.side button')].find((button) => button.textContent.replaceAll('\u00a0', ' ') === 'ещё 3').click());
        await until(page, () => document.querySelector('#host').shadowRoot.querySelector('.side').textContent.includes('Сотрудник 9'));
        await context.close();
    });
for (const lang of ['ru', 'kk', 'en'])
    await step(`in a pane of 660 px the list says what was said and why it stands there, the lists are one press away, ${lang}`, async () => {
        const context = await open(660);
        const page = await fixture.show(context, 'list', { lang });
        same('a column of lists', await inside(page, (one) => one.querySelectorAll('.side nav').length), 0);
        const offered = await inside(page, (one) => one.querySelectorAll('nav button').length);
        if (offered < 8) throw new Error(`${offered} lists`);
        const narrow = await inside(page, (one) => [...one.querySelectorAll('[role=listitem]')].map((row) => Math.round(Math.max(...[...row.querySelectorAll('.t')].map((words) => words.getBoundingClientRect().width)))).filter((width) => width < 150));
        same('narrow rows', narrow.join(), '');
        same('cut flags', (await inside(page, (one) => [...one.querySelectorAll('[role=listitem] .t')].filter((words) => words.textContent.length < 16 && [...words.children].some((line) => line.scrollWidth > line.clientWidth + 2)).map((words) => words.textContent))).join(), '');
        await context.close();
    });
await step('no page complained', () => same('messages', fixture.messages.join('\n'), ''));
await fixture.close();
finish('rows');
