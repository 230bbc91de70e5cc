// SPDX-License-Identifier: Apache-2.0
// The thread that makes what duties owe and reminds of it: at the start, when the business date
// moves on, and once a minute for groups whose members changed.
#pragma once

#include "app/installation.hpp"
#include "app/repeating.hpp"

namespace luoshi::app {

// Once, now: units that ended, dues, reminders, what is kept for later. What fails is logged, and
// made up for by the next run. Threads: any.
void do_due_work(Installation& installation);

class DueWork {
public:
    explicit DueWork(Installation& installation);

private:
    void look();

    Installation& installation_;
    Date last_;
    int looks_ = 0;
    Repeating thread_;
};

} // namespace luoshi::app
