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

// value += the step, within 2^53 either way; false: no time of ours is that far from another.
bool move_by(std::int64_t& value, std::uint64_t zigzagged) {
    constexpr std::int64_t far = std::int64_t{1} << 53;
    const std::int64_t by = unzigzag(zigzagged);
    if (by > far || by < -far) return false;
    value += by;
    return true;
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
bool time_of(std::string_view text, std::uint64_t& ms) {
    return text.size() == 13 && number_of(text, ms);
}

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

// A field's name without its suffix: what repeats from row to row.
struct Name {
    std::uint32_t code = 0;
    std::uint8_t form = 0;  // 0 no suffix, 1 `@` time, 2 `@` text, 3 `/` text
    std::string base;       // when code is 0
};
using Shape = std::vector<Name>;

struct Split {
    Name name;
    std::string_view suffix;
    std::uint64_t ms = 0;  // form 1
};

Split split_name(std::string_view field) {
    Split split;
    const std::size_t mark = field.find_first_of("@/");
    const std::string_view base = field.substr(0, mark);
    split.name.code = field_code(base);
    if (split.name.code == 0) split.name.base = base;
    if (mark == std::string_view::npos) return split;
    split.suffix = field.substr(mark + 1);
    split.name.form = field[mark] == '/' ? 3 : time_of(split.suffix, split.ms) ? 1 : 2;
    return split;
}

struct Times {  // one after another, each as its distance to the last
    std::int64_t last = 0;
    std::uint64_t step(std::uint64_t ms) {
        const std::uint64_t distance = zigzag(static_cast<std::int64_t>(ms) - last);
        last = static_cast<std::int64_t>(ms);
        return distance;
    }
    std::string text(std::uint64_t distance, bool& ok) {
        const bool near = move_by(last, distance);
        std::string digits = !near || last < 0 ? std::string{} : std::to_string(last);
        std::uint64_t ms = 0;
        if (!time_of(digits, ms)) ok = false, last = 0;
        return digits;
    }
};

class Encoder {
public:
    explicit Encoder(std::uint64_t base_ms) { times_.last = static_cast<std::int64_t>(base_ms); }
    void word(Writer& out, std::string_view text) { strings_.put(out, text); }
    void entity(Writer& out, const Op* first, const Op* end) {
        out.u8(static_cast<std::uint8_t>(first->kind));
        key(out, first->key);
        std::vector<Split> splits;
        std::string names;
        for (const Op* op = first; op != end; ++op) {
            const Split& split = splits.emplace_back(split_name(op->field));
            names.append(std::to_string(split.name.code * 4 + split.name.form))
                .append(split.name.base)
                .push_back('\n');
        }
        auto [known, fresh] = shapes_.try_emplace(names, shapes_.size() + 1);
        out.varint(fresh ? 0 : known->second);
        if (fresh) {
            out.varint(splits.size());
            for (const Split& split : splits) {
                out.varint(std::uint64_t{split.name.code} * 4 + split.name.form);
                if (split.name.code == 0) strings_.put(out, split.name.base);
            }
        }
        for (std::size_t i = 0; i < splits.size(); ++i) {
            if (splits[i].name.form == 1) out.varint(times_.step(splits[i].ms));
            if (splits[i].name.form > 1) out.text(splits[i].suffix);
            value(out, first[i].value);
        }
    }

private:
    void key(Writer& out, const std::string& whole) {
        const std::size_t split = whole.rfind(unit_separator) + 1;  // npos + 1 = 0: no prefix
        const std::string_view prefix = std::string_view(whole).substr(0, split),
                               rest = std::string_view(whole).substr(split);
        strings_.put(out, prefix);
        std::string& last = last_keys_[std::string(prefix)];
        std::size_t same = 0;
        while (same < last.size() && same < rest.size() && last[same] == rest[same]) ++same;
        out.varint(same);
        out.text(rest.substr(same));
        last = rest;
    }
    void value(Writer& out, std::string_view text) {
        std::uint64_t number = 0;
        if (const std::uint32_t code = value_code(text)) return out.varint(std::uint64_t{code} * 4 + 2);
        if (time_of(text, number)) return out.varint(times_.step(number) * 4 + 3);
        if (number_of(text, number)) return out.varint(number * 4 + 1);
        out.varint(std::uint64_t{text.size()} * 4);
        out.raw(bytes_of(text));
    }
    Strings strings_;
    Times times_;
    std::map<std::string, std::uint64_t> shapes_;
    std::map<std::string, std::string> last_keys_;
};

class Decoder {
public:
    explicit Decoder(std::uint64_t base_ms) { times_.last = static_cast<std::int64_t>(base_ms); }
    std::string word(Reader& in, bool& ok) { return strings_.get(in, ok); }
    void entity(Reader& in, std::vector<Op>& ops, bool& ok) {
        const std::uint8_t kind = in.u8();
        if (kind == 0 || kind > entity_kind_max) ok = false;
        const std::string whole = key(in, ok);
        const Shape* names = shape(in, ok);
        if (!ok || !in.ok()) return;
        ops.reserve(ops.size() + names->size());
        for (const Name& name : *names) {
            std::string field(name.code == 0 ? std::string_view(name.base) : field_name(name.code));
            if (name.form == 1) field.append("@").append(times_.text(in.varint(), ok));
            if (name.form > 1) {
                const std::string_view suffix = in.text();
                std::uint64_t ms = 0;
                if (name.form == 2 && time_of(suffix, ms)) ok = false;
                field.append(name.form == 2 ? "@" : "/").append(suffix);
            }
            std::string text = value(in, ok);
            if (!ok || !in.ok()) return;
            ops.push_back({static_cast<EntityKind>(kind), whole, std::move(field), std::move(text)});
        }
    }

private:
    std::string key(Reader& in, bool& ok) {
        const std::string prefix = strings_.get(in, ok);
        const std::uint64_t same = in.varint();
        const std::string_view rest = in.text();
        std::string& last = last_keys_[prefix];
        if (!in.ok() || same > last.size() || rest.find(unit_separator) != std::string_view::npos)
            return ok = false, std::string{};
        last.resize(static_cast<std::size_t>(same));
        last.append(rest);
        return prefix + last;
    }
    const Shape* shape(Reader& in, bool& ok) {
        const std::uint64_t number = in.varint();
        if (number > shapes_.size()) return ok = false, nullptr;
        if (number > 0) return &shapes_[static_cast<std::size_t>(number - 1)];
        const std::uint64_t fields = in.varint();
        if (!in.ok() || fields == 0 || fields > in.left()) return ok = false, nullptr;
        Shape made;
        made.reserve(static_cast<std::size_t>(fields));
        for (std::uint64_t i = 0; i < fields && ok && in.ok(); ++i) {
            const std::uint64_t head = in.varint();
            Name name{static_cast<std::uint32_t>(head / 4), static_cast<std::uint8_t>(head % 4), {}};
            if (name.code == 0) {
                name.base = strings_.get(in, ok);
                if (field_code(name.base) != 0 || name.base.find_first_of("@/") != std::string::npos)
                    ok = false;
            } else if (head / 4 > UINT32_MAX || field_name(name.code).empty()) {
                ok = false;
            }
            made.push_back(std::move(name));
        }
        shapes_.push_back(std::move(made));
        return &shapes_.back();
    }
    std::string value(Reader& in, bool& ok) {
        const std::uint64_t head = in.varint();
        std::uint64_t number = 0;
        std::string text;
        switch (head % 4) {
            case 0:
                if (head / 4 > value_bytes_max) return ok = false, text;
                text = text_of(in.raw(head / 4));
                if (value_code(text) != 0 || number_of(text, number)) ok = false;
                return text;
            case 1:
                text = std::to_string(head / 4);
                if (head / 4 >= 1ull << 50 || time_of(text, number)) ok = false;
                return text;
            case 2:
                text = head / 4 > UINT32_MAX ? std::string_view{}
                                             : value_name(static_cast<std::uint32_t>(head / 4));
                if (text.empty()) ok = false;
                return text;
            default:
                return times_.text(head / 4, ok);
        }
    }
    Strings strings_;
    Times times_;
    std::vector<Shape> shapes_;
    std::map<std::string, std::string> last_keys_;
};

}  // namespace

