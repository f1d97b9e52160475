// The widget's files, build/web/: element.js, worker.js (with core.mjs bound in), ui.mjs, the two modules and the fonts, to be
// served from one folder. Types, the manifest and package.json stand beside them: the folder is the npm package.
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const out = join(root, 'build/web');
const modules = process.env.HISTORY_WASM ?? join(root, 'build/wasm/modules');
mkdirSync(out, { recursive: true });

function copy(folder, names) {
    if (!existsSync(folder)) throw new Error(`${folder} is not there: build the wasm preset first (./dev build)`);
    for (const name of readdirSync(folder)) if (names.test(name)) copyFileSync(join(folder, name), join(out, name));
}
copy(modules, /^(core\.wasm|ui\.wasm|ui\.mjs)$/);
copy(join(root, 'build/fonts'), /^font-.*\.otf$/);
copy(join(here, 'types'), /\.d\.ts$/);
copy(here, /^custom-elements\.json$/);

const { scripts, devDependencies, private: own, ...described } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
writeFileSync(join(out, 'package.json'), JSON.stringify(described, null, 2) + '\n');

const options = {
    bundle: true, format: 'esm', target: 'es2022', minify: true, legalComments: 'none', logLevel: 'warning', outdir: out,
    alias: { 'core.mjs': join(modules, 'core.mjs') },
};
await build({ ...options, entryPoints: [join(here, 'src/element.ts')], external: ['*/ui.mjs'], define: { CUSTOMER_HISTORY_VERSION: JSON.stringify(described.version) } });
await build({ ...options, entryPoints: [join(here, 'src/worker.ts')], define: { 'import.meta.url': 'self.location.href' } });
