// SPDX-License-Identifier: Apache-2.0
#include "form/copy_problems.hpp"
#include "form/copy_scan.hpp"
#include "form/copy_table.hpp"
#include "form/copy_words.hpp"
#include "form/look.hpp"
#include "form/offline.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace luoshi::form {
namespace {

using copy::FieldLine;
using copy::problem;

class CopyReader {
public:
    CopyReader(const Form& form, const org::Directory& directory, Date date)
        : form_(form), reading_{form, directory, date, true, out_} {
        out_.filling = empty_filling(form);
    }

    CopyRead run(const office::Document& document) {
        const auto rows = copy::rows_of(document);
        const auto scan = copy::scan(rows, form_, reading_.directory, reading_.date);
        out_.info = scan.info;
        if (!is_of_this_form(scan)) {
            return std::move(out_);
        }
        fields(scan.fields);
        tables(scan);
        for (const auto& line : scan.reasons) {
            reason(line);
        }
        tell_not_understood();
        if (reading_.same_version) {
            tell_strays(scan);
        }
        return std::move(out_);
    }

private:
    void say(copy::Said said) { out_.problems.push_back(problem(std::move(said))); }

    bool is_of_this_form(const copy::Scan& scan) {
        const auto& info = out_.info;
        if (scan.marked && (info.pack != fold(form_.pack) || info.form != fold(form_.code))) {
            say({.code = "form.copy-other-form",
                 .message = {fmt::format("这份副本是另一张表（{}/{}）的，不是“{}”；请选对文件",
                                         info.pack, info.form, form_.title.zh),
                             fmt::format("this is a copy of another form ({}/{}), not of '{}'; "
                                         "choose the right file",
                                         info.pack, info.form, title_en())}});
            return false;
        }
        if (scan.fields.empty() && scan.tables.empty()) {
            say({.code = "form.copy-not-this-form",
                 .message = {fmt::format("文件里找不到“{}”的任何项目；请选对文件，或重新下载副本",
                                         form_.title.zh),
                             fmt::format("nothing of '{}' was found in the file; choose the right "
                                         "file, or download a copy",
                                         title_en())}});
            return false;
        }
        if (!scan.marked) {
            say({.level = Level::warning,
                 .code = "form.copy-unmarked",
                 .message = {
                     "文件里没有表单标识（可能被删去），按项目名称读入；请核对是不是这张表的副本",
                     "the line that identifies the form is missing; the copy was read by "
                     "the titles: check that it is one of this form"}});
        } else if (info.digest != form_.digest.substr(0, info.digest.size()) ||
                   info.digest.empty() != form_.digest.empty()) {
            reading_.same_version = false;
            say({.level = Level::warning,
                 .code = "form.copy-other-version",
                 .message = {
                     "这份副本是本表另一个版本的，名称相同的项目已读入，其余的在下面列出；请核对，"
                     "或下载新副本重填",
                     "this is a copy of another version of the form: what has the same "
                     "titles was read, the rest is told below; check it, or fill in a new "
                     "copy"}});
        }
        return true;
    }

    std::string title_en() const {
        return form_.title.en.empty() ? form_.title.zh : form_.title.en;
    }

    void fields(const std::vector<FieldLine>& lines) {
        std::vector<const FieldLine*> of(form_.fields.size()), rest;
        for (const bool exact : {true, false}) {
            for (const auto& line : lines) {
                if (line.exact == exact) {
                    by_title(line, of, rest);
                }
            }
        }
        for (const auto* const line : rest) {
            if (!by_number(*line, of)) {
                unknown(*line);
            }
        }
        for (std::size_t i = 0; i < of.size(); ++i) {
            const auto index = static_cast<FieldIndex>(i);
            if (of[i] != nullptr) {
                take(*of[i], index);
            } else if (form_.fields[i].kind != FieldKind::table) {
                missing(index);
            }
        }
    }

    // "投资额（含税）" is 投资额 only where no other row is called just that.
    void by_title(const FieldLine& line, std::vector<const FieldLine*>& of,
                  std::vector<const FieldLine*>& rest) {
        const auto free = std::ranges::find_if(
            line.fields, [&](FieldIndex index) { return of[index] == nullptr; });
        if (free == line.fields.end()) {
            if (!line.fields.empty() && line.exact) {
                again(line, *of[line.fields.front()], line.fields.front());
            } else {
                rest.push_back(&line);
            }
            return;
        }
        of[*free] = &line;
        if (!line.exact) {
            renamed(line, *free);
        }
    }

    void again(const FieldLine& line, const FieldLine& first, FieldIndex index) {
        if (text_of(line) == text_of(first)) {
            return;
        }
        const auto name = copy::name_of(form_.fields[index]);
        say({.code = "form.copy-twice",
             .at = {index, std::nullopt, std::nullopt},
             .where = copy::where(*line.row, line.column),
             .message = {fmt::format("{}填了两处且不相同，采用前一处；请删去一处", name.zh),
                         fmt::format("{} stands there twice and differs, the first is used; delete "
                                     "one of them",
                                     name.en)}});
    }

    // A retyped label is known by its number, where the copy is of this version.
    bool by_number(const FieldLine& line, std::vector<const FieldLine*>& of) {
        if (!reading_.same_version || !line.number || *line.number == 0 ||
            *line.number > of.size() || of[*line.number - 1] != nullptr ||
            form_.fields[*line.number - 1].kind == FieldKind::table) {
            return false;
        }
        const auto index = static_cast<FieldIndex>(*line.number - 1);
        of[index] = &line;
        renamed(line, index);
        return true;
    }