Bytes encode_deltas(const std::vector<Delta>& deltas) {
    HISTORY_CHECK(!deltas.empty() && deltas.size() <= limits::deltas_per_envelope_max);
    Writer out;
    const std::uint64_t base_ms = deltas.front().at.ms;
    Encoder encoder(base_ms);
    out.u8(1);
    out.varint(deltas.front().counter);
    out.varint(base_ms);
    out.varint(deltas.size());
    std::uint64_t ms = base_ms;
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        const Delta& delta = deltas[i];
        HISTORY_CHECK(delta.counter == deltas.front().counter + i &&
                      delta.at.device == deltas.front().at.device);
        out.varint(zigzag(static_cast<std::int64_t>(delta.at.ms) - static_cast<std::int64_t>(ms)));
        ms = delta.at.ms;
        out.varint(delta.at.counter);
        encoder.word(out, delta.colleague);
        const auto same = [&](std::size_t a, std::size_t b) {
            return delta.ops[a].kind == delta.ops[b].kind && delta.ops[a].key == delta.ops[b].key;
        };
        std::size_t entities = 0;
        for (std::size_t op = 0; op < delta.ops.size(); ++op) entities += op == 0 || !same(op, op - 1);
        out.varint(entities);
        for (std::size_t op = 0; op < delta.ops.size();) {
            std::size_t end = op + 1;
            while (end < delta.ops.size() && same(op, end)) ++end;
            encoder.entity(out, &delta.ops[op], delta.ops.data() + end);
            op = end;
        }
    }
    return out.take();
}

