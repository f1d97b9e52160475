// The demo's workspace, the same for the same seed and moment: one customer's story over all six channels, and a few hundred
// ordinary customers. makeStory() gives files as the sources would deliver them; live() gives webhooks for the running demo.
import * as make from './story/payloads.mjs';
import { answers, business, campaigns, firstNames, fullName, goods, lastNames, letters, pages, questions, subjects, thanks } from './story/words.mjs';

const minute = 60_000, hour = 60 * minute, day = 24 * hour;

function randomOf(seed) {  // mulberry32 (Tommy Ettinger, public domain)
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const below = (bound) => Math.floor(next() * bound);
    return { below, chance: (share) => next() < share, of: (list) => list[below(list.length)],
        hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join('') };
}

class Files {
    constructor(random) {
        this.random = random;
        this.whatsapp = [];
        this.updates = [];
        this.sent = [];
        this.mails = [];
        this.calls = [];
        this.till = [];
        this.visits = [];
        this.count = 0;
    }
    next() { return ++this.count; }
    wamid() { return `wamid.${this.random.hex(32).toUpperCase()}AA==`; }
    wa(person, ms, text, out = false) {
        this.whatsapp.push([ms, out ? make.whatsappOut(person, this.wamid(), ms, text) : make.whatsappIn(person, this.wamid(), ms, text)]);
    }
    tg(person, ms, text, out = false) {
        const message = 1000 + this.next();
        if (out) this.sent.push([ms, make.telegramSent(person, message, ms, text)]);
        else this.updates.push([ms, make.telegramUpdate(710000000 + message, person, message, ms, text)]);
    }
    contact(person, ms) {
        const message = 1000 + this.next();
        this.updates.push([ms, make.telegramUpdate(710000000 + message, person, message, ms, '', person.phone)]);
    }
    mail(person, ms, subject, text, { out = false, answers: answered } = {}) {
        const id = `<${this.random.hex(16)}.${Math.floor(ms / 1000)}@${out ? business.site : 'mail.example'}>`;
        this.mails.push([ms, make.mail({ id, ms, subject, text, answers: answered, from: out ? business.mail : person.mail,
            fromName: out ? business.name : person.name, to: out ? person.mail : business.mail })]);
        return id;
    }
    call(person, ms, { inbound = true, rings = 8, talks = 0, extension = '101' } = {}) {
        this.calls.push([ms, make.callRow({ phone: person.phone, extension, inbound, ms, rings, talks, sequence: this.next() })]);
    }
    receipt(person, ms, bought) {
        const number = 880000 + this.next();
        for (const good of bought) this.till.push([ms, make.tillRow({ number, good, quantity: 1, ms, phone: person?.phone })]);
    }
    visit(cookie, ms, calls) {
        this.visits.push([ms, { batch: calls.map((call, index) => call(`ajs-${ms}-${this.random.hex(8)}`, cookie, ms + index * 40_000)) }]);
    }
    cookie() {
        const h = (digits) => this.random.hex(digits);
        return `${h(8)}-${h(4)}-4${h(3)}-8${h(3)}-${h(12)}`;
    }
    files() {
        const lines = (list) => list.sort((a, b) => a[0] - b[0]).map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)) + '\n').join('');
        const files = {
            [`whatsapp/${business.whatsapp}/webhooks.jsonl`]: lines(this.whatsapp),
            [`telegram/${business.bot.username}/updates.jsonl`]: lines(this.updates),
            [`telegram/${business.bot.username}/sent.jsonl`]: lines(this.sent),
            'telephony/pbx/Master.csv': lines(this.calls),
            'pos/till-1/receipts.csv': make.tillHeader + '\n' + lines(this.till),
            'segment/site/batches.jsonl': lines(this.visits),
        };
        this.mails.sort((a, b) => a[0] - b[0]).forEach(([, text], index) => { files[`email/${business.mail}/${String(index + 1).padStart(6, '0')}.eml`] = text; });
        return files;
    }
}

