// SPDX-License-Identifier: Apache-2.0
#include "notice/confidence.hpp"

#include "notice/glyphs.hpp"
#include "notice/words.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace luoshi::notice {
namespace {

using View = std::u32string_view;

constexpr double kDoubtful = 0.85; // characters no name is usually made of, seen once
constexpr double kTwin = 0.55;     // and but for one of them a name the notice has elsewhere
constexpr double kJoined = 0.6;    // two names with nothing between them
constexpr double kOdd = 0.7;       // stops or figures inside

// What names of units are made of, place names apart.
constexpr View kUsual =
    U"省市区县州镇乡村旗盟街道办事处局厅委部院社署司科室所站队组会党政府人民大政协纪监中共央国务"
    U"发展和改革教育学科技术工业信息化公安家全民族宗司法财力资源社保障自然土地规划生态环境住房城建"
    U"设"
    U"交通运输水利农村林草商文旅游广电视体卫生健康退役军应急管理审计外事侨务统金融医疗乡振兴能物监"
    U"督"
    U"税务气象邮海关边检铁路民航银证行保险供销合作粮食储备烟盐药品质量安标准知识产权专利计划育口老"
    U"龄"
    U"残疾联妇女儿童青少年团总商协红十字基业企集公司中心领导小组委员员办公厅督查研究指挥部专班联席"
    U"议"
    U"机关直属事业单位各有相主责牵头配合成园开经济高新港空综保示范试验产转移承接地出级以上其他驻"
    U"宣传统战组织政法编网直老干档案史志校报台刊馆图书博物美剧歌舞艺戏演影出版印刷讲学"
    U"武装警备分局支队大中交巡特刑侦消防救援法院检察司监狱戒毒仲裁诉讼律师公证"
    U"园林绿化环卫容执城建档市政排水燃热力供电网给污节能墙材散预拌房产拆迁征收棚户不动登记"
    U"经贸信发计物价格招投促进会展非公私营个体工商质技食品药监粮油农机畜牧兽渔种植果蔬桑茶蚕水产"
    U"水务文保河湖堤防汛抗旱气候地震测绘航道港务公桥养护客货邮政速递移通讯联铁塔广播有线"
    U"人口才力就业保居养老慈善殡葬双拥救助福利彩票残康复血疾控疫妇幼中西医院诊所精神"
    U"小初高职幼园特殊考试招生装备电教后勤基财资产审计离退休保卫学生工作团体教务研图继续国际"
    U"一二三四五六七八九十两百千万个东西南北内部外前后新老甲乙丙第数据大字政服跑双减扶贫脱"
    U"参与及门市属所全体成员和等地方基层组织党工属下对台港澳华侨胞归国友好往来接待信访稳控扫黑除恶"
    U"创城文明爱国卫运动平反邪禁毒铁护路军民融合用事务退役双“”‘’()[]、·放管服效能营商环境省直中";

std::unordered_set<char32_t> usual_characters(const Header& header) {
    std::unordered_set<char32_t> usual(kUsual.begin(), kUsual.end());
    const auto add = [&](const std::string& text) {
        const Glyphs glyphs(text);
        usual.insert(glyphs.all().begin(), glyphs.all().end());
    };
    if (header.title) {
        add(header.title->value); // the place and what the notice is about
    }
    return usual;
}

using Names = std::unordered_map<std::u32string, int>;

// A name of the notice that differs from this one in a single character, which is a usual one.
bool has_twin(View name, std::size_t odd, const Names& names,
              const std::unordered_set<char32_t>& usual) {
    return std::any_of(names.begin(), names.end(), [&](const auto& other) {
        const View view = other.first;
        return view.size() == name.size() && usual.contains(view[odd]) &&
               view.substr(0, odd) == name.substr(0, odd) &&
               view.substr(odd + 1) == name.substr(odd + 1) && view[odd] != name[odd];
    });
}

// 省农业厅省统计局, 市供销社各县政府, 市经委牵头有关区县: a name ends and another one begins.
bool is_joined(View name) {
    constexpr View kEnds = U"厅局办委社会府位门", kLevels = U"省市区县州各";
    for (std::size_t i = 3; i + 1 < name.size(); ++i) {
        const bool ends = kEnds.find(name[i - 1]) != View::npos;
        const bool begins =
            kLevels.find(name[i]) != View::npos && (name[i] == name[0] || name[i] == U'各');
        const bool second = name[i - 1] == U'厅' &&
                            ends_with_any(name, words(U"局", U"委", U"厅")) && name.size() - i >= 3;
        if ((ends && begins) || second) {
            return true;
        }
    }
    for (const auto word : words(U"牵头", U"配合", U"负责", U"责任")) {
        const auto at = name.find(word);
        if (at != View::npos && at + word.size() + 2 < name.size() && at > 1) {
            return true;
        }
    }
    return name.size() > 16 && name.find(U'(') == View::npos && name.find(U'“') == View::npos;
}

class Weigher {
public:
    explicit Weigher(Reading& reading)
        : reading_(reading), usual_(usual_characters(reading.header)) {
        std::unordered_set<std::uint32_t>
            places; // a heading is one place, however many tasks it has
        each_party([&](Party& party) {
            auto& count = names_[fold_name(party.unit)];
            count += places.insert(party.origin.span.begin).second ? 1 : 0;
        });
    }

