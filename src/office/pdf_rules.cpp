// SPDX-License-Identifier: Apache-2.0
#include "office/pdf_rules.hpp"

#define POINTERHOLDER_TRANSITION 4 // std::shared_ptr only
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <new>
#include <string>
#include <utility>

namespace luoshi::office {
namespace {

constexpr std::size_t kMostRules = 20'000; // on a page
constexpr int kDeepestForms = 4;
constexpr double kThin = 3; // points; what is filled and thicker is a background

struct Point {
    double x = 0, y = 0;
};

struct Matrix {
    double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
    Point apply(Point p) const noexcept { return {a * p.x + c * p.y + e, b * p.x + d * p.y + f}; }
};

Matrix operator*(const Matrix& l, const Matrix& r) noexcept { // first l, then r
    return {l.a * r.a + l.b * r.c, l.a * r.b + l.b * r.d,       l.c * r.a + l.d * r.c,
            l.c * r.b + l.d * r.d, l.e * r.a + l.f * r.c + r.e, l.e * r.b + l.f * r.d + r.f};
}

// Follows the drawing operators of ISO 32000-1, 8.5; text and colours do not matter here.
class Drawing : public QPDFObjectHandle::ParserCallbacks {
public:
    Drawing(QPDFObjectHandle resources, Matrix matrix, int depth, std::vector<PdfRule>& rules)
        : resources_(std::move(resources)), matrix_(matrix), depth_(depth), rules_(rules) {}

    void handleObject(QPDFObjectHandle object) override {
        if (object.isOperator()) {
            if (rules_.size() >= kMostRules) {
                terminateParsing();
            }
            run(object.getOperatorValue());
            operands_.clear();
            name_.clear();
        } else if (object.isNumber() && operands_.size() < 6) {
            operands_.push_back(object.getNumericValue());
        } else if (object.isName()) {
            name_ = object.getName();
        }
    }
    void handleEOF() override {}

private:
    using Path = std::vector<Point>;

    void run(const std::string& op) {
        const auto has = [&](std::size_t count) { return operands_.size() >= count; };
        const auto& n = operands_;
        if (op == "q" && saved_.size() < 256) {
            saved_.push_back(matrix_);
        } else if (op == "Q" && !saved_.empty()) {
            matrix_ = saved_.back();
            saved_.pop_back();
        } else if (op == "cm" && has(6)) {
            matrix_ = Matrix{n[0], n[1], n[2], n[3], n[4], n[5]} * matrix_;
        } else if (op == "m" && has(2)) {
            paths_.push_back({matrix_.apply({n[0], n[1]})});
        } else if (op == "l" && has(2) && !paths_.empty()) {
            paths_.back().push_back(matrix_.apply({n[0], n[1]}));
        } else if (op == "re" && has(4)) {
            add_rectangle(n[0], n[1], n[2], n[3]);
        } else if (op == "h") {
            close();
        } else if ((op == "c" || op == "v" || op == "y") && !paths_.empty()) {
            paths_.back().clear(); // a curve is no border
        } else if (op == "Do") {
            draw_form();
        } else {
            paint(op);
        }
    }

    void add_rectangle(double x, double y, double width, double height) {
        Path path;
        for (const auto corner : {Point{x, y}, Point{x + width, y}, Point{x + width, y + height},
                                  Point{x, y + height}, Point{x, y}}) {
            path.push_back(matrix_.apply(corner));
        }
        paths_.push_back(std::move(path));
    }

    void close() {
        if (!paths_.empty() && paths_.back().size() > 1) {
            paths_.back().push_back(paths_.back().front());
        }
    }

    void paint(const std::string& op) {
        const bool strokes =
            op == "S" || op == "s" || op == "B" || op == "B*" || op == "b" || op == "b*";
        const bool fills = op == "f" || op == "F" || op == "f*" || op == "B" || op == "B*" ||
                           op == "b" || op == "b*";
        if (!strokes && !fills && op != "n") {
            return;
        }
        if (op == "s" || op == "b" || op == "b*") {
            close();
        }
        for (const auto& path : paths_) {
            if (strokes) {
                for (std::size_t i = 0; i + 1 < path.size(); ++i) {
                    add({path[i], path[i + 1]});
                }
            } else if (fills) {
                add(path);
            }
        }
        paths_.clear();
    }

