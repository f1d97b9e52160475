// Starts the worker, or says in one sentence which header or address to change.
import { Trouble, type FromWorker } from './messages';

interface TrustedPolicy { createScriptURL(url: string): unknown }
interface TrustedFactory { createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedPolicy }

let policy: TrustedPolicy | null = null;
let allowed = '';

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
    `The page's Content-Security-Policy does not let the widget start its worker: allow worker-src ${url.origin === location.origin ? "'self'" : url.origin}.`;

export function startWorker(url: URL, take: (message: FromWorker) => void): Promise<Worker> {
    return new Promise((resolve, reject) => {
        let blocked = false;
        const seen = (event: SecurityPolicyViolationEvent) => {
            if (/^(worker|script|child|default|require-trusted)/.test(event.effectiveDirective)) blocked = true;
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
            if (String(error).includes('olicy')) blocked = true;
            return refuse(`The widget's worker cannot start (${String(error)}); a worker must come from the page's own origin.`);
        }
        worker.onerror = (event) => {
            event.preventDefault();
            refuse(`The widget's worker ${url.href} could not be loaded; set the attribute assets to where the widget's files are.`);
        };
        worker.onmessage = (event: MessageEvent<FromWorker>) => {  // `alive`: it runs
            document.removeEventListener('securitypolicyviolation', seen);
            worker.onmessage = (later: MessageEvent<FromWorker>) => take(later.data);
            worker.onerror = (later) => {
                later.preventDefault();
                take({ op: 'trouble', code: 'E_CORRUPT', message: `The widget's worker stopped (${later.message}).`, fatal: true });
            };
            void event;
            resolve(worker);
        };
    });
}
