#include "native/agent/plan_file.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "native/json.h"

namespace history::agent {

Result<std::string> read_plan(const std::string& path, std::size_t bytes_max) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(Errc::not_found, "There is no file " + path + '.');
    std::string text;
    std::vector<char> piece(64 * 1024);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        const auto got = static_cast<std::size_t>(in.gcount());
        if (text.size() + got > bytes_max)
            return fail(Errc::limit, "The file " + path + " is larger than " +
                                         std::to_string(bytes_max / (1024 * 1024)) + " MiB.");
        text.append(piece.data(), got);
    }
    if (!path.ends_with(".jsonl") && !path.ends_with(".json")) return text;
    static constexpr const char* columns[] = {"send_id",     "planned_at",  "channel",  "to",
                                              "campaign_id", "product_sku", "category", "text"};
    std::string table = "send_id,planned_at,channel,to,campaign_id,product_sku,category,text\n";
    std::istringstream lines(text);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        const std::optional<Json> json = parse_json(line);
        if (!json || !json->is_object())
            return fail(Errc::usage,
                        "Line " + std::to_string(number) + " of " + path + " is no JSON object.");
        for (const char* column : columns) {
            std::string cell;
            if (const auto found = json->find(column); found != json->end())
                cell = found->is_string() ? found->get<std::string>() : found->is_null() ? "" : found->dump();
            std::string quoted = "\"";
            for (char c : cell)
                quoted += c == '"' ? std::string("\"\"") : std::string(1, c == '\n' ? ' ' : c);
            table += quoted + "\"" + (column == columns[7] ? "\n" : ",");
        }
    }
    return table;
}

}  // namespace history::agent
