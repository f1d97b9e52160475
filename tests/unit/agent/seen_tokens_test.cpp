// Tokens of deliveries whose body is not signed: native/agent/seen_tokens.h, and Mailgun's.
#include "native/agent/seen_tokens.h"

#include <doctest/doctest.h>

#include "native/connectors/mailing.h"
#include "tests/unit/agent/agent_store.h"

using namespace history;
using namespace history::agent;
using Verdict = SeenTokens::Verdict;

namespace {

constexpr std::uint64_t epoch_ms = AgentStore::epoch_ms, day_ms = AgentStore::day_ms;

// begin() is its next run.
struct Agent : AgentStore {
    std::optional<SeenTokens> tokens;

    explicit Agent(std::size_t most = SeenTokens::tokens_max) { begin(most); }
    void begin(std::size_t most = SeenTokens::tokens_max) {
        tokens.emplace(keyring, storage, clock, random, most);
        wait([&](auto done) { tokens->load(done); });
    }
    // As the inbox does it: what must be kept is committed before the vendor is answered.
    Verdict take(const std::string& token, const std::string& body,
                 std::uint64_t until_ms = epoch_ms + day_ms, const std::string& account = "news") {
        Batch batch;
        const Verdict verdict = tokens->take("mailing", account, {token, until_ms}, bytes_of(body), batch);
        if (!batch.empty())
            wait([&](auto done) { storage.commit(std::move(batch), Durability::strict, done); });
        return verdict;
    }
};

}  // namespace

TEST_CASE("a token counts for one body: the same again is a repeat, another body is none of the vendor's") {
    Agent agent;
    CHECK(agent.take("t1", "opened") == Verdict::fresh);
    CHECK(agent.take("t1", "opened") == Verdict::same_body);
    CHECK(agent.take("t1", "unsubscribed") == Verdict::other_body);
    CHECK(agent.take("t1", "opened") == Verdict::same_body);
    CHECK(agent.take("t2", "unsubscribed") == Verdict::fresh);
    CHECK(agent.take("t1", "unsubscribed", epoch_ms + day_ms, "shop") ==
          Verdict::fresh);  // of another account
    CHECK(agent.tokens->size() == 3);
}

TEST_CASE("a restart forgets no token") {
    Agent agent;
    for (int i = 0; i < 2500; ++i) CHECK(agent.take("t" + std::to_string(i), "a") == Verdict::fresh);
    agent.begin();
    CHECK(agent.tokens->size() == 2500);
    CHECK(agent.take("t0", "b") == Verdict::other_body);
    CHECK(agent.take("t2499", "b") == Verdict::other_body);
    CHECK(agent.take("t2499", "a") == Verdict::same_body);
}

TEST_CASE("what the window no longer takes goes, from the store too") {
    Agent agent;
    CHECK(agent.take("old", "a", epoch_ms + 1000) == Verdict::fresh);
    agent.at(1000);
    CHECK(agent.take("at the edge", "a") == Verdict::fresh);
    CHECK(agent.take("old", "b") == Verdict::other_body);  // the window still takes it
    agent.at(1001);
    CHECK(agent.take("new", "a") == Verdict::fresh);
    CHECK(agent.tokens->size() == 2);
    agent.begin();
    CHECK(agent.tokens->size() == 2);
}

TEST_CASE("there are so many and no more: those whose time ends first go first") {
    Agent agent(3);
    for (int i = 0; i < 4; ++i)
        CHECK(agent.take("t" + std::to_string(i), "a", epoch_ms + day_ms + static_cast<std::uint64_t>(i)) ==
              Verdict::fresh);
    CHECK(agent.tokens->size() == 3);
    CHECK(agent.take("t1", "b") == Verdict::other_body);
    CHECK(agent.take("t3", "b") == Verdict::other_body);
    agent.begin(3);
    CHECK(agent.tokens->size() == 3);
}

TEST_CASE("what could not be kept is taken when it comes again") {
    Agent agent;
    Batch lost;
    CHECK(agent.tokens->take("mailing", "news", {"t", epoch_ms + day_ms}, bytes_of("a"), lost) ==
          Verdict::fresh);
    agent.tokens->forget("mailing", "news", {"t", epoch_ms + day_ms});
    CHECK(agent.take("t", "b") == Verdict::fresh);
}

TEST_CASE("Mailgun's token is read from the signature; SendGrid signs all it sends and has none") {
    const std::string body =
        R"({"signature":{"timestamp":"1787558400","token":"0123","signature":"ff"},"event-data":{}})";
    connectors::Account account;
    account.secrets["mailgun_signing_key"] = "key";
    CHECK(connectors::mailing_token(bytes_of(body), account) == "0123");
    CHECK(connectors::mailing_token(bytes_of("{"), account).empty());
    CHECK(connectors::mailing_token(bytes_of("email,event\n"), account).empty());
    account.secrets["sendgrid_public_key"] = "key";
    CHECK(connectors::mailing_token(bytes_of(body), account).empty());
}
