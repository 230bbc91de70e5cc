// SPDX-License-Identifier: Apache-2.0
// Duties and dues as the contract shows them.
#pragma once

#include "api/json.hpp"
#include "api/routes.hpp"
#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/submissions.hpp"

namespace luoshi::api {

struct Names { // of units, at a date
    const org::Directory& directory;
    Date at;
};

Json to_json(const duty::Duty& duty, const Names& names);
Json to_json(const duty::Cost& cost, const Names& names);
Json to_json(const duty::DueLine& line, const Names& names);
Json steps_json(const duty::Chain& chain);
Json to_json(const duty::Remark& remark);
Json to_json(const duty::Extension& extension);
Json to_json(const duty::Deputy& deputy);
Json to_json(const std::optional<duty::Lateness>& late);
Json to_json(const duty::StoredFile& file);
Json acts_json(const std::vector<duty::Act>& acts);
Json dates_json(const std::vector<Date>& dates);

duty::Who who_of(const Call& call);
// The due in the path, when the scope sees it: asked before anything in the body is judged.
duty::DueId due_in_path(const Call& call);
// A form upload: texts by name and the file. Errors: invalid_argument (http.bad-field); too_large;
// unprocessable (notice.secret).
struct Form {
    std::map<std::string, std::string> texts;
    std::optional<duty::Upload> file;
    std::string text(const char* name) const; // required
};
Form form_of(const Call& call);

} // namespace luoshi::api
