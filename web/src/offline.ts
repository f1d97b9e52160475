// For a page's own service worker: keeps the widget's files, and the pages named, for use without a network.
//
//   importScripts('/customer-history/offline.js');                                  // or: import '/customer-history/offline.js';
//   customerHistoryOffline({ base: '/customer-history/', pages: ['/desk', '/desk.js', '/desk.css'] });
//
// base: where the widget's files are, relative to the worker's scope. files: other names, where a bundler made them. pages:
// addresses of pages and of what they need, kept as they last came and shown when the network does not answer. Everything else is left to the host:
// it answers no request of another origin, and neither skips waiting nor claims clients.
declare const CUSTOMER_HISTORY_FILES: string;  // hash over the widget's files, put in by build.mjs

interface Options { base?: string; files?: string[]; pages?: string[] }
interface FetchLike extends Event { request: Request; respondWith(answer: Promise<Response>): void }
interface Worker_ {
    registration: { scope: string };
    addEventListener(name: string, listener: (event: never) => void): void;
    customerHistoryOffline(options?: Options): void;
}

const names = ['element.js', 'classic.js', 'worker.js', 'core.wasm', 'ui.mjs', 'ui.wasm', 'font-400.otf', 'font-600.otf', 'words-kk.json', 'words-en.json'];
const prefix = 'customer-history/';
const patience = 4000;  // ms a page may take before the kept one is shown
const worker = self as unknown as Worker_;

worker.customerHistoryOffline = ({ base = '/customer-history/', files = names, pages = [] } = {}) => {
    const name = prefix + CUSTOMER_HISTORY_FILES;
    const folder = new URL(base, worker.registration.scope);
    const kept = new Set(files.map((file) => new URL(file, folder).href));
    const shown = new Set(pages.map((page) => new URL(page, worker.registration.scope).href));
    const bare = (url: string) => url.replace(/[?#].*$/, '');

    worker.addEventListener('install', (event: ExtendableEventLike) => event.waitUntil((async () => {
        const cache = await caches.open(name);
        await cache.addAll([...kept, ...shown].map((url) => new Request(url, { cache: 'reload' })));
    })()));
    worker.addEventListener('activate', (event: ExtendableEventLike) => event.waitUntil((async () => {
        for (const old of await caches.keys()) if (old.startsWith(prefix) && old !== name) await caches.delete(old);
    })()));
    worker.addEventListener('fetch', (event: FetchLike) => {
        const { request } = event;
        const url = bare(request.url);
        if (request.method !== 'GET') return;
        if (kept.has(url)) event.respondWith(keptFile(name, request, url));
        else if (shown.has(url)) event.respondWith(freshPage(name, request, url));
    });
};

interface ExtendableEventLike extends Event { waitUntil(work: Promise<unknown>): void }

async function keptFile(name: string, request: Request, url: string): Promise<Response> {
    const cache = await caches.open(name);
    return (await cache.match(url)) ?? fetch(request);
}

async function freshPage(name: string, request: Request, url: string): Promise<Response> {
    const cache = await caches.open(name);
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
    const answer = await Promise.race([fetch(request).catch(() => null), late]);
    if (answer?.ok) await cache.put(url, answer.clone());
    return answer ?? (await cache.match(url)) ?? fetch(request);
}

export {};
