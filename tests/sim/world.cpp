// SPDX-License-Identifier: Apache-2.0
#include "world.hpp"

#include "base/error.hpp"
#include "faults.hpp"
#include "notice/read_file.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

namespace luoshi::sim {
namespace {

constexpr Timestamp kStart{std::chrono::sys_days{std::chrono::year{2021} / 1 / 4} +
                           std::chrono::hours{1}};
const store::Actor kOffice{7, "办", "r"};

notify::OutboxOptions outbox_of(const std::string& name) {
    notify::OutboxOptions options;
    options.holder = name;
    options.installation = "模拟";
    options.mail_from = "luoshi@example.gov.cn";
    options.pages = "http://localhost";
    return options;
}

constexpr const char* kSeedName = "sim_seed";

store::DatabaseOptions options_of(const std::string& url, const std::string& path,
                                  const Clock& clock, IdMaker& ids) {
    store::DatabaseOptions options;
    options.url = url;
    options.clock = &clock;
    options.ids = &ids;
    options.migrations = store::all_migrations();
    options.backup_folder = path + "/backup";
    options.readers = 1;
    options.writers = 2;
    options.sqlite_synchronous = "OFF"; // a run is not about the disk
    return options;
}

std::string sqlite_url(const std::string& path) {
    return "sqlite:" + path + "/rows.db";
}

std::string notice_bytes() {
    std::ifstream stream{std::string{LUOSHI_SIM_FOLDER} + "/pack/notice.txt", std::ios::binary};
    ensure(stream.good(), "the notice of the simulation is there");
    return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string after(const std::string& text, const std::string& mark) {
    const auto from = text.find(mark);
    ensure(from != std::string::npos, "what is handed over has an id");
    const auto begin = from + mark.size();
    return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

} // namespace

void FakeSender::hand(std::string id) {
    const auto dice = calm_ ? 99 : random_() % 100;
    last_.clear();
    if (dice < 2) {
        ++crashes;
        throw store::Crash{false};
    }
    if (dice < 10) {
        ++refused;
        throw failure(ErrorCode::unavailable, "notify.not-sent", "the mail server is away");
    }
    const bool again = taken.contains(id);
    if (renew_ids_ && again) {
        id += ".again";
    }
    ++taken[id];
    last_ = id;
    if (dice < 14) {
        ++lost;
        ++planted[id];
        throw failure(ErrorCode::unavailable, "notify.not-sent", "the answer was lost");
    }
    if (dice < 16) {
        ++crashes;
        throw store::Crash{false};
    }
}
void FakeSender::died() {
    if (!last_.empty()) {
        ++planted[last_];
        last_.clear();
    }
}
void FakeSender::send(const notify::Mail& mail) {
    hand(after(mail.text, "Message-ID: <"));
}
void FakeSender::send(const notify::WebhookCall& call) {
    hand(after(call.headers.at(0), "X-Luoshi-Delivery: "));
}

Server::Server(store::Database& under, store::Blobs& blobs, const Clock& clock, FakeSender& sender,
               const std::shared_ptr<const std::vector<duty::DutySpecs>>& duty_specs,
               const followup::PlanSpecs& plan_specs,
               const std::shared_ptr<const std::vector<outcome::OutcomeSpecs>>& outcome_specs,
               const std::string& name)
    : database(under), access(database, directories, clock), library(database),
      duties(database, directories, library, clock,
             [duty_specs](store::Reader&) { return duty_specs; }),
      dues(database, directories, clock), chains(database, access, clock),
      submissions({database, directories, library, clock}, blobs, access),
      reminders(database, clock), notices(database, clock),
      outbox(database, sender, clock, outbox_of(name)),
      lives(database, directories, clock, [plan_specs](store::Reader&) { return plan_specs; }),
      subtasks({database, directories, blobs, duties, dues, clock}),
      part_reminders(database, clock),
      documents(database, blobs, directories, clock,
                [outcome_specs](store::Reader&) { return outcome_specs; }),
      plans(database, directories, clock),
      supervision({database, directories, plans, lives, duties, dues, clock}),
      papers({database, plans, dues, supervision}), remarks({database, directories, plans, blobs}),
      reform(database, directories, clock) {}

Seedbed::Seedbed(EngineKind engine_kind)
    : engine(engine_kind), pack(*pack::open(std::string{LUOSHI_SIM_FOLDER} + "/pack").value) {
    duty_specs = std::make_shared<const std::vector<duty::DutySpecs>>(
        1, *duty::read_duties(pack, {&pack}).value);
    plan_specs = std::make_shared<const std::vector<followup::PlanSpec>>(
        1, *followup::read_plan(pack).value);
    outcome_specs = std::make_shared<const std::vector<outcome::OutcomeSpecs>>(
        1, *outcome::read_outcomes(pack, {&pack}).value);
    ManualClock clock{kStart};
    IdMaker ids{clock, 3};
    const auto url = engine == EngineKind::sqlite
                         ? sqlite_url(folder.path())
                         : store::TemporaryPostgres::shared().create_database(kSeedName);
    const auto database = store::Database::open(options_of(url, folder.path(), clock, ids));
    const auto blobs = store::open_directory_blobs(folder.path() + "/blobs", *database);
    fill(*database, *blobs, clock);
}

void Seedbed::fill(store::Database& database, store::Blobs& blobs, const Clock& clock) {
    database.write([&](store::Transaction& transaction) {
        pack::mark_loaded(transaction, kOffice, pack);
        org::load_units(transaction, pack, *org::read_units(pack).value);
        org::load_calendar(transaction, *org::read_calendar(pack).value);
    });
    FakeSender sender{0};
    Server server{database, blobs, clock, sender, duty_specs, plan_specs, outcome_specs, "seedbed"};
    const auto directory =
        database.read([&](store::Reader& reader) { return server.directories.get(reader); });
    for (const auto* code : {"m.office", "m.a", "m.b", "m.c", "m.d", "m.a1", "m.a2", "m.a3", "m.b1",
                             "m.e", "m.f", "m.e1"}) {
        units[code] = directory->find_code(code)->id;
    }
    using access::Role;
    int n = 0;
    for (const auto& [name, role, unit] :
         {std::tuple{"办", Role::office, "m.office"}, std::tuple{"甲1", Role::drafter, "m.a"},
          std::tuple{"甲2", Role::drafter, "m.a"},    std::tuple{"甲签", Role::signer, "m.a"},
          std::tuple{"乙1", Role::drafter, "m.b"},    std::tuple{"乙签", Role::signer, "m.b"},
          std::tuple{"丙1", Role::drafter, "m.c"},    std::tuple{"丙签", Role::signer, "m.c"},
          std::tuple{"丁1", Role::drafter, "m.d"},    std::tuple{"丁签", Role::signer, "m.d"},
          std::tuple{"天1", Role::drafter, "m.a1"},   std::tuple{"地1", Role::drafter, "m.a2"},
          std::tuple{"地2", Role::drafter, "m.a2"},   std::tuple{"玄签", Role::signer, "m.a3"},
          std::tuple{"黄1", Role::drafter, "m.b1"},   std::tuple{"戊1", Role::drafter, "m.e"},
          std::tuple{"戊签", Role::signer, "m.e"},    std::tuple{"己1", Role::drafter, "m.f"},
          std::tuple{"己签", Role::signer, "m.f"},    std::tuple{"宇1", Role::drafter, "m.e1"},
          std::tuple{"领甲", Role::leader, ""},       std::tuple{"领乙", Role::leader, ""},
          std::tuple{"秘", Role::secretary, ""}}) {
        const auto who =
            server.access
                .add_person(kOffice,
                            {.username = "u" + std::to_string(10 + ++n),
                             .name = name,
                             .role = role,
                             .unit = *unit == '\0' ? org::UnitId{} : units.at(unit),
                             .password = "long enough!",
                             .must_change_password = false,
                             .demo = false,
                             .title = role == Role::leader ? "副市长" : "",
                             .serves = role == Role::secretary ? people.at("领甲").principal.id
                                                               : access::PersonId{}})
                .who;
        people[name] = {who, access::actor_of(who, "r")};
    }
    for (const auto* name : {"甲1", "甲签", "乙1", "丁1", "天1", "己1"}) {
        server.notices.set_mail(people[name].principal.id,
                                people[name].principal.username + "@example.gov.cn");
    }
    server.outbox.add_webhook(kOffice, "http://hook.example.gov.cn/in", {notify::Kind::urge});
    followup::Imports imports{database,
                              blobs,
                              server.directories,
                              clock,
                              [this](store::Reader&) { return plan_specs; },
                              [](const std::string& bytes, const std::string& name,
                                 const notice::Lexicon& names,
                                 const notice::KnownColumns& columns) {
                                  return notice::read_file(bytes, name, names, {{}, columns});
                              }};
    const auto import = imports.receive(kOffice, "notice.txt", notice_bytes());
    auto detail = imports.detail(import.id);
    std::vector<followup::Edit> answers;
    for (const auto& question : detail.draft.questions) {
        if (!question.answer) {
            answers.emplace_back(followup::Answer{question.id, question.choices.front()});
        }
    }
    if (!answers.empty()) {
        detail = imports.edit(kOffice, import.id, detail.import.version, answers);
    }
    plan = imports.make_plan(kOffice, import.id, detail.import.version,
                             {.name = "模拟", .second = true, .key = "", .sample = false});
    server.duties.take_from_pack(kOffice, plan);
    server.lives.start({kOffice, org::Scope::all(), {}}, plan);
    database.read([&](store::Reader& reader) {
        for (const auto& row :
             reader.query("SELECT task_id FROM followup_lives ORDER BY ordinal")) {
            tasks.push_back(row.id<followup::TaskId>(0));
        }
    });
}

World::World(const Seedbed& seedbed, std::uint64_t seed, const Fault* fault)
    : bed(seedbed), clock(kStart + std::chrono::minutes{5}), sender(seed * 31 + 7), fault_(fault),
      path_(folder_.path() + "/data"), name_("sim_" + std::to_string(seed)), ids_(clock, 1) {
    std::filesystem::copy(seedbed.folder.path(), path_, std::filesystem::copy_options::recursive);
    if (bed.engine == EngineKind::postgresql) {
        store::TemporaryPostgres::shared().create_database(name_,
                                                           std::string{" TEMPLATE "} + kSeedName);
    }
    open();
    if (fault_ != nullptr && fault_->plant) {
        fault_->plant(*this);
    }
}

World::~World() {
    servers_.clear();
    blobs_.reset();
    database_.reset();
    if (bed.engine == EngineKind::postgresql) {
        store::TemporaryPostgres::shared().run_sql("postgres", "DROP DATABASE " + name_);
    }
}

void World::open() {
    const auto url = bed.engine == EngineKind::sqlite
                         ? sqlite_url(path_)
                         : store::TemporaryPostgres::shared().url(name_);
    database_ = store::Database::open(options_of(url, path_, clock, ids_));
    blobs_ = store::open_directory_blobs(path_ + "/blobs", *database_);
    make(0);
    make(1);
}

void World::make(std::size_t n) {
    servers_[n] =
        std::make_unique<Server>(*database_, *blobs_, clock, sender, bed.duty_specs, bed.plan_specs,
                                 bed.outcome_specs, "server" + std::to_string(n));
    if (fault_ != nullptr) {
        servers_[n]->database.alter(
            [this](store::Transaction& under) { return altered(under, fault_->changes); });
    }
}

void World::restart(std::size_t n, bool power) {
    clock.advance(std::chrono::seconds{3});
    if (!power) {
        make(n);
        return;
    }
    servers_[0].reset();
    servers_[1].reset();
    blobs_.reset();
    database_.reset();
    open();
}

std::string World::pack_folder(const std::string& units) const {
    const auto folder = path_ + "/pack";
    std::filesystem::remove_all(folder);
    std::filesystem::copy(std::string{LUOSHI_SIM_FOLDER} + "/pack", folder,
                          std::filesystem::copy_options::recursive);
    std::filesystem::remove(folder + "/notice.txt");
    std::ofstream{folder + "/units.yaml"} << units;
    return folder;
}

void World::run_sql(const std::string& sql) {
    if (bed.engine == EngineKind::postgresql) {
        store::TemporaryPostgres::shared().run_sql(name_, sql);
        return;
    }
    sqlite3* handle = nullptr;
    ensure(sqlite3_open((path_ + "/rows.db").c_str(), &handle) == SQLITE_OK, "the file opens");
    const int code = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
    sqlite3_close(handle);
    ensure(code == SQLITE_OK, "the statement runs");
}

void World::rows(const std::string& sql, const std::function<void(const store::Row&)>& visit) {
    for (const auto& row :
         database_->read([&](store::Reader& reader) { return reader.query(sql); })) {
        visit(row);
    }
}

} // namespace luoshi::sim
