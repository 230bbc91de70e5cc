// SPDX-License-Identifier: Apache-2.0
// Units of measure: 万元, 公顷, %, 元/公顷. A unit is a product of powers of named units; each
// named unit is an exact multiple of the first unit of its dimension (万元 = 10,000 元, 亩 = 1/15
// 公顷).
//
//   UnitTable            all units there are: the common ones and those a pack declares
//   table.find(text)     → Unit        "万元", "元/公顷", "%"
//   table.factor(a, b)   → Factor      one a is how many b; none between dimensions
//   table.product(a, b)  → Product     the unit of a · b or a / b and the factor that goes with it
//   table.name(unit)     → "元/公顷"
//
// Threads: const functions are pure.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::expr {

enum class Language { zh, en };

using UnitId = std::uint16_t;

// A product of at most kMaxTerms powers, in order of dimension; none: a pure number. Compared as
// written: 元 and 万元 differ.
class Unit {
public:
    struct Term {
        UnitId unit = 0;
        std::int8_t exponent = 0; // never 0 in a term; -8 to 8
        bool operator==(const Term&) const = default;
    };
    static constexpr std::size_t kMaxTerms = 4;

    Unit() = default; // a pure number
    explicit Unit(UnitId unit) : terms_{Term{unit, 1}}, size_(1) {}
    std::span<const Term> terms() const noexcept { return {terms_.data(), size_}; }
    bool is_pure() const noexcept { return size_ == 0; }
    bool push(Term term); // false: no room
    bool operator==(const Unit&) const = default;

private:
    std::array<Term, kMaxTerms> terms_{};
    std::size_t size_ = 0;
};

// A positive fraction in lowest terms.
struct Factor {
    std::int64_t numerator = 1, denominator = 1;
    bool is_one() const noexcept { return numerator == 1 && denominator == 1; }
    Factor inverse() const noexcept { return {denominator, numerator}; }
    // The places a number gains when multiplied exactly; none: it has no exact decimal (1/15).
    std::optional<int> places() const noexcept;
    bool operator==(const Factor&) const = default;
};
std::optional<Factor> multiply(Factor a, Factor b); // nullopt: outside 64 bits

struct UnitInfo {
    std::string name, name_en;
    std::uint16_t dimension = 0; // 0: pure numbers (%, 万)
    Factor factor;               // of the first unit of the dimension
    bool counter = false;        // 家, 个, 人: a bare 3 may be compared with it
};

class UnitTable {
public:
    UnitTable(); // the common units
    // A unit that is `factor` times `of`, or a dimension of its own when `of` is empty.
    // False: the name is taken, or `of` is not known, or the factor leaves 64 bits.
    bool declare(UnitInfo unit, std::string_view of);

    std::optional<Unit> find(std::string_view text) const;
    const UnitInfo& info(UnitId id) const { return units_[id]; }
    std::string name(const Unit& unit, Language language) const; // "" for a pure number
    std::vector<std::string> names() const;

    bool same_dimension(const Unit& a, const Unit& b) const;
    std::optional<Factor> factor(const Unit& from, const Unit& to) const;
    struct Product {
        Unit unit;
        Factor factor;
    };
    // Pure units melt into the factor: 元 · % is 元, factor 1/100. nullopt: too many terms.
    enum class Operation { times, per };
    std::optional<Product> product(const Unit& a, const Unit& b, Operation operation) const;
    bool is_counter(const Unit& unit) const; // one term, not a multiple: 家, but not 万人
    bool is_percent(const Unit& unit) const;
    bool is_points(const Unit& unit) const; // 百分点
    Unit percent() const { return Unit{percent_}; }
    Unit points() const { return Unit{points_}; }

private:
    std::optional<UnitId> one(std::string_view name) const;
    std::vector<UnitInfo> units_;
    std::map<std::string, UnitId, std::less<>> by_name_;
    std::uint16_t dimensions_ = 1;
    UnitId percent_ = 0, points_ = 0;
};

} // namespace luoshi::expr
