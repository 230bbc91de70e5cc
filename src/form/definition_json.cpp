// SPDX-License-Identifier: Apache-2.0
#include "form/definition.hpp"

#include "base/json_writer.hpp"

namespace luoshi::form {
namespace {

void write(JsonWriter& json, std::string_view key, const Text& text) {
    json.key(key);
    json.begin_object();
    json.member("zh", text.zh);
    json.member("en", text.en.empty() ? text.zh : text.en);
    json.end_object();
}

void write(JsonWriter& json, std::string_view key, const std::optional<expr::Formula>& formula) {
    json.key(key);
    if (!formula) {
        json.null();
        return;
    }
    json.begin_object();
    json.member("zh", expr::print(formula->syntax(), expr::Language::zh));
    json.member("en", expr::print(formula->syntax(), expr::Language::en));
    json.end_object();
}

void write(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key);
    json.begin_array();
    for (const auto& text : texts) {
        json.string(text);
    }
    json.end_array();
}

class FormWriter {
public:
    FormWriter(const Form& form, std::string_view version, std::string_view issuer)
        : form_(form), version_(version), issuer_(issuer) {}

    std::string write_all() {
        json_.begin_object();
        head();
        json_.key("sections");
        json_.begin_array();
        for (const auto& section : form_.sections) {
            json_.begin_object();
            write(json_, "title", section.title);
            write(json_, "hint", section.hint);
            json_.key("conditional");
            json_.boolean(section.when.has_value());
            json_.key("fields");
            json_.begin_array();
            for (const auto index : section.fields) {
                field(form_.fields[index]);
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
        checks();
        json_.end_object();
        return json_.take();
    }

private:
    void head() {
        json_.member("code", form_.code);
        json_.member("pack", form_.pack);
        json_.member("kind", to_string(form_.kind));
        write(json_, "title", form_.title);
        write(json_, "note", form_.note);
        write(json_, "tasks", form_.tasks);
        json_.member("subject", form_.subject);
        json_.key("period");
        if (form_.period) {
            json_.string(period_word(*form_.period));
        } else {
            json_.null();
        }
        json_.key("statistical");
        statistical();
        write(json_, "signatures", form_.signatures);
        json_.key("landscape");
        json_.boolean(form_.landscape);
        json_.member("digest", form_.digest);
        json_.member("version_id", version_);
        write(json_, "handed", form_.handed);
    }

    static std::string_view period_word(expr::Period::Kind kind) {
        switch (kind) {
        case expr::Period::Kind::year: return "year";
        case expr::Period::Kind::half: return "half";
        case expr::Period::Kind::quarter: return "quarter";
        case expr::Period::Kind::month: return "month";
        }
        return "year";
    }

    void statistical() {
        if (!form_.statistical) {
            json_.null();
            return;
        }
        const auto& head = *form_.statistical;
        json_.begin_object();
        json_.member("table_number", head.table_number);
        json_.member("issuer", head.issuer);
        json_.member("issuer_name", issuer_);
        json_.member("approval_number", head.approval_number);
        json_.key("filed");
        json_.boolean(head.filed);
        json_.key("valid_until");
        if (head.valid_until) {
            json_.string(luoshi::to_string(*head.valid_until));
        } else {
            json_.null();
        }
        json_.end_object();
    }

    void field(const Field& field) {
        json_.begin_object();
        json_.member("name", field.name);
        write(json_, "title", field.title);
        write(json_, "hint", field.hint);
        json_.member("kind", to_string(field.kind));
        type(field);
        json_.member("required", field.always_required ? "always"
                                 : field.required      ? "sometimes"
                                                       : "never");
        for (const auto& [key, flag] :
             {std::pair{"conditional", field.when.has_value()},
              std::pair{"computed", field.value.has_value()},
              std::pair{"prefilled", field.prefill.has_value()},
              std::pair{"may_lack", field.may_lack}, std::pair{"key", field.key},
              std::pair{"total", field.total}}) {
            json_.key(key);
            json_.boolean(flag);
        }
        write(json_, "formula", field.value);
        write(json_, "prefill", field.prefill);
        limits(field);
        json_.key("columns");
        json_.begin_array();
        for (const auto& column : field.columns) {
            this->field(column);
        }
        json_.end_array();
        rows(field);
        json_.end_object();
    }

    void type(const Field& field) {
        const auto& units = form_.names->units;
        write(json_, "unit",
              Text{units.name(field.type.unit, expr::Language::zh),
                   units.name(field.type.unit, expr::Language::en)});
        json_.key("places");
        json_.integer(field.type.places);
        json_.key("choices");
        json_.begin_array();
        if (field.kind == FieldKind::choice) {
            for (const auto& member : form_.names->enumerations()[field.type.enumeration].members) {
                json_.begin_object();
                json_.member("zh", member.name);
                json_.member("en", member.name_en.empty() ? member.name : member.name_en);
                json_.end_object();
            }
        }
        json_.end_array();
    }

    void limits(const Field& field) {
        for (const auto& [key, number] :
             {std::pair{"length", field.length}, std::pair{"at_least", field.at_least},
              std::pair{"at_most", field.at_most}}) {
            json_.key(key);
            json_.integer(static_cast<std::int64_t>(number));
        }
        write(json_, "accept", field.accept);
        json_.member("group", field.group);
        json_.member("register", field.register_of);
        json_.member("element", field.element);
    }

    void rows(const Field& field) {
        json_.key("rows");
        if (field.rows.empty()) {
            json_.null();
            return;
        }
        json_.begin_array();
        for (const auto& row : field.rows) {
            json_.begin_object();
            for (std::size_t c = 0; c < row.size(); ++c) {
                if (!row[c].empty()) {
                    json_.member(field.columns[c].name, row[c]);
                }
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void checks() {
        json_.key("checks");
        json_.begin_array();
        for (const auto& check : form_.checks) {
            json_.begin_object();
            write(json_, "formula", std::optional{check.formula});
            write(json_, "message", check.message);
            json_.member("level", to_string(check.level));
            json_.key("reason");
            json_.boolean(check.reason);
            json_.member("each", check.each ? form_.fields[*check.each].name : "");
            json_.end_object();
        }
        json_.end_array();
    }

    const Form& form_;
    std::string_view version_, issuer_;
    JsonWriter json_;
};

} // namespace

std::string to_json(const Form& form, std::string_view version, std::string_view issuer) {
    return FormWriter{form, version, issuer}.write_all();
}

} // namespace luoshi::form
