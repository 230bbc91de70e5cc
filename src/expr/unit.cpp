// SPDX-License-Identifier: Apache-2.0
#include "expr/unit.hpp"

#include "base/error.hpp"
#include "base/number.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace luoshi::expr {
namespace {

struct Common {
    const char *name, *name_en, *of; // of "": a dimension of its own; "1": pure numbers
    std::int64_t numerator, denominator;
    bool counter;
};

// The first of a dimension is what the others are multiples of. 亩 is 1/15 公顷, as 2000/3 m² has
// no exact decimal: 公顷 to 亩 is exact (times 15), 亩 to 公顷 needs a stated rounding.
constexpr Common kCommon[] = {
    {"%", "%", "1", 1, 100, false},
    {"‰", "‰", "1", 1, 1000, false},
    {"成", "tenths", "1", 1, 10, false},
    {"倍", "times", "1", 1, 1, false},
    {"万", "ten thousand", "1", 10'000, 1, false},
    {"亿", "hundred million", "1", 100'000'000, 1, false},
    {"百分点", "percentage points", "", 1, 1, false},
    {"元", "yuan", "", 1, 1, false},
    {"角", "jiao", "元", 1, 10, false},
    {"千元", "thousand yuan", "元", 1000, 1, false},
    {"万元", "ten thousand yuan", "元", 10'000, 1, false},
    {"百万元", "million yuan", "元", 1'000'000, 1, false},
    {"亿元", "hundred million yuan", "元", 100'000'000, 1, false},
    {"美元", "US dollars", "", 1, 1, false},
    {"万美元", "ten thousand US dollars", "美元", 10'000, 1, false},
    {"亿美元", "hundred million US dollars", "美元", 100'000'000, 1, false},
    {"平方米", "square metres", "", 1, 1, false},
    {"万平方米", "ten thousand square metres", "平方米", 10'000, 1, false},
    {"公顷", "hectares", "平方米", 10'000, 1, false},
    {"平方公里", "square kilometres", "平方米", 1'000'000, 1, false},
    {"亩", "mu", "平方米", 2000, 3, false},
    {"万亩", "ten thousand mu", "平方米", 20'000'000, 3, false},
    {"米", "metres", "", 1, 1, false},
    {"公里", "kilometres", "米", 1000, 1, false},
    {"立方米", "cubic metres", "", 1, 1, false},
    {"万立方米", "ten thousand cubic metres", "立方米", 10'000, 1, false},
    {"公斤", "kilograms", "", 1, 1, false},
    {"吨", "tonnes", "公斤", 1000, 1, false},
    {"万吨", "ten thousand tonnes", "公斤", 10'000'000, 1, false},
    {"千克标准煤", "kg of coal equivalent", "", 1, 1, false},
    {"吨标准煤", "tonnes of coal equivalent", "千克标准煤", 1000, 1, false},
    {"万吨标准煤", "ten thousand tonnes of coal equivalent", "千克标准煤", 10'000'000, 1, false},
    {"千瓦时", "kilowatt hours", "", 1, 1, false},
    {"万千瓦时", "ten thousand kilowatt hours", "千瓦时", 10'000, 1, false},
    {"亿千瓦时", "hundred million kilowatt hours", "千瓦时", 100'000'000, 1, false},
    {"天", "days", "", 1, 1, true},
    {"工作日", "working days", "", 1, 1, true},
    {"小时", "hours", "", 1, 1, true},
    {"月", "months", "", 1, 1, true},
    {"年", "years", "月", 12, 1, true},
    {"人", "persons", "", 1, 1, true},
    {"万人", "ten thousand persons", "人", 10'000, 1, false},
    {"户", "households", "", 1, 1, true},
    {"万户", "ten thousand households", "户", 10'000, 1, false},
    {"个", "items", "", 1, 1, true},
    {"家", "firms", "", 1, 1, true},
    {"项", "entries", "", 1, 1, true},
    {"件", "cases", "", 1, 1, true},
    {"次", "times done", "", 1, 1, true},
    {"宗", "lots", "", 1, 1, true},
    {"所", "schools", "", 1, 1, true},
    {"座", "plants", "", 1, 1, true},
    {"台", "machines", "", 1, 1, true},
    {"辆", "vehicles", "", 1, 1, true},
    {"名", "places in a list", "", 1, 1, true},
    {"分", "points", "", 1, 1, true},
};

std::optional<Factor> reduced(Int128 numerator, Int128 denominator) {
    Int128 a = numerator;
    Int128 b = denominator;
    while (b != 0) {
        a = std::exchange(b, a % b);
    }
    numerator /= a;
    denominator /= a;
    constexpr Int128 most = std::numeric_limits<std::int64_t>::max();
    if (numerator > most || denominator > most) {
        return std::nullopt;
    }
    return Factor{static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

std::optional<Factor> power(Factor base, int exponent) {
    std::optional<Factor> result = Factor{};
    for (int i = 0; result && i < std::abs(exponent); ++i) {
        result = multiply(*result, exponent > 0 ? base : base.inverse());
    }
    return result;
}

} // namespace

bool Unit::push(Term term) {
    if (size_ == kMaxTerms) {
        return false;
    }
    terms_[size_++] = term;
    return true;
}

std::optional<int> Factor::places() const noexcept {
    std::int64_t ten = 1;
    for (int places = 0; places <= Number::kMaxScale; ++places, ten *= 10) {
        if (ten % denominator == 0) {
            return places;
        }
    }
    return std::nullopt;
}

std::optional<Factor> multiply(Factor a, Factor b) {
    return reduced(Int128{a.numerator} * b.numerator, Int128{a.denominator} * b.denominator);
}

UnitTable::UnitTable() {
    units_.push_back({"1", "1", 0, {}, false});
    by_name_["1"] = 0;
    for (const auto& unit : kCommon) {
        const bool told =
            declare({unit.name, unit.name_en, 0, {unit.numerator, unit.denominator}, unit.counter},
                    unit.of);
        ensure(told, "the common units fit together");
    }
    percent_ = one("%").value();
    points_ = one("百分点").value();
}

bool UnitTable::declare(UnitInfo unit, std::string_view of) {
    const auto base = one(of.empty() ? "1" : of);
    if (!base || unit.factor.numerator < 1 || unit.factor.denominator < 1 ||
        by_name_.contains(unit.name) || units_.size() >= std::numeric_limits<UnitId>::max()) {
        return false;
    }
    const auto factor = multiply(unit.factor, units_[*base].factor);
    if (!factor) {
        return false;
    }
    unit.dimension = of.empty() ? dimensions_++ : units_[*base].dimension;
    unit.factor = *factor;
    by_name_[unit.name] = static_cast<UnitId>(units_.size());
    by_name_.try_emplace(unit.name_en, static_cast<UnitId>(units_.size()));
    units_.push_back(std::move(unit));
    return true;
}

std::optional<UnitId> UnitTable::one(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional{found->second};
}

std::optional<Unit> UnitTable::find(std::string_view text) const {
    if (const auto id = one(text)) {
        return *id == 0 ? Unit{} : Unit{*id};
    }
    const auto slash = text.rfind('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const auto above = find(text.substr(0, slash));
    const auto below = one(text.substr(slash + 1));
    if (!above || !below || *below == 0) {
        return std::nullopt;
    }
    const auto result = product(*above, Unit{*below}, Operation::per);
    return result && result->factor.is_one() ? std::optional{result->unit} : std::nullopt;
}

std::string UnitTable::name(const Unit& unit, Language language) const {
    std::string above;
    std::string below;
    for (const auto term : unit.terms()) {
        const auto& info = units_[term.unit];
        auto& side = term.exponent > 0 ? above : below;
        for (int i = 0; i < std::abs(term.exponent); ++i) {
            side += term.exponent < 0 ? "/" : side.empty() ? "" : "·";
            side += language == Language::zh ? info.name : info.name_en;
        }
    }
    return (above.empty() && !below.empty() ? "1" : above) + below;
}

std::vector<std::string> UnitTable::names() const {
    std::vector<std::string> names;
    for (std::size_t i = 1; i < units_.size(); ++i) {
        names.push_back(units_[i].name);
    }
    return names;
}

bool UnitTable::same_dimension(const Unit& a, const Unit& b) const {
    const auto powers = [&](const Unit& unit) {
        std::vector<std::pair<std::uint16_t, int>> list;
        for (const auto term : unit.terms()) {
            if (units_[term.unit].dimension != 0) {
                list.emplace_back(units_[term.unit].dimension, term.exponent);
            }
        }
        std::ranges::sort(list);
        return list;
    };
    return powers(a) == powers(b);
}

std::optional<Factor> UnitTable::factor(const Unit& from, const Unit& to) const {
    if (!same_dimension(from, to)) {
        return std::nullopt;
    }
    std::optional<Factor> total = Factor{};
    const auto take = [&](const Unit& unit, int sign) {
        for (const auto term : unit.terms()) {
            const auto step = power(units_[term.unit].factor, sign * term.exponent);
            total = total && step ? multiply(*total, *step) : std::nullopt;
        }
    };
    take(from, 1);
    take(to, -1);
    return total;
}

std::optional<UnitTable::Product> UnitTable::product(const Unit& a, const Unit& b,
                                                     Operation operation) const {
    std::map<std::uint16_t, Unit::Term> powers; // by dimension
    std::optional<Factor> total = Factor{};
    const auto take = [&](const Unit& unit, int sign) {
        for (auto term : unit.terms()) {
            term.exponent = static_cast<std::int8_t>(sign * term.exponent);
            const auto& info = units_[term.unit];
            auto& there =
                powers.try_emplace(info.dimension, Unit::Term{term.unit, 0}).first->second;
            const auto base = info.dimension == 0
                                  ? std::optional{info.factor}
                                  : multiply(info.factor, units_[there.unit].factor.inverse());
            const auto step = base ? power(*base, term.exponent) : std::nullopt;
            total = total && step ? multiply(*total, *step) : std::nullopt;
            there.exponent = static_cast<std::int8_t>(there.exponent + term.exponent);
        }
    };
    take(a, 1);
    take(b, operation == Operation::times ? 1 : -1);
    Unit unit;
    for (const auto& [dimension, term] : powers) {
        const bool counts = dimension != 0 && term.exponent != 0;
        if (counts && (std::abs(term.exponent) > 8 || !unit.push(term))) {
            return std::nullopt;
        }
    }
    return total ? std::optional{Product{unit, *total}} : std::nullopt;
}

bool UnitTable::is_counter(const Unit& unit) const {
    return unit.terms().size() == 1 && unit.terms()[0].exponent == 1 &&
           units_[unit.terms()[0].unit].counter;
}

bool UnitTable::is_percent(const Unit& unit) const {
    return unit == Unit{percent_};
}

bool UnitTable::is_points(const Unit& unit) const {
    return unit == Unit{points_};
}

} // namespace luoshi::expr
