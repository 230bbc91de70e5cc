// SPDX-License-Identifier: Apache-2.0
// What is sent to leaders, what they say on it, and to whom the office hands that on; the laws of
// it.
#include "run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace luoshi::sim {
namespace {

const std::vector<std::string> kUnits{"m.a", "m.b", "m.a1", "m.a3", "m.b1"};
// One of each seat, and the unit of those who have one.
const std::vector<std::pair<std::string, std::string>> kAsking{
    {"办", ""},      {"领甲", ""},     {"领乙", ""},    {"秘", ""},
    {"甲1", "m.a"},  {"甲签", "m.a"},  {"乙签", "m.b"}, {"天1", "m.a1"},
    {"地1", "m.a2"}, {"玄签", "m.a3"}, {"黄1", "m.b1"}, {"丁1", "m.d"}};

std::string leader_of(const std::string& name) {
    return name == "秘" ? "领甲" : name;
}

bool sees(const RemarkModel& remark, const std::string& name, const std::string& unit) {
    if (remark.state == "withdrawn") {
        return false;
    }
    return name == "办" ||
           (unit.empty() ? remark.leader == leader_of(name) : remark.handed.contains(unit));
}

} // namespace

// A leader or, for one of them, the secretary.
std::string Run::some_leader() {
    return chance(40) ? "领乙" : chance(70) ? "领甲" : "秘";
}

bool Run::was_so(Outcome outcome, bool may, const char* law, const std::string& what) {
    if (outcome != Outcome::lost) {
        check((outcome == Outcome::done) == may, law,
              what + (may ? " was refused" : " was not refused"));
    }
    return outcome == Outcome::done;
}

void Run::leader_act() {
    if (papers_.empty() || chance(25)) {
        send_paper_act();
        return;
    }
    const auto& [id, paper] =
        *std::next(papers_.begin(), static_cast<std::ptrdiff_t>(below(papers_.size())));
    const auto dice = below(100);
    if (dice < 35) {
        read_act(papers_.at(id));
    } else if (dice < 55 || remarks_.empty()) {
        write_remark_act(paper);
    } else if (dice < 60) {
        record_remark_act();
    } else {
        // The newest are those that are still to be seen to.
        const auto back = below(std::min<std::size_t>(remarks_.size(), 6)) + 1;
        auto& remark = std::prev(remarks_.end(), static_cast<std::ptrdiff_t>(back))->second;
        if (remark.state != "withdrawn" && chance(70)) {
            hand_on_act(remark);
        } else {
            take_back_act(remark);
        }
    }
}

void Run::send_paper_act() {
    leader::NewPaper fresh;
    fresh.title = fmt::format("情况{}", below(1000));
    fresh.link = "/plans/1";
    std::set<std::string> told;
    for (const auto* name : {"领甲", "领乙"}) {
        if (chance(60)) {
            fresh.leaders.push_back(person(name).principal.id);
            told.insert(name);
        }
    }
    const auto outcome = act("paper: send", fresh.title,
                             [&] { server().papers.send(person("办"), world_.bed.plan, fresh); });
    if (!was_so(outcome, !told.empty(), "papers", "sending")) {
        return;
    }
    PaperModel paper;
    world_.rows("SELECT MAX(id) FROM leader_papers",
                [&](const store::Row& row) { paper.id = row.integer(0); });
    for (const auto& name : told) {
        paper.leaders[name] = false;
    }
    papers_[paper.id] = paper;
    if (told.contains("领甲")) {
        told.insert("秘");
    }
    expect_told(told, fmt::format("paper/{}/sent", paper.id));
}

void Run::read_act(PaperModel& paper) {
    const auto name = some_leader();
    const auto it = paper.leaders.find(leader_of(name));
    const bool sent = it != paper.leaders.end();
    const bool back = sent && it->second && chance(40);
    const bool said = std::ranges::any_of(remarks_, [&](const auto& one) {
        return one.second.paper == paper.id && one.second.leader == leader_of(name) &&
               one.second.state != "withdrawn";
    });
    const auto outcome = act(back ? "paper: unread" : "paper: read", name, [&] {
        if (back) {
            server().papers.unread(person(name), leader::PaperId{paper.id});
        } else {
            server().papers.read(person(name), leader::PaperId{paper.id});
        }
    });
    if (was_so(outcome, sent && !(back && said), "papers", name + " reading")) {
        it->second = !back;
    }
}

void Run::learn_remark(RemarkModel remark) {
    world_.rows("SELECT MAX(id) FROM leader_remarks",
                [&](const store::Row& row) { remark.id = row.integer(0); });
    check(!remarks_.contains(remark.id), "remarks", "a remark is gone");
    remarks_[remark.id] = remark;
}

