// What the browser tests of the element share: a server with an agent and its customers, pages, and words to ask an element.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../web-demo/browser.mjs';
import { Office, needBuilt, root } from '../../web-demo/office.mjs';
import { PageServer } from '../../web-demo/relay.mjs';
import { agentConfig, makeStory } from '../../web-demo/story.mjs';
import { business } from '../../web-demo/story/words.mjs';

export const scratch = join(process.env.HISTORY_SCRATCH ?? join(root, 'build/scratch'), 'element');
export const folders = [join(root, 'tests/browser/page'), join(root, 'build/web')];

export async function openOffice(people = 12) {
    needBuilt();
    mkdirSync(scratch, { recursive: true });
    const office = new Office();
    await office.startServer();
    const site = await new PageServer({ folders, server: office.server }).listen();
    await office.found(business.name, [site.url], agentConfig(office.secret));
    await office.importFiles(makeStory(11, Date.now(), people));
    return { office, site };
}

export function freshFolder(name) {
    const folder = join(scratch, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
}

export const steps = { failed: 0 };
const only = process.argv.slice(2);  // words: only steps that hold one
export async function step(sentence, work) {
    if (only.length > 0 && !only.some((word) => sentence.includes(word))) return;
    const began = Date.now();
    try {
        const said = await work();
        console.log(`ok      ${sentence}${said ? `: ${said}` : ''} (${Date.now() - began} ms)`);
    } catch (error) {
        steps.failed += 1;
        console.log(`FAILED  ${sentence}: ${error.stack}`);
    }
}
export const same = (what, got, wanted) => {
    if (got !== wanted) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
};

// Remembers every event of the element and every violation of the page's policy; before the page's own scripts.
export function watchEvents() {
    window.seen = [];
    for (const name of ['ch-ready', 'ch-state', 'ch-error', 'ch-sync', 'ch-select', 'ch-activate', 'ch-conflict', 'ch-evicted'])
        addEventListener(name, (event) => window.seen.push([name, event.detail]));
    document.addEventListener('securitypolicyviolation', (event) => window.seen.push(['csp', event.violatedDirective + ' ' + event.blockedURI]));
    addEventListener('error', (event) => window.seen.push(['thrown', event.message]));
    addEventListener('unhandledrejection', (event) => window.seen.push(['thrown', String(event.reason)]));
}

export const element = (page) => ({
    state: () => page.evaluate(() => document.querySelector('customer-history')?.getAttribute('state')),
    text: () => page.evaluate(() => document.querySelector('customer-history').shadowRoot.textContent),
    seen: (name) => page.evaluate((wanted) => (window.seen ?? []).filter(([one]) => one === wanted).map(([, detail]) => detail), name),
    open: (who) => page.evaluate((customer) => { document.querySelector('customer-history').customer = customer; }, who),
    // A method: resolves with {ok, value} or {ok: false, code, message}.
    call: (name, ...given) => page.evaluate(([method, words]) => document.querySelector('customer-history')[method](...words).then(
        (value) => ({ ok: true, value }), (error) => ({ ok: false, code: error.code, message: error.message })), [name, given]),
    async becomes(...states) {
        await until(`state ${states.join(' or ')}`, async () => states.includes(await this.state()), { patience: 30_000 });
    },
    async shows(words) {
        await until(words, async () => (await this.text()).includes(words), { patience: 20_000 });
    },
});

export function finish(name) {
    console.log(steps.failed === 0 ? `${name}: passed` : `${name}: ${steps.failed} failed`);
    process.exit(steps.failed === 0 ? 0 : 1);
}
