// Chromium through playwright-core: of the system, headless, without background traffic.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './office.mjs';

const { chromium } = createRequire(join(root, 'web/package.json'))('playwright-core');
const program = process.env.HISTORY_CHROMIUM ?? '/usr/bin/chromium';

const options = { executablePath: program, headless: true, args: [
    '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--no-first-run', '--disable-default-apps', '--force-color-profile=srgb'] };

export async function openBrowser() {
    needProgram();
    return await chromium.launch(options);
}

// A browser as a user has it: with its caches in `folder`. A context; closing it ends the browser.
export async function openProfile(folder, more) {
    needProgram();
    return await chromium.launchPersistentContext(folder, { ...options, ...more });
}

function needProgram() {
    if (!existsSync(program)) throw new Error(`${program} is not installed; ./dev test installs it, or set HISTORY_CHROMIUM`);
}

// Asks again until the answer holds (waitForFunction would need 'unsafe-eval').
export async function until(what, ask, { patience = 60_000 } = {}) {
    const end = Date.now() + patience;
    let last;
    for (;;) {
        try {
            last = await ask();
            if (last) return last;
        } catch (error) {
            last = error;
        }
        if (Date.now() > end) throw new Error(`waited in vain for: ${what} (last: ${String(last).slice(0, 300)})`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
