// Every state of the screen, from invented slices (web/fixture) and with the clock standing, as pictures that repeat.
//
//   const fixture = await open_fixture();
//   const states = await open_states(fixture, { theme: 'dark', lang: 'ru' });
//   for (const name of state_names) await states.shown(name, 768, async (shoot) => write(await shoot()));      PNG
import { Buffer } from 'node:buffer';
import { until } from './fixture.mjs';

export const widths = [360, 768, 1280];
const height_of = (width) => (width < 640 ? 640 : width > 2000 ? 2160 : 800);
const patience = 240_000;  // ms: a machine that does much else at once
const now = new Date('2025-12-11T14:44:00+05:00');  // the day of design/look

// Nothing is drawn any more: three frames of the browser without one of the canvas.
const rest = (page) => page.evaluate(async () => {
    while (document.fonts.size < 2) await new Promise((done) => setTimeout(done, 20));
    await document.fonts.ready;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const root = document.querySelector('#host').shadowRoot;
    const wanted = new URLSearchParams(location.hash.slice(1)).get('canvas') === '0' ? 'dom' : 'canvas';
    for (let still = 0, drawn = -1, tries = 0; still < 3 && tries < 600; tries++) {
        await frame();
        const { frames, data_view } = window.screen_under_test;
        still = frames === drawn && data_view === wanted && (frames > 0 || wanted === 'dom') && root.querySelector('.slot > *, .row') ? still + 1 : 0;
        drawn = frames;
    }
});
const rooted = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((root) => root.evaluate(act, argument));
const press = (...keys) => async (page) => {
    await rooted(page, (root) => root.querySelector('.list').focus());
    for (const key of keys) {
        if (key.length > 1 && !/^[A-Z]\w+$|\+/.test(key)) await until(page, () => !!document.querySelector('#host').shadowRoot.activeElement?.dataset.field, undefined, 1000);
        await (key.length > 1 && !/^[A-Z]\w+$|\+/.test(key) ? page.keyboard.type(key) : page.keyboard.press(key));
    }
};
// Presses what has one of these words, the first of them that is there, as soon as one is.
const said = (words) => {
    const buttons = [...document.querySelector('#host').shadowRoot.querySelectorAll('button')];
    return words.map((one) => buttons.find((button) => (button.getAttribute('aria-label') ?? button.textContent).includes(one))).find(Boolean);
};
const click = (...words) => async (page) => {
    await until(page, said, words, 1000);
    await (await page.evaluateHandle(said, words)).evaluate((button) => button.click());
};
// Where there is no room the way to call is behind the arrow.
const to_call = ['Позвонить', 'Қоңырау шалу', 'Call'];
async function call(page) {
    await click(...to_call, 'Карточка', 'карточкасы', 'Customer card')(page);
    await rest(page);
    if (!(await page.evaluate(() => !!document.querySelector('#host').shadowRoot.querySelector('[role=dialog]')))) await click(...to_call)(page);
}
// Behind the dots of the card, which unfolds first where there is no room.
async function correct(page) {
    for (let tries = 0; tries < 2 && !(await page.evaluate(said, ['Исправить'])); tries++) {
        await rooted(page, (root) => [...root.querySelectorAll('button')].filter((button) => (button.getAttribute('aria-label') ?? '').includes('Карточка')).pop()?.click());
        await rest(page);
    }
    await click('Исправить')(page);
}
// From a scene of the fixture, and what a person presses there.
const states = {
    list: {}, all: {}, calm: {}, empty: {}, customer: {}, company: {}, newcomer: {}, viewer: {}, offline: {}, refused: {}, call: {},
    joining: {}, opening: {}, coming: {}, counting: {}, loading: {}, locked: {}, revoked: {}, evicted: {}, error: {}, long: {}, quoted: {},
    compact: { from: 'customer', density: 'compact' }, compact_list: { from: 'list', density: 'compact' },
    search: { from: 'customer', act: press('/', 'секция') }, search_all: { from: 'list', act: press('/', 'секция') }, filter: { from: 'customer', act: press('f') },
    why: { act: press('w') }, keys: { from: 'customer', act: press('Shift+Slash') }, due: { from: 'customer', act: press('p', 'перезвонить, когда выедет') },
    guard: { from: 'customer', act: call }, correct: { from: 'customer', act: correct },
    colleagues: { from: 'list', act: click('Кто работает') },
    create: { from: 'list', act: click('Новый клиент', 'Клиент') },
};
export const state_names = Object.keys(states);

export async function open_states(fixture, { theme = 'light', lang = 'ru', canvas = true, scale = 1, own = true } = {}) {
    const context = await fixture.browser.newContext({ deviceScaleFactor: scale, locale: 'ru-RU', timezoneId: 'Asia/Tashkent', reducedMotion: 'reduce' });
    context.setDefaultTimeout(patience);
    await context.clock.setFixedTime(now);
    const page = await fixture.show(context, 'list', { theme, canvas, lang, own });
    const devtools = await context.newCDPSession(page);
    return {
        // Shows a state and gives a function that takes its picture, as often as it is called.
        async shown(name, width, use) {
            const { from, density, act } = states[name];
            await page.setViewportSize({ width, height: height_of(width) });
            await page.evaluate(([scene, look]) => {
                window.begin(scene, look);
                const still = new CSSStyleSheet();  // a caret blinks
                still.replaceSync('* { caret-color: transparent !important; transition: none !important; animation: none !important }');
                const root = document.querySelector('#host').shadowRoot;
                root.adoptedStyleSheets = [...root.adoptedStyleSheets, still];
            }, [from ?? name, { theme, ...(density ? { density } : {}) }]);
            await rest(page);
            if (act) await act(page);
            await use(async () => {
                await rest(page);
                const { data } = await devtools.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
                return Buffer.from(data, 'base64');
            });
        },
    };
}
