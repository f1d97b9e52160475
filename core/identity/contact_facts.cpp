#include "core/identity/contact_facts.h"

namespace history {

namespace {

enum Flag : std::uint8_t { first_flag = 1, second_flag = 2, third_flag = 4 };

std::uint8_t flags(bool first, bool second, bool third = false) {
    return static_cast<std::uint8_t>((first ? first_flag : 0) | (second ? second_flag : 0) |
                                     (third ? third_flag : 0));
}

template <class One, class Put>
void put_list(Writer& out, const std::vector<One>& list, Put&& put) {
    out.varint(list.size());
    for (const One& one : list) put(one);
}

template <class One, class Take>
void take_list(Reader& in, std::vector<One>& list, Take&& take) {
    const std::uint64_t count = in.varint();
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        One one;
        take(one);
        if (in.ok()) list.push_back(std::move(one));
    }
}

}  // namespace

void encode_contact_facts(Writer& out, const ContactFacts& facts) {
    out.u8(facts.empty() ? 0 : 1);
    if (facts.empty()) return;
    put_list(out, facts.complaints, [&](const ContactFacts::Complaint& one) {
        out.text(one.item);
        out.varint(one.at_ms);
        out.text(one.product);
        out.text(one.words);
        out.u8(flags(one.tagged, one.asks_after, one.closed));
        out.text(one.source);
    });
    put_list(out, facts.resolutions, [&](const ContactFacts::Resolution& one) {
        out.text(one.of);
        out.varint(one.at_ms);
        out.text(one.product);
    });
    put_list(out, facts.preferences, [&](const ContactFacts::Preference& one) {
        out.varint(one.at_ms);
        out.text(one.item);
        out.text(one.channel);
        out.u8(flags(one.no_calls, one.calls_again, one.survey));
    });
    put_list(out, facts.consents, [&](const ContactFacts::Consent& one) {
        out.varint(one.at_ms);
        out.text(one.channel);
        out.u8(flags(one.stop, false));
        out.text(one.item);
    });
    put_list(out, facts.bought, [&](const ContactFacts::Bought& one) {
        out.varint(one.at_ms);
        out.text(one.product);
    });
    put_list(out, facts.last_words, [&](const ContactFacts::LastWord& one) {
        out.text(one.channel);
        out.text(one.account);
        out.varint(one.at_ms);
    });
}

ContactFacts decode_contact_facts(Reader& in) {
    ContactFacts facts;
    if (in.u8() == 0) return facts;
    take_list(in, facts.complaints, [&](ContactFacts::Complaint& one) {
        one.item = in.text();
        one.at_ms = in.varint();
        one.product = in.text();
        one.words = in.text();
        const std::uint8_t set = in.u8();
        one.tagged = set & first_flag;
        one.asks_after = set & second_flag;
        one.closed = set & third_flag;
        one.source = in.text();
    });
    take_list(in, facts.resolutions, [&](ContactFacts::Resolution& one) {
        one.of = in.text();
        one.at_ms = in.varint();
        one.product = in.text();
    });
    take_list(in, facts.preferences, [&](ContactFacts::Preference& one) {
        one.at_ms = in.varint();
        one.item = in.text();
        one.channel = in.text();
        const std::uint8_t set = in.u8();
        one.no_calls = set & first_flag;
        one.calls_again = set & second_flag;
        one.survey = set & third_flag;
    });
    take_list(in, facts.consents, [&](ContactFacts::Consent& one) {
        one.at_ms = in.varint();
        one.channel = in.text();
        one.stop = in.u8() & first_flag;
        one.item = in.text();
    });
    take_list(in, facts.bought, [&](ContactFacts::Bought& one) {
        one.at_ms = in.varint();
        one.product = in.text();
    });
    take_list(in, facts.last_words, [&](ContactFacts::LastWord& one) {
        one.channel = in.text();
        one.account = in.text();
        one.at_ms = in.varint();
    });
    return facts;
}

}  // namespace history
