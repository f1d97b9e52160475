#include "tests/bench/connectors/payloads.h"

namespace history::bench {

namespace {

struct Written {
    std::string_view channel;
    const char *before, *one, *after;  // `one` stands `times` times in a body, # is its number
    int times;
};

constexpr Written all[] = {
    {"vcard", "",
     "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:7f0c-#\r\nFN:Айгерим "
     "Сейткали\r\nTEL;TYPE=cell;PREF=1:tel:+7 700 1# "
     "\r\nEMAIL:aigerim#@mail.example\r\nORG:ТОО Гирлянды;Склад\r\nADR;TYPE=home:;;ул. Абая\\, "
     "10;Алматы;;050000;Казахстан\r\nBDAY:19900412\r\nNOTE:Писать\\nне "
     "звонить\r\nREV:20210314T092838Z\r\nEND:VCARD\r\n",
     "", 20},
    {"company", "<EGRUL>",
     "<СвЮЛ ДатаВып=\"2026-04-01\" ОГРН=\"1027700132195\" ДатаОГРН=\"2002-08-16\" ИНН=\"7707083893\" "
     "КПП=\"773601001\" КодОПФ=\"12247\"><СвНаимЮЛ НаимЮЛПолн=\"АО &quot;ПРИМЕР #&quot;\"><СвНаимЮЛСокр "
     "НаимСокр=\"ПРИМЕР\"/></СвНаимЮЛ><СвАдресЮЛ><АдресРФ Индекс=\"117997\" Дом=\"ДОМ 19\"><Регион "
     "ТипРегион=\"ГОРОД\" "
     "НаимРегион=\"МОСКВА\"/><Улица ТипУлица=\"УЛИЦА\" "
     "НаимУлица=\"ВАВИЛОВА\"/></АдресРФ></СвАдресЮЛ><СведДолжнФЛ><СвФЛ "
     "Фамилия=\"ИВАНОВ\" Имя=\"ИВАН\"/><СвДолжн НаимДолжн=\"ДИРЕКТОР\"/></СведДолжнФЛ></СвЮЛ>",
     "</EGRUL>", 20},
    {"shopify", "",
     R"({"id":#,"name":"#1001","order_number":#,"currency":"KZT","created_at":"2026-08-24T13:00:00+05:00",
  "updated_at":"2026-08-24T13:05:00+05:00","checkout_id":77,"financial_status":"paid","fulfillment_status":null,
  "total_price":"1150.50","current_total_price":"1000.50","payment_gateway_names":["kaspi_pay"],
  "note":"Позвоните вечером","landing_site":"/?utm_source=news",
  "customer":{"id":#,"first_name":"Дана","last_name":"Ким","email":"d#@mail.example","phone":"+77011#"},
  "shipping_address":{"first_name":"Дана","last_name":"Ким","city":"Астана","address1":"Абая 1"},
  "shipping_lines":[{"title":"Курьер"}],"note_attributes":[{"name":"google-clientID","value":"1.2"}],
  "line_items":[{"id":5,"sku":"LT-2","name":"Лампа","price":"575.25","quantity":2,"total_discount":"0.00"},
  {"id":6,"sku":"LT-3","name":"Гирлянда 10 м","price":"4500.00","quantity":1,"total_discount":"0.00"}]})",
     "", 1},
    {"zendesk", "",
     R"({"type":"zen:event-type:ticket.comment_added","id":"e-#","time":"2026-08-24T08:05:00Z",
  "subject":"zen:ticket:#","detail":{"id":"#","subject":"Лампа","status":"OPEN","requester_id":"7#",
  "created_at":"2026-08-24T08:00:00Z","updated_at":"2026-08-24T08:04:00Z","via":{"channel":"web"}},
  "event":{"comment":{"id":"3#","body":"Не горит лампа из последнего заказа, что делать?","is_public":true,
  "author":{"id":"7#","is_staff":false,"name":"Дана"}}}})",
     "", 1},
    {"chatwoot", "",
     R"({"event":"message_created","id":#,"content":"Где мой заказ?","created_at":"2026-08-24T08:00:00Z",
  "message_type":"incoming","private":false,"sender":{"id":7,"name":"Дана","type":"contact"},
  "conversation":{"id":5,"channel":"Channel::Whatsapp","contact_inbox":{"source_id":"77011#","contact_id":7},
  "meta":{"sender":{"id":7,"name":"Дана","phone_number":"+77011#","email":"d@mail.example"}}},
  "inbox":{"id":2,"name":"Магазин"},"account":{"id":1}})",
     "", 1},
    {"adobe_xdm", "",
     R"({"_id":"e-#","timestamp":"2026-08-24T08:00:00Z","identityMap":{"ECID":[{"id":"c-#"}],
  "CRMID":[{"id":"u-#","authenticatedState":"authenticated"}],"Email":[{"id":"d#@mail.example"}]},
  "eventType":"commerce.purchases","commerce":{"order":{"purchaseID":"A-#","currencyCode":"KZT","priceTotal":1150.5,
  "payments":[{"paymentType":"card"}]},"shipping":{"shippingMethod":"Курьер"}},
  "productListItems":[{"SKU":"LT-2","name":"Лампа","quantity":2,"priceTotal":1150.5}]})",
     "", 1},
    {"site", "",
     R"({"id":"e#","at":1790071200123,"event":"page","cookie":"c0ffee#",
  "url":"https://shop.example/garlands?utm_source=ig&utm_medium=cpc&utm_campaign=ny&fbclid=f1",
  "referrer":"https://l.instagram.com/","title":"Гирлянды"})",
     "", 1},
    {"hubspot", R"({"results":[)",
     R"({"id":"#","properties":{"dealname":"Гирлянды #","dealstage":"contractsent","amount":"11500","pipeline":"default",
  "createdate":"2026-08-01T10:00:00.000Z","hs_lastmodifieddate":"2026-08-24T13:00:00.000Z","deal_currency_code":"KZT"},
  "createdAt":"2026-08-01T10:00:00.000Z","updatedAt":"2026-08-24T13:00:00.000Z",
  "associations":{"contacts":{"results":[{"id":"51#","type":"deal_to_contact"}]}}})",
     "]}", 20},
    {"salesforce", "Id,WhoId,AccountId,Subject,ActivityDate,TaskSubtype,CallType,Status,LastModifiedDate\n",
     "00T1G0000#,0031G00001Pji7ZQAR,0011G00000jWVWoQAO,Звонок,2026-08-24,Call,Inbound,Completed,"
     "2026-08-24T13:00:00.000Z\n",
     "", 50},
    {"bitrix24", R"({"result":[)",
     R"({"ID":"#","TITLE":"Заявка","STATUS_ID":"NEW","NAME":"Анна","CONTACT_ID":"4","OPPORTUNITY":"561000.00",
  "CURRENCY_ID":"RUB","DATE_CREATE":"2026-03-10T08:11:00+03:00","DATE_MODIFY":"2026-08-11T16:11:00+03:00",
  "PHONE":[{"ID":"1","VALUE":"+79161#","VALUE_TYPE":"WORK"}]})",
     R"(],"total":20})", 20},
    {"mailing", "[",
     R"({"email":"ann#@mail.example","timestamp":1513299571,"sg_event_id":"b#",
  "sg_message_id":"14c5d75ce93.dfd.#.filter0001.16648.5515E0B88.0","event":"delivered","category":["spring"],
  "response":"250 OK"})",
     "]", 20},
    {"events", R"({"attendees":[)",
     R"({"id":"12#","event_id":"17920884849","created":"2026-03-01T08:00:00Z","changed":"2026-03-10T09:00:00Z",
  "status":"Checked In","checked_in":true,"cancelled":false,"refunded":false,"ticket_class_name":"Guest",
  "order_id":"55","profile":{"name":"Ann Lee","email":"ann#@mail.example","cell_phone":"+77011#","company":"Lee LLP"}})",
     "]}", 20},
};

}  // namespace

std::vector<std::string> written_bodies(std::string_view channel) {
    std::vector<std::string> bodies;
    int number = 100'000;
    for (const Written& written : all) {
        if (written.channel != channel) continue;
        const bool listed = *written.before == '[' || *written.before == '{';
        for (int body = 0; body < 100; ++body) {
            std::string text = written.before;
            for (int time = 0; time < written.times; ++time, ++number) {
                if (time != 0 && listed) text += ',';
                for (const char c : std::string_view(written.one))
                    if (c == '#')
                        text += std::to_string(number);
                    else
                        text.push_back(c);
            }
            bodies.push_back(text + written.after);
        }
    }
    return bodies;
}

}  // namespace history::bench
