// The demo's other pages, driven: a help desk whose calls pop a card, a page whose CSS is against everybody, the playground.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './browser.mjs';
import { root } from './office.mjs';
import { heroine } from './story.mjs';

const state = (page) => page.evaluate(() => document.querySelector('customer-history').getAttribute('state'));
const text = (page) => page.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent);
const shows = (page, words) => until(words, async () => (await text(page)).includes(words));
const same = (what, got, wanted) => {
    if (got !== wanted) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
};

export async function smokePages(demo, context, step) {
    const opened = async (name) => {
        const page = await context.newPage();
        await page.goto(demo.places[name]);
        await until('state ready', async () => (await state(page)) === 'ready', { patience: 120_000 });
        return page;
    };
    await step('help desk: a call pops the card with what is open, the cursor stands in the note, contacts go through the desk', async () => {
        const page = await opened('desk');
        await page.click('#call');
        await shows(page, `Звонит ${heroine.name.split(' ')[0]}`);
        await shows(page, 'Линия поддержки');
        await until('the note has the focus', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.activeElement?.dataset.field === 'composer'));
        await page.click('#hang');
        await until('the bar is gone', async () => !(await text(page)).includes(`Звонит ${heroine.name.split(' ')[0]}`));
        await page.click('#ticket');
        await shows(page, 'Обращение T-1043');
        await until('told', () => page.evaluate(() => document.querySelector('#done').textContent.includes('T-1043: создано')));
        await page.close();
    });
    await step('hostile CSS: letters, boxes and colours of the text view are what they are without it', async () => {
        const page = await opened('hostile');
        await shows(page, 'Курьера ждала до часу');
        await page.emulateMedia({ forcedColors: 'active' });  // the text view: its boxes are the browser's own
        await until('the text view', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.ch').classList.contains('dom')));
        const measure = () => page.evaluate(async () => {
            await new Promise((done) => setTimeout(done, 400));
            const one = document.querySelector('customer-history'), from = one.getBoundingClientRect();
            return [...one.shadowRoot.querySelectorAll('.side .t, .bar .t, .list .t')].slice(0, 60).map((holder) => {
                const range = document.createRange();
                range.selectNodeContents(holder);
                const { left, top, width, height } = range.getBoundingClientRect();
                const { fontFamily, fontSize, letterSpacing, textTransform, textShadow, textEmphasisStyle, webkitTextStrokeWidth, fontVariantCaps, wordBreak, color } = getComputedStyle(holder);
                return [holder.textContent.slice(0, 12), ...[left - from.left, top - from.top, width, height].map((value) => Math.round(value)), fontFamily.slice(0, 18), fontSize, letterSpacing, textTransform, textShadow, textEmphasisStyle, webkitTextStrokeWidth, fontVariantCaps, wordBreak, color].join(' ');
            });
        });
        const width = () => page.evaluate(() => Math.round(document.querySelector('customer-history').getBoundingClientRect().width));
        await page.evaluate(() => { document.querySelector('customer-history').style.cssText = 'position:fixed!important;left:0;top:0;width:1000px!important;height:600px!important'; });
        same('width', await width(), 1000);
        await until('the layout of this width', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.side').offsetWidth === 280));
        const hostile = await measure();
        await page.evaluate(() => document.querySelector('#calm').click());
        same('width', await width(), 1000);
        const calm = await measure();
        if (calm.length < 30) throw new Error(`only ${calm.length} runs`);
        const other = calm.findIndex((one, index) => one !== hostile[index]);
        if (other >= 0) throw new Error(`${hostile[other]}, without it ${calm[other]}`);
        await page.close();
    });
    await step('playground: a row for all of the manifest; an attribute, a method, an event, a slot and a part work beside their code', async () => {
        const page = await opened('playground');
        const { attributes, members, events, slots, cssParts, cssProperties, cssStates } = JSON.parse(readFileSync(join(root, 'build/web/custom-elements.json'), 'utf8')).modules[0].declarations[0];
        const rows = new Set(await page.evaluate(() => [...document.querySelectorAll('[data-row]')].map((one) => one.dataset.row)));
        const wanted = [...attributes.map(({ name }) => `attribute ${name}`), ...members.map(({ kind, name }) => `${kind === 'method' ? 'method' : 'attribute'} ${name}`), ...events.map(({ name }) => `event ${name}`),
            ...slots.filter(({ name }) => name).map(({ name }) => `slot ${name}`), ...cssParts.map(({ name }) => `part ${name}`), ...cssProperties.map(({ name }) => `colour ${name}`), ...cssStates.map(({ name }) => `state ${name}`)];
        same('without a row', wanted.filter((one) => !rows.has(one)).join(), '');
        const code = () => page.textContent('#code');
        await page.selectOption('[data-row="attribute theme"] select', 'dark');
        same('theme', await page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('.ch').dataset.theme), 'dark');
        if (!(await code()).includes('theme="dark"')) throw new Error(await code());
        await page.fill('[aria-label="find: text"]', heroine.name.split(' ')[0]);
        await page.click('[aria-label="Run find"]');
        await until('the answer', async () => (await page.textContent('[data-row="method find"] output')).includes('"slice":"found"'));
        await page.click('[aria-label="Run check"]');
        await until('the decision', async () => (await page.textContent('[data-row="method check"] output')).includes('"decision"'));
        await page.fill('[aria-label="customer"]', heroine.phone);
        await page.press('[aria-label="customer"]', 'Enter');
        await shows(page, 'Курьера ждала до часу');
        await until('ch-state in the log', async () => (await page.textContent('#log')).includes('ch-state'));
        await page.check('[aria-label="slot actions"]');
        await until('the slot', () => page.evaluate(() => document.querySelector('[slot=actions]').getBoundingClientRect().height > 10));
        await page.selectOption('[data-row="part composer"] select', 'hide');
        await until('no composer', () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.querySelector('[part=composer]').getBoundingClientRect().height === 0));
        if (!(await code()).includes('::part(composer) { display: none; }')) throw new Error(await code());
        await page.close();
    });
}
