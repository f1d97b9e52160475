// The fixture page (web/fixture) on a loopback port, and a headless Chromium for it.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.otf': 'font/otf' };
const switches = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-default-apps', '--no-first-run'];

export async function open_fixture(more_switches = []) {
    const { build_fixture, out } = await import(join(root, 'web/fixture/build.mjs'));
    await build_fixture();
    const server = createServer((request, response) => {
        const name = new URL(request.url, 'http://x').pathname.replace(/^\/$/, '/index.html').replaceAll('..', '');
        try {
            response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(readFileSync(join(out, name)));
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...switches, ...more_switches] });
    const messages = [];
    return {
        browser, messages, address: `http://127.0.0.1:${server.address().port}`,
        // A page that shows a scene; waits for its first canvas frame, or in the text view for the fonts.
        async show(context, scene, { theme = 'light', canvas = true, lang = 'ru', own = false } = {}) {
            const page = await context.newPage();
            page.on('console', (one) => ['error', 'warning'].includes(one.type()) && !/GPU stall|GL Driver/.test(one.text()) && messages.push(`${scene}: ${one.text()}`));
            page.on('pageerror', (error) => messages.push(`${scene}: ${error.stack}`));
            await page.goto(`http://127.0.0.1:${server.address().port}/#scene=${scene}&theme=${theme}&lang=${lang}${canvas ? '' : '&canvas=0'}${own ? '&own=1' : ''}`);
            await until(page, (plain) => (plain ? document.fonts.size >= 2 && document.fonts.status === 'loaded' && document.querySelector('#host').shadowRoot?.querySelector('.slot > *, .row') : window.screen_under_test?.frames > 0), !canvas, 400);
            await page.waitForTimeout(150);
            return page;
        },
        async close() {
            await browser.close();
            server.close();
        },
    };
}

export async function until(page, test, argument, tries = 100) {
    for (let left = tries; left > 0; left--) {
        if (await page.evaluate(test, argument)) return;
        await page.waitForTimeout(50);
    }
    throw new Error(`never came true: ${test}`);
}
