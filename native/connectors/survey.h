// Answers of a survey: {"response_id","survey","submitted_at","respondent":{"name","phone","email"},"answers":[{"q","a"}]}, our own
// small format. Native id: response_id. Each answer is answer/<q>; a number of `nps` or `rating` is the rating; the answer to
// `preferred_channel` is also the customer's preference. Phone and mail are `given`.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& survey();

}  // namespace history::connectors
