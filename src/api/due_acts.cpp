// SPDX-License-Identifier: Apache-2.0
// What is done with a due: on its way through the unit, on paper, in the review.
#include "api/duty_json.hpp"
#include "base/error.hpp"

namespace luoshi::api {
namespace {

using http::Method;

http::Response hand_on(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"words", "to"});
    duty::Submissions::Next next;
    next.words = optional_text(body, "words").value_or("");
    if (const auto to = optional_text(body, "to")) {
        const auto person = parse_as<access::PersonId>(*to);
        if (!person) {
            bad_field("to", "the id of a person");
        }
        next.to = *person;
    }
    call.services.submissions.hand_on(who_of(call), id, version_named(call.request), next);
    return http::no_content();
}

http::Response hand_back(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"words"});
    call.services.submissions.hand_back(who_of(call), id, text_of(body, "words"));
    return http::no_content();
}

http::Response sign(const Call& call) {
    const auto id = due_in_path(call);
    call.services.submissions.sign(who_of(call), id, version_named(call.request));
    return http::no_content();
}

http::Response paper_sign(const Call& call) {
    const auto id = due_in_path(call);
    auto form = form_of(call);
    if (!form.file) {
        bad_field("file", "the stamped scan");
    }
    call.services.submissions.paper_sign(
        who_of(call), id, {form.text("code"), form.text("by"), std::move(*form.file)});
    return http::no_content();
}

http::Response submit(const Call& call) {
    const auto id = due_in_path(call);
    call.services.submissions.submit(who_of(call), id, version_named(call.request));
    return http::no_content();
}

http::Response withdraw(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"words"});
    call.services.submissions.withdraw(who_of(call), id, text_of(body, "words"));
    return http::no_content();
}

http::Response enter(const Call& call) {
    const auto id = due_in_path(call);
    auto form = form_of(call);
    const auto received = Date::parse(form.text("received_on"));
    if (!received) {
        bad_field("received_on", "a date like 2011-11-15");
    }
    call.services.submissions.enter(who_of(call), id, version_named(call.request),
                                    {*received, form.text("manner"), std::move(form.file)});
    return http::no_content();
}

http::Response confirm(const Call& call) {
    call.services.submissions.confirm(who_of(call), due_in_path(call));
    return http::no_content();
}

duty::Remark remark_of(const Json& body) {
    duty::Remark remark;
    remark.field = text_of(body, "field");
    remark.row = optional_text(body, "row").value_or("");
    remark.column = optional_text(body, "column").value_or("");
    remark.quote = optional_text(body, "quote").value_or("");
    remark.words = text_of(body, "words");
    remark.must = flag_of(body, "must", true);
    const auto passage = body.find("passage");
    if (passage != body.end() && !passage->is_null()) {
        const bool pair = passage->is_array() && passage->size() == 2 &&
                          (*passage)[0].is_number_unsigned() && (*passage)[1].is_number_unsigned();
        if (!pair || (*passage)[0] >= (*passage)[1] || (*passage)[1] > 1'000'000) {
            bad_field("passage", "a range of characters like [0, 4]");
        }
        remark.passage = {(*passage)[0].get<int>(), (*passage)[1].get<int>()};
    }
    return remark;
}

http::Response add_remark(const Call& call) {
    const auto id = due_in_path(call);
    const auto body =
        body_of(call.request, {"field", "row", "column", "passage", "quote", "words", "must"});
    const auto made = call.services.submissions.remark(who_of(call), id, remark_of(body));
    return answer(201, {{"id", to_string(made)}});
}

http::Response settle(const Call& call) {
    const auto id = path_id<duty::RemarkId>(call.request);
    const auto body = body_of(call.request, {"answer"});
    call.services.submissions.settle(who_of(call), id, optional_text(body, "answer").value_or(""));
    return http::no_content();
}

http::Response erase_remark(const Call& call) {
    call.services.submissions.erase_remark(who_of(call), path_id<duty::RemarkId>(call.request));
    return http::no_content();
}

http::Response give_back(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"due_on", "words"});
    call.services.submissions.give_back(who_of(call), id, date_of(body, "due_on"),
                                        optional_text(body, "words").value_or(""));
    return http::no_content();
}

http::Response accept(const Call& call) {
    call.services.submissions.accept(who_of(call), due_in_path(call));
    return http::no_content();
}

http::Response ask_time(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"days", "reason"});
    const auto days = body.find("days");
    if (days == body.end() || !days->is_number_integer()) {
        bad_field("days", "a number of days");
    }
    const auto made = call.services.submissions.ask_time(
        who_of(call), id, days->get<std::int64_t>(), text_of(body, "reason"));
    return answer(201, {{"id", to_string(made)}});
}

http::Response decide_time(const Call& call) {
    const auto id = path_id<duty::ExtensionId>(call.request);
    const auto body = body_of(call.request, {"due_on", "words"});
    call.services.submissions.decide_time(who_of(call), id, optional_date(body, "due_on"),
                                          optional_text(body, "words").value_or(""));
    return http::no_content();
}

http::Response spare(const Call& call) {
    const auto id = due_in_path(call);
    const auto body = body_of(call.request, {"why"});
    call.services.submissions.spare(who_of(call), id, text_of(body, "why"));
    return http::no_content();
}

http::Response owe(const Call& call) {
    call.services.submissions.owe(who_of(call), due_in_path(call));
    return http::no_content();
}

} // namespace

void due_act_routes(Specs& specs) {
    const std::vector<access::Role> unit{access::Role::drafter, access::Role::signer};
    const auto add = [&](Method method, std::string pattern, const std::vector<access::Role>& roles,
                         CallHandler handler) {
        specs.push_back({{method, "/api/v1" + pattern, Audience::roles, roles}, handler, {}});
    };
    add(Method::post, "/dues/{id}/hand-on", unit, hand_on);
    add(Method::post, "/dues/{id}/hand-back", unit, hand_back);
    add(Method::post, "/dues/{id}/signature", unit, sign);
    add(Method::post, "/dues/{id}/paper-signature", unit, paper_sign);
    specs.back().options.max_body = kUpload;
    add(Method::post, "/dues/{id}/submission", unit, submit);
    add(Method::post, "/dues/{id}/withdrawal", unit, withdraw);
    add(Method::post, "/dues/{id}/entry", kOffice, enter);
    specs.back().options.max_body = kUpload;
    add(Method::post, "/dues/{id}/confirmation", unit, confirm);
    add(Method::post, "/dues/{id}/remarks", kOffice, add_remark);
    add(Method::post, "/remarks/{id}/settlement", unit, settle);
    add(Method::remove, "/remarks/{id}", kOffice, erase_remark);
    add(Method::post, "/dues/{id}/return", kOffice, give_back);
    add(Method::post, "/dues/{id}/acceptance", kOffice, accept);
    add(Method::post, "/dues/{id}/extensions", unit, ask_time);
    add(Method::post, "/extensions/{id}/decision", kOffice, decide_time);
    add(Method::post, "/dues/{id}/spare", kOffice, spare);
    add(Method::post, "/dues/{id}/owe", kOffice, owe);
}

} // namespace luoshi::api
