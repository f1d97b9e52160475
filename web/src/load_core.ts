// core.wasm, compiled once for the replica and for the locksmith.
import { Trouble } from './messages';

export async function loadCore(url: string): Promise<WebAssembly.Module> {
    try {
        const response = await fetch(url);
        if (!response.ok) throw new Trouble('E_WASM', `${url} answers ${response.status}; set the attribute assets to where the widget's files are.`);
        // Streamed, so that the browser keeps the optimised code with the file; a server that names another type gives bytes.
        return response.headers.get('Content-Type')?.startsWith('application/wasm') ? await WebAssembly.compileStreaming(response)
            : await WebAssembly.compile(await response.arrayBuffer());
    } catch (error) {
        if (error instanceof Trouble) throw error;
        if (error instanceof WebAssembly.CompileError && /unsafe-eval|Content Security Policy/i.test(error.message))
            throw new Trouble('E_CSP', "The page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to script-src, also for worker.js.");
        throw new Trouble('E_WASM', `${url} could not be loaded (${String(error)}).`);
    }
}
