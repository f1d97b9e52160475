// D5 (web/BARS.md): nothing is in a cache, a joined device opens a customer. Files come as brotli over a line of 1.6 Mbit/s with 150 ms;
// the page has a quarter of the processor. The server holds the files back, for what a page is told of its network and of its
// processor does not reach its worker: its share of the processor is the whole one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { until } from '../../web-demo/browser.mjs';
import { folders } from '../browser/page_of.mjs';

const bytes_of_ms = 200, delay = 150;
const kinds = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.otf': 'font/otf', '.json': 'application/json' };

// From the start of the navigation, ms: [{words, canvas}], until `words` stand in the text of the customer `who`, and until the canvas has
// drawn them. `site`: a PageServer; `page`: one of a context whose device has joined.
export async function cold_starts(site, page, who, words, rounds) {
    const line = { free: 0 }, packed = {};
    const pack = (folder, name) => (packed[name] ??= brotliCompressSync(readFileSync(join(folder, name))));
    for (const name of readdirSync(folders[1])) if (/\.(js|mjs|wasm|otf|json)$/.test(name)) pack(folders[1], name);
    site.answer = (url) => {
        const name = url.pathname.slice(1) || 'index.html', folder = folders.find((one) => existsSync(join(one, name)));
        return folder && { async stream(response, headers) {
            const bytes = pack(folder, name);
            line.free = Math.max(line.free, Date.now()) + bytes.length / bytes_of_ms;
            await new Promise((done) => setTimeout(done, line.free - Date.now() + delay));
            response.writeHead(200, { ...headers, 'Cache-Control': 'no-store', 'Content-Type': kinds[extname(name)] ?? 'text/html; charset=utf-8', 'Content-Encoding': 'br' }).end(bytes);
        } };
    };
    const seen = [];
    for (let round = 0; round < rounds; ++round) {
        const cold = await page.context().newPage();
        const devtools = await cold.context().newCDPSession(cold);
        await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
        await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await cold.addInitScript(([customer, wanted]) => {
            window.met = {};
            const look = setInterval(() => {
                const one = document.querySelector('customer-history');
                if (one && !one.hasAttribute('customer')) one.setAttribute('customer', customer);
                if (!window.met.words && one?.shadowRoot?.textContent.includes(wanted)) window.met.words = performance.now();
                if (window.met.words && one.frames > 0) window.met.canvas = performance.now();
                if (window.met.canvas) clearInterval(look);
            }, 10);
        }, [who, words]);
        await page.goto('about:blank');  // the device is free
        await cold.goto(`${site.url}/`, { waitUntil: 'commit' });
        await until('the first frame', async () => await cold.evaluate(() => window.met.canvas), { patience: 180_000 });
        seen.push(await cold.evaluate(() => window.met));
        await cold.close();
    }
    site.answer = () => undefined;
    return seen;
}
