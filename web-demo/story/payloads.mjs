// Payloads in the formats of the six channels, as the sources deliver them. Times are ms since 1970; the business writes
// local times of UTC+05:00.
import { business } from './words.mjs';

const zoneMs = 5 * 3600_000;
const two = (value) => String(value).padStart(2, '0');
const local = (ms) => new Date(ms + zoneMs).toISOString().slice(0, 19).replace('T', ' ');
const seconds = (ms) => Math.floor(ms / 1000);

// Telegram Bot API: an Update, and the answer of sendMessage for what the bot wrote.
export function telegramUpdate(id, person, message, ms, text, contact) {
    const from = { id: person.telegram, is_bot: false, first_name: person.first, last_name: person.last, language_code: 'ru' };
    const body = { message_id: message, from, chat: { id: person.telegram, first_name: person.first, type: 'private' }, date: seconds(ms) };
    if (contact) body.contact = { phone_number: contact, first_name: person.first, user_id: person.telegram };
    else body.text = text;
    return { update_id: id, message: body };
}
export function telegramSent(person, message, ms, text) {
    return { ok: true, result: {
        message_id: message, from: { id: business.bot.id, is_bot: true, first_name: business.bot.name, username: business.bot.username },
        chat: { id: person.telegram, first_name: person.first, type: 'private' }, date: seconds(ms), text } };
}

// WhatsApp Cloud API: a webhook with a message of the customer, or an echo of what we wrote in the phone's application.
function whatsapp(value, field) {
    return { object: 'whatsapp_business_account', entry: [{ id: '20700000900100', changes: [{ field, value: {
        messaging_product: 'whatsapp', metadata: { display_phone_number: business.whatsapp, phone_number_id: '107700000900177' }, ...value } }] }] };
}
const contacts = (person) => [{ profile: { name: person.first }, wa_id: person.phone.slice(1) }];
export const whatsappIn = (person, id, ms, text) => whatsapp({ contacts: contacts(person),
    messages: [{ from: person.phone.slice(1), id, timestamp: String(seconds(ms)), type: 'text', text: { body: text } }] }, 'messages');
export const whatsappOut = (person, id, ms, text) => whatsapp({ contacts: contacts(person),
    message_echoes: [{ from: business.whatsapp, to: person.phone.slice(1), id, timestamp: String(seconds(ms)), type: 'text', text: { body: text } }],
}, 'smb_message_echoes');

// RFC 5322 with UTF-8 in base64.
export function mail({ from, fromName, to, subject, text, ms, id, answers }) {
    const word = (value) => `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
    const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    const at = new Date(ms + zoneMs);
    const date = `${days[at.getUTCDay()]}, ${two(at.getUTCDate())} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0500`;
    return [`Message-ID: ${id}`, ...(answers ? [`In-Reply-To: ${answers}`, `References: ${answers}`] : []), `Date: ${date}`,
        `From: ${word(fromName)} <${from}>`, `To: <${to}>`, `Subject: ${word(subject)}`, 'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64', '',
        Buffer.from(text).toString('base64').replace(/(.{76})/g, '$1\r\n'), ''].join('\r\n');
}

// Asterisk Master.csv: cdr-csv with loguniqueid, loguserfield, newcdrcolumns (21 columns).
export function callRow({ phone, extension, inbound, ms, rings, talks, sequence }) {
    const unique = `${seconds(ms)}.${sequence}`;
    const [src, dst] = inbound ? [phone, extension] : [extension, phone];
    const cells = ['', src, dst, inbound ? 'from-trunk' : 'from-internal', `""${src}"" <${src}>`,
        inbound ? `PJSIP/trunk-${sequence}` : `PJSIP/${extension}-${sequence}`, inbound ? `PJSIP/${extension}-${sequence}` : `PJSIP/trunk-${sequence}`,
        'Dial', `PJSIP/${dst},60`, local(ms), talks ? local(ms + rings * 1000) : '', local(ms + (rings + talks) * 1000), rings + talks, talks,
        talks ? 'ANSWERED' : 'NO ANSWER', 'DOCUMENTATION', unique, '', '', unique, sequence];
    return cells.map((cell) => (typeof cell === 'number' ? String(cell) : `"${cell}"`)).join(',');
}

export const tillHeader = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Phone,OrderRef';
export const tillRow = ({ number, good: [sku, name, price], quantity, ms, phone }) =>
    `${number},${sku},"${name}",${quantity},${local(ms)},${price},,Kazakhstan,${phone ?? ''},`;

// Segment: one call of the HTTP API; a batch is {batch: [calls]}.
const context = (campaign) => ({ locale: 'ru-RU', timezone: 'Asia/Almaty', library: { name: 'analytics.js', version: 'next-1.70.0' },
    ...(campaign ? { campaign: { source: campaign[0], medium: campaign[1], name: campaign[2] } } : {}) });
const stamped = (ms) => ({ originalTimestamp: new Date(ms).toISOString(), timestamp: new Date(ms).toISOString() });
export function page(id, cookie, ms, [path, title], campaign) {
    const search = campaign ? `?utm_source=${campaign[0]}&utm_medium=${campaign[1]}&utm_campaign=${campaign[2]}` : '';
    return { type: 'page', name: title, messageId: id, anonymousId: cookie, context: context(campaign), ...stamped(ms), properties: {
        path, title, search, url: `https://${business.site}${path}${search}`, referrer: campaign ? `https://${campaign[0]}.example/` : '' } };
}
export const track = (id, cookie, ms, event, [sku, name, price]) => ({ type: 'track', event, messageId: id, anonymousId: cookie,
    context: context(), ...stamped(ms), properties: { product_id: sku, sku, name, price, currency: 'KZT' } });
export const identify = (id, cookie, ms, person) => ({ type: 'identify', messageId: id, anonymousId: cookie, userId: person.user,
    context: context(), ...stamped(ms), traits: { name: person.name, phone: person.phone, ...(person.mail ? { email: person.mail } : {}) } });
