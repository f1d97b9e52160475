// What core.wasm asks of its worker. `Module.host` is given to the module's factory (src/office.ts) and holds the answers;
// bytes are copied here, since the memory of a module may move at its next call.
mergeInto(LibraryManager.library, {
    history_now: function () { return Date.now(); },
    history_random: function (out, size) {
        for (let at = 0; at < size; at += 65536) {
            const part = new Uint8Array(Math.min(65536, size - at));  // the most that getRandomValues gives at once
            crypto.getRandomValues(part);
            HEAPU8.set(part, out + at);
        }
    },
    history_read: function (ticket, from, fromSize, to, toSize, limit) {
        return Module['host'].read(ticket, HEAPU8.slice(from, from + fromSize), HEAPU8.slice(to, to + toSize), limit);
    },
    history_commit: function (ticket, batch, size, strict) {
        return Module['host'].commit(ticket, HEAPU8.slice(batch, batch + size), !!strict);
    },
    history_keep: function (ticket, secrets, size) {
        return Module['host'].keep(ticket, HEAPU8.slice(secrets, secrets + size));
    },
    history_send: function (message, size) {
        return Module['host'].send(HEAPU8.slice(message, message + size));
    },
    history_close: function () {
        return Module['host'].close();
    },
    history_changed: function () {
        return Module['host'].changed();
    },
    history_answer: function (request, ok, text, size) {
        return Module['host'].answer(request, !!ok, HEAPU8.slice(text, text + size));
    },
});
