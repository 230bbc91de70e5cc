// SPDX-License-Identifier: Apache-2.0
// What reaches a person: the inbox, the address for mail, the calendar feed.
#include "api/json.hpp"
#include "api/routes.hpp"
#include "base/error.hpp"
#include "notify/ics.hpp"
#include "notify/notices.hpp"

namespace luoshi::api {
namespace {

using http::Method;

constexpr std::size_t kMostRead = 500;
constexpr std::string_view kFeedEnding = ".ics";

Json entry_json(const notify::InboxEntry& entry) {
    return {{"id", to_json(entry.id)},
            {"kind", notify::to_string(entry.kind)},
            {"object", {{"kind", entry.object_kind}, {"id", id_json(entry.object_id)}}},
            {"link", entry.link},
            {"title", entry.title},
            {"title_en", entry.title_en},
            {"words", entry.words},
            {"words_en", entry.words_en},
            {"at", luoshi::to_string(entry.at)},
            {"read", entry.read}};
}

http::Response list(const Call& call) {
    const int limit = limit_of(call.request);
    notify::InboxQuery query;
    if (const auto before = id_parameter(call.request, "cursor")) {
        query.before = notify::MessageId{*before};
    }
    const auto unread = call.request.query.get("unread");
    if (!unread.empty() && unread != "true" && unread != "false") {
        bad_parameter("unread", "true or false");
    }
    query.unread_only = unread == "true";
    query.limit = limit + 1;
    auto entries = call.services.notices.inbox(call.who().id, query);
    Json next;
    if (entries.size() > static_cast<std::size_t>(limit)) {
        entries.pop_back();
        next = to_string(entries.back().id);
    }
    auto items = Json::array();
    for (const auto& entry : entries) {
        items.push_back(entry_json(entry));
    }
    return answer(200, {{"items", items}, {"next_cursor", next}});
}

http::Response counted(const Call& call) {
    const auto count = call.services.notices.count(call.who().id);
    return answer(200, {{"unread", count.unread}, {"all", count.all}});
}

http::Response mark_read(const Call& call) {
    const auto body = body_of(call.request, {"ids", "all"});
    const bool all = flag_of(body, "all", false);
    if (all == body.contains("ids")) {
        bad_field("ids", "either ids, or all: true");
    }
    if (all) {
        call.services.notices.mark_all_read(call.who().id);
    } else {
        call.services.notices.mark_read(call.who().id,
                                        ids_of<notify::MessageId>(body, "ids", kMostRead));
    }
    return counted(call);
}

http::Response mail(const Call& call) {
    return answer(200, {{"mail", call.services.notices.mail_of(call.who().id)}});
}

http::Response set_mail(const Call& call) {
    const auto body = body_of(call.request, {"mail"});
    call.services.notices.change_mail(call.who().id, text_of(body, "mail"));
    return mail(call);
}

http::Response feed(const Call& call) {
    const auto state = call.services.notices.feed(call.who().id);
    return answer(200, {{"made_at", to_json(state.made_at)}});
}

http::Response make_feed(const Call& call) {
    const auto token = call.services.notices.make_feed(call.who().id);
    return answer(201, {{"path", "/api/v1/feeds/" + token + std::string{kFeedEnding}}});
}

http::Response revoke_feed(const Call& call) {
    call.services.notices.revoke_feed(call.who().id);
    return http::no_content();
}

http::Response show_feed(const Call& call) {
    std::string token{call.request.path_param("token")};
    if (token.ends_with(kFeedEnding)) {
        token.resize(token.size() - kFeedEnding.size());
    }
    const auto person = call.services.notices.person_of_feed(token);
    if (!person) {
        throw failure(ErrorCode::not_found, "notify.no-feed", "there is no such calendar feed");
    }
    http::Response response;
    response.content_type = "text/calendar; charset=utf-8";
    response.headers.set("Cache-Control", "no-store, private");
    response.body =
        notify::calendar_text(call.services.installation.name, call.services.feed_entries(*person),
                              call.services.clock.now());
    return response;
}

} // namespace

void inbox_routes(Specs& specs) {
    const auto any = [&](Method method, const char* pattern, CallHandler handler) {
        specs.push_back({{method, pattern, Audience::logged_in, {}}, std::move(handler), {}});
    };
    any(Method::get, "/api/v1/inbox", list);
    any(Method::get, "/api/v1/inbox/count", counted);
    any(Method::post, "/api/v1/inbox/read", mark_read);
    any(Method::get, "/api/v1/me/mail", mail);
    any(Method::put, "/api/v1/me/mail", set_mail);
    any(Method::get, "/api/v1/me/feed", feed);
    any(Method::post, "/api/v1/me/feed", make_feed);
    any(Method::remove, "/api/v1/me/feed", revoke_feed);
    specs.push_back(
        {{Method::get, "/api/v1/feeds/{token}", Audience::everybody, {}}, show_feed, {}});
}

} // namespace luoshi::api
