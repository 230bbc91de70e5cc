// SPDX-License-Identifier: Apache-2.0
// How sure a reading is, weighed once all of it is known: what a rule gave is lowered where the
// notice itself speaks against it.
#pragma once

#include "notice/notice.hpp"

namespace luoshi::notice {

// Lowers the confidence of names that may be damaged or joined, of items out of sequence, and of
// what depends on them; raises none.
void weigh(Reading& reading);

} // namespace luoshi::notice
