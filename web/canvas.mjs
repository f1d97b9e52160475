// ui.mjs into `folder`: the canvas twin's script, with the glue of ui.wasm bound in. The page fetches it after the text view stands.
import { build } from 'esbuild';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { private_names } from './private_names.mjs';

const here = dirname(fileURLToPath(import.meta.url));

export async function write_canvas(folder, modules) {
    await build({
        entryPoints: [join(here, 'src/twin/painter.ts')], outfile: join(folder, 'ui.mjs'), bundle: true, format: 'esm', target: 'es2022', charset: 'utf8', minify: true, legalComments: 'none',
        logLevel: 'warning', mangleProps: private_names(join(here, 'src')), alias: { 'ui.mjs': join(modules, 'ui.mjs') },
    });
}
