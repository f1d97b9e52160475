// What people read of every source: its page has all its parts, and says so where nobody has tried it on live data.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "native/connectors/table.h"

using namespace history;
using namespace history::connectors;

TEST_CASE(
    "every source says what is read, what to do at the vendor, which fields are used and what is left out") {
    for (const Connector* source : all_connectors()) {
        CAPTURE(source->channel);
        const About& about = source->about;
        for (const std::string_view part : {about.title, about.formats, about.fields, about.ways,
                                            about.id_rule, about.identifiers, about.setup, about.left_out})
            CHECK(!part.empty());
        CHECK(about.fields != about.formats);
        // A source that posts names where to: the address, or what the account holds for it.
        if (about.ways.find("webhook") != std::string_view::npos)
            CHECK((about.setup.find("https://HOST/") != std::string_view::npos ||
                   about.setup.find("agent.json") != std::string_view::npos ||
                   !source->webhook_secret.empty() || about.setup.find("import") != std::string_view::npos));
        if (!source->webhook_secret.empty())
            CHECK(about.setup.find(source->webhook_secret) != std::string_view::npos);
    }
}

TEST_CASE("what is known from documentation alone says that it was not tried on live data") {
    // Their tests' fixtures are named from_docs; no payload of theirs is among the samples, or only tables of another program.
    const std::set<std::string_view> from_docs = {"kaspi",   "satu",       "shopify",  "zendesk", "chatwoot",
                                                  "hubspot", "salesforce", "bitrix24", "mailing", "events"};
    // Some forms of theirs alone: their list of formats says which.
    const std::set<std::string_view> partly = {"telephony", "sms",     "vk",   "payments",
                                               "messenger", "company", "stock"};
    for (const Connector* source : all_connectors()) {
        CAPTURE(source->channel);
        const bool said = (std::string(source->about.formats) + std::string(source->about.identifiers) +
                           std::string(source->about.left_out))
                              .find("not tried on live data") != std::string::npos;
        CHECK(source->about.tried == (from_docs.count(source->channel) == 0));
        CHECK(said == (partly.count(source->channel) != 0));
    }
}
