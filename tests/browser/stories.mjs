// GARLAND, PICKUP, LOAN and COMPLAINT (tests/stories/operator_actions.py tells the same with the command line) by keyboard alone:
// a real server, the agent that takes the test world's own payloads in while the page is open, and a person who has no pointer.
// The clock of the browser stands in the story's own days. Script only reads: the screen, and at the end the agent.
//
// An action is what tests/stories/operator_steps.py calls one: a card opened, one choice, one text saved, whatever keys each of
// them takes (a promise, its term and the record that it is about are one text; a stage is one). What a person types in another program counts too and
// comes in as that program's payload: an answer in a messenger, an order with its lines, a meeting with its files. Reading is none.
// With words: only sentences that hold one.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openBrowser, until } from '../../web-demo/browser.mjs';
import { Office, needBuilt, root } from '../../web-demo/office.mjs';
import { PageServer } from '../../web-demo/relay.mjs';
import { finish, folders, same, step } from './page_of.mjs';

const bars = { GARLAND: 6, PICKUP: 4, LOAN: 7, COMPLAINT: 5 };  // design/bars.md
const minute = 60, data = process.env.HISTORY_DATA ?? join(root, '../shared/data');
if (!existsSync(join(data, 'world/business.json'))) {
    console.log(`skipped: the test world is not at ${data} (HISTORY_DATA names the folder of the sample data)`);
    process.exit(0);
}

// Before the scripts of the page and of the worker: their clock runs as ever, but from where the story is.
const clock = (begins) => `{
    const Real = Date;
    let shift = ${begins} - Real.now();
    globalThis.Date = class extends Real {
        constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift); }
        static now() { return Real.now() + shift; }
    };
    const told = new BroadcastChannel('story clock');
    told.onmessage = ({ data }) => { shift = data - Real.now(); };
    globalThis.story_clock = (at) => { shift = at - Real.now(); told.postMessage(at); };
}`;

class Postman {
    constructor(story, folder) {
        this.child = spawn('/usr/bin/python3', [join(root, 'tests/stories/story_postman.py'), story, folder],
            { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, HISTORY_DATA: data, HISTORY_BIN: process.env.HISTORY_BIN ?? join(root, 'build/bin') } });
        this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
    }
    async hears() {
        const { value, done } = await this.lines.next();
        if (done) throw new Error('the postman has gone');
        return JSON.parse(value);
    }
    async asks(what) {
        this.child.stdin.write(`${JSON.stringify(what)}\n`);
        return await this.hears();
    }
    close() { this.child.stdin.end(); }
}

class Story {
    actions = [];
    constructor(name) { this.name = name; }

    async begin(browser) {
        this.office = new Office();
        await this.office.startServer();
        this.postman = new Postman(this.name, this.office.owner);
        const { story, at } = await this.postman.hears();
        [this.told, this.at, this.who] = [story, at, story.ask];
        const begins = (at[0] - minute) * 1000;
        const worker = clock(begins) + readFileSync(join(root, 'build/web/worker.js'), 'utf8');
        this.site = await new PageServer({ folders, server: this.office.server, answer: ({ pathname }) => (pathname !== '/worker.js' ? undefined
            : { stream: (response, headers) => response.writeHead(200, { ...headers, 'Content-Type': 'text/javascript' }).end(worker) }) }).listen();
        await this.agent('init', '--server', this.office.address, '--name', 'Гүл & Сый', '--origin', this.site.url);
        await this.agent('import', 'stock', join(data, 'world/payloads/stock'));  // what the business sells
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU', timezoneId: 'Asia/Almaty' });
        this.page = await context.newPage();
        this.complaints = [];
        this.page.on('pageerror', (error) => this.complaints.push(String(error)));
        await this.page.addInitScript(clock(begins));
        await this.page.addInitScript(() => {
            window.contacts = [];
            addEventListener('ch-contact', (event) => {  // this page has a telephone of its own
                event.preventDefault();
                window.contacts.push(event.detail);
            });
        });
        await this.page.goto(await this.office.invite('operator', `${this.site.url}/`));
        await until('the element is ready', () => this.reads((one) => one.host.getAttribute('state') === 'ready'), { patience: 120_000 });
    }
    async end() {
        this.postman?.close();
        await this.page?.context().close();
        this.site?.close();
        await this.office?.close();
    }

