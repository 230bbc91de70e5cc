// SPDX-License-Identifier: Apache-2.0
#include "form/steps.hpp"

#include <algorithm>
#include <map>

namespace luoshi::form {
namespace {

class Sorter {
public:
    explicit Sorter(const Form& form) : form_(form) {
        for (const auto& section : form.sections) {
            for (const auto index : section.fields) {
                add_field(section, index);
            }
        }
    }

    Ordered sort() {
        for (std::size_t i = 0; i < nodes_.size() && ordered_.circle.empty(); ++i) {
            visit(i);
        }
        return std::move(ordered_);
    }

private:
    enum class Mark { fresh, open, done };
    struct Node {
        Step step;
        std::string name;
        std::vector<std::string> needs;
        Mark mark = Mark::fresh;
    };

    static void need(std::vector<std::string>& needs, const std::optional<expr::Formula>& formula) {
        if (formula) {
            auto names = expr::names_in(formula->syntax());
            needs.insert(needs.end(), names.begin(), names.end());
        }
    }

    void add_field(const Section& section, FieldIndex index) {
        const auto& field = form_.fields[index];
        if (section.when || field.when || field.value) {
            Node node{{index, std::nullopt}, field.name, {}};
            need(node.needs, section.when);
            need(node.needs, field.when);
            need(node.needs, field.value);
            add(std::move(node));
        }
        for (std::size_t c = 0; c < field.columns.size(); ++c) {
            const auto& column = field.columns[c];
            if (!column.value) {
                continue;
            }
            Node node{{index, static_cast<FieldIndex>(c)}, field.name + "." + column.name, {}};
            need(node.needs, column.value);
            for (auto& name : node.needs) { // a column of the row is named without its table
                if (std::ranges::find(field.columns, name, &Field::name) != field.columns.end()) {
                    name = field.name + "." + name;
                }
            }
            node.needs.push_back(field.name);
            add(std::move(node));
        }
    }

    void add(Node node) {
        by_name_.emplace(node.name, nodes_.size());
        nodes_.push_back(std::move(node));
    }

    void visit(std::size_t at) {
        if (nodes_[at].mark == Mark::done || !ordered_.circle.empty()) {
            return;
        }
        if (nodes_[at].mark == Mark::open) {
            const auto from = std::ranges::find(path_, at);
            for (auto it = from; it != path_.end(); ++it) {
                ordered_.circle.push_back(nodes_[*it].name);
            }
            ordered_.circle.push_back(nodes_[at].name);
            return;
        }
        nodes_[at].mark = Mark::open;
        path_.push_back(at);
        for (const auto& name : nodes_[at].needs) {
            // A total over a table also waits for the table itself.
            for (const auto& part : {name, name.substr(0, name.find('.'))}) {
                const auto found = by_name_.find(part);
                if (found != by_name_.end() && !(part != name && found->second == at)) {
                    visit(found->second);
                }
            }
        }
        path_.pop_back();
        nodes_[at].mark = Mark::done;
        if (ordered_.circle.empty()) {
            ordered_.steps.push_back(nodes_[at].step);
        }
    }

    const Form& form_;
    std::vector<Node> nodes_;
    std::map<std::string, std::size_t> by_name_;
    std::vector<std::size_t> path_;
    Ordered ordered_;
};

} // namespace

Ordered order_steps(const Form& form) {
    return Sorter{form}.sort();
}

} // namespace luoshi::form