Result<std::vector<Delta>> decode_deltas(ByteView body, const DeviceId& device) {
    const auto corrupt = [] {
        return fail(Errc::corrupt, "The plaintext of an envelope does not follow its format.");
    };
    Reader in(body);
    if (in.u8() != 1) return fail(Errc::unsupported, "The plaintext of an envelope has an unknown format.");
    const std::uint64_t first = in.varint();
    const std::uint64_t base_ms = in.varint();
    const std::uint64_t count = in.varint();
    if (!in.ok() || count == 0 || count > limits::deltas_per_envelope_max || base_ms >= 1ull << 48)
        return corrupt();
    std::vector<Delta> deltas;
    deltas.reserve(static_cast<std::size_t>(count));
    Decoder decoder(base_ms);
    bool ok = true;
    std::int64_t ms = static_cast<std::int64_t>(base_ms);
    for (std::uint64_t i = 0; i < count && ok && in.ok(); ++i) {
        Delta delta;
        if (!move_by(ms, in.varint()) || ms < 0 || ms >= std::int64_t{1} << 48) return corrupt();
        const std::uint64_t counter = in.varint();
        if (counter > UINT16_MAX) return corrupt();
        delta.at = {static_cast<std::uint64_t>(ms), static_cast<std::uint16_t>(counter), device};
        delta.counter = first + i;
        delta.colleague = decoder.word(in, ok);
        const std::uint64_t entities = in.varint();
        if (entities > in.left()) return corrupt();
        for (std::uint64_t e = 0; e < entities && ok && in.ok(); ++e) decoder.entity(in, delta.ops, ok);
        deltas.push_back(std::move(delta));
    }
    if (!ok || !in.ok()) return corrupt();
    for (std::uint8_t byte : in.raw(in.left()))  // what follows is padding: zeros only
        if (byte != 0) return corrupt();
    return deltas;
}

}  // namespace history