    // --- around the page
    async agent(command, ...words) { return await this.office.agent(command, '--data', this.office.owner, ...words); }
    async asked(command, ...words) { return JSON.parse(await this.agent(command, ...words, '--json')); }
    async audience(sends) {
        const [head, ...lines] = readFileSync(join(data, 'world/payloads/promo/campaigns/sends.csv'), 'utf8').split('\n');
        const file = join(this.office.folder, 'sends.csv');
        writeFileSync(file, [head, ...sends.map((id) => lines.find((line) => line.includes(id)))].join('\n') + '\n');
        const said = (await this.agent('audience', file, '--json')).trim().split('\n').map((line) => JSON.parse(line));
        return sends.map((id) => said.find((one) => one.send_id === id) ?? {});
    }
    async time(moment) { await this.page.evaluate((at) => window.story_clock(at), moment * 1000); }
    async arrives(moment) {
        if (moment !== null) await this.time(moment + minute);
        await this.postman.asks({ until: moment });
        await this.agent('sync');
    }
    async reads(act, argument) {
        return await this.page.evaluateHandle(() => document.querySelector('customer-history').shadowRoot).then((one) => one.evaluate(act, argument));
    }
    async text(part = '') { return await this.reads((one, name) => (name ? [...one.querySelectorAll(name)] : [one]).map((found) => found.textContent).join(' ').replaceAll('\u00a0', ' '), part); }
    async shows(words, part = '') { await until(`${words} in ${part || 'the page'}`, async () => (await this.text(part)).includes(words), { patience: 20_000 }); }
    async lacks(words, part = '') { await until(`no ${words} in ${part || 'the page'}`, async () => !(await this.text(part)).includes(words), { patience: 20_000 }); }

    // --- keys
    acts(what) { this.actions.push(what); }
    async presses(...keys) { for (const key of keys) await this.page.keyboard.press(key); }
    async focused() {
        return await this.reads((one) => {
            const at = one.activeElement;
            return at ? `${at.dataset.field ?? ''} ${at.getAttribute('aria-label') ?? ''} ${at.textContent}`.replaceAll('\u00a0', ' ') : '';
        });
    }
    // Tab, until what has the focus says these words: it must be reached, and nothing on the way may hold the focus.
    async tabs_to(words, key = 'Tab') {
        for (let press = 0; press < 120; press++) {
            if ((await this.focused()).includes(words)) return;
            await this.presses(key);
        }
        throw new Error(`Tab never comes to ${words}; the focus is at "${await this.focused()}"`);
    }

    // --- what a person does, one action each
    async opens_from_list(words) {
        this.acts(`opens who says ${words}`);
        await this.is_at_list();
        await this.shows(words, '.list');
        await this.tabs_to(words);
        await this.presses('Enter');
        await this.is_open();
    }
    async opens_by_number(number) {
        this.acts(`opens the card of ${number}`);
        await this.is_at_list();
        await this.presses('Slash');
        await this.page.keyboard.type(number);
        await until('the customer is found', () => this.reads((one) => one.querySelectorAll('.row [data-id], .row').length > 0 && one.querySelector('.list').textContent.length > 10));
        await this.presses('Enter');
        await this.is_open();
    }
    async is_at_list() {
        if ((await this.focused()) === '') await this.presses('Tab');
        if (!(await this.text('.side nav'))) await this.presses('u');
        await until('the list is there', () => this.text('.side nav'));
    }
    async is_open() { await until('a card is open', () => this.reads((one) => !!one.querySelector('[data-field=composer]') && !!one.querySelector('.side h1') && !!one.querySelector('.row'))); }
    async answers(channel) {
        this.acts(`saves words in ${channel}`);
        const told = await this.postman.asks({ channel });
        same(`the words in ${channel}`, told.new, 1);
        await this.time(told.at + minute);
        await this.agent('sync');
    }
    async calls() {
        this.acts('taps the telephone');
        await this.tabs_to('Позвонить');
        await this.presses('Enter');
        await until('the call goes out', () => this.page.evaluate(() => window.contacts.length === 1));
        same('the channel', await this.page.evaluate(() => window.contacts[0].channel), 'telephony');
    }
    // A word of the composer and, where it has one, a term that stands one key away; saved when the history has it.
    async writes(key, words, { term, about } = {}) {
        this.acts(`saves "${words}"`);
        await this.time((await this.postman.asks({ channel: 'notes', typed: true })).at);  // when it was said in the world
        if (await this.reads((one) => !!one.activeElement?.dataset.field)) await this.presses('Escape');
        if (about) {  // the newest record
            await this.presses('End');
            await until(`${about} has the focus`, () => this.reads((one, words) => one.activeElement?.closest('.row')?.textContent.includes(words) && !!one.querySelector('.acts'), about));
            await this.tabs_to('Заметка');
            await this.presses('Enter');
            await this.shows(about, '[part=composer]');
            await this.presses('Escape');
        }
        await this.presses(key);
        await until('the cursor is in the composer', () => this.reads((one) => one.activeElement?.dataset.field === 'composer'));
        await this.page.keyboard.type(words);
        if (term) {
            await this.tabs_to(term);
            await this.presses('Enter');
            await this.tabs_to('composer', 'Shift+Tab');
        }
        await this.presses('Control+Enter');
        await this.shows(words, '.list');
        await until('the field is empty again', () => this.reads((one) => one.querySelector('[data-field=composer]').value === ''));
        await this.presses('Escape');
    }
    // Of the one matter, or of the one that is chosen; `before`: the stage that the screen tells until then.
    async says_stage(words, before = 'на каком этапе') {
        this.acts(`says "${words}" of the matter`);
        await this.presses('s');
        await until('the cursor is in the stage', () => this.reads((one) => one.activeElement?.dataset.field === 'stage'));
        same('the stage before', await this.reads((one) => one.activeElement.placeholder), before);
        await this.page.keyboard.type(words);
        await this.presses('Enter');
        await until('the stage stands', () => this.reads((one, wanted) => one.querySelector('[data-field=stage]')?.placeholder === wanted, words));
    }
    async says_done() {
        this.acts('says of the matter that it is done');
        await this.presses('s');
        await until('the cursor is in the stage', () => this.reads((one) => one.activeElement?.dataset.field === 'stage'));
        await this.tabs_to('Выполнено');
        await this.presses('Enter');
        await this.shows('Вернуть', '[part=status]');
    }
    async finished(exactly) {
        const listed = this.actions.map((one, index) => `${index + 1} ${one}`).join('; ');
        if (this.actions.length !== exactly || exactly > bars[this.name]) throw new Error(`${this.actions.length} actions, not ${exactly}, the bar is ${bars[this.name]}: ${listed}`);
        same('complaints of the page', this.complaints.join('\n'), '');
        return `${exactly} actions, the bar is ${bars[this.name]}`;
    }
}

