// What a phone with the WhatsApp Business app knew before the Cloud API was connected to its number (coexistence): chats of up to
// 180 days, field `history`, and its address book, field `smb_app_state_sync`. Format: Meta, "history webhook reference" and
// "smb_app_state_sync webhook reference" of the WhatsApp Business Platform.
#pragma once
#include "native/connectors/bodies.h"

namespace history::connectors {

// Threads of messages in chunks that come in any order. A picture comes twice: in its place without the file, and again, for
// some, under the same id with it. A business that does not share its chats sends errors: nothing to keep.
void add_whatsapp_history(const Json& value, Found& found);

// Each entry names the person of a number, as the business knows him; one that was removed says nothing.
void add_whatsapp_contacts(const Json& value, Found& found);

}  // namespace history::connectors
