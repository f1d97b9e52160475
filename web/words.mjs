// words-kk.json and words-en.json into `folder`, out of src/format: what the element fetches for pages of these languages.
import { build } from 'esbuild';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = join(dirname(fileURLToPath(import.meta.url)), 'src/format');

export async function write_words(folder) {
    for (const lang of ['kk', 'en']) {
        const { outputFiles: [file] } = await build({ entryPoints: [join(sources, `words_${lang}.ts`)], bundle: true, format: 'esm', write: false, logLevel: 'warning' });
        const { default: words } = await import(`data:text/javascript;base64,${Buffer.from(file.text).toString('base64')}`);
        writeFileSync(join(folder, `words-${lang}.json`), JSON.stringify(words));
    }
}
