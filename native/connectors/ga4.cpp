#include "native/connectors/ga4.h"

#include "native/connectors/bodies.h"
#include "native/connectors/csv.h"
#include "native/connectors/iso_time.h"

namespace history::connectors {

namespace {

// Cells of a row by the header's names; of two columns of one name the first.
class Named {
public:
    bool take_header(const CsvRow& row) {
        names_ = row.cells;
        for (const char* needed : {"timestamp", "name", "user_pseudo_id"})
            if (place(needed) == names_.size()) return false;
        return true;
    }
    std::size_t count() const { return names_.size(); }
    std::string text(const CsvRow& row, std::string_view name) const {
        const std::size_t at = place(name);
        return at < row.cells.size() ? row.cells[at] : std::string();
    }

private:
    std::size_t place(std::string_view name) const {
        std::size_t at = 0;
        while (at < names_.size() && names_[at] != name) ++at;
        return at;
    }
    std::vector<std::string> names_;
};

std::string first_of(const Named& named, const CsvRow& row, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (std::string text = named.text(row, name); !text.empty()) return text;
    return {};
}

std::string user_scope(const Account& account) {
    const auto site = account.columns.find("user");
    return site == account.columns.end() ? account.name : site->second;
}

void add_row(const Named& named, const CsvRow& row, Found& found) {
    const std::string place = "line " + std::to_string(row.line);
    const std::string time = named.text(row, "timestamp"), name = named.text(row, "name");
    const std::uint64_t at_ms = iso_ms(time);
    if (row.broken || row.cells.size() != named.count())
        return found.reject(place, "The row has not as many cells as the header.", std::string(row.raw));
    if (name.empty() || at_ms == 0)
        return found.reject(place, "The row has no name or no timestamp.", std::string(row.raw));
    const std::string pseudo = named.text(row, "user_pseudo_id");
    Item item;
    item.native_id = (pseudo.empty() ? "none" : pseudo) + '|' + time + '|' + name + '|' +
                     named.text(row, "bundle_sequence_id") + '|' + named.text(row, "batch_event_index");
    const bool page = name == "page_view" || name == "screen_view";
    put(item, "kind", page ? "page" : "track");
    put(item, "at", ms_text(at_ms));
    put(item, "direction", "in");
    if (!page) put(item, "title", name);
    std::string url = first_of(named, row, {"param_page_location"});
    put(item, "url", url.empty() ? named.text(row, "event_dimensions_hostname") : url);
    put(item, "referrer", named.text(row, "param_page_referrer"));
    const std::string source = first_of(
        named, row, {"param_source", "collected_traffic_source_manual_source", "traffic_source_source"});
    const std::string medium = first_of(
        named, row, {"param_medium", "collected_traffic_source_manual_medium", "traffic_source_medium"});
    put(item, "source", joined_name(source, medium));
    put(item, "campaign", first_of(named, row, {"param_campaign", "traffic_source_name"}));
    if (const std::string click = named.text(row, "param_gclid"); !click.empty())
        put(item, "click", "gclid=" + click);
    put(item, "device", named.text(row, "device_category"));
    put(item, "order_ref", named.text(row, "ecommerce_transaction_id"));
    if (const std::string city = named.text(row, "geo_city"); !city.empty()) put(item, "place", city);
    add_identifier(item.identifiers, "user", user_scope(found.account), named.text(row, "user_id"),
                   Known::proved);
    add_identifier(item.identifiers, "ga", found.account.name, pseudo, Known::given);
    found.add(std::move(item));
}

Parsed parse(ByteView body, const Account& account) {
    Found found(account);
    const auto refuse = [&](const char* reason) {
        found.reject_body(reason, body);
        return found.take();
    };
    CsvReader reader(body);
    CsvRow row;
    Named named;
    if (!reader.next(row)) return refuse("The table is empty.");
    if (row.broken || !named.take_header(row))
        return refuse("The table has no header with timestamp, name and user_pseudo_id.");
    while (reader.next(row)) {
        found.begin_unit();
        add_row(named, row, found);
        found.end_unit();
    }
    return found.take();
}

}  // namespace

const Connector& ga4() {
    static const Connector connector{
        .channel = "ga4",
        .parse = parse,
        .claims = claims_csv,
        .split = split_json,
        .about = {
            .title = "Google Analytics 4 export",
            .formats = "flattened event rows with a header (.csv)",
            .fields = "user_pseudo_id, user_id, timestamp, name, bundle_sequence_id, batch_event_index, page "
                      "location, title and referrer, source, medium, campaign, gclid, device category, city, "
                      "transaction id",
            .ways = "import",
            .authenticity = "",
            .id_rule = "pseudo id, timestamp, name, bundle sequence id and batch event index of the row",
            .identifiers = "user id proved; pseudo id of the browser given",
            .setup = "in Analytics: Admin, Product links, BigQuery; then export the flattened events table "
                     "and import it; name the site's account in columns as user",
            .left_out = "revenue figures, engagement times, sessions"}};
    return connector;
}

}  // namespace history::connectors