// She saw an advertisement, looked at the site, wrote, called, bought at the till and complained.
export const heroine = {
    first: 'Айжан', last: 'Сейткали', name: 'Айжан Сейткали', phone: '+77070001234', mail: 'aizhan.seitkali@mail.example', telegram: 520001234, user: 'u-1207',
};
function story(files, now) {
    const at = (days, hours = 0, minutes = 0) => now - days * day + hours * hour + minutes * minute;
    const cookie = files.cookie();
    files.visit(cookie, at(6, -3), [
        (id, who, ms) => make.page(id, who, ms, ['/peonies', 'Пионы из Алматинской области'], ['instagram', 'cpc', 'peonies_may']),
        (id, who, ms) => make.track(id, who, ms, 'Product Viewed', goods[2]),
        (id, who, ms) => make.page(id, who, ms, ['/delivery', 'Доставка и оплата']),
    ]);
    files.visit(cookie, at(5, -1), [
        (id, who, ms) => make.page(id, who, ms, ['/peonies', 'Пионы из Алматинской области']),
        (id, who, ms) => make.identify(id, who, ms, heroine),
    ]);
    files.wa(heroine, at(5, 0, -40), 'Здравствуйте! Увидела у вас пионы, пятнадцать стеблей. Они крупные? Нужны маме на день рождения');
    files.wa(heroine, at(5, 0, -31), 'Здравствуйте, Айжан! Да, бутоны крупные, свежий срез в пятницу. Отложить для вас?', true);
    files.wa(heroine, at(5, 0, -28), 'Отложите, пожалуйста. Заберу сама');
    files.call(heroine, at(2, -5), { talks: 74, extension: '102' });
    files.receipt(heroine, at(2, -2), [goods[2], goods[9], goods[8]]);
    files.contact(heroine, at(1, -6));
    files.tg(heroine, at(1, -6, 1), 'Сегодня утром два пиона уже опустили головы, а ваза с трещиной. Очень обидно, это был подарок');
    files.tg(heroine, at(1, -5), 'Айжан, нам очень жаль. Пришлите, пожалуйста, фото, мы всё заменим.', true);
    const first = files.mail(heroine, at(1, -2), 'Жалоба: пионы и ваза', 'Добрый день!\n\nВчера купила у вас пионы и вазу. Цветы завяли на следующее утро, у вазы трещина по дну.\nФото отправила в Telegram. Прошу вернуть деньги за вазу и заменить цветы.\n\nАйжан Сейткали\n+7 (707) 000-12-34');
    files.mail(heroine, at(0, -20), 'Re: Жалоба: пионы и ваза', 'Здравствуйте, Айжан! Вазу заменим сегодня, цветы соберём заново. Когда вам удобно принять курьера?', { out: true, answers: first });
    files.wa(heroine, at(0, -2), 'Курьера ждала до часу, никто не приехал. Когда это решится?');
}

