// SPDX-License-Identifier: Apache-2.0
#include "form/definition.hpp"
#include "form/filled.hpp"
#include "form/filling.hpp"

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "org/directory.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace luoshi::form {
namespace {

using nlohmann::json;

class Reader {
public:
    Reader(const Form& form, const org::Directory& directory, Date date)
        : form_(form), directory_(directory), date_(date) {}

    Filling read(const json& root) {
        Filling filling = empty_filling(form_);
        const auto values = root.find("values");
        if (values != root.end()) {
            expect(values->is_object(), "'values' is an object");
            for (const auto& [name, value] : values->items()) {
                const auto index = form_.index_of(name);
                if (!index) {
                    filling.unknown.push_back(name);
                    continue;
                }
                filling.answers[*index] = answer(value, form_.fields[*index], filling);
            }
        }
        const auto reasons = root.find("reasons");
        if (reasons != root.end()) {
            expect(reasons->is_object(), "'reasons' is an object");
            for (const auto& [key, text] : reasons->items()) {
                expect(text.is_string(), "a reason is a text");
                if (!text.get_ref<const std::string&>().empty()) {
                    filling.reasons[key] = text.get<std::string>();
                }
            }
        }
        return filling;
    }

private:
    static void expect(bool holds, std::string_view what) {
        if (!holds) {
            throw failure(ErrorCode::invalid_argument, "form.json", "not a filled form: {}", what);
        }
    }

    Answer answer(const json& value, const Field& field, Filling& filling) {
        if (field.kind == FieldKind::table) {
            return table(value, field, filling);
        }
        if (field.kind == FieldKind::files) {
            return files(value);
        }
        if (value.is_object() && value.value("lacks", false)) {
            Answer lacking;
            if (field.may_lack) {
                lacking.value = expr::Missing::not_applicable;
            } else {
                lacking.typed = "不适用";
            }
            return lacking;
        }
        if (value.is_boolean()) {
            Answer truth;
            truth.value = value.get<bool>();
            return field.kind == FieldKind::boolean ? truth
                                                    : typed(value.get<bool>() ? "是" : "否", field);
        }
        if (value.is_number_integer()) {
            return typed(std::to_string(value.get<std::int64_t>()), field);
        }
        if (value.is_null()) {
            return {};
        }
        expect(value.is_string(),
               "a value is a text, true, false or null; a decimal number is a text");
        return typed(value.get_ref<const std::string&>(), field);
    }

    Answer typed(const std::string& text, const Field& field) {
        return read_answer(text, field, form_, directory_, date_);
    }

    Answer files(const json& value) {
        Answer answer;
        expect(value.is_array() || value.is_null(), "files are a list");
        for (const auto& file : value) {
            expect(file.is_object() && file.contains("name") && file["name"].is_string(),
                   "a file has a name");
            const auto digest = file.find("digest");
            const auto size = file.find("size");
            FileRef ref;
            ref.name = file["name"].get<std::string>();
            ref.digest =
                digest != file.end() && digest->is_string() ? digest->get<std::string>() : "";
            ref.size =
                size != file.end() && size->is_number_integer() ? size->get<std::int64_t>() : 0;
            answer.files.push_back(std::move(ref));
        }
        if (!answer.files.empty()) {
            answer.value = Number{static_cast<std::int64_t>(answer.files.size()), 0};
        }
        return answer;
    }

    Answer table(const json& value, const Field& field, Filling& filling) {
        Answer answer;
        expect(value.is_array() || value.is_null(), "a table is a list of rows");
        if (value.size() > kMostRows) {
            throw failure(ErrorCode::invalid_argument, "form.too-large",
                          "'{}' has {} rows; at most {} are taken", field.name, value.size(),
                          kMostRows);
        }
        for (const auto& row : value) {
            expect(row.is_object(), "a row is an object");
            std::vector<Answer> cells(field.columns.size());
            for (const auto& [name, cell] : row.items()) {
                const auto column = std::ranges::find(field.columns, name, &Field::name);
                if (column == field.columns.end()) {
                    const auto unknown = field.name + "." + name;
                    if (std::ranges::find(filling.unknown, unknown) == filling.unknown.end()) {
                        filling.unknown.push_back(unknown);
                    }
                    continue;
                }
                cells[static_cast<std::size_t>(column - field.columns.begin())] =
                    this->answer(cell, *column, filling);
            }
            answer.rows.push_back(std::move(cells));
        }
        while (answer.rows.size() < field.rows.size()) { // fixed rows are always there
            answer.rows.emplace_back(field.columns.size());
        }
        // Their cells stand there before anybody types.
        for (std::size_t r = 0; r < field.rows.size(); ++r) {
            for (std::size_t c = 0; c < field.columns.size(); ++c) {
                if (!field.rows[r][c].empty() && answer.rows[r][c].is_empty()) {
                    answer.rows[r][c] = typed(field.rows[r][c], field.columns[c]);
                }
            }
        }
        return answer;
    }

