// SPDX-License-Identifier: Apache-2.0
#include "office/xml.hpp"

#include "base/error.hpp"

#include <expat.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

namespace luoshi::office {

std::string_view local_name(std::string_view name) noexcept {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

const char* XmlAttributes::find(std::string_view name) const noexcept {
    for (const auto* pair = pairs_; *pair != nullptr; pair += 2) {
        if (local_name(*pair) == name) {
            return pair[1];
        }
    }
    return nullptr;
}

std::string_view XmlAttributes::get(std::string_view name) const noexcept {
    const auto* const value = find(name);
    return value != nullptr ? std::string_view{value} : std::string_view{};
}

bool XmlAttributes::has(std::string_view name) const noexcept {
    return find(name) != nullptr;
}

// expat calls from C: an exception waits in `failed` until the parser returned.
struct XmlStream::Run {
    XmlHandler& handler;
    XmlPlace where;
    XML_Parser parser;
    std::size_t depth = 0;
    std::uint64_t fed = 0; // bytes
    std::exception_ptr failed;

    template <class Action>
    void guarded(const Action& action) noexcept {
        if (failed) {
            return;
        }
        try {
            action();
        } catch (...) {
            failed = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
};

namespace {

constexpr std::uint64_t kLongestTag = 4U << 20; // bytes; expat reads an open tag again and again

Error broken(XmlPlace where) {
    return failure(ErrorCode::unprocessable, "office.xml-broken",
                   "'{}' is damaged: its part '{}' is not well-formed; open it in the program it "
                   "was written with and save it again",
                   where.file, where.part);
}

XmlStream::Run& run_of(void* context) {
    return *static_cast<XmlStream::Run*>(context);
}

void on_open(void* context, const char* name, const char** attributes) {
    auto& run = run_of(context);
    run.guarded([&] {
        if (++run.depth > kDeepestXml) {
            throw failure(ErrorCode::unprocessable, "office.too-deep",
                          "'{}' nests elements more than {} deep in '{}'; it was not read",
                          run.where.file, kDeepestXml, run.where.part);
        }
        run.handler.open(local_name(name), XmlAttributes{attributes});
    });
}

void on_close(void* context, const char* name) {
    auto& run = run_of(context);
    run.guarded([&] {
        --run.depth;
        run.handler.close(local_name(name));
    });
}

void on_text(void* context, const char* text, int size) {
    auto& run = run_of(context);
    run.guarded([&] { run.handler.text({text, static_cast<std::size_t>(size)}); });
}

void on_doctype(void* context, const char*, const char*, const char*, int) {
    auto& run = run_of(context);
    run.guarded([&] {
        throw failure(ErrorCode::unprocessable, "office.xml-forbidden",
                      "'{}' declares a document type in '{}', as no office program does; it was "
                      "not read",
                      run.where.file, run.where.part);
    });
}

} // namespace

XmlStream::XmlStream(XmlHandler& handler, XmlPlace where) {
    auto run = std::make_unique<Run>(Run{handler, where, XML_ParserCreate(nullptr), 0, 0, {}});
    if (run->parser == nullptr) {
        throw std::bad_alloc{};
    }
    run_ = run.release();
    XML_SetUserData(run_->parser, run_);
    XML_SetElementHandler(run_->parser, on_open, on_close);
    XML_SetCharacterDataHandler(run_->parser, on_text);
    XML_SetStartDoctypeDeclHandler(run_->parser, on_doctype);
}

XmlStream::~XmlStream() {
    XML_ParserFree(run_->parser);
    delete run_;
}

void XmlStream::parse(std::string_view piece, bool last) {
    const auto status =
        XML_Parse(run_->parser, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
    if (run_->failed) {
        std::rethrow_exception(run_->failed);
    }
    run_->fed += piece.size();
    const auto at = static_cast<std::uint64_t>(XML_GetCurrentByteIndex(run_->parser));
    if (status != XML_STATUS_OK) {
        if (XML_GetErrorCode(run_->parser) == XML_ERROR_NO_MEMORY) {
            throw std::bad_alloc{};
        }
        throw broken(run_->where);
    }
    if (!last && run_->fed > at + kLongestTag) {
        throw broken(run_->where);
    }
}

void XmlStream::feed(std::string_view piece) {
    constexpr std::size_t kPiece = 1U << 20;
    for (; !piece.empty(); piece.remove_prefix(std::min(kPiece, piece.size()))) {
        parse(piece.substr(0, kPiece), false);
    }
}

void XmlStream::finish() {
    parse({}, true);
}

// Puts the events of a part together as a tree.
class TreeBuilder : public XmlHandler {
public:
    void open(std::string_view name, const XmlAttributes& attributes) override {
        flush();
        auto node = open_.back().append_child(std::string{name}.c_str());
        for (const auto* pair = attributes.pairs_; *pair != nullptr; pair += 2) {
            node.append_attribute(std::string{local_name(*pair)}.c_str()).set_value(pair[1]);
        }
        open_.push_back(node);
    }
    void close(std::string_view) override {
        flush();
        open_.pop_back();
    }
    void text(std::string_view piece) override { text_ += piece; }

    pugi::xml_document take() { return std::move(tree_); }

private:
    void flush() {
        if (!text_.empty()) {
            open_.back().append_child(pugi::node_pcdata).set_value(text_.c_str());
            text_.clear();
        }
    }

    pugi::xml_document tree_;
    std::vector<pugi::xml_node> open_{tree_};
    std::string text_;
};

pugi::xml_document parse_xml(std::string_view text, XmlPlace where) {
    TreeBuilder tree;
    XmlStream stream{tree, where};
    stream.feed(text);
    stream.finish();
    return tree.take();
}

} // namespace luoshi::office
