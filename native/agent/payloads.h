// Payload files of a channel: which there are under a path, in which order, of which account, with which headers.
#pragma once
#include <string>
#include <vector>

#include "native/connectors/connector.h"

namespace history::agent {

struct PayloadFile {
    std::string path;
    std::string name;     // base name
    std::string account;  // named by the path: .../CHANNEL/ACCOUNT/...; empty: the path does not say
};

// Files below `path` (or the file itself), sorted by path, those under a folder `backfill` after the rest;
// sidecars FILE.headers.json are not listed. Errc::not_found, Errc::storage.
Result<std::vector<PayloadFile>> list_payloads(const std::string& path, std::string_view channel);

// Headers of the sidecar FILE.headers.json with names in lower case; empty when there is none or it cannot be read.
connectors::Headers read_sidecar(const std::string& path);

}  // namespace history::agent
