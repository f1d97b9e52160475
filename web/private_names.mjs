// Names of private members that nothing but `this` is ever asked for, in any source: no slice, message, stored row, page or
// string knows them, so that they can be shortened in what is shipped: a pattern for the bundler.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export function private_names(folder) {
    const text = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(folder, name), 'utf8').replace(/^\s*\/\/.*$/gm, '')).join('\n');
    const count = (pattern) => [...text.matchAll(new RegExp(pattern, 'g'))].length;
    const own = (name) => count(`(?<![\\w$])${name}(?![\\w$])`) === count(`\\bthis\\.${name}(?![\\w$])|\\bprivate (?:(?:readonly|static|async|get|set) )*${name}(?![\\w$])`);
    const names = [...new Set([...text.matchAll(/\bprivate (?:(?:readonly|static|async|get|set) )*(\w{3,})\b/g)].map(([, name]) => name))].filter(own);
    return new RegExp(`^(?:${names.join('|')})$`);
}