    // What is long and thin.
    void add(const Path& path) {
        if (path.size() < 2 || rules_.size() >= kMostRules) {
            return;
        }
        const auto [left, right] = std::minmax_element(path.begin(), path.end(),
                                                       [](Point a, Point b) { return a.x < b.x; });
        const auto [top, bottom] = std::minmax_element(path.begin(), path.end(),
                                                       [](Point a, Point b) { return a.y < b.y; });
        const auto wide = right->x - left->x, high = bottom->y - top->y;
        if (!std::isfinite(wide) || !std::isfinite(high)) {
            return;
        }
        if (high < kThin && wide > high) {
            rules_.push_back({true, (top->y + bottom->y) / 2, left->x, right->x});
        } else if (wide < kThin && high > wide) {
            rules_.push_back({false, (left->x + right->x) / 2, top->y, bottom->y});
        }
    }

    void draw_form() {
        if (depth_ >= kDeepestForms || name_.empty()) {
            return;
        }
        auto objects = resources_.getKeyIfDict("/XObject");
        auto form = objects.getKeyIfDict(name_);
        if (!form.isStream() || !form.getDict().getKey("/Subtype").isNameAndEquals("/Form")) {
            return;
        }
        auto matrix = matrix_;
        auto own = form.getDict().getKey("/Matrix");
        if (own.isMatrix()) {
            const auto m = own.getArrayAsMatrix();
            matrix = Matrix{m.a, m.b, m.c, m.d, m.e, m.f} * matrix;
        }
        auto resources = form.getDict().getKey("/Resources");
        Drawing inner{resources.isDictionary() ? resources : resources_, matrix, depth_ + 1,
                      rules_};
        form.parseAsContents(&inner);
    }

    QPDFObjectHandle resources_;
    Matrix matrix_;
    int depth_;
    std::vector<PdfRule>& rules_;
    std::vector<Matrix> saved_;
    std::vector<double> operands_;
    std::string name_;
    std::vector<Path> paths_;
};

// From the page's own space to points from its upper left corner as it is seen.
Matrix to_page(QPDFPageObjectHelper& page) {
    const auto box = page.getMediaBox().getArrayAsRectangle();
    auto turn = page.getAttribute("/Rotate", false);
    const int degrees =
        turn.isInteger() ? static_cast<int>((turn.getIntValue() % 360 + 360) % 360) : 0;
    switch (degrees) {
    case 90: return {0, 1, 1, 0, -box.lly, -box.llx};
    case 180: return {-1, 0, 0, 1, box.urx, -box.lly};
    case 270: return {0, -1, -1, 0, box.ury, box.urx};
    default: return {1, 0, 0, -1, -box.llx, box.ury};
    }
}

} // namespace

struct PdfRules::File {
    QPDF pdf;
};

PdfRules::PdfRules(std::string_view pdf) : pdf_(pdf) {}
PdfRules::~PdfRules() = default;

std::vector<PdfRule> PdfRules::on_page(int number) {
    std::vector<PdfRule> rules;
    try {
        if (!file_) {
            file_ = std::make_unique<File>();
            file_->pdf.setLogger(QPDFLogger::create());
            file_->pdf.setSuppressWarnings(true);
            file_->pdf.getLogger()->discard();
            file_->pdf.processMemoryFile("pdf", pdf_.data(), pdf_.size());
        }
        const auto& pages = file_->pdf.getAllPages();
        const auto at = static_cast<std::size_t>(number) - 1;
        if (at < pages.size()) {
            QPDFPageObjectHelper page{pages[at]};
            Drawing drawing{page.getAttribute("/Resources", false), to_page(page), 0, rules};
            page.parseContents(&drawing);
        }
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception&) {
        // broken where it draws; its words were found, so the page is read without rules
    }
    return rules;
}

} // namespace luoshi::office
