// Deliveries of webhooks: durable first, answered, then worked into the workspace. Nothing that was answered 200 is lost.
//
// row: 'w', number u64 big-endian; value sealed by the keyring's local key: at u64, channel, account texts, body blob
//      channel `collect`: of channel site, through POST /collect, whose ids are read otherwise (native/connectors/site.h)
// Work goes on from the rows after a restart; doing it twice changes nothing. When the disk is full, deliveries are refused
// (their senders repeat them), and what waits is tried again every few seconds.
#pragma once
#include <deque>

#include "native/agent/seen_tokens.h"
#include "native/agent/shell.h"
#include "native/connectors/connector.h"

namespace history::agent {

inline constexpr const char* webhook_file = "webhook";    // what the quarantine calls the place
inline constexpr const char* collected_file = "collect";  // retry reads these as POST /collect does

class Inbox {
public:
    explicit Inbox(Shell& shell)
        : shell_(shell), tokens_(shell.replica().keyring(), shell.storage(), shell.clock(), shell.random()) {}
    ~Inbox() { *alive_ = false; }
    Inbox(const Inbox&) = delete;

    void start(std::function<void(Result<>)> done);  // loads what waits since the last run
    // done after the strict commit. Errc::limit: too much waits already; Errc::storage: there is no room; Errc::unauthorized:
    // `once` came before with another body.
    void receive(const connectors::Connector& connector, const std::string& account, std::string body,
                 const OnceToken& once, std::function<void(Result<>)> done);
    // Strangers' visits whose browsers became known elsewhere come in, soon; many asks are one look.
    void look();
    bool busy() const { return working_ || !waiting_.empty(); }
    const ImportCounts& counts() const { return importer_.counts(); }

    static constexpr std::size_t waiting_max = 4096;                    // deliveries
    static constexpr std::size_t waiting_bytes_max = 64 * 1024 * 1024;  // of their bodies
    static constexpr std::uint64_t retry_ms = 3000;
    static constexpr std::uint64_t look_ms = 2000;

private:
    struct Delivery {
        std::uint64_t number = 0, received_ms = 0;
        const connectors::Connector* connector = nullptr;
        std::string account, body;
    };
    void load(std::string after, std::function<void(Result<>)> done);
    void work();
    void worked(Result<> outcome);
    void release();
    void forget(std::size_t count);

    Shell& shell_;
    Importer importer_{shell_.importer_ports()};
    SeenTokens tokens_;
    std::deque<Delivery> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::size_t storing_ = 0;
    std::uint64_t next_number_ = 1;
    std::size_t taken_ = 0;  // of the front of waiting_, parsed by the importer
    bool working_ = false, in_trouble_ = false;
    bool asked_ = false, look_ = false;  // look(): soon, and now
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace history::agent
