// SPDX-License-Identifier: Apache-2.0
// The functions of a pack::Section for forms/*.yaml, definitions.yaml and elements.yaml.
#pragma once

#include "pack/section.hpp"

namespace luoshi::form {

// Forms may use units and figures of the other packs, so that each is checked beside all others;
// of one pack alone this is its whole check. Findings: docs/forms.md.
std::vector<Diagnostic> check_forms_together(const pack::PackList& packs);
std::vector<pack::Count> count_forms(const pack::Pack& pack);
// Kinds: form (its fields, checks and head, each as the file says it), element.
std::vector<pack::Change> form_changes(const pack::Pack& before, const pack::Pack& after);

} // namespace luoshi::form
