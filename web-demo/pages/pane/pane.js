// A device of its own. The first time it asks the demo for an invite; later it has joined already.
const element = document.querySelector('customer-history');
const theme = new URLSearchParams(location.search).get('theme');
if (theme) element.theme = theme;

async function join() {
    if (location.hash.includes('join=')) return;
    const { link } = await (await fetch('/invite')).json();
    await element.join(link);
}
element.addEventListener('ch-state', (event) => {
    if (event.detail.to === 'joining') join().catch((error) => console.error(error));
});
if (element.state === 'joining') join().catch((error) => console.error(error));

// The page around tells when the relay is back: no need to wait for the next attempt.
addEventListener('message', (event) => {
    if (event.data === 'connected' && event.source === parent) element.syncNow?.().catch(() => {});
});
