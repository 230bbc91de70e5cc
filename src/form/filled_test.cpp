// SPDX-License-Identifier: Apache-2.0
#include "form/filled.hpp"
#include "form/library.hpp"
#include "form/testing.hpp"
#include "store/database.hpp"
#include "store/testing/temporary_postgres.hpp"
#include "store/testing/test_store.hpp"

#include <gmock/gmock.h>

#include <optional>

namespace luoshi::form {
namespace {

const store::Actor kActor{7, "王强", "r1"};

// A form with one field of this name.
pack::Pack version(const std::string& number, const std::string& field,
                   const std::string& element = "") {
    pack::Texts texts{
        {"pack.yaml", "id: p\nversion: " + number + "\ntitle: 包\ntitle_en: P\n"},
        {"units.yaml", "units:\n  - {id: u, name: 甲单位, full_name: 甲单位全称}\n"},
        {"forms/a.yaml", "id: a\ntitle: 表\ntitle_en: Form\nkind: table\nsections:\n- fields:\n"
                         "  - {name: " +
                             field + ", type: 数 0" +
                             (element.empty() ? "" : ", element: " + element) + "}\n"}};
    if (!element.empty()) {
        texts["elements.yaml"] = "elements:\n  - {id: " + element +
                                 ", name: 某数, type: 数 0, period: 年, owner: u, form: a, "
                                 "kind: 业务填报, definition: 数}\n";
    }
    auto checked = pack::assemble("p", std::move(texts));
    ensure(checked.value.has_value(), "the pack of a test is sound");
    return std::move(*checked.value);
}

class FilledTest : public ::testing::TestWithParam<store::EngineKind> {
protected:
    void SetUp() override {
        store_.emplace(GetParam());
        library_.emplace(database());
    }
    store::Database& database() { return store_->database(); }
    template <class Action>
    auto write(const Action& action) {
        return database().write([&](store::Transaction& transaction) {
            transaction.record({.actor = kActor, .action = "form.test", .object_kind = "form"});
            return action(transaction);
        });
    }
    pack::VersionId load(const pack::Pack& pack) {
        return database().write([&](store::Transaction& transaction) {
            return pack::mark_loaded(transaction, kActor, pack);
        });
    }
    FilledId fill(pack::VersionId version, std::string body) {
        return write([&](store::Transaction& transaction) {
            Filled filled;
            filled.version = version;
            filled.pack = "p";
            filled.form = "a";
            filled.purpose = "trial";
            filled.person = 7;
            filled.body = std::move(body);
            filled.saved_by = "王强";
            return insert_filled(transaction, filled);
        });
    }
    Filled read(FilledId id) {
        return database().read([&](store::Reader& reader) { return read_filled(reader, id); });
    }
    std::optional<store::TestStore> store_;
    std::optional<Library> library_;
};
INSTANTIATE_TEST_SUITE_P(engines, FilledTest,
                         ::testing::Values(store::EngineKind::sqlite,
                                           store::EngineKind::postgresql),
                         [](const auto& of) { return store::to_string(of.param); });

TEST_P(FilledTest, an_old_filled_form_opens_with_its_own_form_when_the_pack_has_moved_on) {
    const auto old = load(version("1.0", "旧字段"));
    const auto id = fill(old, R"({"values":{"旧字段":"5"}})");
    EXPECT_NE(library_->current("p").forms->find("a")->find("旧字段"), nullptr);
    load(version("2.0", "新字段"));
    EXPECT_EQ(library_->current("p").forms->find("a")->find("旧字段"), nullptr);

    const auto filled = read(id);
    const auto form = library_->form(filled.version, filled.form);
    const auto directory = testing::small_directory();
    const auto filling = read_filling(filled.body, *form, directory, filled.day);
    EXPECT_EQ(shown(filling.answers[0], form->fields[0], *form), "5");
    EXPECT_TRUE(filling.unknown.empty());
}

TEST_P(FilledTest, a_form_keeps_the_figures_other_packs_had_when_it_was_loaded) {
    auto other = pack::assemble(
        "q",
        {{"pack.yaml", "id: q\nversion: 1\ntitle: 包\ntitle_en: Q\n"},
         {"forms/b.yaml", "id: b\ntitle: 表\ntitle_en: Form\nkind: table\nsections:\n- fields:\n"
                          "  - {name: 已报, type: 数 0, value: 某数}\n"}});
    load(version("1.0", "数", "p.n"));
    const auto q = load(*other.value);
    load(version("2.0", "别的")); // the figure is gone
    EXPECT_NE(library_->form(q, "b")->find("已报"), nullptr);
}

TEST_P(FilledTest, two_who_save_from_the_same_revision_do_not_overwrite_each_other) {
    const auto id = fill(load(version("1.0", "甲")), R"({"values":{}})");
    const auto save = [&](const std::string& body, std::int64_t seen) {
        return write([&](store::Transaction& transaction) {
            return save_filled(transaction, id, seen, body, "李敏");
        });
    };
    EXPECT_EQ(save(R"({"values":{"甲":"1"}})", 1), 2);
    EXPECT_THROW(save(R"({"values":{"甲":"2"}})", 1), Error);
    EXPECT_EQ(read(id).body, R"({"values":{"甲":"1"}})");
}

TEST_P(FilledTest, versions_are_kept_once_and_never_change) {
    const auto id = fill(load(version("1.0", "甲")), R"({"values":{"甲":"1"}})");
    const auto keep = [&] {
        return write(
            [&](store::Transaction& transaction) { return keep_version(transaction, id, "王强"); });
    };
    EXPECT_EQ(keep(), 1);
    EXPECT_EQ(keep(), 1);
    write([&](store::Transaction& transaction) {
        return save_filled(transaction, id, 1, R"({"values":{"甲":"2"}})", "王强");
    });
    EXPECT_EQ(keep(), 2);
    database().read([&](store::Reader& reader) {
        EXPECT_EQ(kept_versions(reader, id).size(), 2U);
        EXPECT_EQ(kept_body(reader, id, 1), R"({"values":{"甲":"1"}})");
        EXPECT_THROW(kept_body(reader, id, 3), Error);
        return 0;
    });
}

TEST_P(FilledTest, an_erased_one_is_gone_with_its_versions) {
    const auto id = fill(load(version("1.0", "甲")), R"({"values":{}})");
    write([&](store::Transaction& transaction) {
        keep_version(transaction, id, "王强");
        erase_filled(transaction, id);
        return 0;
    });
    EXPECT_THROW(read(id), Error);
}

TEST(a_check_code, is_another_for_another_text) {
    Filled filled;
    filled.id = FilledId{42};
    const auto before = check_code(filled);
    EXPECT_EQ(before.size(), 4U);
    EXPECT_EQ(check_code(filled), before);
    filled.body = R"({"values":{"甲":"1"}})";
    EXPECT_NE(check_code(filled), before);
}

} // namespace
} // namespace luoshi::form
