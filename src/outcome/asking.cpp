// SPDX-License-Identifier: Apache-2.0
// Comments 征求意见 and signatures 会签.
#include "access/access.hpp"
#include "base/error.hpp"
#include "notify/notices.hpp"
#include "org/org.hpp"
#include "outcome/documents.hpp"
#include "outcome/parts.hpp"
#include "outcome/rows.hpp"
#include "store/database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace luoshi::outcome {
namespace {

[[noreturn]] void bad_question(const char* why) {
    throw failure(ErrorCode::invalid_argument, "outcome.bad-question", "{}", why);
}
[[noreturn]] void bad_answer(const char* why) {
    throw failure(ErrorCode::invalid_argument, "outcome.bad-answer", "{}", why);
}

void check_question(const Question& question, const Document& document,
                    const org::Directory& directory, Date today) {
    if (question.units.empty() || question.until < today) {
        bad_question("name units and a day that has not passed");
    }
    if (question.lapses && question.purpose == Purpose::comment) {
        bad_question("silence counts as no objection only where signatures are asked for");
    }
    std::set<org::UnitId> seen;
    for (const auto unit : question.units) {
        const auto expanded = directory.find(unit) == nullptr ? std::vector<org::UnitId>{}
                                                              : directory.expand(unit, today);
        if (expanded.size() != 1 || expanded.front() != unit || unit == document.lead ||
            !seen.insert(unit).second) {
            bad_question("each is a unit other than the lead, named once");
        }
    }
}

notify::Message message_to(const Document& document, const Ask& ask) {
    const bool sign = ask.purpose == Purpose::signature;
    auto message = message_about(document.id, ask.id, "asked", ask.unit);
    message.title = fmt::format("{}：{}", sign ? "请会签" : "请提意见", document.title);
    message.title_en =
        fmt::format("{}: {}", sign ? "Please sign" : "Please comment", document.title_en);
    message.words = fmt::format("请于{}前答复", in_chinese(ask.until));
    message.words_en = fmt::format("Answer by {}", to_string(ask.until));
    return message;
}

std::pair<const char*, const char*> words_of(Answer answer) {
    switch (answer) {
    case Answer::none: return {"无意见", "No remarks"};
    case Answer::remarks: return {"有修改意见", "Remarks"};
    case Answer::agree: return {"同意", "Agrees"};
    case Answer::object: break;
    }
    return {"不同意", "Objects"};
}

// To the lead unit, when another has answered itself.
notify::Message answered_message(const Document& document, const Ask& ask,
                                 const org::Directory& directory, Date today) {
    const auto [zh, en] = words_of(*ask.answer);
    const auto& unit = directory.name(*directory.find(ask.unit), org::NameKind::short_name, today);
    auto message = message_about(document.id, ask.id, "answered", document.lead);
    message.title = fmt::format("{}已答复：{}", unit, document.title);
    message.title_en = fmt::format("{} has answered: {}", unit, document.title_en);
    message.words = zh;
    message.words_en = en;
    return message;
}

// A quote may run over paragraphs: their ends, and what a browser puts between them, count alike.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        if (c != '\n' && c != '\r') {
            line += c;
        }
    }
    return line;
}

void check_reply(const Sheet& sheet, const Ask& ask, const Reply& reply) {
    const bool sign = ask.purpose == Purpose::signature;
    if ((reply.answer == Answer::none && sign) ||
        ((reply.answer == Answer::agree || reply.answer == Answer::object) && !sign)) {
        bad_answer("that is no answer to what was asked");
    }
    if (reply.remarks.empty() != (reply.answer != Answer::remarks)) {
        bad_answer("remarks are given with the answer that there are some");
    }
    if (reply.answer == Answer::object) {
        must_have(reply.words, "why the unit objects");
    }
    const auto text = std::ranges::find(sheet.texts, ask.text_version, &Text::version);
    const auto body = text == sheet.texts.end() ? "" : one_line(text->body);
    for (const auto& remark : reply.remarks) {
        if (remark.words.empty() ||
            (text != sheet.texts.end() && body.find(one_line(remark.quote)) == std::string::npos)) {
            bad_answer("a remark has words, and quotes what the text says");
        }
    }
}

Ask& found(Sheet& sheet, AskId id) {
    const auto it = std::ranges::find(sheet.asks, id, &Ask::id);
    ensure(it != sheet.asks.end(), "a question belongs to its document");
    return *it;
}

} // namespace

