const element = document.querySelector('customer-history'), rules = document.querySelector('#hostile');
document.querySelector('#calm').onclick = (event) => {
    rules.disabled = !rules.disabled;
    event.target.textContent = rules.disabled ? 'С враждебными правилами' : 'Без враждебных правил';
};
element.customer = (await (await fetch('/receipts')).json()).chosen;
const join = async () => element.join((await (await fetch('/invite')).json()).link);
element.addEventListener('ch-state', (event) => { if (event.detail.to === 'joining') join().catch(console.error); });
if (element.state === 'joining') join().catch(console.error);