function ordinary(files, random, index, now) {
    const first = random.of(firstNames), last = random.of(lastNames);
    const person = { first, last, name: fullName(first, last), user: `u-${2000 + index}`, telegram: 530000000 + index * 37,
        phone: `+7${random.of(['701', '702', '705', '707', '747', '771', '777', '778'])}000${String(1300 + index).padStart(4, '0')}`,
        mail: random.chance(0.4) ? `client${index}@mail.example` : '' };
    const when = () => {  // in the last forty days, at an hour when people write
        const midnight = Math.floor((now + 5 * hour) / day) * day - 5 * hour;
        return midnight - (1 + random.below(40)) * day + 9 * hour + random.below(11 * hour);
    };
    if (random.chance(0.35)) {
        const cookie = files.cookie(), ms = when(), seen = random.of(goods), campaign = random.chance(0.5) ? random.of(campaigns) : undefined;
        files.visit(cookie, ms, [(id, who, at) => make.page(id, who, at, random.of(pages), campaign),
            (id, who, at) => make.track(id, who, at, 'Product Viewed', seen),
            ...(random.chance(0.5) ? [(id, who, at) => make.identify(id, who, at, person)] : [])]);
    }
    const talk = (write) => {
        const unanswered = random.chance(0.06);
        let ms = unanswered ? now - 10 * minute - random.below(7 * hour) : when();
        write(ms, random.of(questions), false);
        if (!unanswered) {
            write((ms += 2 * minute + random.below(30 * minute)), random.of(answers), true);
            if (random.chance(0.6)) write((ms += minute + random.below(10 * minute)), random.of(thanks), false), write(ms + 40_000, 'Пожалуйста! Хорошего дня.', true);
        }
    };
    if (random.chance(0.5)) talk((ms, text, out) => files.wa(person, ms, text, out));
    if (random.chance(0.3)) talk((ms, text, out) => files.tg(person, ms, text, out));
    if (random.chance(0.35)) {
        const ms = when(), talks = random.chance(0.8) ? 20 + random.below(180) : 0;
        files.call(person, ms, { inbound: true, talks, extension: random.of(['101', '102', '103']) });
        if (!talks) files.call(person, ms + 20 * minute, { inbound: false, talks: 45, extension: '101' });
    }
    if (random.chance(0.4)) files.receipt(person, when(), Array.from({ length: 1 + random.below(3) }, () => random.of(goods)));
    if (person.mail && random.chance(0.5)) {
        const unanswered = random.chance(0.08), ms = unanswered ? now - hour - random.below(20 * hour) : when(), subject = random.of(subjects);
        const asked = files.mail(person, ms, subject, random.of(letters));
        if (!unanswered) files.mail(person, ms + 3 * hour, `Re: ${subject}`, random.of(answers), { out: true, answers: asked });
    }
}

// Path -> text: CHANNEL/ACCOUNT/FILE, as `history-agent import` takes a folder of a channel.
export function makeStory(seed, now, customers = 300) {
    const random = randomOf(seed), files = new Files(random);
    story(files, now);
    for (let index = 0; index < customers; ++index) ordinary(files, random, index, now);
    return files.files();
}

export const agentConfig = (secret) => ({
    country: 'KZ', currency: 'KZT', zone: '+05:00',
    secrets: { telegram_secret_token: secret, meta_app_secret: secret, meta_verify_token: secret },
    accounts: {
        telegram: { [business.bot.username]: { own: [String(business.bot.id)] } }, whatsapp: { [business.whatsapp]: { own: [business.whatsapp] } },
        email: { [business.mail]: { own: [business.mail] } }, telephony: { pbx: { extensions: ['101', '102', '103'] } },
        pos: { 'till-1': {} }, segment: { site: {} },
    },
});

// What happens while the demo runs: {channel, body}, one after another, never the same twice.
export function* live(seed, now) {
    const random = randomOf(seed), files = new Files(random);
    yield { channel: 'whatsapp', account: business.whatsapp,
        body: make.whatsappIn(heroine, files.wamid(), now(), 'Я всё ещё жду ответа. Курьер сегодня будет?') };
    for (let index = 0; ; ++index) {
        const first = random.of(firstNames), last = random.of(lastNames);
        const person = { first, last, name: fullName(first, last), telegram: 590000000 + index,
            phone: `+7${random.of(['701', '705', '747', '777'])}000${String(7000 + (index % 2000)).padStart(4, '0')}` };
        const message = 500000 + index;
        yield index % 2 === 0
            ? { channel: 'telegram', account: business.bot.username,
                body: make.telegramUpdate(760000000 + message, person, message, now(), random.of(questions)) }
            : { channel: 'whatsapp', account: business.whatsapp, body: make.whatsappIn(person, files.wamid(), now(), random.of(questions)) };
    }
}