    void renamed(const FieldLine& line, FieldIndex index) {
        const auto name = copy::name_of(form_.fields[index]);
        say({.level = Level::warning,
             .code = "form.copy-renamed",
             .at = {index, std::nullopt, std::nullopt},
             .where = copy::where(*line.row, 0),
             .message = {fmt::format("{}改成了“{}”，仍按{}读入；请核对", name.zh,
                                     copy::beginning_of(line.label), name.zh),
                         fmt::format("{} was renamed '{}' and read all the same; please check",
                                     name.en, copy::beginning_of(line.label))}});
    }

    void unknown(const FieldLine& line) {
        const auto text = text_of(line);
        if (copy::trimmed(text).empty()) {
            return;
        }
        say({.code = "form.copy-unknown-row",
             .where = copy::where(*line.row, line.column),
             .message = {fmt::format("本表没有“{}”这一项，填的“{}”没有采用；请填到本表的项目中",
                                     copy::beginning_of(line.label), copy::beginning_of(text)),
                         fmt::format("the form has no '{}'; '{}' is not used: fill it in where the "
                                     "form asks for it",
                                     copy::beginning_of(line.label), copy::beginning_of(text))}});
    }

    void missing(FieldIndex index) {
        out_.missing.push_back(index);
        const auto name = copy::name_of(form_.fields[index]);
        const bool computed = form_.fields[index].value.has_value();
        if (computed || form_.fields[index].kind == FieldKind::files) {
            return; // nothing is lost
        }
        say({.level = reading_.same_version ? Level::error : Level::warning,
             .code = "form.copy-missing-field",
             .at = {index, std::nullopt, std::nullopt},
             .message = {
                 fmt::format("副本里没有{}，按没有填处理；请补上这一行，或在页面上填", name.zh),
                 fmt::format("the copy lacks {}, which counts as not filled in; put the "
                             "row back, or fill it in on screen",
                             name.en)}});
    }

    static std::string text_of(const FieldLine& line) {
        auto text = line.value;
        for (const auto& passage : line.passages) {
            text += text.empty() ? "" : "\n";
            text += passage;
        }
        return text;
    }

    void take(const FieldLine& line, FieldIndex index) {
        const auto& field = form_.fields[index];
        const Place place{index, std::nullopt, std::nullopt};
        const auto where = copy::where(*line.row, line.column);
        const auto text = text_of(line);
        if (copy::trimmed(text).empty()) {
            return;
        }
        const auto unit = copy::other_unit(fold(line.unit), field, form_);
        auto answer = copy::answer_of(text, unit, field, reading_);
        if (field.value) {
            out_.computed.push_back({place, std::move(answer), where});
            return;
        }
        if (!unit.empty()) {
            copy::say_unit(unit, place, where, reading_);
        }
        out_.filling.answers[index] = std::move(answer);
        reading_.spots.emplace_back(place, where);
    }

    void tables(const copy::Scan& scan) {
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto index = static_cast<FieldIndex>(i);
            if (form_.fields[i].kind != FieldKind::table) {
                continue;
            }
            std::vector<const copy::TablePart*> parts;
            for (const auto& part : scan.tables) {
                if (part.table == index) {
                    parts.push_back(&part);
                }
            }
            // Of a table whose rows were all deleted the caption alone may be left.
            if (parts.empty() && !scan.captions.contains(index)) {
                missing(index);
            }
            if (!parts.empty() || !form_.fields[i].rows.empty()) {
                copy::read_table(parts, index, reading_);
            }
        }
    }

    void reason(const copy::ReasonLine& line) {
        const auto text = copy::trimmed(line.reason);
        if (!text.empty()) {
            out_.filling.reasons[copy::reason_key(line.number)] = text;
        }
    }

    // The words of the validator, with the place in the copy.
    void tell_not_understood() {
        Outcome outcome;
        outcome.filling = out_.filling;
        outcome.shown.assign(form_.fields.size(), true);
        outcome.required.assign(form_.fields.size(), false);
        look_at_answers(outcome, form_, reading_.directory, reading_.date,
                        [](FieldIndex, std::size_t, FieldIndex) { return false; });
        for (const auto& finding : outcome.findings) {
            const auto& at = finding.at.front();
            if (at.row.has_value() != at.column.has_value() ||
                answer_at(at, out_.filling).typed.empty() || finding.code == "form.required") {
                continue;
            }
            const auto spot = std::ranges::find(reading_.spots, at, &std::pair<Place, Text>::first);
            say({.level = finding.level,
                 .code = finding.code,
                 .at = at,
                 .where = spot == reading_.spots.end() ? Text{} : spot->second,
                 .message = finding.message});
        }
    }

    void tell_strays(const copy::Scan& scan) {
        constexpr std::size_t kMost = 20;
        std::size_t told = 0;
        for (const auto* const row : scan.strays) {
            if (++told > kMost) {
                break;
            }
            const auto& cell = row->cells.front();
            say({.level = Level::warning,
                 .code = "form.copy-stray",
                 .where = copy::where(*row, cell.column),
                 .message = {fmt::format("“{}”不属于任何项目，没有采用；要报的内容请填进表格",
                                         copy::beginning_of(cell.text)),
                             fmt::format("'{}' belongs to no field and is not used; what is to be "
                                         "reported goes into the form",
                                         copy::beginning_of(cell.text))}});
        }
    }

    const Form& form_;
    CopyRead out_;
    copy::Reading reading_;
};

} // namespace

CopyRead read_copy(const office::Document& document, const Form& form,
                   const org::Directory& directory, Date date) {
    return CopyReader{form, directory, date}.run(document);
}

} // namespace luoshi::form
