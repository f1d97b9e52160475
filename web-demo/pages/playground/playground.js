// Rows are made of the package's manifest, so nothing that the element offers is left out here.
const element = document.querySelector('customer-history'), controls = document.querySelector('#controls'), log = document.querySelector('#log');
const { chosen } = await (await fetch('/receipts')).json();
const manifest = (await (await fetch('custom-elements.json')).json()).modules[0].declarations[0];
const make = (tag, more = {}, ...children) => {
    const one = Object.assign(document.createElement(tag), more);
    one.append(...children);
    return one;
};
const quoted = (value) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value));

const page = { slots: new Map(), styles: new Map(), listeners: new Map() };  // what the shown code holds beside attributes
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];
function refresh() {
    const attributes = element.getAttributeNames().filter((name) => name !== 'state' && name !== 'style').map((name) => (element.getAttribute(name) === '' ? ` ${name}` : ` ${name}="${element.getAttribute(name)}"`)).join('');
    const slotted = [...page.slots.values()].map((line) => `\n  ${line}`).join('');
    const rules = [...page.styles.values()];
    document.querySelector('#code').textContent = `<script type="module" src="/customer-history/element.js"></script>\n<customer-history${attributes}>${slotted}${slotted ? '\n' : ''}</customer-history>`
        + (rules.length ? `\n<style>\n${rules.join('\n')}\n</style>` : '') + (page.listeners.size ? `\n<script>\n${[...page.listeners.values()].join('\n')}\n</script>` : '');
    sheet.replaceSync(rules.join('\n'));
    document.querySelector('#state').textContent = `state: ${element.state}`;
}
function row(kind, name, about, ...parts) {
    const one = make('div', { className: 'row' }, make('div', { className: 'line' }, make('b', { textContent: name }), ...parts.filter((part) => part.tagName !== 'CODE' && part.tagName !== 'OUTPUT')),
        ...(about ? [make('p', { textContent: about })] : []), ...parts.filter((part) => part.tagName === 'CODE' || part.tagName === 'OUTPUT'));
    one.dataset.row = `${kind} ${name}`;
    return one;
}
const group = (title, rows) => controls.append(make('h2', { textContent: title }), ...rows);
const choices = (type) => [...type.matchAll(/'([^']*)'/g)].map(([, one]) => one);

// ------------------------------------------------------------------------------------------- attributes and properties
const about = new Map(manifest.attributes.map((one) => [one.name, one.description]));
const at_start = new Set(['assets', 'sync', 'country', 'loading', 'expected']);
group('Attributes and properties', [...new Map([...manifest.attributes, ...manifest.members.filter(({ kind }) => kind === 'field')].map((one) => [one.name, one])).values()].map(({ name, type, readonly, description }) => {
    const code = make('code');
    const read = () => {
        const value = name === 'lang' ? element.lang : element[name];
        code.textContent = name === 'state' || readonly ? `element.${name}  // ${quoted(value)}` : `element.${name} = ${quoted(value ?? null)};`;
    };
    page.read = [...(page.read ?? []), read];
    const words = choices(type.text);
    let field;
    if (name === 'state' || readonly) field = make('span', { textContent: 'read-only' });
    else if (type.text === 'boolean') field = make('input', { type: 'checkbox', checked: element[name] });
    else if (words.length) field = make('select', {}, ...words.map((word) => make('option', { value: word, textContent: word, selected: word === element[name] })));
    else field = make('input', { value: element[name] ?? '', placeholder: name === 'customer' ? chosen : '' });
    field.ariaLabel = name;
    field.addEventListener('change', () => {
        if (field.type === 'checkbox') element[name] = field.checked;
        else element[name] = field.value || (name === 'customer' ? null : '');
        tell();
    });
    return row('attribute', name, [about.get(name) ?? description, at_start.has(name) ? 'Read when it starts: press Restart.' : ''].filter(Boolean).join(' '), field, code);
}));
const restart = make('button', { textContent: 'Restart', onclick: () => { const parent = element.parentNode, next = element.nextSibling; element.remove(); setTimeout(() => parent.insertBefore(element, next)); } });
controls.append(make('div', { className: 'row' }, restart));
function tell() {
    for (const read of page.read) read();
    refresh();
}

