#include "native/agent/quarantine.h"

namespace history::agent {

Row quarantine_row(const Keyring& keyring, Random& random, const Quarantined& one) {
    const std::string_view raw = std::string_view(one.raw).substr(0, quarantine_raw_bytes_max);
    Hasher hasher("history quarantine 2");
    const std::string_view name = std::string_view(one.file).substr(one.file.rfind('/') + 1);
    for (std::string_view part : {std::string_view(one.channel), std::string_view(one.account), name,
                                  std::string_view(one.place), std::string_view(one.reason), raw})
        hasher.update_u64(part.size()).update(bytes_of(part));
    const std::string key = 'q' + std::string(text_of(hasher.finish().view()));
    Writer out;
    out.u64(one.at_ms);
    for (const std::string* part : {&one.channel, &one.account, &one.file, &one.place, &one.reason})
        out.text(*part);
    out.u64(one.raw_bytes);
    out.text(raw);
    return {key, std::string(text_of(keyring.seal_local(random, bytes_of(key), out.view())))};
}

Result<Quarantined> read_quarantine_row(const Keyring& keyring, const Row& row) {
    if (row.first.size() < 9) return fail(Errc::corrupt, "A row of the quarantine is damaged.");
    TRY_ASSIGN(plain, keyring.open_local(bytes_of(row.first), bytes_of(row.second)));
    Reader in(plain);
    Quarantined one;
    one.id = hex(bytes_of(row.first).subspan(1)).substr(0, 16);
    one.at_ms = in.u64();
    for (std::string* part : {&one.channel, &one.account, &one.file, &one.place, &one.reason})
        *part = in.text();
    one.raw_bytes = in.u64();
    one.raw = in.text();
    if (!in.at_end()) return fail(Errc::corrupt, "A row of the quarantine is damaged.");
    return one;
}

Range quarantine_range(const std::string& after) {
    return {after.empty() ? "q" : after + '\0', "r", 256};
}

}  // namespace history::agent
