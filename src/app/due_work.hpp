// SPDX-License-Identifier: Apache-2.0
// The thread that makes what duties owe and reminds of it: at the start, when the business date
// moves on, and once a minute for groups whose members changed.
#pragma once

#include "app/installation.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace luoshi::app {

class DueWork {
public:
    explicit DueWork(Installation& installation);
    ~DueWork(); // ends after the duty it is at
    DueWork(const DueWork&) = delete;
    DueWork& operator=(const DueWork&) = delete;

private:
    void run();
    void make_dues();

    Installation& installation_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::thread thread_;
};

} // namespace luoshi::app
