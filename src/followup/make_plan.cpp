// SPDX-License-Identifier: Apache-2.0
#include "followup/make_plan.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "followup/due.hpp"
#include "followup/terms.hpp"
#include "notice/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::followup {
namespace {

constexpr std::size_t kGist = 60; // characters of a gist taken from the text

// Its first characters, cut behind the last punctuation mark among them where there is one.
std::string gist_of(std::string_view text) {
    std::size_t at = 0;
    std::size_t cut = 0;
    for (std::size_t n = 0; at < text.size() && n < kGist; ++n) {
        const auto c = next_character(text, at);
        if (c == U'。' || c == U'；' || c == U'，') {
            cut = at;
        }
        if (c == U'。' && n > 12) {
            break;
        }
    }
    auto gist = std::string{text.substr(0, at == text.size() || cut == 0 ? at : cut)};
    std::erase(gist, '\n');
    return gist;
}

std::string label_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool below(const std::string& path, const std::string& top) {
    return path == top ||
           (path.size() > top.size() && path.starts_with(top) && path[top.size()] == '/');
}

// Builds one task: who has it, when, what was doubtful, how it looks in the list.
class TaskBuilder {
public:
    TaskBuilder(const PlanContext& context, const Utf16Offsets& offsets, const DraftItem& item,
                std::int64_t ordinal)
        : context_(context), item_(item) {
        rows_.id = context.next_task_id();
        rows_.ordinal = ordinal;
        rows_.item = &item;
        rows_.number = item.number;
        rows_.section_path = item.section_path;
        rows_.title = item.title;
        rows_.body_offset = item.span ? offsets.of(item.span->begin) : 0;
    }

    TaskRows build() {
        take_body();
        take_spec();
        take_dates();
        take_holders();
        take_findings();
        rows_.card = card();
        rows_.search = searchable(rows_.title + "\n" + rows_.gist + "\n" + rows_.body);
        return std::move(rows_);
    }

private:
    void take_body() {
        if (item_.span) {
            rows_.span = *item_.span;
            rows_.body = context_.text.substr(rows_.span.begin, rows_.span.end - rows_.span.begin);
        } else {
            rows_.body = item_.text;
        }
    }

    void take_spec() {
        const bool general = rows_.ordinal == 0;
        const TaskSpec* spec = nullptr;
        if (context_.spec != nullptr) {
            spec = !general                 ? context_.spec->find(item_.number)
                   : context_.spec->general ? &*context_.spec->general
                                            : nullptr;
        }
        rows_.gist =
            spec != nullptr ? spec->gist : gist_of(item_.text.empty() ? rows_.body : item_.text);
        rows_.gist_source = spec != nullptr ? "pack" : "text";
        if (rows_.title.empty()) {
            rows_.title = spec != nullptr ? spec->title : rows_.gist;
        }
        if (spec != nullptr && !spec->standard.empty()) {
            JsonWriter json;
            json.begin_array();
            for (const auto& line : spec->standard) {
                json.string(line);
            }
            json.end_array();
            rows_.standard = json.take();
            rows_.standard_source = "pack";
        }
    }

    void take_dates() {
        const auto issued = Date::parse(context_.draft.header_value("date")).value_or(context_.at);
        for (const auto& deadline : item_.deadlines) {
            const auto due = due_of(deadline.kind, deadline.value, issued, context_.calendar);
            rows_.dues.push_back(due);
            if (due && (!rows_.due || *due < *rows_.due)) {
                rows_.due = due;
            }
        }
    }

    void take_holders() {
        for (const auto& party : item_.parties) {
            const auto* unit = context_.directory.find(party.mapped_to);
            if (unit == nullptr || party.pending) {
                continue;
            }
            const bool open =
                unit->kind == org::UnitKind::group && unit->list_basis == org::ListBasis::sample;
            for (const auto id : context_.directory.expand(unit->id, context_.at)) {
                const auto it = std::find_if(rows_.holders.begin(), rows_.holders.end(),
                                             [&](const HolderRow& h) { return h.unit == id; });
                if (it == rows_.holders.end()) {
                    rows_.holders.push_back({id, bit(party.role), open});
                } else {
                    it->roles |= bit(party.role);
                    it->open = it->open && open;
                }
            }
        }
    }

    void take_findings() {
        for (const auto& question : context_.draft.questions) {
            const bool here = std::find(question.items.begin(), question.items.end(), item_.key) !=
                              question.items.end();
            const auto kind = parse_flag(to_string(question.kind));
            if (!here || !kind) {
                continue;
            }
            Finding finding{*kind, question.text, question.answer.value_or("pending"),
                            question.clause, std::nullopt};
            for (const auto& [key, span] : question.spans) {
                if (key == item_.key) {
                    finding.span = span;
                    finding.words = context_.text.substr(span.begin, span.end - span.begin);
                    break;
                }
            }
            if (question.kind == QuestionKind::text_differs ||
                question.kind == QuestionKind::no_list) {
                finding.words = question.text;
            }
            rows_.flags |= static_cast<std::int64_t>(*kind);
            rows_.findings.push_back(std::move(finding));
        }
    }

