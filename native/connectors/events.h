// Visitors of exhibitions, seminars and other events, as ticket services list them: one item (kind event) for each
// registration, with a state for each thing that became of it.
//
//   Eventbrite attendees     objects of its API and webhooks {id, event_id, status, checked_in, created, changed, profile}
//   tables                   attendee lists: Email, First Name, Surname, Event Name, Attendee #, Attendee Status, Order Date; or
//                            any list with event, email or phone, and came (a time or yes); further names in the account's columns
//
// Native id: the attendee's id, without one the event and his address or number. status@<ms>: registered, came, no_show,
// cancelled. Fields: title = the event, starts, ends, place, product = kind of ticket.
#pragma once
#include "native/connectors/connector.h"

namespace history::connectors {

const Connector& events();

}  // namespace history::connectors