// What the agent says at the end: the steps of the story stand in one history in their order, and where there is an order, it is one,
// of the documents that the world knows. A step that was typed in the page has the page's own name and is not among them.
async function holds(story, { steps, order }) {
    const natives = (await story.asked('timeline', story.who)).rows.map((row) => row.native).reverse();
    const places = story.told.steps.map((one) => natives.indexOf(one.item.native_id));
    same('steps', places.filter((place) => place >= 0).length, steps);
    same('steps in their order', String(places), String([...places].sort((a, b) => a - b)));
    if (!order) return;
    const orders = (await story.asked('orders', story.who)).rows;
    same('orders', orders.length, 1);
    const documents = ['documents', 'parts'].flatMap((part) => orders[0][part] ?? []).map((one) => one.native);
    for (const one of story.told.same_order) if (!documents.includes(one.native_id)) throw new Error(`the order lacks ${one.channel} ${one.native_id}`);
}
// The words of the page have reached the agent.
async function reaches(story, ask) {
    await until('the page\'s words are with the agent', async () => (await story.agent('sync'), await ask()), { patience: 20_000 });
}

async function garland(story) {
    const [, , chat, direct, ordered, called, accounted] = story.at;
    await story.arrives(chat + 1);
    await story.opens_from_list('Гирлянда «Северное сияние»');
    await story.shows('Ждёт ответа', '.side');
    await story.shows('ИнтересГирлянда «Северное сияние»', '.side');  // what she looked at is on the card
    await story.answers('segment');  // "Уточню наличие и отвечу завтра до 12"
    await story.lacks('Ждёт ответа', '.side');
    await story.arrives(direct + 1);
    await story.opens_from_list('Instagram');
    await story.answers('instagram');
    await story.arrives(ordered + 1);
    await story.answers('notes');  // the order; it names her phone, so this is one customer from here on
    await story.shows('Почему один клиент', '.side');
    await story.shows('Чат на сайте', '.list');
    await story.time(called - minute);
    await story.calls();
    await story.arrives(accounted + 1);
    await story.arrives(null);
    await story.shows('Покупки1Заказ IG-STORY-1', '.side');
    await story.shows('ещё: 1С', '.side');  // one order, seen in both
    await story.lacks('Ждёт ответа', '.side');
    await holds(story, { steps: 7, order: true });
    const card = await story.asked('card', story.who, '--as-of', String((accounted + minute) * 1000));
    same('who waits', card.waiting, undefined);
    return await story.finished(6);
}

