const places = await (await fetch('/places')).json();
for (const link of document.querySelectorAll('nav a')) link.href = places[link.id];
const theme = new URLSearchParams(location.search).get('theme');
for (const section of document.querySelectorAll('section')) {
    const name = section.dataset.pane, frame = section.querySelector('iframe'), control = section.querySelector('input');
    frame.src = places[name] + (theme ? `/?theme=${theme}` : '/');
    control?.addEventListener('change', async () => {
        await fetch(`/cut?pane=${name}&cut=${control.checked ? 0 : 1}`, { method: 'POST' });
        section.querySelector('span').textContent = control.checked ? 'Сеть' : 'Нет сети';
        if (control.checked) frame.contentWindow.postMessage('connected', places[name]);
    });
}
