// SPDX-License-Identifier: Apache-2.0
// Any text as the file of a form: findings lie in it; a form that is read can be drawn, checked,
// handed out as a copy and read back.
#include "fuzz.hpp"

#include "form/offline.hpp"
#include "form/testing.hpp"
#include "office/read_document.hpp"

#include <string>
#include <utility>

namespace {

using namespace luoshi;

void try_form(const form::Form& form, const org::Directory& directory) {
    form::to_json(form, "1", "");
    form::Context context;
    context.day = *Date::parse("2011-11-15");
    const auto filling = form::prefill(form, context, directory);
    const auto outcome = form::check(filling, form, context, directory);
    form::outcome_json(outcome, form);
    const auto text = form::to_json(filling, form);
    ensure(form::to_json(form::read_filling(text, form, directory, context.day), form) == text,
           "JSON keeps a filling");
    const auto bytes =
        form::write_copy(form, filling, outcome, {}, office::Format::xlsx, directory);
    const auto read =
        form::read_copy(office::read_document(bytes, "fuzz.xlsx", {}, office::Fidelity::typed),
                        form, directory, context.day);
    ensure(read.filling.answers.size() == form.fields.size(), "a copy is read as its form");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto directory = form::testing::small_directory();
    return fuzz::run(data, size, [](std::string_view text) {
        auto parsed = pack::parse("forms/a.yaml", std::string{text});
        const auto lies_within = [&](const std::vector<Diagnostic>& findings) {
            for (const auto& finding : findings) {
                ensure(finding.file != "forms/a.yaml" || (finding.span.begin <= finding.span.end &&
                                                          finding.span.end <= text.size() + 1),
                       "a finding lies in the text"); // or at its end
            }
        };
        lies_within(parsed.diagnostics);
        if (!parsed.value) {
            return;
        }
        auto pack = form::testing::pack_of({{"units.yaml", std::string{form::testing::kUnits}}});
        pack.files.emplace("forms/a.yaml", std::move(*parsed.value));
        const auto forms = form::read_forms(pack);
        lies_within(forms.diagnostics);
        if (forms.value && forms.diagnostics.empty()) {
            for (const auto& form : forms.value->all) {
                try_form(*form, directory);
            }
        }
    });
}
