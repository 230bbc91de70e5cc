// SPDX-License-Identifier: Apache-2.0
// The thread that hands over what waits to leave, and the settings that say how.
#pragma once

#include "app/installation.hpp"
#include "app/repeating.hpp"
#include "app/settings.hpp"
#include "notify/ics.hpp"
#include "notify/outbox.hpp"

#include <vector>

namespace luoshi::app {

// Error invalid_argument (config.bad-value): working hours, slots, mail addresses.
notify::OutboxOptions outbox_options(const Settings& settings);
notify::CurlOptions sender_options(const Settings& settings);

// The deadlines of the plans a person may see and what the unit of this person owes, a year back
// and a year ahead.
std::vector<notify::CalendarEntry> feed_entries(Installation& installation,
                                                access::PersonId person);

// Looks every few seconds: what is urgent leaves at once.
class NotifyWork {
public:
    explicit NotifyWork(Installation& installation);

private:
    void send();

    Installation& installation_;
    Repeating thread_;
};

} // namespace luoshi::app
