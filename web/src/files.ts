// Where the widget's files are. Each stands here as `new URL('…', import.meta.url)`, the form that bundlers follow: they copy
// the file and put its new address here. A page that sets the attribute `assets` names the folder itself.
const besides: Record<string, () => URL> = {
    'worker.js': () => new URL('./worker.js', import.meta.url),
    'core.wasm': () => new URL('./core.wasm', import.meta.url),
    'ui.mjs': () => new URL('./ui.mjs', import.meta.url),
    'ui.wasm': () => new URL('./ui.wasm', import.meta.url),
    'words-kk.json': () => new URL('./words-kk.json', import.meta.url),
    'words-en.json': () => new URL('./words-en.json', import.meta.url),
    'font-400.otf': () => new URL('./font-400.otf', import.meta.url),
    'font-600.otf': () => new URL('./font-600.otf', import.meta.url),
};

// This script was not sent anew: the others, fetched before, cost the connection nothing either.
export function are_cached(): boolean {
    const [mine] = performance.getEntriesByName(import.meta.url, 'resource') as PerformanceResourceTiming[];
    return !!mine && mine.transferSize < mine.encodedBodySize;
}

// assets: an absolute URL that ends in a slash, or '' for the places above.
export function file(name: string, assets: string): string {
    const place = assets === '' ? besides[name] : undefined;
    return (place ? place() : new URL(name, assets)).href;
}
