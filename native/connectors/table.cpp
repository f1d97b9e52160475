#include "native/connectors/table.h"

#include "native/connectors/adobe_xdm.h"
#include "native/connectors/bitrix24.h"
#include "native/connectors/booking.h"
#include "native/connectors/callback.h"
#include "native/connectors/chatwoot.h"
#include "native/connectors/commerceml.h"
#include "native/connectors/company.h"
#include "native/connectors/delivery.h"
#include "native/connectors/email.h"
#include "native/connectors/events.h"
#include "native/connectors/ga4.h"
#include "native/connectors/hubspot.h"
#include "native/connectors/instagram.h"
#include "native/connectors/kaspi.h"
#include "native/connectors/mailing.h"
#include "native/connectors/messenger.h"
#include "native/connectors/notes.h"
#include "native/connectors/payments.h"
#include "native/connectors/pos.h"
#include "native/connectors/promo.h"
#include "native/connectors/salesforce.h"
#include "native/connectors/satu.h"
#include "native/connectors/segment.h"
#include "native/connectors/shopify.h"
#include "native/connectors/site.h"
#include "native/connectors/sms.h"
#include "native/connectors/stock.h"
#include "native/connectors/survey.h"
#include "native/connectors/table_rows.h"
#include "native/connectors/telegram.h"
#include "native/connectors/telephony.h"
#include "native/connectors/vcard.h"
#include "native/connectors/viber.h"
#include "native/connectors/vk.h"
#include "native/connectors/whatsapp.h"
#include "native/connectors/zendesk.h"

namespace history::connectors {

std::span<const Connector* const> all_connectors() {
    static const Connector* const table[] = {
        &telegram(), &whatsapp(),   &instagram(),  &messenger(), &vk(),         &viber(),
        &sms(),      &email(),      &segment(),    &ga4(),       &telephony(),  &pos(),
        &callback(), &booking(),    &survey(),     &payments(),  &delivery(),   &kaspi(),
        &satu(),     &commerceml(), &notes(),      &vcard(),     &table_rows(), &promo(),
        &stock(),    &company(),    &shopify(),    &zendesk(),   &chatwoot(),   &adobe_xdm(),
        &site(),     &hubspot(),    &salesforce(), &bitrix24(),  &mailing(),    &events()};
    return table;
}

const Connector* find_connector(std::string_view channel) {
    for (const Connector* connector : all_connectors())
        if (connector->channel == channel) return connector;
    return nullptr;
}

}  // namespace history::connectors
