#include "native/connectors/company.h"

#include "native/connectors/company_extract.h"
#include "native/connectors/company_table.h"

namespace history::connectors {

namespace {

Parsed parse(ByteView body, const Account& account) {
    const std::string_view text = text_of(body);
    const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const bool xml = first != std::string_view::npos && text[first] == '<';
    if (xml || text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return parse_extract(body, account);
    return parse_companies(body, account);
}

bool claims(std::string_view file_name) {
    for (std::string_view end : {".xml", ".XML", ".csv", ".CSV"})
        if (file_name.ends_with(end)) return true;
    return false;
}

}  // namespace

const Connector& company() {
    static const Connector connector{
        .channel = "company",
        .parse = parse,
        .claims = claims,
        .split = split_nothing,
        .about = {
            .title = "Registers of companies",
            .formats =
                "extracts of the Russian registers EGRUL and EGRIP (.xml), tables of companies with their "
                "numbers and codes of addresses (.csv); the tax service's own form as documented, not tried "
                "on live data",
            .fields = "ОГРН, ОГРНИП, ИНН, КПП, names, addresses with Индекс, ФИАС and КЛАДР, status and its "
                      "date, ОКВЭД, ОКОПФ, the head and his position; of tables name, inn, kpp, ogrn, "
                      "address, kladr_id, fias_id, okato, oktmo, geo_lat, geo_lon",
            .ways = "import",
            .authenticity = "",
            .id_rule = "none: a statement is named by the company's number and the date of the extract",
            .identifiers = "INN, BIN or IIN with right check digits proved; with wrong ones a fact alone",
            .setup =
                "put the extracts of the tax service into a folder and import it; give the zone of its dates",
            .left_out = "founders, capital, licences, branches, earlier records, numbers of the head's own"}};
    return connector;
}

}  // namespace history::connectors
