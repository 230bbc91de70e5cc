// SPDX-License-Identifier: Apache-2.0
// A copy nobody touched gives back what was filled in, whatever it was.
#include "form/offline.hpp"
#include "form/testing.hpp"
#include "office/read_document.hpp"

#include "base/json_writer.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <tuple>
#include <utility>

namespace luoshi::form {
namespace {

// Any letters people and programs put into texts, also those XML, sheets and copies give a meaning.
std::string any_text(bool paragraphs) {
    static const std::vector<std::string> kPieces{"甲",
                                                  "园区",
                                                  "项目",
                                                  "序号",
                                                  "合计",
                                                  "填写内容",
                                                  "一、基本情况",
                                                  "表单标识：x/y",
                                                  "a",
                                                  "B7",
                                                  "=1+1",
                                                  "@",
                                                  "+",
                                                  "-",
                                                  "0",
                                                  "12.5",
                                                  "２０１１",
                                                  "<b>",
                                                  "&amp;",
                                                  "\"",
                                                  "'",
                                                  "_x000D_",
                                                  "]]>",
                                                  "𠮷",
                                                  "é",
                                                  "😀",
                                                  "\u200B",
                                                  " ",
                                                  "  ",
                                                  "　",
                                                  "，",
                                                  "；",
                                                  "（万元）",
                                                  "*",
                                                  "不适用",
                                                  "2011-11-15",
                                                  "是",
                                                  "/",
                                                  "\\",
                                                  "|",
                                                  "%",
                                                  "1E5",
                                                  "​"};
    std::string text;
    const auto count = *rc::gen::inRange(0, 12);
    for (int i = 0; i < count; ++i) {
        text += kPieces[*rc::gen::inRange<std::size_t>(0, kPieces.size())];
        if (paragraphs && *rc::gen::inRange(0, 3) == 0) {
            text += *rc::gen::element<std::string>("\n", "\n\n", "\n　　", "\t");
        }
    }
    return text;
}

std::string any_long_text() {
    std::string text;
    const auto count = *rc::gen::weightedElement<int>({{3, 0}, {5, 2}, {3, 40}});
    for (int i = 0; i < count; ++i) {
        text += any_text(true) + "\n" + std::string(static_cast<std::size_t>(i) * 3, 'x') + "\n";
    }
    return text;
}

std::string any_number(int places) {
    const auto whole = *rc::gen::weightedElement<std::int64_t>(
        {{3, 0}, {3, 7}, {3, 1234}, {2, 98'765'432}, {1, 9'999'999'999}});
    std::string text = *rc::gen::element<std::string>("", "-") + std::to_string(whole);
    if (places > 0) {
        text += ".";
        for (int i = 0; i < places; ++i) {
            text += static_cast<char>('0' + *rc::gen::inRange(0, 10));
        }
    }
    return text;
}

class FillingMaker {
public:
    explicit FillingMaker(const Form& form) : form_(form) {}

    std::string make() {
        json_.begin_object();
        json_.key("values");
        json_.begin_object();
        for (const auto& field : form_.fields) {
            if (!field.value && *rc::gen::inRange(0, 4) != 0) {
                json_.key(field.name);
                field.kind == FieldKind::table ? table(field) : answer(field);
            }
        }
        json_.end_object();
        json_.end_object();
        return json_.take();
    }

private:
    void table(const Field& field) {
        const auto rows = !field.rows.empty()
                              ? static_cast<int>(field.rows.size())
                              : *rc::gen::weightedElement<int>({{2, 0}, {4, 1}, {4, 3}, {1, 200}});
        json_.begin_array();
        for (int r = 0; r < rows; ++r) {
            json_.begin_object();
            bool any = false; // a row nobody wrote into is no row
            for (std::size_t c = 0; c < field.columns.size(); ++c) {
                const auto& column = field.columns[c];
                const bool fixed =
                    !field.rows.empty() && !field.rows[static_cast<std::size_t>(r)][c].empty();
                if (column.value || fixed || (any && *rc::gen::inRange(0, 3) == 0)) {
                    continue;
                }
                json_.key(column.name);
                any || column.kind != FieldKind::text ? answer(column)
                                                      : json_.string(fmt::format("第{}", r));
                any = true;
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void answer(const Field& field) {
        if (field.may_lack && *rc::gen::inRange(0, 4) == 0) {
            json_.raw(R"({"lacks":true})");
            return;
        }
        switch (field.kind) {
        case FieldKind::text:
        case FieldKind::record: json_.string(any_text(false)); break;
        case FieldKind::long_text: json_.string(any_long_text()); break;
        case FieldKind::number: json_.string(any_number(field.type.places)); break;
        case FieldKind::date:
            json_.string(to_string(Date{}.plus_days(*rc::gen::inRange(-20'000, 60'000))));
            break;
        case FieldKind::period:
            json_.string(*rc::gen::element<std::string>("2011年", "2011年第3季度", "2012年上半年",
                                                        "2011年11月"));
            break;
        case FieldKind::boolean: json_.boolean(*rc::gen::arbitrary<bool>()); break;
        case FieldKind::choice: {
            const auto& members = form_.names->enumerations()[field.type.enumeration].members;
            json_.string(members[*rc::gen::inRange<std::size_t>(0, members.size())].name);
            break;
        }
        case FieldKind::unit:
            json_.string(*rc::gen::element<std::string>("t.jxw", "t.park1", "甲园", "乙园全称"));
            break;
        case FieldKind::files:
            json_.raw(R"([{"name":"批文（1）.pdf","digest":"ab12","size":77},)"
                      R"({"name":"a、b.docx","digest":"cd34","size":8}])");
            break;
        case FieldKind::table: break;
        }
    }

    const Form& form_;
    JsonWriter json_;
};

struct World {
    explicit World(pack::Pack of)
        : pack(std::move(of)), forms(testing::forms_of(pack)),
          directory(testing::small_directory()) {
        context.day = *Date::parse("2011-11-15");
        context.handed = {{"上年投资额", "800"}};
    }
    explicit World(std::string_view yaml)
        : World(testing::pack_of({{"units.yaml", std::string{testing::kUnits}},
                                  {"forms/a.yaml", std::string{yaml}}})) {}
    pack::Pack pack;
    Forms forms;
    org::Directory directory;
    Context context;
};

// What a copy changes, or has problems with; "": nothing.
std::string changed(const World& world, const Form& form, const std::string& json,
                    office::Format format) {
    const auto filled = read_filling(json, form, world.directory, world.context.day);
    const auto outcome = check(filled, form, world.context, world.directory);
    const CopyInfo info{.filled = "1", .unit = "甲园"};
    const auto bytes = write_copy(form, filled, outcome, info, format, world.directory);
    auto read = read_copy(office::read_document(bytes, "副本", {}, office::Fidelity::typed), form,
                          world.directory, world.context.day);
    keep_files(read, filled, form);
    const auto now = check(read.filling, form, world.context, world.directory);
    auto problems = read.problems;
    std::ranges::copy(compare_computed(read, now, outcome, form), std::back_inserter(problems));
    std::string said;
    for (const auto& problem : problems) {
        said += problem.finding.code + " " + problem.finding.message.zh + "\n";
    }
    if (!(read.filling == filled)) {
        const auto was = to_json(filled, form), is = to_json(read.filling, form);
        const auto at = static_cast<std::size_t>(std::ranges::mismatch(was, is).in1 - was.begin());
        const auto from = at < 60 ? 0 : at - 60;
        said += fmt::format("…{}\nbecame\n…{}\n", was.substr(from, 120),
                            is.substr(std::min(from, is.size()), 120));
    }
    return bytes == write_copy(form, filled, outcome, info, format, world.directory)
               ? said
               : said + "other bytes";
}

class the_copies_of : public ::testing::TestWithParam<std::tuple<int, office::Format>> {};

INSTANTIATE_TEST_SUITE_P(all, the_copies_of,
                         ::testing::Combine(::testing::Values(0, 1),
                                            ::testing::Values(office::Format::xlsx,
                                                              office::Format::docx)));

TEST_P(the_copies_of, a_form_give_back_what_was_filled_in) {
    const auto [number, format] = GetParam();
    const World world{number == 0 ? testing::kYearly : testing::kEverything};
    const auto& form = *world.forms.all.front();
    EXPECT_EQ(changed(world, form, "{}", format), "");
    EXPECT_TRUE(rc::check("read_copy(write_copy(f)) == f", [&, format = format] {
        const auto said = changed(world, form, FillingMaker{form}.make(), format);
        if (!said.empty()) {
            RC_FAIL(said);
        }
    }));
}

class the_copies_of_a_pack
    : public ::testing::TestWithParam<std::tuple<const char*, office::Format>> {};

INSTANTIATE_TEST_SUITE_P(all, the_copies_of_a_pack,
                         ::testing::Combine(::testing::Values("gd-2011-193", "starter"),
                                            ::testing::Values(office::Format::xlsx,
                                                              office::Format::docx)));

TEST_P(the_copies_of_a_pack, give_back_what_was_filled_in) {
    const auto [code, format] = GetParam();
    const char* const folder = std::getenv("LUOSHI_SOURCE_DIR");
    auto opened = pack::open(std::string{folder == nullptr ? "." : folder} + "/packs/" + code);
    ensure(opened.value.has_value(), "the pack opens");
    const World world{std::move(*opened.value)};
    ASSERT_FALSE(world.forms.all.empty());
    for (const auto& form : world.forms.all) {
        EXPECT_EQ(changed(world, *form, "{}", format), "") << form->code;
    }
    EXPECT_TRUE(rc::check("any form of a pack", [&, format = format] {
        const auto& form =
            *world.forms.all[*rc::gen::inRange<std::size_t>(0, world.forms.all.size())];
        const auto said = changed(world, form, FillingMaker{form}.make(), format);
        if (!said.empty()) {
            RC_FAIL(form.code + ": " + said);
        }
    }));
}

} // namespace
} // namespace luoshi::form
