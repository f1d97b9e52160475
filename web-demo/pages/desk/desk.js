// A help desk that knows tickets and calls, and nothing of channels: a call pops the caller's card, contacts go through the
// desk's own telephone, and a button of its own stands under the card.
const element = document.querySelector('customer-history');
const $ = (name) => document.querySelector(name);
const { receipts, chosen } = await (await fetch('/receipts')).json();
const told = (words) => $('#done').prepend(Object.assign(document.createElement('li'), { textContent: words }));

const tickets = [{ number: 'T-1042', phone: chosen }, ...receipts.slice(0, 6).map(({ number, phone }) => ({ number: `T-${number.replace(/\D/g, '').slice(-4)}`, phone }))];
let open = null;
for (const { number, phone } of tickets) {
    const button = Object.assign(document.createElement('button'), { textContent: `${number} · ${phone}`, onclick: () => {
        $('#tickets [aria-current]')?.removeAttribute('aria-current');
        button.ariaCurrent = 'true';
        element.customer = open = phone;
    } });
    $('#tickets').append(Object.assign(document.createElement('li'), {}));
    $('#tickets').lastChild.append(button);
}

// What a telephone exchange would tell this page.
$('#call').onclick = () => {
    element.ring(open = chosen, { line: 'Линия поддержки' });
    $('#line').textContent = `Звонит ${chosen}`;
    [$('#call').hidden, $('#hang').hidden] = [true, false];
};
$('#hang').onclick = () => {
    element.ring('');
    $('#line').textContent = 'Линия свободна';
    [$('#call').hidden, $('#hang').hidden] = [false, true];
};
element.addEventListener('ch-contact', (event) => {
    event.preventDefault();  // the desk's own telephone and mail do it
    told(`${event.detail.channel}: ${event.detail.value}`);
});
element.addEventListener('ch-select', (event) => { open = event.detail.customer; });
$('#ticket').onclick = async () => {
    const number = `T-${1043 + $('#done').children.length}`;
    await element.write(open, 'note', `Обращение ${number}`);
    told(`${number}: создано`);
};

const join = async () => element.join((await (await fetch('/invite')).json()).link);
element.addEventListener('ch-state', (event) => { if (event.detail.to === 'joining') join().catch(console.error); });
if (element.state === 'joining') join().catch(console.error);