async function pickup(story) {
    const receipt = story.at[3];
    await story.arrives(receipt);
    await story.opens_by_number(story.who);
    for (const words of ['Заказ GS-STORY-2', 'Писать, не звонить', 'предпочитает']) await story.shows(words, '.side');
    await story.shows('готов к выдаче', '.list');  // the notice
    await story.time(receipt + minute);
    await story.arrives(null);  // the receipt: the till's own program
    for (const words of ['Выполнено', '1 покупка', 'ещё: Магазин']) await story.shows(words, '.side');  // no second sale
    await story.lacks('Открыто', '.side');
    await story.says_done();
    const matters = async () => (await story.asked('matters', story.who)).rows.map((one) => one.state).join();
    await reaches(story, async () => (await matters()) === 'done');
    await holds(story, { steps: 4, order: true });
    same('purchases', (await story.asked('card', story.who, '--as-of', String((receipt + 2 * minute) * 1000))).purchases.count, 1);
    return await story.finished(2);
}

async function loan(story) {
    const [applied, called, signed] = story.at;
    await story.arrives(applied + 1);
    await story.opens_from_list('Рассрочка');
    await story.shows('Ждёт ответа', '.side');
    await story.time(called - minute);
    await story.calls();
    await story.arrives(called + 1);
    await story.shows('3 мин 10 с', '.list');
    await story.writes('p', 'Пригласила в филиал, документы подготовим завтра до 12', { term: 'завтра 10:00', about: 'Звонок клиенту' });
    await story.says_stage('приглашена в филиал');
    await story.time(signed - minute);
    await story.opens_by_number(story.who);  // in the branch: nobody asks her anything again
    await story.shows('Пригласила в филиал', '.side');
    await story.answers('notes');  // the contract, with its documents: a program that has files
    await story.says_stage('договор подписан', 'приглашена в филиал');
    await story.arrives(null);
    for (const name of story.told.documents) await story.shows(name, '.list');
    let matter;
    await reaches(story, async () => ([matter] = (await story.asked('matters', story.who)).rows, matter.stage === 'договор подписан'));
    same('matters', (await story.asked('matters', story.who)).rows.length, 1);
    same('its channels', matter.channels.join(), 'callback,telephony,notes');
    same('what it is', matter.kind, 'case');
    await holds(story, { steps: 3 });
    return await story.finished(7);
}

async function complaint(story) {
    const [called, wrote] = story.at;
    await story.arrives(called + 1);
    await story.opens_by_number(story.who);
    await story.writes('b', 'Гирлянда «Северное сияние» 10 м не работает', { about: 'Звонок от клиента' });
    await story.shows('Акции остановлены', '.side');
    await story.arrives(wrote + 1);
    await story.opens_from_list('Звонил вчера');
    await story.shows('Ждёт ответа', '.side');
    await story.shows('Жалоба: Гирлянда «Северное сияние» 10 м не работает', '.side');
    await story.answers('whatsapp');
    await story.lacks('Ждёт ответа', '.side');
    await story.shows('Виктор, завтра до 14:00 сообщу решение', '.side');
    await reaches(story, async () => (await story.asked('card', story.who, '--as-of', String((wrote + 60 * minute) * 1000))).open.some((one) => one.kind === 'complaint'));
    const card = await story.asked('card', story.who, '--as-of', String((wrote + 60 * minute) * 1000));
    same('who waits', card.waiting, undefined);
    same('complaints', card.open.filter((one) => one.kind === 'complaint').map((one) => one.product).join(), 'GR-100');
    const matters = (await story.asked('matters', story.who)).rows;
    same('complaints among the matters', matters.filter((one) => one.kind === 'complaint').length, 1);
    await holds(story, { steps: 2 });
    // The campaign's list, asked of the agent: it skips him for this product, and not for another.
    story.acts('asks for the audience');
    const told = (await story.audience([story.told.blocked_send, story.told.allowed_send])).map((one) => [one.decision, one.reasons?.[0]?.kind ?? ''].join(' '));
    same('the campaign', told.join('; '), 'block complaint; allow ');
    return await story.finished(5);
}

needBuilt();
const browser = await openBrowser();
for (const [name, tell] of Object.entries({ GARLAND: garland, PICKUP: pickup, LOAN: loan, COMPLAINT: complaint }))
    await step(`${name} by keyboard alone`, async () => {
        const story = new Story(name);
        try {
            await story.begin(browser);
            return await tell(story);
        } catch (error) {
            if (process.env.HISTORY_SHOT && story.page) await story.page.screenshot({ path: process.env.HISTORY_SHOT });
            throw error;
        } finally {
            await story.end();
        }
    });
await browser.close();
finish('stories');
