// Starts the worker, or says in one sentence which header or address to change. Elements of one page that want the same share it.
import { Trouble, type FromWorker, type ToPage, type ToWorker } from './messages';

interface TrustedPolicy { createScriptURL(url: string): unknown }
interface TrustedFactory { createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedPolicy }

export interface WorkerOptions {
    worker: string;   // URLs
    core: string;
    sync: string;
    country: string;
}

// An element's end of the line. What is said before the worker is there waits for it.
export interface Line {
    say(message: Extract<ToWorker, { op: 'show' | 'ask' }>): void;
    leave(): void;
}

interface Shared {
    worker: Promise<Worker>;
    viewers: Map<string, (message: FromWorker) => void>;
}

let policy: TrustedPolicy | null = null;
let allowed = '';
const shared = new Map<string, Shared>();

function trusted(url: string): string | URL {
    const factory = (globalThis as unknown as { trustedTypes?: TrustedFactory }).trustedTypes;
    if (!factory) return url;
    policy ??= factory.createPolicy('customer-history', {
        createScriptURL: (asked) => {
            if (asked !== allowed) throw new TypeError('only the worker of the widget');
            return asked;
        },
    });
    allowed = url;
    return policy.createScriptURL(url) as string;
}

const header = (url: URL) =>
    `The page's Content-Security-Policy does not let the widget start its worker: allow worker-src ${url.origin === location.origin ? "'self'" : url.origin}`
    + ` and, where Trusted Types are required, trusted-types customer-history.`;

// Calls `take` with what the worker says to this viewer, and `refuse` once when there can be no worker.
export function attach(viewer: string, options: WorkerOptions, take: (message: FromWorker) => void, refuse: (trouble: Trouble) => void): Line {
    const name = JSON.stringify(options);
    let one = shared.get(name);
    if (!one) {
        const viewers = new Map<string, (message: FromWorker) => void>();
        const tell = (message: FromWorker, to?: string) => (to === undefined ? [...viewers.values()].forEach((each) => each(message)) : viewers.get(to)?.(message));
        const worker = start(new URL(options.worker), tell, { op: 'begin', core: options.core, sync: options.sync, country: options.country });
        shared.set(name, (one = { worker, viewers }));
        worker.catch(() => shared.delete(name));
    }
    const { worker, viewers } = one;
    viewers.set(viewer, take);
    worker.catch((error: unknown) => {
        if (viewers.delete(viewer)) refuse(error instanceof Trouble ? error : new Trouble('E_CSP', String(error)));
    });
    const say = (message: ToWorker) => void worker.then((started) => started.postMessage(message), () => {});
    return {
        say,
        leave: () => {
            if (!viewers.delete(viewer)) return;
            say({ op: 'leave', viewer });
            if (viewers.size > 0) return;
            if (shared.get(name) === one) shared.delete(name);
            void worker.then((started) => started.terminate(), () => {});
        },
    };
}

function start(url: URL, take: (message: FromWorker, viewer?: string) => void, begin: ToWorker): Promise<Worker> {
    return new Promise((resolve, reject) => {
        if (!isSecureContext)
            return reject(new Trouble('E_ORIGIN', 'Browsers store and encrypt only for pages that come over https (or from this machine): serve this page over https.'));
        let blocked = false;
        const seen = (event: SecurityPolicyViolationEvent) => {
            if (/^(worker|script|child|default|require-trusted|trusted-types)/.test(event.effectiveDirective)) blocked = true;
        };
        document.addEventListener('securitypolicyviolation', seen);
        const settle = (outcome: () => void) => {
            setTimeout(() => {  // the violation is reported in a later turn than the error
                document.removeEventListener('securitypolicyviolation', seen);
                outcome();
            }, blocked ? 0 : 50);
        };
        const refuse = (message: string) => settle(() => reject(
            blocked ? new Trouble('E_CSP', header(url)) : new Trouble(url.origin === location.origin ? 'E_NET' : 'E_CSP', message)));
        let worker: Worker;
        try {
            worker = new Worker(trusted(url.href), { type: 'module', name: 'customer-history' });
        } catch (error) {
            if (/olicy|TrustedScriptURL/.test(String(error))) blocked = true;
            return refuse(`The widget's worker cannot start (${String(error)}); a worker must come from the page's own origin.`);
        }
        worker.postMessage(begin);  // read as soon as it runs, whatever this page does then
        worker.onerror = (event) => {
            event.preventDefault();
            worker.terminate();
            refuse(`The widget's worker ${url.href} could not be loaded; set the attribute assets to where the widget's files are.`);
        };
        worker.onmessage = () => {  // `alive`: it runs
            document.removeEventListener('securitypolicyviolation', seen);
            worker.onmessage = ({ data }: MessageEvent<ToPage>) => { if (data.op === 'for') take(data.message, data.viewer); };
            worker.onerror = (later) => {
                later.preventDefault();
                take({ op: 'trouble', code: 'E_CORRUPT', message: `The widget's worker stopped (${later.message}).`, fatal: true });
            };
            resolve(worker);
        };
    });
}
