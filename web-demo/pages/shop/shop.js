// The shop's own page: it knows its receipts and puts the chosen one's phone into the widget's attribute. That is all it does.
const element = document.querySelector('customer-history'), body = document.querySelector('tbody');
const money = new Intl.NumberFormat('ru', { style: 'currency', currency: 'KZT', maximumFractionDigits: 0 });

const { receipts, chosen } = await (await fetch('/receipts')).json();
for (const { number, phone, sum } of receipts) {
    const line = body.insertRow();
    for (const text of [number, phone, money.format(sum)]) line.insertCell().textContent = text;
    line.onclick = () => {
        body.querySelector('.chosen')?.classList.remove('chosen');
        line.classList.add('chosen');
        element.customer = phone;
    };
}
[...body.rows].find((line) => line.cells[1].textContent === chosen)?.click();

const join = async () => element.join((await (await fetch('/invite')).json()).link);
element.addEventListener('ch-state', (event) => { if (event.detail.to === 'joining') join().catch(console.error); });
if (element.state === 'joining') join().catch(console.error);
