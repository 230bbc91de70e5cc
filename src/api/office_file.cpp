// SPDX-License-Identifier: Apache-2.0
#include "api/office_file.hpp"

#include "api/json.hpp"

namespace luoshi::api {

office::Format wanted_format(const http::Request& request) {
    const auto* const wanted = request.query.find("format");
    const bool docx = wanted != nullptr && *wanted == "docx";
    if (wanted == nullptr || (!docx && *wanted != "xlsx")) {
        bad_parameter("format", "docx or xlsx");
    }
    return docx ? office::Format::docx : office::Format::xlsx;
}

http::Response office_file(std::string bytes, office::Format format, const std::string& name) {
    const bool docx = format == office::Format::docx;
    return http::download(std::move(bytes),
                          std::string{"application/vnd.openxmlformats-officedocument."} +
                              (docx ? "wordprocessingml.document" : "spreadsheetml.sheet"),
                          name + (docx ? ".docx" : ".xlsx"));
}

} // namespace luoshi::api
