// SPDX-License-Identifier: Apache-2.0
// Everything the routes call, over an installation of a test's own; mail is refused.
#pragma once

#include "api/api.hpp"

#include "access/access.hpp"
#include "access/reads.hpp"
#include "api/proving.hpp"
#include "burden/burden.hpp"
#include "burden/requests.hpp"
#include "compendium/compendium.hpp"
#include "duty/calls.hpp"
#include "duty/chains.hpp"
#include "duty/dues.hpp"
#include "duty/duties.hpp"
#include "duty/submissions.hpp"
#include "followup/children.hpp"
#include "followup/life.hpp"
#include "followup/plan_texts.hpp"
#include "followup/testing/test_installation.hpp"
#include "followup/views.hpp"
#include "form/library.hpp"
#include "form/trials.hpp"
#include "http/metrics.hpp"
#include "leader/briefs.hpp"
#include "leader/remarks.hpp"
#include "liaison/handover.hpp"
#include "liaison/liaison.hpp"
#include "liaison/unit_changes.hpp"
#include "notice/read_file.hpp"
#include "notify/ics.hpp"
#include "notify/notices.hpp"
#include "notify/outbox.hpp"
#include "org/pack_parts.hpp"
#include "outcome/documents.hpp"
#include "pack/packs.hpp"
#include "subtask/subtasks.hpp"
#include "supervise/supervise.hpp"

#include <array>
#include <memory>
#include <vector>

namespace luoshi::api {

struct RefusingMail final : notify::Sender {
    void send(const notify::Mail&) override {
        throw Error{ErrorCode::unavailable, "notify.not-sent", "refused"};
    }
    void send(const notify::WebhookCall&) override {}
};

struct TestServices {
    followup::TestInstallation installation_;
    access::Access access_{installation_.database(), installation_.directories,
                           installation_.store().clock(),
                           access::Rules{.key = std::string(32, 'k')}};
    access::ReadLog reads_{installation_.database(), installation_.store().clock(),
                           std::string(32, 'k')};
    Proving proving_{
        installation_.store().clock(), [this](const Proving::Progress& progress) {
            return Proof{
                store::verify(
                    installation_.database(), installation_.store().blobs(),
                    {.anchor_key = std::string(32, 'k'), .kept_anchors = {}, .progress = progress}),
                access::verify_reads(installation_.database(), std::string(32, 'k'))};
        }};
    http::Registry metrics_;
    followup::PlanTexts plan_texts_{installation_.database(), installation_.directories,
                                    installation_.store().clock(), installation_.imports.specs()};
    followup::Children children_{installation_.database(), installation_.directories,
                                 installation_.store().clock()};
    followup::Views views_{installation_.database()};
    notify::Notices notices_{installation_.database(), installation_.store().clock()};
    RefusingMail sender_;
    notify::Outbox outbox_{installation_.database(), sender_, installation_.store().clock(),
                           outbox_options()};
    static notify::OutboxOptions outbox_options() {
        notify::OutboxOptions options;
        options.holder = "test";
        options.always = true;
        options.slots.clear();
        return options;
    }
    std::array<pack::Section, 1> sections_{{{.name = "units",
                                             .check = org::check_units,
                                             .check_together = org::check_units_together,
                                             .counts = org::count_units,
                                             .changes = org::unit_changes,
                                             .load = org::load_pack_units}}};
    pack::Packs packs_{installation_.database(), {installation_.pack().folder}, sections_};
    form::Library forms_{installation_.database()};
    form::Trials trials_{installation_.database()};
    followup::Lives lives_{installation_.database(), installation_.directories,
                           installation_.store().clock(), installation_.imports.specs()};
    const Clock& clock_ = installation_.store().clock();
    duty::SpecsInForce specs_ = [](store::Reader&) {
        return std::make_shared<const std::vector<duty::DutySpecs>>();
    };
    duty::Duties duties_{installation_.database(), installation_.directories, forms_, clock_,
                         specs_};
    duty::Dues dues_{installation_.database(), installation_.directories, clock_};
    duty::Submissions submissions_{
        {installation_.database(), installation_.directories, forms_, clock_},
        installation_.store().blobs(),
        access_};
    supervise::Supervision supervision_{{installation_.database(), installation_.directories,
                                         installation_.plans, lives_, duties_, dues_, clock_}};
    subtask::Subtasks subtasks_{{installation_.database(), installation_.directories,
                                 installation_.store().blobs(), duties_, dues_, clock_}};
    leader::Briefs briefs_{{installation_.database(), installation_.directories,
                            installation_.plans, lives_, dues_, clock_}};
    leader::Papers papers_{{installation_.database(), installation_.plans, dues_, supervision_}};
    leader::Remarks leader_remarks_{{installation_.database(), installation_.directories,
                                     installation_.plans, installation_.store().blobs()}};
    compendium::Compendiums compendiums_{
        {installation_.database(), installation_.directories, forms_, clock_}, duties_, dues_};
    outcome::Documents documents_{
        installation_.database(), installation_.store().blobs(), installation_.directories, clock_,
        [this](store::Reader&) {
            return std::make_shared<const std::vector<outcome::OutcomeSpecs>>(
                1, outcome::read_outcomes(installation_.pack(), {&installation_.pack()})
                       .value.value());
        }};
    duty::Chains chains_{installation_.database(), access_, clock_};
    duty::Calls calls_{installation_.database(), clock_};
    liaison::Liaisons liaisons_{installation_.database(), installation_.directories, access_,
                                clock_};
    liaison::Handover handover_{installation_.database(), installation_.directories, access_,
                                clock_};
    liaison::UnitChanges unit_changes_{installation_.database(), installation_.directories, clock_};
    burden::Statements statements_{installation_.database(), installation_.directories, duties_,
                                   clock_};
    burden::Requests requests_{installation_.database(), installation_.directories, duties_};
    // The same with other rules of access.
    Services services_with(access::Access& access) {
        return {installation_.database(),
                installation_.directories,
                access,
                reads_,
                proving_,
                installation_.imports,
                installation_.plans,
                plan_texts_,
                children_,
                views_,
                notices_,
                outbox_,
                [](access::PersonId) { return std::vector<notify::CalendarEntry>{}; },
                packs_,
                forms_,
                trials_,
                lives_,
                installation_.store().blobs(),
                duties_,
                dues_,
                submissions_,
                supervision_,
                subtasks_,
                briefs_,
                papers_,
                leader_remarks_,
                compendiums_,
                documents_,
                chains_,
                calls_,
                liaisons_,
                handover_,
                unit_changes_,
                statements_,
                requests_,
                notice::read_entries,
                installation_.store().clock(),
                nullptr,
                metrics_,
                {}};
    }
    Services services_ = services_with(access_);
};

} // namespace luoshi::api
