// SPDX-License-Identifier: Apache-2.0
// Any bytes as the words of a pdf, and as the pdf whose rules are looked for: parted by a zero
// byte.
#include "check_document.hpp"
#include "fuzz.hpp"

#include "office/read_document.hpp"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace luoshi;
    return fuzz::run(data, size, [](std::string_view bytes) {
        const auto end = bytes.find('\0');
        const auto drawing = end == std::string_view::npos ? std::string_view{} : bytes.substr(end);
        const auto pdf =
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page "
            "/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n4 0 obj\n"
            "<< /Length " +
            std::to_string(drawing.size()) + " >>\nstream\n" + std::string{drawing} +
            "\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n";
        fuzz::check_document(office::read_document(pdf, "fuzz", bytes.substr(0, end)));
    });
}
