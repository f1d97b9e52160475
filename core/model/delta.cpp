#include "core/model/delta.h"

#include <map>

#include "core/model/fields.h"
#include "core/wire/limits.h"

namespace history {

namespace {

std::uint64_t zigzag(std::int64_t value) {
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// The number when `text` is its one decimal spelling and below 2^50; else false.
bool number_of(std::string_view text, std::uint64_t& number) {
    if (text.empty() || text.size() > 15 || (text[0] == '0' && text.size() > 1)) return false;
    number = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return false;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number < 1ull << 50;
}
bool time_of(std::string_view text, std::uint64_t& ms) { return text.size() == 13 && number_of(text, ms); }

struct Strings {  // the words of one body that repeat
    std::map<std::string, std::uint64_t, std::less<>> numbers;
    std::vector<std::string> words;

    void put(Writer& out, std::string_view word) {
        auto found = numbers.find(word);
        if (found != numbers.end()) return out.varint(found->second);
        numbers.emplace(word, numbers.size() + 1);
        out.varint(0);
        out.text(word);
    }
    std::string get(Reader& in, bool& ok) {
        const std::uint64_t number = in.varint();
        if (number == 0) {
            words.emplace_back(in.text());
            return words.back();
        }
        if (number > words.size()) return ok = false, std::string{};
        return words[static_cast<std::size_t>(number - 1)];
    }
};

void put_value(Writer& out, std::string_view value, std::uint64_t base_ms) {
    std::uint64_t number = 0;
    if (const std::uint32_t code = value_code(value)) return out.varint(std::uint64_t{code} * 4 + 2);
    if (time_of(value, number))
        return out.varint(zigzag(static_cast<std::int64_t>(number) - static_cast<std::int64_t>(base_ms)) * 4 + 3);
    if (number_of(value, number)) return out.varint(number * 4 + 1);
    out.varint(std::uint64_t{value.size()} * 4);
    out.raw(bytes_of(value));
}

std::string get_value(Reader& in, std::uint64_t base_ms, bool& ok) {
    const std::uint64_t head = in.varint();
    switch (head % 4) {
        case 0: {
            if (head / 4 > value_bytes_max) return ok = false, std::string{};
            std::string value(text_of(in.raw(head / 4)));
            std::uint64_t number = 0;
            if (value_code(value) != 0 || number_of(value, number)) ok = false;
            return value;
        }
        case 1: {
            std::string value = std::to_string(head / 4);
            std::uint64_t number = 0;
            if (head / 4 >= 1ull << 50 || time_of(value, number)) ok = false;
            return value;
        }
        case 2: {
            std::string value(value_name(static_cast<std::uint32_t>(head / 4)));
            if (value.empty() || head / 4 > UINT32_MAX) ok = false;
            return value;
        }
        default: {
            const std::int64_t ms = static_cast<std::int64_t>(base_ms) + unzigzag(head / 4);
            std::string value = ms < 0 ? std::string{} : std::to_string(ms);
            std::uint64_t number = 0;
            if (!time_of(value, number)) ok = false;
            return value;
        }
    }
}

void put_name(Writer& out, std::string_view name, std::uint64_t base_ms, Strings& strings) {
    const std::size_t mark = name.find_first_of("@/");
    const std::string_view base = name.substr(0, mark);
    const std::string_view suffix = mark == std::string_view::npos ? std::string_view{} : name.substr(mark + 1);
    const std::uint64_t code = field_code(base);
    std::uint64_t ms = 0;
    std::uint64_t form = 0;
    if (mark != std::string_view::npos) form = name[mark] == '/' ? 3 : time_of(suffix, ms) ? 1 : 2;
    out.varint(code * 4 + form);
    if (code == 0) strings.put(out, base);
    if (form == 1) out.varint(zigzag(static_cast<std::int64_t>(ms) - static_cast<std::int64_t>(base_ms)));
    if (form == 2 || form == 3) out.text(suffix);
}

std::string get_name(Reader& in, std::uint64_t base_ms, Strings& strings, bool& ok) {
    const std::uint64_t head = in.varint();
    std::string name;
    if (head / 4 == 0) {
        name = strings.get(in, ok);
        if (field_code(name) != 0 || name.find_first_of("@/") != std::string::npos) ok = false;
    } else {
        name = head / 4 > UINT32_MAX ? std::string_view{} : field_name(static_cast<std::uint32_t>(head / 4));
        if (name.empty()) ok = false;
    }
    std::uint64_t ms = 0;
    if (head % 4 == 1) {
        const std::int64_t time = static_cast<std::int64_t>(base_ms) + unzigzag(in.varint());
        const std::string suffix = time < 0 ? std::string{} : std::to_string(time);
        if (!time_of(suffix, ms)) ok = false;
        name.append("@").append(suffix);
    } else if (head % 4 == 2) {
        const std::string_view suffix = in.text();
        if (time_of(suffix, ms)) ok = false;
        name.append("@").append(suffix);
    } else if (head % 4 == 3) {
        name.append("/").append(in.text());
    }
    return name;
}

}  // namespace

Bytes encode_deltas(const std::vector<Delta>& deltas) {
    HISTORY_CHECK(!deltas.empty() && deltas.size() <= limits::deltas_per_envelope_max);
    Writer out;
    Strings strings;
    const std::uint64_t base_ms = deltas.front().at.ms;
    out.u8(1);
    out.varint(deltas.front().counter);
    out.varint(base_ms);
    out.varint(deltas.size());
    std::uint64_t ms = base_ms;
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        const Delta& delta = deltas[i];
        HISTORY_CHECK(delta.counter == deltas.front().counter + i && delta.at.device == deltas.front().at.device);
        out.varint(zigzag(static_cast<std::int64_t>(delta.at.ms) - static_cast<std::int64_t>(ms)));
        ms = delta.at.ms;
        out.varint(delta.at.counter);
        strings.put(out, delta.colleague);
        const auto same = [&](std::size_t a, std::size_t b) {
            return delta.ops[a].kind == delta.ops[b].kind && delta.ops[a].key == delta.ops[b].key;
        };
        std::size_t entities = 0;
        for (std::size_t op = 0; op < delta.ops.size(); ++op) entities += op == 0 || !same(op, op - 1);
        out.varint(entities);
        for (std::size_t op = 0; op < delta.ops.size();) {
            std::size_t end = op + 1;
            while (end < delta.ops.size() && same(op, end)) ++end;
            const std::string& key = delta.ops[op].key;
            const std::size_t split = key.rfind(unit_separator) + 1;  // npos + 1 = 0: no prefix
            out.u8(static_cast<std::uint8_t>(delta.ops[op].kind));
            strings.put(out, std::string_view(key).substr(0, split));
            out.text(std::string_view(key).substr(split));
            out.varint(end - op);
            for (; op < end; ++op) {
                put_name(out, delta.ops[op].field, base_ms, strings);
                put_value(out, delta.ops[op].value, base_ms);
            }
        }
    }
    return out.take();
}

Result<std::vector<Delta>> decode_deltas(ByteView body, const DeviceId& device) {
    const auto corrupt = [] { return fail(Errc::corrupt, "The plaintext of an envelope does not follow its format."); };
    Reader in(body);
    Strings strings;
    if (in.u8() != 1) return fail(Errc::unsupported, "The plaintext of an envelope has an unknown format.");
    const std::uint64_t first = in.varint();
    const std::uint64_t base_ms = in.varint();
    const std::uint64_t count = in.varint();
    if (!in.ok() || count == 0 || count > limits::deltas_per_envelope_max || base_ms >= 1ull << 48) return corrupt();
    std::vector<Delta> deltas;
    deltas.reserve(static_cast<std::size_t>(count));
    bool ok = true;
    std::int64_t ms = static_cast<std::int64_t>(base_ms);
    for (std::uint64_t i = 0; i < count && ok && in.ok(); ++i) {
        Delta delta;
        ms += unzigzag(in.varint());
        if (ms < 0 || ms >= std::int64_t{1} << 48) return corrupt();
        const std::uint64_t counter = in.varint();
        if (counter > UINT16_MAX) return corrupt();
        delta.at = {static_cast<std::uint64_t>(ms), static_cast<std::uint16_t>(counter), device};
        delta.counter = first + i;
        delta.colleague = strings.get(in, ok);
        const std::uint64_t entities = in.varint();
        if (entities > in.left()) return corrupt();
        for (std::uint64_t e = 0; e < entities && ok && in.ok(); ++e) {
            const std::uint8_t kind = in.u8();
            if (kind == 0 || kind > entity_kind_max) return corrupt();
            std::string key = strings.get(in, ok);
            key.append(in.text());
            const std::uint64_t fields = in.varint();
            if (fields > in.left()) return corrupt();
            delta.ops.reserve(delta.ops.size() + static_cast<std::size_t>(fields));
            for (std::uint64_t f = 0; f < fields && ok && in.ok(); ++f) {
                Op op{static_cast<EntityKind>(kind), key, get_name(in, base_ms, strings, ok), {}};
                op.value = get_value(in, base_ms, ok);
                delta.ops.push_back(std::move(op));
            }
        }
        deltas.push_back(std::move(delta));
    }
    if (!ok || !in.ok()) return corrupt();
    for (std::uint8_t byte : in.raw(in.left()))  // what follows is padding: zeros only
        if (byte != 0) return corrupt();
    return deltas;
}

}  // namespace history
