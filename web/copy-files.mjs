#!/usr/bin/env node
// Copies what the element loads at run time into a folder of your site:  npx customer-history-files public/customer-history
// Then set <customer-history assets="/customer-history/">. Not needed with bundlers that follow new URL('…', import.meta.url).
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const target = process.argv[2];
if (!target || target.startsWith('-')) {
    console.error('usage: customer-history-files FOLDER');
    process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
mkdirSync(target, { recursive: true });
for (const name of ['worker.js', 'core.wasm', 'ui.mjs', 'ui.wasm', 'font-400.otf', 'font-600.otf', 'words-kk.json', 'words-en.json', 'offline.js']) copyFileSync(join(here, name), join(target, name));
