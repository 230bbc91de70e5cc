// SPDX-License-Identifier: Apache-2.0
// Blobs as files, with the file operations given: for tests that cut the power. Private to the
// store.
#pragma once

#include "store/blobs.hpp"
#include "store/files.hpp"

namespace luoshi::store {

// files and database are borrowed.
std::unique_ptr<Blobs> open_directory_blobs(Files& files, const std::string& folder,
                                            Database& database);

} // namespace luoshi::store
