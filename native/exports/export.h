// What a workspace gives out again: customers one after another into the files of a format. The formats stand in table().
//
// jsonl       everything, for programs: customers.jsonl, items.jsonl (every field as it is stored), orders.jsonl, goods.jsonl,
//             counts.json.
//             orders.jsonl {"order_id","customer_id","number","at","state","stage","total","refs":[{"channel","account",
//             "native_id","role"}]}: one line an order with all its documents (core/insight/order.h)
//             customers.jsonl {"customer_id","kind","name","not_proved","subjects":[..],"identifiers":["type:value" or
//             "type:scope:value"],"items":[{"channel","account","native_id"}]}; counts.json {"by_account":{"CHANNEL/ACCOUNT":
//             {"items","rejected"}},"by_channel":{..}}: the shapes of the test world's FORMAT.md, section 3
//             workplaces.jsonl {"customer_id","company_id","by":"source"|"statement"}
//             Visits that the agent holds until their browser is known (native/agent/visits.h) are lines of kind `stranger`,
//             one for each browser, so that what was read is all there; jsonl and csv have them
// csv         flat, typed tables for Power BI and the like, with dictionary.csv: every column, its type and meaning
// vcard       contacts.vcf, vCard 4.0 (RFC 6350)
// hubspot     contacts.csv for the contact import of HubSpot;  salesforce: of Salesforce's Data Loader;  bitrix24: of Bitrix24
// The last four keep the id that the system gave a contact, so that what it reads again creates nothing new.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/insight/catalogue.h"
#include "core/view/slice.h"

namespace history::exports {

struct ProductFact {  // one line of goods: what a source's list says of a product
    std::string_view channel, account, sku, fact, place, value, source;
    std::uint64_t at_ms = 0;  // 0: the list does not say
};

struct Totals {
    std::uint64_t customers = 0;  // written
    std::uint64_t left_out = 0;   // without a number, an address or an id that the format could hold
    std::uint64_t items = 0;
};

// {channel, account}: what its quarantine holds.
using Rejections = std::map<std::pair<std::string, std::string>, std::uint64_t>;

class Export {
public:
    virtual ~Export() = default;
    virtual void customer(const view::OpenCustomer& customer) = 0;
    virtual void product(const ProductFact&) {}
    // A customer works at another, a company; by: source | statement (core/view/workplace.h).
    virtual void workplace(const StreamId& /*person*/, const StreamId& /*company*/, std::string_view /*by*/) {
    }
    virtual Result<> finish(const Rejections& rejections) = 0;  // files are whole after this; Errc::storage
    const Totals& totals() const { return totals_; }
    void know(Catalogue goods) { catalogue_ = std::move(goods); }  // before the first customer

protected:
    const Catalogue& catalogue() const { return catalogue_; }
    Totals totals_;

private:
    Catalogue catalogue_;
};

struct Format {
    std::string_view name, what;
    std::unique_ptr<Export> (*make)(const std::string& folder);  // which exists
    bool strangers = false;                                      // takes visits of unknown browsers, too
};
std::span<const Format> table();
const Format* find_format(std::string_view name);

// One in each file of this folder.
std::unique_ptr<Export> jsonl(const std::string& folder);
std::unique_ptr<Export> csv(const std::string& folder);
std::unique_ptr<Export> vcard(const std::string& folder);
std::unique_ptr<Export> hubspot(const std::string& folder);
std::unique_ptr<Export> salesforce(const std::string& folder);
std::unique_ptr<Export> bitrix24(const std::string& folder);

}  // namespace history::exports