// ------------------------------------------------------------------------------------------------------------- methods
const given = {
    join: [''], unlock: ['a long passphrase', { hours: 8 }], setPassphrase: ['a long passphrase', ''], write: [chosen, 'note', 'Written by the playground'], find: ['Айг'], why: [chosen],
    check: [{ channel: 'whatsapp', purpose: 'promo', customer: chosen }], ring: [chosen, { line: 'Support line' }], showItem: [''], restore: [{ customer: chosen, view: 'waiting', query: '' }], purge: [{ force: false }],
};
group('Methods', manifest.members.filter(({ kind }) => kind === 'method').map(({ name, description, parameters = [] }) => {
    const fields = parameters.map((one, index) => {
        const value = given[name]?.[index] ?? '';
        return make('input', { value: typeof value === 'string' ? value : JSON.stringify(value), ariaLabel: `${name}: ${one.name}`, placeholder: one.name });
    });
    const values = () => fields.map((field, index) => (typeof (given[name]?.[index]) === 'object' ? JSON.parse(field.value || '{}') : field.value));
    const code = make('code'), out = make('output');
    const show = () => { try { code.textContent = `await element.${name}(${values().map(quoted).join(', ')});`; } catch { code.textContent = 'not JSON'; } };
    fields.forEach((field) => field.addEventListener('input', show));
    show();
    const run = make('button', { textContent: 'Run', ariaLabel: `Run ${name}`, onclick: async () => {
        out.textContent = '…';
        try {
            const answer = await element[name](...values());
            out.textContent = answer === undefined ? 'done' : typeof answer === 'string' ? answer : JSON.stringify(answer);
        } catch (error) {
            out.textContent = `${error.code ? `${error.code}: ` : ''}${error.message}`;
        }
        tell();
    } });
    return row('method', name, description, ...fields, run, code, out);
}));

// -------------------------------------------------------------------------------------------------------------- events
group('Events', manifest.events.map(({ name, description }) => {
    const out = make('output', { textContent: 'not yet' }), code = make('code', { textContent: `element.addEventListener('${name}', (event) => …);` });
    const cancels = description.startsWith('Cancelable') ? make('input', { type: 'checkbox', ariaLabel: `prevent ${name}` }) : null;
    let count = 0;
    element.addEventListener(name, (event) => {
        if (cancels?.checked) event.preventDefault();
        const detail = JSON.stringify(event.detail);
        out.textContent = `${++count} times, last: ${detail}`;
        log.prepend(make('li', { textContent: `${new Date().toLocaleTimeString('en-GB')} ${name} ${detail}` }));
        while (log.children.length > 200) log.lastChild.remove();
        tell();
    });
    cancels?.addEventListener('change', () => {
        if (cancels.checked) page.listeners.set(name, `element.addEventListener('${name}', (event) => event.preventDefault());`);
        else page.listeners.delete(name);
        refresh();
    });
    return row('event', name, description, ...(cancels ? [make('label', {}, cancels, ' preventDefault()')] : []), code, out);
}));

// ------------------------------------------------------------------------------------------------ slots, parts, colours
group('Slots', manifest.slots.filter(({ name }) => name).map(({ name, description }) => {
    const box = make('input', { type: 'checkbox', ariaLabel: `slot ${name}` }), line = `<p slot="${name}">Your own ${name}</p>`;
    const own = make('p', { className: 'own', textContent: `Your own ${name}`, slot: name });
    box.addEventListener('change', () => {
        if (box.checked) element.append(own), page.slots.set(name, line);
        else own.remove(), page.slots.delete(name);
        refresh();
    });
    return row('slot', name, description, box, make('code', { textContent: line }));
}));
const rules = { '': '', hide: 'display: none;', frame: 'outline: 2px solid #1b5cbe; outline-offset: -2px;', round: 'border-radius: 12px;' };
group('Parts', manifest.cssParts.map(({ name, description }) => {
    const code = make('code', { textContent: `customer-history::part(${name}) { … }` });
    const field = make('select', { ariaLabel: `part ${name}` }, ...Object.keys(rules).map((one) => make('option', { value: one, textContent: one || 'as it is' })));
    field.addEventListener('change', () => {
        const rule = `customer-history::part(${name}) { ${rules[field.value]} }`;
        if (field.value) page.styles.set(`part ${name}`, rule);
        else page.styles.delete(`part ${name}`);
        code.textContent = rule;
        refresh();
        again();
    });
    return row('part', name, description, field, code);
}));
// Colours and hidden parts are read when the theme changes.
function again() {
    const before = element.theme;
    element.theme = before === 'dark' ? 'light' : 'dark';
    element.theme = before;
}
group('Colours', manifest.cssProperties.map(({ name, description }) => {
    const code = make('code', { textContent: `customer-history { ${name}: … }` });
    const field = make('input', { type: 'color', ariaLabel: name, value: '#888888' });
    field.addEventListener('change', () => {
        const rule = `customer-history { ${name}: ${field.value}; }`;
        page.styles.set(name, rule);
        code.textContent = rule;
        refresh();
        again();
    });
    return row('colour', name, description, field, make('button', { textContent: 'As it was', onclick: () => { page.styles.delete(name); code.textContent = `customer-history { ${name}: … }`; refresh(); again(); } }), code);
}));
group('States', manifest.cssStates.map(({ name }) => row('state', name, '', make('code', { textContent: `customer-history:state(${name}) { … }` }))));
tell();

const join = async () => element.join((await (await fetch('/invite')).json()).link);
element.addEventListener('ch-state', (event) => { if (event.detail.to === 'joining') join().catch(console.error); });
if (element.state === 'joining') join().catch(console.error);
