#include "native/connectors/callback.h"

#include "native/connectors/bodies.h"
#include "native/connectors/employer.h"
#include "native/connectors/form_body.h"
#include "native/connectors/iso_time.h"
#include "native/connectors/said.h"

namespace history::connectors {

namespace {

std::string cookie_scope(const Account& account) {
    const auto named = account.columns.find("cookie");
    return named == account.columns.end() ? account.name : named->second;
}

Item request_of(const FormBody& form, const Account& account) {
    Item item;
    item.native_id = form.text("submission_id");
    put(item, "kind", "request");
    put(item, "direction", "in");
    put(item, "at", ms_text(iso_ms(form.text("submitted_at"))));
    put(item, "title", form.text("form_id"));
    put(item, "text", form.text("comment"));
    put(item, "url", form.text("page"));
    put(item, "answer/wish_time", form.text("wish_time"));
    const std::string name = form.text("name");
    add_identifier(item.identifiers, "phone", "", form.text("phone"), Known::given, name);
    add_identifier(item.identifiers, "email", "", form.text("email"), Known::given, name);
    add_identifier(item.identifiers, "cookie", cookie_scope(account), form.text("ajs_anonymous_id"),
                   Known::given);
    add_said(item.identifiers, form.text("comment"));
    put(item, "answer/company", form.text("company"));
    for (const char* number : {"inn", "bin", "company_inn", "company_bin"})
        add_employer_by_number(item.identifiers, form.text(number));
    return item;
}

Parsed parse(ByteView body, const Account& account) {
    Found found(account);
    found.begin_unit();
    const FormBody form = parse_form(body);
    if (form.broken)
        found.reject("", form.broken, std::string(text_of(body)));
    else if (form.text("submission_id").empty() || iso_ms(form.text("submitted_at")) == 0)
        found.reject("", "The form has no submission_id or no submitted_at.", std::string(text_of(body)));
    else
        found.add(request_of(form, account));
    found.end_unit();
    return found.take();
}

}  // namespace

const Connector& callback() {
    static const Connector connector{
        .channel = "callback",
        .parse = parse,
        .claims = claims_form,
        .split = split_form,
        .about = {.title = "Forms of the site: call me back",
                  .formats = "form bodies (.form), one a line (.forms)",
                  .fields = "submission_id, submitted_at, form_id, page, name, phone, email, wish_time, "
                            "comment, ajs_anonymous_id, company, inn, bin",
                  .ways = "webhook, import",
                  .authenticity = "",
                  .id_rule = "submission_id",
                  .identifiers = "phone and mail given; the browser's anonymous id given; numbers in the "
                                 "comment said; inn and "
                                 "bin of a company: he works there",
                  .setup = "post the form to https://HOST/callback/ACCOUNT?token=TOKEN from the site's own "
                           "server; name the "
                           "account of the site's visits in columns as cookie",
                  .left_out = "nothing"}};
    return connector;
}

}  // namespace history::connectors
