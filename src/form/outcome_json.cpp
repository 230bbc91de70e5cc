// SPDX-License-Identifier: Apache-2.0
#include "form/check.hpp"
#include "form/look.hpp"
#include "form/totals.hpp"

#include "base/json_writer.hpp"

namespace luoshi::form {
namespace {

class OutcomeWriter {
public:
    OutcomeWriter(const Outcome& outcome, const Form& form) : outcome_(outcome), form_(form) {}

    std::string write() {
        json_.begin_object();
        json_.key("values");
        json_.raw(values_json(outcome_.filling, form_));
        shown();
        findings();
        totals();
        json_.key("filled");
        json_.integer(static_cast<std::int64_t>(outcome_.filled));
        json_.key("to_fill");
        json_.integer(static_cast<std::int64_t>(outcome_.to_fill));
        json_.key("may_be_handed_in");
        json_.boolean(outcome_.may_be_handed_in());
        json_.end_object();
        return json_.take();
    }

private:
    void shown() {
        json_.key("shown");
        json_.begin_object();
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            json_.key(form_.fields[i].name);
            json_.boolean(outcome_.shown[i]);
        }
        json_.end_object();
        json_.key("sections_shown");
        json_.begin_array();
        for (const auto& section : form_.sections) {
            bool any = false;
            for (const auto index : section.fields) {
                any = any || outcome_.shown[index];
            }
            json_.boolean(any);
        }
        json_.end_array();
        json_.key("required");
        json_.begin_array();
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            if (outcome_.required[i]) {
                json_.string(form_.fields[i].name);
            }
        }
        json_.end_array();
    }

    void findings() {
        json_.key("findings");
        json_.begin_array();
        for (const auto& finding : outcome_.findings) {
            json_.begin_object();
            place(finding.at.front());
            json_.member("level", to_string(finding.level));
            json_.member("code", finding.code);
            json_.member("message", finding.message.zh);
            json_.member("message_en",
                         finding.message.en.empty() ? finding.message.zh : finding.message.en);
            json_.member("key", finding.key);
            json_.key("reason");
            json_.boolean(finding.wants_reason);
            json_.key("reasoned");
            json_.boolean(finding.reasoned);
            json_.key("at");
            json_.begin_array();
            for (const auto& at : finding.at) {
                json_.begin_object();
                place(at);
                json_.end_object();
            }
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void place(const Place& at) {
        json_.member("field", form_.fields.empty() ? "" : form_.fields[at.field].name);
        json_.key("row");
        if (at.row) {
            json_.integer(static_cast<std::int64_t>(*at.row));
        } else {
            json_.null();
        }
        json_.member("column", at.column ? field_at(at, form_).name : "");
    }

    void totals() {
        json_.key("totals");
        json_.begin_object();
        for (std::size_t i = 0; i < form_.fields.size(); ++i) {
            const auto& field = form_.fields[i];
            if (!field.total) {
                continue;
            }
            json_.key(field.name);
            json_.begin_object();
            for (std::size_t c = 0; c < field.columns.size(); ++c) {
                if (const auto total = total_of(outcome_.filling.answers[i], field, c, form_)) {
                    json_.member(field.columns[c].name, luoshi::to_string(*total));
                }
            }
            json_.end_object();
        }
        json_.end_object();
    }

    const Outcome& outcome_;
    const Form& form_;
    JsonWriter json_;
};

} // namespace

std::string outcome_json(const Outcome& outcome, const Form& form) {
    return OutcomeWriter{outcome, form}.write();
}

} // namespace luoshi::form
