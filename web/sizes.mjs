// The size of each file of build/web, raw and as gzip and brotli send it, against web/budget.json. As a program it prints one
// JSON line per figure (./dev bench widget) and ends with 1 when something is over its budget; build.mjs fails then too.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(dirname(here), 'build/web');

export function sizes() {
    const { files: budgets, sums } = JSON.parse(readFileSync(join(here, 'budget.json'), 'utf8'));
    const files = {};
    for (const name of readdirSync(folder).filter((one) => /(\.(js|mjs|wasm|otf)|^words-\w+\.json)$/.test(one) && one !== 'copy-files.mjs')) {
        const bytes = readFileSync(join(folder, name));
        const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
        files[name] = { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli, budget: budgets[name] };
    }
    const totals = Object.entries(sums).map(([name, { files: parts, budget, bar }]) =>
        ({ name, brotli: parts.reduce((sum, part) => sum + (files[part]?.brotli ?? Infinity), 0), budget, bar }));
    const over = [...Object.entries(files).map(([name, one]) => ({ name, ...one })), ...totals].filter(({ brotli, budget }) => !(brotli <= budget))
        .map(({ name, brotli, budget }) => `${name}: ${brotli} bytes, ${budget === undefined ? 'and no budget is written for it' : `over its budget of ${budget}`} (web/budget.json)`);
    return { files, totals, over };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    if (!existsSync(join(folder, 'element.js'))) throw new Error(`${folder} is empty: ./dev build makes it`);
    const { files, totals, over } = sizes();
    for (const [name, { raw, gzip, brotli, budget }] of Object.entries(files))
        console.log(JSON.stringify({ name: `widget_bytes_brotli ${name}`, value: brotli, unit: 'B', median_of: 1, raw, gzip, budget }));
    for (const { name, brotli, budget, bar } of totals)
        console.log(JSON.stringify({ name: `widget_bytes_brotli_${name}`, value: brotli, unit: 'B', median_of: 1, budget, bar }));
    for (const one of over) console.error(one);
    process.exitCode = over.length > 0 ? 1 : 0;
}
