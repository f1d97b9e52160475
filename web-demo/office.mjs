// The programs behind the demo and the browser tests: historyd, history-agent, and what they print.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = process.env.HISTORY_BIN ?? join(root, 'build/bin');
const secret = 'demo-webhooks';  // of this run's own agent, on loopback

export function needBuilt() {
    for (const file of [join(programs, 'historyd'), join(programs, 'history-agent'), join(root, 'build/web/element.js')])
        if (!existsSync(file)) throw new Error(`${file} is not built; ./dev build makes it`);
}

function serving(program, words) {  // resolves with {process, host, port} once it prints its address
    return new Promise((resolve, reject) => {
        const child = spawn(join(programs, program), words, { stdio: ['ignore', 'pipe', 'pipe'] });
        let out = '', err = '';
        child.stdout.on('data', (bytes) => {
            out += bytes;
            const found = /listening on (?:\w+:\/\/)?([\d.]+):(\d+)/.exec(out);
            if (found) resolve({ process: child, host: found[1], port: Number(found[2]) });
        });
        child.stderr.on('data', (bytes) => { err = (err + bytes).slice(-4000); });
        child.on('error', reject);
        child.on('exit', (code) => reject(new Error(`${program} ended with ${code}: ${err}`)));
    });
}

export class Office {
    constructor() {
        this.folder = mkdtempSync(join(tmpdir(), 'customer-history-'));
        this.owner = join(this.folder, 'owner');
        this.children = [];
        this.queue = Promise.resolve();
        this.secret = secret;
    }

    async startServer() {
        this.server = await serving('historyd', ['serve', '--data', join(this.folder, 'server'), '--listen', '127.0.0.1:0']);
        this.children.push(this.server.process);
        this.address = `ws://${this.server.host}:${this.server.port}`;
    }

    // One command of history-agent; one at a time, for a folder belongs to one process.
    agent(...words) {
        const run = () => new Promise((resolve, reject) => {
            execFile(join(programs, 'history-agent'), words, { maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
                if (error) reject(new Error(`history-agent ${words[0]}: ${err || error.message}`));
                else resolve(out);
            });
        });
        const done = this.queue.then(run, run);
        this.queue = done.catch(() => {});
        return done;
    }

    async found(name, origins, config) {
        mkdirSync(this.owner, { recursive: true, mode: 0o700 });
        writeFileSync(join(this.owner, 'agent.json'), JSON.stringify(config), { mode: 0o600 });
        await this.agent('init', '--data', this.owner, '--server', this.address, '--name', name, ...origins.flatMap((origin) => ['--origin', origin]));
    }

    // files: CHANNEL/ACCOUNT/... -> text. Imports channel by channel and returns the printed counts.
    async importFiles(files) {
        const payloads = join(this.folder, 'payloads');
        for (const [path, text] of Object.entries(files)) {
            mkdirSync(dirname(join(payloads, path)), { recursive: true });
            writeFileSync(join(payloads, path), text);
        }
        const counts = {};
        for (const channel of [...new Set(Object.keys(files).map((path) => path.split('/')[0]))])
            counts[channel] = JSON.parse(await this.agent('import', '--data', this.owner, channel, join(payloads, channel)));
        return counts;
    }

    async invite(role, page) {
        return (await this.agent('invite', '--data', this.owner, '--role', role, ...(page ? ['--page', page] : []))).trim();
    }

    // A device of its own that takes webhooks.
    async serveWebhooks(config) {
        const folder = join(this.folder, 'agent');
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(join(folder, 'agent.json'), JSON.stringify(config), { mode: 0o600 });
        await this.agent('join', '--data', folder, await this.invite('connector'));
        this.hooks = await serving('history-agent', ['serve', '--data', folder, '--listen', '127.0.0.1:0']);
        this.children.push(this.hooks.process);
    }

    async deliver({ channel, account, body }) {
        const text = JSON.stringify(body);
        const headers = channel === 'telegram' ? { 'X-Telegram-Bot-Api-Secret-Token': secret }
            : { 'X-Hub-Signature-256': 'sha256=' + createHmac('sha256', secret).update(text).digest('hex') };
        const answer = await fetch(`http://${this.hooks.host}:${this.hooks.port}/${channel}/${encodeURIComponent(account)}`,
            { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: text });
        if (!answer.ok) throw new Error(`the agent answers ${answer.status} to a ${channel} webhook: ${await answer.text()}`);
    }

    async close() {
        for (const child of this.children) {
            child.removeAllListeners('exit');
            if (child.exitCode !== null) continue;
            const gone = new Promise((resolve) => child.once('exit', resolve));
            child.kill('SIGTERM');
            const timer = setTimeout(() => child.kill('SIGKILL'), 8000);
            await gone;
            clearTimeout(timer);
        }
        rmSync(this.folder, { recursive: true, force: true });
    }
}
