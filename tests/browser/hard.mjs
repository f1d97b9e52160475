// What the screen has to bear: HTML and ten million letters in a message, a WebGL context lost ten times, scripts of the world,
// reduced motion, print. On the fixture page (web/fixture). With words: only sentences that hold one.
import { alike } from './alike.mjs';
import { drawn } from './drawn.mjs';
import { open_fixture, until } from './fixture.mjs';
import { finish, same, step } from './page_of.mjs';

const fixture = await open_fixture();
const root = (page, act, argument) => page.evaluateHandle(() => document.querySelector('#host').shadowRoot).then((one) => one.evaluate(act, argument));
const says = (page, words) => until(page, (wanted) => document.querySelector('#host').shadowRoot.textContent.includes(wanted), words, 200);
// The history of the fixture's customer, ending in messages with these words; the screen stands at its end.
async function history(context, ...words) {
    const page = await fixture.show(context, 'customer');
    await page.evaluate((all) => {
        const { timeline, card } = window.scenes.customer;
        const rows = all.map((text, index) => ({ item: `hard${index}`, channel: 'telegram', kind: 'message', direction: 'in', author: 'Айгерім', at: Date.now() + index, text }));
        window.screen_under_test.show({ card: { ...card, waiting: undefined, open: [] }, timeline: { ...timeline, total: rows.length, order: 'oldest', rows } });
    }, words);
    return page;
}
const wide = () => fixture.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });

