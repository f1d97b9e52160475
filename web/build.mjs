// The widget's files, build/web/: element.js, worker.js (with core.mjs bound in), ui.mjs, the two modules and the fonts, to be
// served from one folder. Types, the manifest and package.json stand beside them: the folder is the npm package.
// classic.js is element.js for pages without modules, offline.js helps the page's own service worker, integrity.json has hashes
// for <script integrity>. words-*.json are the words of one language each.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { write_canvas } from './canvas.mjs';
import { private_names } from './private_names.mjs';
import { sizes } from './sizes.mjs';
import { write_words } from './words.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, 'build/web');
const modules = process.env.HISTORY_WASM ?? join(root, 'build/wasm/modules');
mkdirSync(out, { recursive: true });

function copy(folder, names) {
    if (!existsSync(folder)) throw new Error(`${folder} is not there: build the wasm preset first (./dev build)`);
    for (const name of readdirSync(folder)) if (names.test(name)) copyFileSync(join(folder, name), join(out, name));
}
copy(modules, /^(core|ui)\.wasm$/);
await write_canvas(out, modules);
copy(join(root, 'build/fonts'), /^font-.*\.otf$/);
copy(join(here, 'types'), /\.d\.ts$/);
copy(here, /^(custom-elements\.json|copy-files\.mjs|README\.md)$/);

await write_words(out);

const { scripts, devDependencies, private: own, ...described } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
writeFileSync(join(out, 'package.json'), JSON.stringify(described, null, 2) + '\n');

const options = {
    bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', minify: true, legalComments: 'none', logLevel: 'warning', outdir: out,
    mangleProps: private_names(join(here, 'src')),
    alias: { 'core.mjs': join(modules, 'core.mjs') }, write: false, define: { CUSTOMER_HISTORY_VERSION: JSON.stringify(described.version) },
};
const sources = (name) => join(here, 'src', name);
// Bundlers of pages shall leave the import of ui.mjs alone: its address is known at run time only.
function apart(text) {
    const marked = text.replace(/\bimport\((?=[\w$]+\("ui\.mjs")/g, 'import(/* webpackIgnore: true *//* @vite-ignore */');
    if (marked === text) throw new Error('element.js: the import of ui.mjs is not where it was');
    return marked;
}
async function bundle(name, { from, finish = (text) => text, define, ...more }) {
    const { outputFiles: [file] } = await build({ ...options, ...more, define: { ...options.define, ...define }, entryPoints: [sources(from)] });
    writeFileSync(join(out, name), finish(file.text));
}
await bundle('element.js', { from: 'element.ts', external: ['*/ui.mjs'], finish: apart });
// The same for pages without modules, <script src="classic.js" defer>: no global is left behind. Begins with a byte order mark,
// for the words of a classic script are read in the page's encoding otherwise.
await bundle('classic.js', { from: 'element.ts', format: 'iife', external: ['*/ui.mjs'], define: { 'import.meta.url': 'customer_history_script' },
    finish: (text) => `\ufeff(()=>{const customer_history_script=document.currentScript.src;${apart(text)}})();\n` });
await bundle('worker.js', { from: 'worker.ts', define: { 'import.meta.url': 'self.location.href' } });

const bytes = (name) => readFileSync(join(out, name));
const kept = ['element.js', 'classic.js', 'worker.js', 'core.wasm', 'ui.mjs', 'ui.wasm', 'font-400.otf', 'font-600.otf', 'words-kk.json', 'words-en.json'];
const all = createHash('sha256');
kept.forEach((name) => all.update(bytes(name)));
await bundle('offline.js', { from: 'offline.ts', format: 'iife', define: { CUSTOMER_HISTORY_FILES: JSON.stringify(all.digest('hex').slice(0, 16)) } });
writeFileSync(join(out, 'integrity.json'), JSON.stringify(Object.fromEntries(['element.js', 'classic.js', 'offline.js'].map((name) =>
    [name, 'sha384-' + createHash('sha384').update(bytes(name)).digest('base64')])), null, 2) + '\n');

const { over } = sizes();
if (over.length > 0) throw new Error(`the widget is over its budget:\n${over.join('\n')}`);
