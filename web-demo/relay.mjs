// A page server: one folder of pages and the widget's files, and the WebSocket of its pane relayed to historyd byte for byte.
// A switch cuts the relay. What passes is shown to whoever watches: it is all that the server ever sees.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { Frames } from './frames.mjs';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm',
    '.css': 'text/css', '.otf': 'font/otf', '.json': 'application/json', '.svg': 'image/svg+xml' };
const strictPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; "
    + "img-src 'self' blob: data:; connect-src 'self'; frame-src http://127.0.0.1:*; base-uri 'none'; form-action 'none'; "
    + "require-trusted-types-for 'script'; trusted-types customer-history";

export class PageServer {
    // folders: looked through in this order. answer: (url, request) -> object to answer as JSON, or undefined. watch: see frames.mjs.
    constructor({ folders, server, answer = () => undefined, watch = null, policy = strictPolicy }) {
        this.folders = folders;
        this.server = server;  // {host, port} of historyd
        this.answer = answer;
        this.watch = watch;
        this.policy = policy;
        this.cut = false;
        this.pairs = new Set();
        this.http = createServer((request, response) => void this.serve(request, response));
        this.http.on('upgrade', (request, socket, head) => this.relay(request, socket, head));
    }

    async listen(port = 0) {
        await new Promise((resolve, reject) => this.http.once('error', reject).listen(port, '127.0.0.1', resolve));
        this.port = this.http.address().port;
        this.url = `http://127.0.0.1:${this.port}`;
        return this;
    }

    setCut(cut) {
        this.cut = cut;
        if (cut) for (const pair of this.pairs) pair.forEach((socket) => socket.destroy());
    }

    close() {
        this.setCut(true);
        this.http.close();
        this.http.closeAllConnections?.();
    }

    async serve(request, response) {
        const url = new URL(request.url, this.url ?? 'http://127.0.0.1');
        const headers = { 'Content-Security-Policy': this.policy, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };
        const answered = await this.answer(url, request, this);
        if (answered !== undefined) {
            if (answered.stream) return answered.stream(response, headers);
            return void response.writeHead(200, { ...headers, 'Content-Type': types['.json'] }).end(JSON.stringify(answered));
        }
        if (url.pathname === '/favicon.ico') return void response.writeHead(204, headers).end();
        const path = normalize(url.pathname === '/' ? '/index.html' : decodeURIComponent(url.pathname));
        const file = this.folders.map((folder) => join(folder, path)).find((name) => existsSync(name) && statSync(name).isFile());
        if (!file || request.method !== 'GET') return void response.writeHead(file ? 405 : 404, headers).end();
        const facts = statSync(file);
        headers.ETag = `"${facts.size.toString(36)}-${facts.mtimeMs.toString(36)}"`;  // asked again each time, sent again when changed
        if (request.headers['if-none-match'] === headers.ETag) return void response.writeHead(304, headers).end();
        response.writeHead(200, { ...headers, 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
        createReadStream(file).pipe(response);
    }

    relay(request, socket, head) {
        if (this.cut) return void socket.destroy();
        const upstream = connect(this.server.port, this.server.host);
        const pair = [socket, upstream];
        this.pairs.add(pair);
        const end = () => {
            this.pairs.delete(pair);
            pair.forEach((one) => one.destroy());
        };
        pair.forEach((one) => one.on('error', end).on('close', end).setNoDelay(true));
        upstream.on('connect', () => {
            const lines = [`GET / HTTP/1.1`];
            for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
            upstream.write(lines.join('\r\n') + '\r\n\r\n');
            if (head.length) upstream.write(head);
            if (this.watch) {
                const sent = new Frames((message) => this.watch('up', message)), got = new Frames((message) => this.watch('down', message), true);
                socket.on('data', (bytes) => sent.take(bytes));
                upstream.on('data', (bytes) => got.take(bytes));
            }
            socket.pipe(upstream);
            upstream.pipe(socket);
        });
    }
}
