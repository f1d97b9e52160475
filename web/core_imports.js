// What core.wasm asks of its worker. `Module.host` is given to the module's factory (src/office.ts) and holds the answers;
// bytes are copied here, since the memory of a module may move at its next call.
mergeInto(LibraryManager.library, {
    history_now: () => Date.now(),
    history_random: (out, size) => {
        for (let at = 0; at < size; at += 65536) {
            const part = new Uint8Array(Math.min(65536, size - at));  // the most that getRandomValues gives at once
            crypto.getRandomValues(part);
            HEAPU8.set(part, out + at);
        }
    },
    history_read: (ticket, from, fromSize, to, toSize, limit) =>
        Module['host'].read(ticket, HEAPU8.slice(from, from + fromSize), HEAPU8.slice(to, to + toSize), limit),
    history_commit: (ticket, batch, size, strict) => Module['host'].commit(ticket, HEAPU8.slice(batch, batch + size), !!strict),
    history_keep: (ticket, secrets, size) => Module['host'].keep(ticket, HEAPU8.slice(secrets, secrets + size)),
    history_send: (message, size) => Module['host'].send(HEAPU8.slice(message, message + size)),
    history_close: () => Module['host'].close(),
    history_changed: () => Module['host'].changed(),
    history_answer: (request, ok, text, size) => Module['host'].answer(request, !!ok, HEAPU8.slice(text, text + size)),
});