    const Form& form_;
    const org::Directory& directory_;
    Date date_;
};

class Writer {
public:
    explicit Writer(const Form& form) : form_(form) {}

    std::string write(const Filling& filling) {
        json_.begin_object();
        json_.key("values");
        json_.raw(values_json(filling, form_));
        if (!filling.reasons.empty()) {
            json_.key("reasons");
            json_.begin_object();
            for (const auto& [key, reason] : filling.reasons) {
                json_.member(key, reason);
            }
            json_.end_object();
        }
        json_.end_object();
        return json_.take();
    }

    std::string write_values(const Filling& filling) {
        json_.begin_object();
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            if (!filling.answers[i].is_empty()) {
                json_.key(form_.fields[i].name);
                answer(filling.answers[i], form_.fields[i]);
            }
        }
        json_.end_object();
        return json_.take();
    }

private:
    void answer(const Answer& answer, const Field& field) {
        if (field.kind == FieldKind::table) {
            json_.begin_array();
            for (const auto& row : answer.rows) {
                json_.begin_object();
                for (std::size_t c = 0; c < row.size(); ++c) {
                    if (!row[c].is_empty()) {
                        json_.key(field.columns[c].name);
                        this->answer(row[c], field.columns[c]);
                    }
                }
                json_.end_object();
            }
            json_.end_array();
        } else if (field.kind == FieldKind::files) {
            files(answer);
        } else {
            one(answer, field);
        }
    }

    void files(const Answer& answer) {
        json_.begin_array();
        for (const auto& file : answer.files) {
            json_.begin_object();
            json_.member("name", file.name);
            json_.member("digest", file.digest);
            json_.key("size");
            json_.integer(file.size);
            json_.end_object();
        }
        json_.end_array();
    }

    void one(const Answer& answer, const Field& field) {
        if (answer.lacks()) {
            json_.raw(R"({"lacks":true})");
        } else if (!answer.value.is_present()) {
            json_.string(answer.typed);
        } else if (!answer.code.empty()) {
            json_.string(answer.code);
        } else if (const auto* const truth = answer.value.boolean()) {
            json_.boolean(*truth);
        } else if (const auto* const number = answer.value.number()) {
            const auto padded =
                rescale(*number, std::max(number->scale(), field.type.places), Rounding::down);
            json_.string(luoshi::to_string(padded.value_or(*number)));
        } else {
            json_.string(form_.names->show(answer.value, field.type, expr::Language::zh));
        }
    }

    const Form& form_;
    JsonWriter json_;
};

} // namespace

bool Answer::is_empty() const {
    return value.missing() != nullptr && !lacks() && typed.empty() && files.empty() && rows.empty();
}

Filling empty_filling(const Form& form) {
    Filling filling;
    filling.answers.resize(form.fields.size());
    return filling;
}

Filling read_filling(std::string_view text, const Form& form, const org::Directory& directory,
                     Date date) {
    if (text.size() > kLargestFilling) {
        throw failure(ErrorCode::invalid_argument, "form.too-large",
                      "a filled form has at most {} bytes", kLargestFilling);
    }
    const auto root = json::parse(text, nullptr, false);
    if (root.is_discarded() || !root.is_object()) {
        throw failure(ErrorCode::invalid_argument, "form.json",
                      "not a filled form: no JSON object");
    }
    auto filling = Reader{form, directory, date}.read(root);
    // Fixed rows of tables nobody has touched.
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        if (!form.fields[i].rows.empty() && filling.answers[i].rows.empty()) {
            const auto touched = Reader{form, directory, date}.read(
                json{{"values", {{form.fields[i].name, json::array()}}}});
            filling.answers[i] = touched.answers[i];
        }
    }
    return filling;
}

std::vector<std::pair<std::string, std::string>> read_handed(std::string_view text) {
    const auto root = json::parse(text, nullptr, false);
    if (!root.is_object()) {
        throw failure(ErrorCode::invalid_argument, "form.json", "handed values are an object");
    }
    std::vector<std::pair<std::string, std::string>> handed;
    for (const auto& [name, value] : root.items()) {
        if (!value.is_string()) {
            throw failure(ErrorCode::invalid_argument, "form.json",
                          "the handed value '{}' is a text", name);
        }
        handed.emplace_back(name, value.get<std::string>());
    }
    return handed;
}

std::string values_json(const Filling& filling, const Form& form) {
    return Writer{form}.write_values(filling);
}

std::string to_json(const Filling& filling, const Form& form) {
    return Writer{form}.write(filling);
}

} // namespace luoshi::form