    void write_party(JsonWriter& json, const DraftParty& party) const {
        const auto* unit = context_.directory.find(party.mapped_to);
        const bool group = unit != nullptr ? unit->kind == org::UnitKind::group : party.group;
        json.begin_object();
        json.member("role", notice::to_string(party.role));
        json.member("text",
                    unit != nullptr && !group
                        ? context_.directory.name(*unit, org::NameKind::short_name, context_.at)
                        : party.unit);
        json.id("unit_id", party.mapped_to.value);
        json.member("kind", group ? "group" : "unit");
        json.key("members");
        const bool counted = unit != nullptr && group && unit->list_basis != org::ListBasis::none;
        counted ? json.integer(static_cast<std::int64_t>(
                      context_.directory.expand(unit->id, context_.at).size()))
                : json.null();
        json.key("open");
        json.boolean(party.open);
        json.key("pending");
        json.boolean(party.pending);
        json.key("list_basis");
        group&& unit != nullptr && unit->list_basis ? json.string(to_string(*unit->list_basis))
                                                    : json.null();
        json.end_object();
    }

    void write_deadlines(JsonWriter& json) const {
        json.key("deadlines");
        json.begin_array();
        for (std::size_t i = 0; i < item_.deadlines.size(); ++i) {
            const auto& deadline = item_.deadlines[i];
            json.begin_object();
            json.member("kind", notice::to_string(deadline.kind));
            json.member("value", deadline.value);
            json.member("text", deadline.text);
            json.key("due");
            rows_.dues[i] ? json.string(to_string(*rows_.dues[i])) : json.null();
            json.end_object();
        }
        json.end_array();
    }

    std::string card() const {
        JsonWriter json;
        json.begin_object();
        json.id("id", rows_.id.value);
        json.id("plan_id", context_.id.value);
        json.key("ordinal");
        json.integer(rows_.ordinal);
        json.member("number", rows_.number);
        json.member("section_path", rows_.section_path);
        json.member("title", rows_.title);
        json.member("gist", rows_.gist);
        json.member("gist_source", rows_.gist_source);
        json.key("parties");
        json.begin_array();
        for (const auto& party : item_.parties) {
            write_party(json, party);
        }
        json.end_array();
        write_deadlines(json);
        json.key("flags");
        json.begin_array();
        for (const auto kind : {FlagKind::text_differs, FlagKind::open_list, FlagKind::vague_time,
                                FlagKind::no_list}) {
            if ((rows_.flags & static_cast<std::int64_t>(kind)) != 0) {
                json.string(to_string(kind));
            }
        }
        json.end_array();
        json.end_object();
        return json.take();
    }

    const PlanContext& context_;
    const DraftItem& item_;
    TaskRows rows_;
};

} // namespace

std::string header_json(const std::vector<HeaderField>& header, const std::string& text) {
    const Utf16Offsets offsets{text};
    JsonWriter json;
    json.begin_array();
    for (const auto& field : header) {
        json.begin_object();
        json.member("field", field.field);
        json.key("values");
        json.begin_array();
        for (const auto& value : field.values) {
            json.string(value);
        }
        json.end_array();
        json.key("list");
        json.boolean(field.list);
        json.key("read");
        json.begin_object();
        json.key("span");
        if (field.read.span) {
            json.raw(fmt::format("[{},{}]", offsets.of(field.read.span->begin),
                                 offsets.of(field.read.span->end)));
        } else {
            json.null();
        }
        json.key("confidence");
        json.raw(fmt::format("{}", field.read.confidence));
        json.member("rule", field.read.rule);
        json.key("edited");
        json.boolean(field.read.edited);
        json.end_object();
        json.end_object();
    }
    json.end_array();
    return json.take();
}

PlanRows build_plan(const PlanContext& context) {
    const auto& draft = context.draft;
    PlanRows plan;
    plan.id = context.id;
    plan.name = context.name;
    plan.title = draft.header_value("title");
    plan.header = header_json(draft.header, context.text);
    if (const auto number = draft.header_value("number"); !number.empty()) {
        plan.number = number;
    }
    plan.issued_on = Date::parse(draft.header_value("date"));
    if (context.spec != nullptr) {
        plan.pack = context.spec->pack;
    }
    const Utf16Offsets offsets{context.text};
    std::int64_t ordinal = 0;
    for (const auto& item : draft.items) {
        plan.tasks.push_back(TaskBuilder{context, offsets, item, ++ordinal}.build());
        plan.dated_count += item.deadlines.empty() ? 0 : 1;
    }
    if (!draft.general.parties.empty() || !draft.general.deadlines.empty()) {
        plan.tasks.push_back(TaskBuilder{context, offsets, draft.general, 0}.build());
    }
    for (const auto& section : draft.sections) {
        const auto count =
            std::count_if(draft.items.begin(), draft.items.end(), [&](const DraftItem& item) {
                return below(item.section_path, section.path);
            });
        plan.sections.push_back(
            {section.path, label_of(section.path), section.title, section.level, count});
    }
    return plan;
}

} // namespace luoshi::followup
