// The demo: historyd, an agent with webhooks, and a page server for every pane, on free loopback ports, with an invented
// workspace in the real formats of six channels. `--smoke` runs the same headless, checks it, and exits 0 or 1.
// Everything lives in a temporary folder and goes with the process.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { entriesOf } from './frames.mjs';
import { Office, needBuilt, root } from './office.mjs';
import { PageServer } from './relay.mjs';
import { agentConfig, heroine, live, makeStory } from './story.mjs';
import { business } from './story/words.mjs';

const seed = 7;
const rowsKept = 400;
const widget = [join(root, 'build/web')];
const pages = (name) => [join(root, 'web-demo/pages', name), ...widget];

// What passes the relays of the panes, once per place in the log, for whoever looks at it.
class Seen {
    constructor() {
        this.rows = [];
        this.places = new Set();
        this.bytes = 0;
        this.viewers = new Set();
    }
    take(message) {
        const fresh = entriesOf(message).filter(({ gpos }) => !this.places.has(gpos));
        if (fresh.length === 0) return;
        for (const row of fresh) {
            this.places.add(row.gpos);
            this.bytes += row.bytes;
        }
        this.rows = [...fresh, ...this.rows].sort((a, b) => b.gpos - a.gpos).slice(0, rowsKept);
        for (const viewer of this.viewers) this.tell(viewer, fresh.sort((a, b) => b.gpos - a.gpos));
    }
    tell(viewer, rows, first = false) {
        viewer.write(`data: ${JSON.stringify({ first, rows, count: this.places.size, bytes: this.bytes })}\n\n`);
    }
    stream(response, headers) {
        response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
        this.viewers.add(response);
        response.on('close', () => this.viewers.delete(response));
        this.tell(response, this.rows, true);
    }
}

function receiptsOf(files) {
    const receipts = new Map();
    for (const line of files['pos/till-1/receipts.csv'].trim().split('\n').slice(1)) {
        const cells = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
        const one = receipts.get(cells[0]) ?? { number: cells[0], phone: cells[8], sum: 0, at: cells[4] };
        one.sum += Number(cells[3]) * Number(cells[5]);
        receipts.set(cells[0], one);
    }
    return [...receipts.values()].sort((a, b) => b.at.localeCompare(a.at)).slice(0, 40);
}

export async function startDemo({ say = () => {}, customers = 300 } = {}) {
    needBuilt();
    const office = new Office(), seen = new Seen(), panes = {};
    const demo = { office, panes, seen, places: {}, stop: async () => {
        clearInterval(demo.timer);
        Object.values(panes).forEach((pane) => pane.close());
        await office.close();
    } };
    try {
        await office.startServer();
        const files = makeStory(seed, Date.now(), customers);
        const answer = async (url, request, pane) => {
            if (url.pathname === '/invite') return { link: await office.invite('operator', pane.url + '/') };
            if (url.pathname === '/receipts') return { receipts: receiptsOf(files), chosen: heroine.phone };
            if (url.pathname === '/seen') return seen;
            if (url.pathname === '/places') return demo.places;
            if (url.pathname === '/cut' && request.method === 'POST') {
                panes[url.searchParams.get('pane')]?.setCut(url.searchParams.get('cut') === '1');
                return {};
            }
            return undefined;
        };
        const watch = (direction, message) => { if (direction === 'down') seen.take(message); };
        for (const [name, folder] of Object.entries({ index: 'index', operator: 'pane', till: 'pane', server: 'server', shop: 'shop', desk: 'desk', hostile: 'hostile', playground: 'playground' })) {
            panes[name] = await new PageServer({ folders: pages(folder), server: office.server, answer, watch: folder === 'pane' ? watch : null }).listen();
            demo.places[name] = panes[name].url;
        }
        say('a workspace of its own');
        await office.found(business.name, Object.values(demo.places), agentConfig(office.secret));
        say('payloads of six channels');
        demo.counts = await office.importFiles(files);
        for (const [channel, counts] of Object.entries(demo.counts)) say(`  ${channel}: ${counts.read} read, ${counts.items} items, ${counts.rejected} rejected`);
        await office.serveWebhooks(agentConfig(office.secret));
        const events = live(seed, () => Date.now());
        demo.next = () => office.deliver(events.next().value);
        demo.runLive = (every) => { demo.timer = setInterval(() => demo.next().catch((error) => say(error.message)), every); };
        return demo;
    } catch (error) {
        await demo.stop();
        throw error;
    }
}

async function main() {
    const began = Date.now();
    const say = (line) => console.log(line);
    if (process.argv.includes('--smoke')) {
        const { smoke } = await import('./smoke.mjs');
        const failures = await smoke(await startDemo({ say, customers: 120 }), say);
        console.log(failures === 0 ? `smoke: passed, ${Math.round((Date.now() - began) / 1000)} s` : `smoke: ${failures} failed`);
        process.exit(failures === 0 ? 0 : 1);
    }
    const demo = await startDemo({ say });
    demo.runLive(20_000);
    setTimeout(() => demo.next().catch(() => {}), 6000);
    console.log(`\n  three devices side by side   ${demo.places.index}\n  a shop's back office         ${demo.places.shop}\n  a help desk, calls pop up    ${demo.places.desk}\n  hostile CSS                  ${demo.places.hostile}\n  playground                   ${demo.places.playground}\n\nCtrl-C ends it; nothing stays.`);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void demo.stop().then(() => process.exit(0)));
}

if (resolve(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) main().catch((error) => {
    console.error(`demo: ${error.message}`);
    process.exit(1);
});
