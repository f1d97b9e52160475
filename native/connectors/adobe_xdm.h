// Adobe Experience Platform: records of the Experience Data Model (github.com/adobe/xdm: ExperienceEvent, Profile, identity map,
// consents and preferences), as the streaming ingestion takes them ({header, body: {xdmEntity}}), as records or as lists of
// records.
// Older records write "xdm:" before every name: both forms are one.
//
// Native id: _id, or @id of older records; without one a hash of the record. An event is what has a time with an id, or a type of
// event. A purchase is an order, a list of products that changes a cart, a page view a page, media a video, a mail or push that was
// sent a mailing; everything else is a track with the type of event as its title. A WhatsApp webhook inside of a record is read as
// WhatsApp's own, with its ids.
//
// Identities: CRMID and user ids are `user`, proved unless the state says ambiguous or loggedOut; loyalty numbers, phones and mails
// are given; ECID, AAID and advertising ids are a browser or device (`cookie`), given. Hashed ids are left out. A profile is a
// statement. Consents: `any` decides, else the channels together; "n" and out mean stop; a resume counts only where its time is
// known.
//
// Settings: columns["user"]: the namespace of one's own user ids, where it is another.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& adobe_xdm();

}  // namespace history::connectors
