// SPDX-License-Identifier: Apache-2.0
// The folder an installation lives in; one process owns it.
#pragma once

#include <string>

namespace luoshi::store {

class DataFolder {
public:
    // Makes the folder (0700) if need be and locks it. Error conflict (store.in-use) naming the
    // process that has it; storage_full, forbidden.
    explicit DataFolder(const std::string& path);
    ~DataFolder();
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;

    const std::string& path() const noexcept { return path_; }
    std::string rows_file() const { return path_ + "/rows.db"; }
    std::string blobs_folder() const { return path_ + "/blobs"; }
    std::string backup_folder() const { return path_ + "/backup"; }

private:
    std::string path_;
    int lock_ = -1;
};

} // namespace luoshi::store