    void weigh() {
        each_party([&](Party& party) {
            if (!party.known) {
                party.origin.confidence = std::min(party.origin.confidence, limit(party));
            }
        });
        weigh_fields(reading_.header.issuers);
        weigh_fields(reading_.header.addressees);
        int last = 0;
        for (auto& item : reading_.items) {
            weigh_item(item, last);
        }
    }

private:
    template <class Use>
    void each_party(const Use& use) {
        for (auto& item : reading_.items) {
            std::for_each(item.parties.begin(), item.parties.end(), use);
        }
        std::for_each(reading_.general.parties.begin(), reading_.general.parties.end(), use);
    }

    static std::u32string fold_name(const std::string& name) {
        return std::u32string{Glyphs(name).all()};
    }

    double limit(const Party& party) const {
        const auto name = fold_name(party.unit);
        if (is_joined(name)) {
            return kJoined;
        }
        const auto count = [&](char32_t c) { return std::count(name.begin(), name.end(), c); };
        if (View{name}.find_first_of(U",。;:!?%《|") != View::npos || count(U'(') != count(U')') ||
            count(U'“') != count(U'”')) {
            return kOdd;
        }
        const auto odd =
            std::find_if(name.begin(), name.end(), [&](char32_t c) { return !usual_.contains(c); });
        if (odd == name.end()) {
            return 1.0;
        }
        constexpr std::size_t kMostNames = 2000; // of which each is looked at for a twin
        if (names_.size() <= kMostNames &&
            has_twin(name, static_cast<std::size_t>(odd - name.begin()), names_, usual_)) {
            return kTwin;
        }
        return names_.at(name) > 1 ? 1.0 : kDoubtful;
    }

    // Issuers and addressees are names, too; an addressee may be several.
    void weigh_fields(std::vector<Field>& fields) const {
        for (auto& field : fields) {
            const auto names = fold_name(field.value);
            const bool odd = std::any_of(names.begin(), names.end(), [&](char32_t c) {
                return !usual_.contains(c) && c != U',';
            });
            const bool joined = names.find(U'、') == std::u32string::npos && is_joined(names);
            if (odd || joined) {
                field.origin.confidence = std::min(field.origin.confidence, kDoubtful);
            }
        }
    }

    // An item is as sure as its least sure party; one whose number jumps may hold another's words.
    void weigh_item(Item& item, int& last) {
        for (const auto& party : item.parties) {
            item.confidence = std::min(item.confidence, party.origin.confidence);
        }
        if (item.unnumbered || item.number.size() > 4 ||
            item.number.find('.') != std::string::npos) {
            return;
        }
        const int number = std::stoi(item.number);
        if (last > 0 && number != last + 1 && number != 1) {
            item.confidence = std::min(item.confidence, kOdd);
        }
        last = number;
    }

    Reading& reading_;
    std::unordered_set<char32_t> usual_;
    Names names_;
};

} // namespace

void weigh(Reading& reading) {
    Weigher{reading}.weigh();
}

} // namespace luoshi::notice
