// SPDX-License-Identifier: Apache-2.0
#include "store/testing/model_files.hpp"

#include "base/error.hpp"

#include <filesystem>

namespace luoshi::store {

ModelFiles::ModelFiles(const std::string& root, Care care) : root_(root), care_(care) {
    names_[root] = synced_names_[root] = std::make_shared<Node>(Node{.is_folder = true});
}

void ModelFiles::changing() const {
    if (before_change_) {
        before_change_();
    }
}

std::unique_ptr<ModelFiles> ModelFiles::survivors() const {
    auto left = std::make_unique<ModelFiles>(root_);
    for (const auto& [path, node] : synced_names_) { // in order: a folder before what is in it
        if (path != root_ && left->exists(parent_of(path))) {
            const auto copy =
                std::make_shared<Node>(Node{node->is_folder, node->synced, node->synced});
            left->names_[path] = left->synced_names_[path] = copy;
        }
    }
    return left;
}

std::uint64_t ModelFiles::size(const std::string& path) {
    ensure(exists(path), "the file is there");
    return names_[path]->content.size();
}

std::string ModelFiles::read(const std::string& path, std::uint64_t offset, std::size_t length) {
    ensure(offset <= size(path), "a file is read within its size");
    return names_[path]->content.substr(offset, length);
}

void ModelFiles::append(const std::string& path, std::string_view bytes) {
    write(path, read(path) + std::string{bytes});
}

std::vector<std::string> ModelFiles::names_in(const std::string& folder) {
    std::vector<std::string> found;
    for (const auto& [path, node] : names_) {
        if (path != root_ && parent_of(path) == folder) {
            found.push_back(std::filesystem::path{path}.filename().string());
        }
    }
    return found;
}

void ModelFiles::make_folder(const std::string& path) {
    changing();
    ensure(exists(parent_of(path)), "the folder above is there");
    if (!exists(path)) {
        names_[path] = std::make_shared<Node>(Node{.is_folder = true});
    }
}

void ModelFiles::write(const std::string& path, std::string_view bytes) {
    changing();
    ensure(exists(parent_of(path)), "the folder is there");
    auto& node = names_[path];
    if (!node) {
        node = std::make_shared<Node>();
    }
    node->content = bytes;
}

void ModelFiles::rename(const std::string& from, const std::string& to) {
    changing();
    ensure(exists(from) && exists(parent_of(to)), "the file and the folder are there");
    names_[to] = names_[from];
    names_.erase(from);
}

void ModelFiles::remove(const std::string& path) {
    changing();
    names_.erase(path);
}

void ModelFiles::sync(const std::string& path) {
    changing();
    ensure(exists(path), "what is synced is there");
    Node& node = *names_[path];
    if (!node.is_folder) {
        if (care_ != Care::no_file_sync) {
            node.synced = node.content;
        }
        return;
    }
    if (care_ == Care::no_folder_sync) {
        return;
    }
    std::erase_if(synced_names_, [&](const auto& entry) {
        return entry.first != root_ && parent_of(entry.first) == path && !exists(entry.first);
    });
    for (const auto& [name, entry] : names_) {
        if (name != root_ && parent_of(name) == path) {
            synced_names_[name] = entry;
        }
    }
}

} // namespace luoshi::store
