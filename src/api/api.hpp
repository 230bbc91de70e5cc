// SPDX-License-Identifier: Apache-2.0
// api — the HTTP contract api/openapi.yaml: decode, one call on a module, encode. One file per
// resource.
//
//   add_routes(router, services)   every route with who may call it
//   route_table()                  the same as data, for tests and documentation
//
// Threads: handlers run on the server's work pool; Services are shared.
#pragma once

#include "access/person.hpp"
#include "http/message.hpp"
#include "office/document.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace luoshi {
class Clock;
class SystemClock;
} // namespace luoshi
namespace luoshi::access {
class Access;
class ReadLog;
} // namespace luoshi::access
namespace luoshi::burden {
class Requests;
class Statements;
} // namespace luoshi::burden
namespace luoshi::compendium {
class Compendiums;
}
namespace luoshi::duty {
class Calls;
class Chains;
class Dues;
class Duties;
class Submissions;
} // namespace luoshi::duty
namespace luoshi::followup {
class Children;
class Imports;
class Lives;
class PlanTexts;
class Plans;
class Views;
} // namespace luoshi::followup
namespace luoshi::form {
class Library;
class Trials;
} // namespace luoshi::form
namespace luoshi::http {
class Registry;
class Router;
} // namespace luoshi::http
namespace luoshi::leader {
class Briefs;
class Papers;
class Remarks;
} // namespace luoshi::leader
namespace luoshi::liaison {
class Handover;
class Liaisons;
class UnitChanges;
} // namespace luoshi::liaison
namespace luoshi::notify {
struct CalendarEntry;
class Notices;
class Outbox;
} // namespace luoshi::notify
namespace luoshi::org {
class Directories;
}
namespace luoshi::outcome {
class Documents;
}
namespace luoshi::pack {
class Packs;
}
namespace luoshi::store {
class Blobs;
class Database;
} // namespace luoshi::store
namespace luoshi::subtask {
class Subtasks;
}
namespace luoshi::supervise {
class Supervision;
}

namespace luoshi::api {

class Proving;

struct DemoAccount {
    std::string username, password, name, unit;
    access::Role role = access::Role::drafter;
};

// What the installation says of itself.
struct Installation {
    std::string name, version;
    std::size_t max_upload = 50'000'000;      // bytes of one file that is read
    std::size_t max_attachment = 500'000'000; // bytes of one file that is only kept
    std::vector<std::string> formats;         // endings that can be read
    std::vector<DemoAccount> demo_accounts;   // empty unless demo
    bool demo = false;
    bool secure_cookies = false; // TLS here or in front
    bool watermark = false;      // who looks stands across pages and in exports
};

// All borrowed for the life of the router.
struct Services {
    store::Database& database;
    org::Directories& directories;
    access::Access& access;
    access::ReadLog& reads;
    Proving& proving;
    followup::Imports& imports;
    followup::Plans& plans;
    followup::PlanTexts& plan_texts;
    followup::Children& children;
    followup::Views& views;
    notify::Notices& notices;
    notify::Outbox& outbox;
    // What the calendar feed of a person shows.
    std::function<std::vector<notify::CalendarEntry>(access::PersonId)> feed_entries;
    pack::Packs& packs;
    form::Library& forms;
    form::Trials& trials;
    followup::Lives& lives;
    store::Blobs& blobs;
    duty::Duties& duties;
    duty::Dues& dues;
    duty::Submissions& submissions;
    supervise::Supervision& supervision;
    subtask::Subtasks& subtasks;
    leader::Briefs& briefs;
    leader::Papers& papers;
    leader::Remarks& leader_remarks;
    compendium::Compendiums& compendiums;
    outcome::Documents& documents;
    duty::Chains& chains;
    duty::Calls& calls;
    liaison::Liaisons& liaisons;
    liaison::Handover& handover;
    liaison::UnitChanges& unit_changes;
    burden::Statements& statements;
    burden::Requests& requests;
    // Reads a file people filled in, under limits (notice::ChildReader::read_entries).
    std::function<office::Document(const std::string& bytes, const std::string& name)> read_entries;
    const Clock& clock;
    std::function<void(Date)> set_business_date; // none: it moves by itself only
    http::Registry& metrics;
    Installation installation;
};

void add_routes(http::Router& router, Services& services);

enum class Audience { everybody, logged_in, roles };
struct RouteInfo {
    http::Method method = http::Method::get;
    std::string pattern;
    Audience audience = Audience::roles;
    std::vector<access::Role> roles; // with Audience::roles
};
std::vector<RouteInfo> route_table();

} // namespace luoshi::api
