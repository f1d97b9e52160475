const body = document.querySelector('tbody'), sum = document.querySelector('#sum');
const rowsMax = 200;
const format = new Intl.NumberFormat('ru');

function row(entry, fresh) {
    const line = document.createElement('tr');
    for (const text of [format.format(entry.gpos), entry.stream === 'roster' ? 'устройства' : entry.stream.slice(0, 10), format.format(entry.bytes), entry.cipher]) {
        const cell = document.createElement('td');
        cell.textContent = text;
        line.append(cell);
    }
    if (fresh) line.className = 'fresh';
    return line;
}

new EventSource('/seen').onmessage = (event) => {
    const seen = JSON.parse(event.data);
    body.prepend(...seen.rows.slice(0, rowsMax).map((entry) => row(entry, !seen.first)));
    while (body.rows.length > rowsMax) body.lastElementChild.remove();
    sum.textContent = `Записей: ${format.format(seen.count)}, байт: ${format.format(seen.bytes)}`;
};
