// Screenshots of the screen (fixture slices, no core) in light and dark at 320, 768 and 1280 px: build/shots/. With words it
// takes only scenes whose name holds one: node tests/browser/looks.mjs customer. DOM=1: the text twin alone.
import { createServer } from 'node:http';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(join(root, 'web/package.json'));
const { chromium } = require('playwright-core');
const { build_fixture, out } = await import(join(root, 'web/fixture/build.mjs'));
await build_fixture();

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.otf': 'font/otf', '.woff2': 'font/woff2' };
const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://x').pathname.replace(/^\/$/, '/index.html');
    try {
        const body = readFileSync(join(out, name.replaceAll('..', '')));
        response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(body);
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const page_url = `http://127.0.0.1:${server.address().port}/`;

const switches = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-sync', '--disable-default-apps'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: switches });
const shots = join(root, 'build/shots');
mkdirSync(shots, { recursive: true });
const words = process.argv.slice(2);
const scenes = ['list', 'all', 'customer', 'offline', 'empty', 'calm', 'newcomer', 'joining', 'loading', 'error', 'viewer'].filter((name) => !words.length || words.some((word) => name.includes(word)));
const widths = (process.env.WIDTHS ?? '1280 768 320').split(' ').map(Number);
const themes = (process.env.THEMES ?? 'light dark').split(' ');
const plain = process.env.DOM === '1';
let wrong = 0;
for (const theme of themes)
    for (const width of widths) {
        const context = await browser.newContext({ viewport: { width, height: width < 640 ? 640 : 800 }, deviceScaleFactor: Number(process.env.DPR ?? 1) });
        for (const scene of scenes) {
            const page = await context.newPage();
            page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !/GPU stall|GL Driver/.test(message.text()) && (wrong++, console.log(`${scene}: ${message.text()}`)));
            page.on('pageerror', (error) => (wrong++, console.log(`${scene}: ${error.stack}`)));
            await page.goto(`${page_url}#scene=${scene}&theme=${theme}${plain ? '&canvas=0' : ''}`);
            for (let tries = 0; tries < 60; tries++) {
                if (await page.evaluate((plain) => plain ? document.fonts.status === 'loaded' : window.screen_under_test.frames > 0, plain)) break;
                await page.waitForTimeout(50);
            }
            await page.waitForTimeout(200);
            await page.screenshot({ path: join(shots, `${scene}-${width}-${theme}${plain ? '-dom' : ''}.png`) });
            await page.close();
        }
        await context.close();
    }
await browser.close();
server.close();
console.log(`${scenes.length * widths.length * themes.length} screenshots in build/shots, ${wrong} messages`);
process.exit(wrong ? 1 : 0);