await step('HTML in a message is its letters: no element, no script, no request comes of it', async () => {
    const context = await wide();
    const hostile = '<img src=/stolen.png onerror="window.stolen=1"><script>window.stolen=2</script><b>жирно</b> <a href="javascript:window.stolen=3">ссылка</a>';
    const requests = [];
    context.on('request', (request) => requests.push(request.url()));
    const page = await history(context, hostile);
    await says(page, '<b>жирно</b>');
    same('elements', await root(page, (one) => one.querySelectorAll('article img, article script, article b, article a').length), 0);
    // Its words may be told in several runs, and an article of the history before may still stand while the canvas measures.
    await until(page, (whole) => [...document.querySelector('#host').shadowRoot.querySelectorAll('article')].some((one) => one.textContent.replace(/\s+/g, '').includes(whole)), hostile.replace(/\s+/g, ''), 200);
    same('run', await page.evaluate(() => window.stolen), undefined);
    same('requests', requests.filter((url) => url.includes('stolen')).join(), '');
    await context.close();
});
await step('a message of 10 MB is shown by its beginning, unfolds, and leaves the screen usable', async () => {
    const context = await wide();
    const page = await history(context, 'Первое слово', 'слово '.repeat(900_000) + 'конец');
    await says(page, 'Развернуть');
    const letters = await root(page, (one) => one.textContent.length);
    if (letters > 20_000) throw new Error(`${letters} letters are mounted`);
    await root(page, (one) => [...one.querySelectorAll('article button')].find((button) => button.textContent.includes('Развернуть')).click());
    await until(page, () => document.querySelector('#host').shadowRoot.textContent.length > 50_000, undefined, 300);
    const most = await root(page, (one) => one.textContent.length);
    if (most > 200_000) throw new Error(`${most} letters are mounted`);
    await root(page, (one) => one.querySelector('.list').focus());
    await page.keyboard.press('/');
    await until(page, () => document.querySelector('#host').shadowRoot.activeElement?.dataset.field === 'search', undefined, 200);
    await context.close();
    return `${most} letters at most`;
});
await step('a message that was cut says that the rest is at the source, a whole one says nothing', async () => {
    const context = await wide();
    const page = await history(context, 'целое', 'урезанное');
    const told = () => root(page, (one) => one.textContent.split('остальное у источника').length - 1);
    await says(page, 'урезанное');
    same('of whole ones', await told(), 0);
    await page.evaluate(() => {
        const { timeline } = window.scenes.customer;
        const row = { channel: 'telegram', kind: 'message', direction: 'in', at: Date.now() };
        const rows = [{ ...row, item: 'hard0', text: 'целое' }, { ...row, item: 'hard1', text: 'урезанное', cut: true }, { ...row, item: 'hard2', text: 'файлы', left_out: { file: 3 } }];
        window.screen_under_test.show({ timeline: { ...timeline, total: rows.length, order: 'oldest', rows } });
    });
    await says(page, 'файлы');
    await until(page, () => document.querySelector('#host').shadowRoot.textContent.split('остальное у источника').length === 3, undefined, 200);
    await context.close();
});
await step('a WebGL context lost ten times: the words are there all the time, and the canvas comes back', async () => {
    const context = await wide();
    await context.addInitScript(() => {
        window.contexts = [];
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            const made = real.call(this, kind, ...rest);
            if (kind === 'webgl2' && made) window.contexts.push(made);
            return made;
        };
    });
    const page = await fixture.show(context, 'customer');
    const times = [];
    for (let loss = 0; loss < 10; ++loss) {
        const began = Date.now();
        await page.evaluate(() => window.contexts.at(-1).getExtension('WEBGL_lose_context').loseContext());
        await until(page, (many) => window.contexts.length === many && window.screen_under_test.data_view === 'canvas', loss + 2, 200);
        times.push(Date.now() - began);
        if (!(await root(page, (one) => one.textContent)).includes('Айгерім')) throw new Error('the words are gone');
    }
    const { lines, undrawn } = await drawn(page, '#host');
    same('lines that are not drawn', undrawn.filter((text) => !/[\u{1F300}-\u{1FAFF}]/u.test(text)).join('|'), '');
    await page.evaluate(() => window.contexts.at(-1).getExtension('WEBGL_lose_context').loseContext());
    await page.waitForTimeout(500);
    same('after one more the text view', await page.evaluate(() => window.screen_under_test.data_view), 'dom');
    await says(page, 'Айгерім');
    await context.close();
    return `${lines} lines; back after ${times.sort((a, b) => a - b)[5]} ms`;
});
await step('every script is drawn where its words stand in the text twin', async () => {
    const context = await wide();
    const scripts = ['Latin naïve Łódź', 'Кириллица ёжик', 'Қазақша ғұлама әңгіме', 'Ελληνικά λόγια', 'Հայերեն', 'ქართული'];
    const page = await history(context, ...scripts);
    await says(page, scripts.at(-1));
    let { lines, undrawn } = await drawn(page, '#host');  // letters that the canvas has not come a frame later
    for (let tries = 0; tries < 20 && undrawn.length; tries++) {
        await page.waitForTimeout(250);
        ({ lines, undrawn } = await drawn(page, '#host'));
    }
    same('not drawn', undrawn.join('|'), '');
    for (const words of scripts) if (!(await root(page, (one) => one.textContent)).includes(words)) throw new Error(`${words} is not in the twin`);
    await context.close();
    return `${lines} lines`;
});
await step('what is written from right to left is shown by the text twin: joined, in its order, in the ink of its words; the canvas leaves its place free', async () => {
    const context = await wide();
    const page = await history(context, 'مرحبا، أين طلبي رقم 10-2417؟', 'שלום, איפה ההזמנה שלי?', 'Слова рядом');
    await says(page, 'Слова рядом');
    await until(page, () => window.screen_under_test.data_view === 'canvas');
    await page.waitForTimeout(500);
    const { undrawn } = await drawn(page, '#host');
    same('drawn by the twin alone', undrawn.sort().join('|'), ['مرحبا، أين طلبي رقم 10-2417؟', 'שלום, איפה ההזמנה שלי?'].sort().join('|'));
    same('seen', await root(page, (one) => [...one.querySelectorAll('article .l')].filter((line) => getComputedStyle(line).color !== 'rgba(0, 0, 0, 0)').map((line) => `${getComputedStyle(line).color} ${line.scrollWidth <= line.clientWidth + 2}`).join()), 'rgb(22, 25, 29) true,rgb(22, 25, 29) true');
    await context.close();
});
await step('letters of every script, and combined emoji, are on the canvas as the browser itself draws them; a circle in their place is seen', async () => {
    const context = await fixture.browser.newContext({ viewport: { width: 1280, height: 1600 }, deviceScaleFactor: 2, locale: 'ru-RU' });
    const scripts = ['Latin naïve Łódź', 'Кириллица ёжик', 'Қазақша ғұлама', 'Ελληνικά λόγια', '漢字の文章', 'ひらがなカタカナ', '한국어 단어', 'عربي كلمات', 'עברית מילים', 'ภาษาไทย', 'हिन्दी शब्द', 'Да 👩‍👩‍👧‍👦 👍🏽 🇰🇿 ❤️'];
    const page = await history(context, ...scripts);
    await says(page, 'ภาษาไทย');
    await until(page, () => window.screen_under_test.data_view === 'canvas');
    await page.waitForTimeout(600);
    const shares = [];
    for (const words of scripts) shares.push([words, await alike(page, '#host', words.slice(0, 5))]);
    const other = shares.filter(([, share]) => share < 0.9);
    same('not alike', other.map(([words, share]) => `${words} ${share.toFixed(2)}`).join('; '), '');
    await context.close();
    return shares.map(([words, share]) => `${words.slice(0, 8)} ${share.toFixed(2)}`).join(', ');
});
const many = (count, from = 0x4e00) => Array.from({ length: count }, (_, at) => String.fromCharCode(from + at)).join('');
await step('more kinds of letters than the texture holds: what was seen before gives room, nothing is a circle', async () => {
    const context = await fixture.browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2, locale: 'ru-RU' });
    const page = await history(context, ...Array.from({ length: 80 }, (_, at) => `${many(40, 0x4e00 + at * 40)} конец ${at}`));
    await says(page, 'конец 79');
    for (let round = 0; round < 30; round++) {
        await root(page, (one) => { const list = one.querySelector('.list'); list.dispatchEvent(new Event('wheel')); list.scrollTop -= 500; });
        await page.waitForTimeout(80);
    }
    await page.waitForTimeout(500);
    same('view', await page.evaluate(() => window.screen_under_test.data_view), 'canvas');
    const { lines, undrawn } = await drawn(page, '#host');
    if (lines < 8) throw new Error(`${lines} lines`);
    same('not drawn', undrawn.join('|'), '');
    const words = await root(page, (one) => [...one.querySelectorAll('article .l')].find((line) => /[\u4e00-\u9fff]/.test(line.textContent) && line.getBoundingClientRect().top > 120 && line.getBoundingClientRect().bottom < 700).textContent);
    const share = await alike(page, '#host', words.slice(0, 6));
    if (share < 0.9) throw new Error(`${words}: alike by ${share}`);
    await context.close();
    return `alike by ${share.toFixed(2)}`;
});
await step('what the canvas cannot draw at once is shown by the text view', async () => {
    const context = await fixture.browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 3, locale: 'ru-RU' });
    const page = await history(context, ...Array.from({ length: 6 }, (_, at) => many(900, 0x4e00 + at * 900)));
    await until(page, () => window.screen_under_test.data_view === 'dom', undefined, 200);
    const seen = await root(page, (one) => { const holder = [...one.querySelectorAll('article .t')].find((words) => /[\u4e00-\u9fff]{20}/.test(words.textContent)); return [holder.textContent.length > 100, getComputedStyle(holder).color].join(); });
    same('its words', seen, 'true,rgb(22, 25, 29)');
    await context.close();
});
await step('where motion is to be reduced nothing is animated, and without that wish nothing either for longer than 120 ms', async () => {
    const context = await wide();
    const page = await fixture.show(context, 'call');
    for (const reducedMotion of ['reduce', 'no-preference']) {
        await page.emulateMedia({ reducedMotion });
        await root(page, (one) => one.querySelector('.list').focus());
        await page.keyboard.press('w');
        await page.waitForTimeout(50);
        const longest = await page.evaluate(() => Math.max(0, ...document.getAnimations().concat(document.querySelector('#host').shadowRoot.getAnimations?.() ?? []).map((one) => one.effect.getComputedTiming().duration)));
        if (longest > (reducedMotion === 'reduce' ? 0 : 120)) throw new Error(`${reducedMotion}: ${longest} ms`);
        await page.keyboard.press('Escape');
    }
    await context.close();
});
await step('in print the text view stands, with every mounted word of the history', async () => {
    const context = await wide();
    const page = await fixture.show(context, 'customer');
    await page.emulateMedia({ media: 'print' });
    await until(page, () => window.screen_under_test.data_view === 'dom');
    const hidden = await root(page, (one) => [...one.querySelectorAll('article .t')].filter((span) => getComputedStyle(span).color === 'rgba(0, 0, 0, 0)' || !span.getClientRects().length).length);
    same('words that print leaves out', hidden, 0);
    const paper = await page.pdf();
    if (paper.length < 20_000) throw new Error(`the paper has ${paper.length} bytes`);
    await page.emulateMedia({ media: 'screen' });
    await until(page, () => window.screen_under_test.data_view === 'canvas');
    await context.close();
});
same('messages', fixture.messages.filter((one) => !/context|WebGL|canvas is not available/i.test(one)).join(), '');
await fixture.close();
finish('hard');
