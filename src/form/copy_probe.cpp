// SPDX-License-Identifier: Apache-2.0
// Writes and reads copies of the test's own form, for tests that change them from outside.
//
//   form_copy_probe write xlsx|docx FILE    the filling (JSON) from standard input
//   form_copy_probe read FILE               {"filling","problems":[[level,code,where,zh,en]…]}; at
//                                           standard input what the copy was written from
//   form_copy_probe read-other FILE         the same, read as another version of the form
#include "form/offline.hpp"
#include "form/testing.hpp"

#include "base/json_writer.hpp"
#include "office/read_document.hpp"

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace luoshi;
using namespace luoshi::form;

std::string bytes_of(std::istream& in) {
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

std::string result(const CopyRead& read, const Form& form, std::vector<CopyProblem> more) {
    JsonWriter json;
    json.begin_object();
    json.key("filling");
    json.raw(to_json(read.filling, form));
    json.key("problems");
    json.begin_array();
    auto all = read.problems;
    std::move(more.begin(), more.end(), std::back_inserter(all));
    for (const auto& problem : all) {
        json.begin_array();
        json.string(to_string(problem.finding.level));
        json.string(problem.finding.code);
        json.string(problem.where.zh);
        json.string(problem.finding.message.zh);
        json.string(problem.finding.message.en);
        json.end_array();
    }
    json.end_array();
    json.end_object();
    return json.take();
}

int run(const std::vector<std::string>& arguments) {
    const bool other = arguments.at(0) == "read-other";
    std::string yaml{testing::kEverything};
    if (other) {
        const auto at = yaml.find("title: 投资额（含税）");
        yaml.replace(at, std::string_view{"title: 投资额（含税）"}.size(), "title: 累计投资");
    }
    const auto pack = testing::pack_of(
        {{"units.yaml", std::string{testing::kUnits}}, {"forms/everything.yaml", yaml}});
    const auto forms = testing::forms_of(pack);
    const auto& form = *forms.all.front();
    const auto directory = testing::small_directory();
    Context context;
    context.day = *Date::parse("2011-11-15");
    if (arguments.at(0) == "write") {
        const auto filling = read_filling(bytes_of(std::cin), form, directory, context.day);
        const CopyInfo info{.filled = "7301",
                            .check_code = "7K3F",
                            .unit = "甲园",
                            .period = "2011年第3季度",
                            .printed = "张三 2011-11-15",
                            .day = context.day};
        std::ofstream{arguments.at(2), std::ios::binary} << write_copy(
            form, filling, check(filling, form, context, directory), info,
            arguments.at(1) == "xlsx" ? office::Format::xlsx : office::Format::docx, directory);
        return 0;
    }
    std::ifstream file{arguments.at(1), std::ios::binary};
    auto read = read_copy(
        office::read_document(bytes_of(file), arguments.at(1), {}, office::Fidelity::typed), form,
        directory, context.day);
    const auto stored = read_filling(bytes_of(std::cin), form, directory, context.day);
    keep_files(read, stored, form);
    const auto now = check(read.filling, form, context, directory);
    const auto written = check(stored, form, context, directory);
    std::cout << result(read, form, compare_computed(read, now, written, form)) << '\n';
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    try {
        return run({arguments + 1, arguments + count});
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
