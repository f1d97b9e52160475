// Facts about products: into streams of kind `goods`, one for each account of a source, and out of them again.
//
// A goods stream is a subject whose kind is `goods`, owned by the identifier goods(channel, account): two agents that begin
// one each for the same account are read as one, and it is no customer (core/replica/directory.cpp). Its entities are products
// (core/model/entity.h): a fact is a field of its own, named by the source's time, so that an older one never takes the place of
// a newer one, in whatever order they come, and the same fact again writes nothing. A fact without a time is the oldest.
#pragma once
#include <functional>

#include "core/replica/replica.h"
#include "native/connectors/item.h"

namespace history::agent {

inline constexpr std::size_t goods_value_bytes_max = 4096;

// What the lines of an order, receipt or return say of products: `line_name`, without a time, so that one told by a thousand orders
// is one field. Delivery and packing among the lines are no products.
std::vector<connectors::ProductFact> names_in(const connectors::Item& item);

// The facts as they are written: values of at most so many bytes, and before one that was cut the fact cut/<name> of the same
// product, place and moment: how many characters are left out (native/agent/item_values.h).
std::vector<connectors::ProductFact> goods_values(const std::vector<connectors::ProductFact>& facts);

// The write of one account's facts; `create` where the account has no stream yet. What one of `known`, goods streams of any
// account, says for this one is not written again.
StreamWrite write_of_goods(const Directory& directory, const std::function<StreamId()>& new_stream,
                           const std::string& channel, const std::string& account,
                           const std::vector<connectors::ProductFact>& facts,
                           const std::vector<const State*>& known = {});

std::vector<StreamId> goods_streams(const Directory& directory);  // of all accounts, in order of their ids

struct KnownFact {
    std::string sku, fact, place, value, source;
    std::string channel, account;  // whose list says it
    std::uint64_t at_ms = 0;       // 0: the list does not say
};
// The latest of each fact and place that each account has, in order of sku, fact, place, account. `asked` is a sku or an alias,
// in any case of letters; empty: every product. What tells of a cut stands only beside the value that was cut.
std::vector<KnownFact> known_goods(const std::vector<const State*>& streams, const std::string& asked);

// Every version of every fact, in order of sku, fact, place, account, newest first; without what two streams say alike.
std::vector<KnownFact> all_goods(const std::vector<const State*>& streams);

}  // namespace history::agent