void Run::write_remark_act(const PaperModel& paper) {
    const auto name = some_leader();
    const bool sent = paper.leaders.contains(leader_of(name));
    leader::NewRemark fresh;
    fresh.words = "请抓紧落实。";
    for (const auto& unit : kUnits) {
        if (chance(25)) {
            fresh.units.push_back(world_.bed.units.at(unit));
        }
    }
    const auto outcome = act("remark: write", name, [&] {
        server().remarks.write(person(name), leader::PaperId{paper.id}, fresh);
    });
    if (was_so(outcome, sent, "papers", name + " writing on a paper")) {
        RemarkModel remark;
        remark.paper = paper.id;
        remark.leader = leader_of(name);
        learn_remark(remark);
        papers_.at(paper.id).leaders.at(remark.leader) = true;
        expect_told({"办"}, fmt::format("leader-remark/{}/written", remarks_.rbegin()->first));
    }
}

void Run::record_remark_act() {
    leader::Recorded recorded;
    recorded.leader = person("领乙").principal.id;
    recorded.words = "同意。";
    recorded.about = "请示";
    recorded.said_on = day();
    if (act("remark: record from paper", "领乙", [&] {
            server().remarks.record(person("办"), world_.bed.plan, recorded);
        }) == Outcome::done) {
        RemarkModel remark;
        remark.leader = "领乙";
        learn_remark(remark);
    }
}

void Run::hand_on_act(RemarkModel& remark) {
    leader::HandOn given;
    given.words = "请照办";
    std::set<std::string> units;
    for (const auto& unit : kUnits) {
        if (chance(30)) {
            given.units.push_back(world_.bed.units.at(unit));
            units.insert(unit);
        }
    }
    const auto version = remark.version + (chance(5) ? 1 : 0);
    const auto outcome = act("remark: hand on", std::to_string(remark.id), [&] {
        server().remarks.hand_on(person("办"), leader::RemarkId{remark.id}, version, given);
    });
    if (was_so(outcome, version == remark.version, "remarks", "handing on")) {
        remark.state = "handed";
        remark.handed.merge(units);
        ++remark.version;
        for (const auto& unit : remark.handed) {
            expect_told(people_of(unit), fmt::format("leader-remark/{}/handed/{}", remark.id,
                                                     to_string(world_.bed.units.at(unit))));
        }
    }
}

void Run::take_back_act(RemarkModel& remark) {
    const auto name = some_leader();
    const bool may =
        remark.state == "written" && remark.leader == leader_of(name) && remark.paper != 0;
    const auto outcome = act("remark: take back", name, [&] {
        server().remarks.withdraw(person(name), leader::RemarkId{remark.id});
    });
    if (remark.state == "handed") {
        ++counts_["remark taken back too late"];
    }
    if (was_so(outcome, may, "remarks", name + " taking back a remark")) {
        remark.state = "withdrawn";
        ++remark.version;
    }
}

// Asked as each person: what was said is seen by whom it is for, and by nobody else.
void Run::check_remarks() {
    const bool all = day().day() % 10 == 7;
    for (const auto& [name, unit] : kAsking) {
        if (!all && below(12) != 0) {
            continue;
        }
        const auto& who = person(name).principal;
        for (const auto& [id, remark] : remarks_) {
            if (id % 3 == day().day() % 3 || all) {
                check_seen(remark, who, sees(remark, name, unit), unit);
            }
        }
        if (unit.empty() && name != "办") {
            check_papers(leader_of(name), who);
        }
    }
}

void Run::check_seen(const RemarkModel& remark, const access::Principal& who, bool may,
                     const std::string& unit) {
    std::vector<leader::Remark> shown;
    try {
        shown = server().remarks.detail(who, leader::RemarkId{remark.id}).remarks;
    } catch (const Error& error) {
        check(error.reason() == "leader.no-remark", "remarks", error.reason());
    }
    check(shown.empty() != may, "remarks",
          fmt::format("{} {} remark {}", who.name, may ? "does not see" : "sees", remark.id));
    ++counts_[may ? "remark seen" : "remark not seen"];
    if (may && !unit.empty()) {
        const auto& handed = shown.front().handed;
        check(shown.front().named.empty() && handed.size() == 1 &&
                  handed.front().unit == world_.bed.units.at(unit),
              "remarks", who.name + " sees to whom else it went");
    }
}

// A leader's papers, and in the list of remarks the own.
void Run::check_papers(const std::string& leader, const access::Principal& who) {
    std::map<std::int64_t, bool> expected;
    for (const auto& [id, paper] : papers_) {
        if (const auto it = paper.leaders.find(leader); it != paper.leaders.end()) {
            expected.emplace(id, it->second);
        }
    }
    std::map<std::int64_t, bool> shown;
    for (const auto& paper : server().papers.mine(who)) {
        check(paper.readings.size() == 1, "papers", leader + " sees who else reads");
        shown.emplace(paper.id.value, paper.readings.front().read_at.has_value());
    }
    check(shown == expected, "papers", leader + " does not find what was sent, as it was left");
    std::set<std::int64_t> said;
    for (const auto& remark : server().remarks.list(who, world_.bed.plan, {}).remarks) {
        said.insert(remark.id.value);
    }
    for (const auto& [id, remark] : remarks_) {
        check(said.contains(id) == sees(remark, leader, ""), "remarks",
              fmt::format("the list of {} is wrong about {}", leader, id));
    }
}

} // namespace luoshi::sim
