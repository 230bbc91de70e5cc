// SPDX-License-Identifier: Apache-2.0
// The thread that hands over what waits to leave, and the settings that say how.
#pragma once

#include "app/installation.hpp"
#include "app/settings.hpp"
#include "notify/ics.hpp"
#include "notify/outbox.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace luoshi::app {

// Error invalid_argument (config.bad-value): working hours, slots, mail addresses.
notify::OutboxOptions outbox_options(const Settings& settings);
notify::CurlOptions sender_options(const Settings& settings);

// The deadlines of the plans a person may see, a year back and a year ahead.
std::vector<notify::CalendarEntry> feed_entries(Installation& installation,
                                                access::PersonId person);

// Looks every few seconds: what is urgent leaves at once.
class NotifyWork {
public:
    explicit NotifyWork(Installation& installation);
    ~NotifyWork(); // ends after the letter it is at
    NotifyWork(const NotifyWork&) = delete;
    NotifyWork& operator=(const NotifyWork&) = delete;

private:
    void run();
    void send();
    bool ending();

    Installation& installation_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace luoshi::app
