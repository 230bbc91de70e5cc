// SPDX-License-Identifier: Apache-2.0
// The text of a letter or notice, made from what is known. Private to the module.
#pragma once

#include "supervise/supervise.hpp"

namespace luoshi::supervise {

// Paragraphs between \n, without addressee, signature and date. government: who agreed, where it
// did.
std::string body_of(const Facts& facts, const Wording& wording, const std::string& government);

} // namespace luoshi::supervise