std::int64_t Documents::ask(const Who& who, DocumentId id, const Question& question) {
    std::int64_t round = 1;
    change(who, id, "outcome.asked", [&](store::Transaction& transaction, Sheet& sheet) {
        must_not_be_issued(sheet.document);
        const auto step = question.purpose == Purpose::comment ? Step::comments : Step::signatures;
        const auto next = sheet.next();
        if (next < step) {
            throw failure(ErrorCode::conflict, "outcome.not-yet", "the step '{}' comes before",
                          to_string(*next))
                .with("step", std::string{to_string(*next)});
        }
        if (sheet.texts.empty()) {
            throw failure(ErrorCode::conflict, "outcome.no-text", "there is no text to ask about");
        }
        check_question(question, sheet.document, *directories_.get(transaction),
                       transaction.today());
        for (const auto& ask : sheet.asks) {
            round = ask.purpose == question.purpose ? std::max(round, ask.round + 1) : round;
        }
        std::vector<notify::Message> messages;
        for (const auto unit : question.units) {
            Ask ask;
            ask.id = transaction.make_id<AskId>();
            ask.purpose = question.purpose;
            ask.round = round;
            ask.text_version = sheet.texts.back().version;
            ask.unit = unit;
            ask.asked_on = transaction.today();
            ask.until = question.until;
            ask.lapses = question.lapses;
            insert_ask(transaction, sheet.document, ask);
            messages.push_back(message_to(sheet.document, ask));
        }
        notify::Notices::post(transaction, messages);
    });
    return round;
}

void Documents::answer(const Who& who, AskId id, const Reply& reply) {
    database_.write([&](store::Transaction& transaction) {
        auto sheet = must_see(transaction, access::scope_of(who.principal),
                              outcome::document_of(transaction, id));
        auto& ask = found(sheet, id);
        const bool own = who.principal.unit == ask.unit;
        if (!own && !leads(who.principal, sheet.document)) {
            throw failure(ErrorCode::forbidden, "outcome.not-asked", "another unit was asked");
        }
        must_not_be_issued(sheet.document);
        if (ask.answer) {
            throw failure(ErrorCode::conflict, "outcome.answered", "it was answered before");
        }
        check_reply(sheet, ask, reply);
        begin(transaction, who.actor, "outcome.answered", sheet.document.plan, sheet.document.id);
        ask.answer = reply.answer;
        ask.words = reply.words;
        ask.answered_on = transaction.today();
        ask.answered_by = who.actor.name;
        ask.entered = !own;
        update_ask(transaction, ask);
        for (const auto& one : reply.remarks) {
            insert_remark(transaction, sheet.document, {{}, id, one.quote, one.words, {}, {}, {}});
        }
        if (own) {
            const auto directory = directories_.get(transaction);
            notify::Notices::post(
                transaction,
                std::array{answered_message(sheet.document, ask, *directory, transaction.today())});
        }
    });
}

void Documents::decide(const Who& who, RemarkId id, Decision decision, const std::string& reason) {
    const auto document = document_of(who.principal, id);
    change(who, document, "outcome.decided", [&](store::Transaction& transaction, Sheet& sheet) {
        must_not_be_issued(sheet.document);
        if (decision != Decision::adopted) {
            must_have(reason, "why the remark is not adopted");
        }
        auto remark = *std::ranges::find(sheet.remarks, id, &Remark::id);
        remark.decision = decision;
        remark.reason = reason;
        remark.decided_by = who.actor.name;
        update_remark(transaction, remark);
    });
}

void Documents::rule(const Who& who, AskId id, const std::string& leader,
                     const std::string& words) {
    const auto document = document_of(who.principal, id);
    change(who, document, "outcome.ruled", [&](store::Transaction& transaction, Sheet& sheet) {
        must_not_be_issued(sheet.document);
        auto& ask = found(sheet, id);
        if (standing(ask, sheet.remarks, transaction.today()) != Standing::disputed) {
            throw failure(ErrorCode::conflict, "outcome.not-disputed", "nothing is disputed");
        }
        must_have(leader, "who ruled");
        must_have(words, "what was ruled");
        ask.ruled_by = leader;
        ask.ruling = words;
        ask.ruled_on = transaction.today();
        update_ask(transaction, ask);
    });
}

} // namespace luoshi::outcome
