// The page's own elements in the widget's slots, and the widget's parts under the page's own styles, in both twins. On the
// fixture page (web/fixture). With words: only sentences that hold one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawn } from './drawn.mjs';
import { open_fixture, root, until } from './fixture.mjs';
import { finish, same, step } from './page_of.mjs';

const fixture = await open_fixture();
const inside = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((one) => one.evaluate(act, argument));
const manifest = JSON.parse(readFileSync(join(root, 'web/custom-elements.json'), 'utf8')).modules[0].declarations[0];
const open = (width = 1280) => fixture.browser.newContext({ viewport: { width, height: 800 }, locale: 'ru-RU' });
// <p slot="NAME">Место NAME</p> for every slot of the manifest.
const fill = (page, names) => page.evaluate((wanted) => {
    for (const name of wanted) {
        const one = document.createElement('p');
        one.slot = name;
        one.id = `own-${name}`;
        one.append(`Место ${name} `, Object.assign(document.createElement('input'), { id: `field-${name}` }));
        document.querySelector('#host').append(one);
    }
}, names);
const seen = (page) => page.evaluate(() => [...document.querySelectorAll('#host > [slot]')].filter((one) => {
    const box = one.getBoundingClientRect();
    const at = document.elementFromPoint(box.left + 4, box.top + 4);
    return box.height > 0 && (at === one || one.contains(at));
}).map((one) => one.slot).sort().join());
const settled = (page) => page.waitForTimeout(300);
const names = manifest.slots.map(({ name }) => name).filter(Boolean);

for (const canvas of [true, false])
    for (const [scene, width, wanted] of [['customer', 1280, 'actions,footer,header'], ['customer', 700, 'actions,footer,header'], ['customer', 320, 'actions,footer,header'], ['list', 1280, 'footer,header'], ['empty', 1280, 'empty,footer,header'], ['error', 320, 'error,footer,header']])
        await step(`slots of ${scene} at ${width} px, ${canvas ? 'canvas' : 'text'}: ${wanted} are seen and can be pressed, and nothing is drawn where they stand`, async () => {
            const context = await open(width);
            const page = await fixture.show(context, scene, { canvas });
            await fill(page, names);
            await until(page, (count) => document.querySelector('#host').shadowRoot.querySelectorAll('.guest:not([hidden])').length === count, wanted.split(',').length);
            await settled(page);
            same('seen', await seen(page), wanted);
            if (canvas) {
                const { lines, undrawn } = await drawn(page, '#host');
                if (lines < 4) throw new Error(`${lines} lines`);
                same('lines that lost their drawing', undrawn.join('|'), '');
            }
            if (scene === 'empty') same('own words are away', await inside(page, (one) => one.querySelector('.pane')?.textContent ?? ''), '');
            // What comes and goes gives its room back.
            const tall = await inside(page, (one) => one.querySelector('.list').clientHeight);
            await page.evaluate(() => document.querySelector('#own-header').remove());
            await until(page, (before) => document.querySelector('#host').shadowRoot.querySelector('.list').clientHeight > before, tall);
            await context.close();
        });

await step('keys that are typed in an element of the page are the page\'s, not the screen\'s', async () => {
    const context = await open();
    const page = await fixture.show(context, 'customer');
    await fill(page, ['footer']);
    await settled(page);
    await page.focus('#field-footer');
    await page.keyboard.type('w?nf/jk');
    same('typed', await page.evaluate(() => document.querySelector('#field-footer').value), 'w?nf/jk');
    await settled(page);
    same('panels', await inside(page, (one) => one.querySelectorAll('[role=dialog]').length), 0);
    await context.close();
});

for (const canvas of [true, false])
    await step(`every part of the manifest is there, and one that the page hides is neither seen nor drawn, ${canvas ? 'canvas' : 'text'}`, async () => {
        const context = await open();
        const page = await fixture.show(context, 'customer', { canvas });
        const there = new Set(await inside(page, (one) => [...one.querySelectorAll('[part]')].map((part) => part.getAttribute('part'))));
        same('parts', [...there].sort().join(), manifest.cssParts.map(({ name }) => name).sort().join());
        const list = () => inside(page, (one) => one.querySelector('.list').getBoundingClientRect().toJSON());
        const before = await list();
        await page.evaluate(() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('#host::part(composer), #host::part(side) { display: none } #host::part(frame) { border-radius: 12px }');
            document.adoptedStyleSheets = [sheet];
            document.querySelector('#host').style.width = '1200px';  // anything that makes the stage look again
        });
        await until(page, (low) => document.querySelector('#host').shadowRoot.querySelector('.list').getBoundingClientRect().bottom > low + 40, before.bottom);
        await settled(page);
        const after = await list();
        same('left edge', after.left, 0);
        same('radius', await inside(page, (one) => getComputedStyle(one.querySelector('.ch')).borderRadius), '12px');
        if (canvas) {
            const { lines, undrawn } = await drawn(page, '#host');
            if (lines < 10) throw new Error(`${lines} lines`);
            same('lines that lost their drawing', undrawn.join('|'), '');
            same('drawn words of the side', await inside(page, (one) => one.querySelector('.side').offsetWidth), 0);
        }
        await context.close();
    });

await step('shortcuts="off" leaves letters alone and comes back', async () => {
    const context = await open();
    const page = await fixture.show(context, 'customer');
    const press = async () => {
        await inside(page, (one) => one.querySelector('.list').focus());
        await page.keyboard.press('w');
        await settled(page);
        return inside(page, (one) => one.querySelectorAll('[role=dialog]').length);
    };
    await page.evaluate(() => window.screen_under_test.set({ letters: false }));
    same('panels', await press(), 0);
    await page.evaluate(() => window.screen_under_test.set({ letters: true }));
    same('panels', await press(), 1);
    await context.close();
});
await step('no page complained', () => same('messages', fixture.messages.join('\n'), ''));
await fixture.close();
finish('places');
