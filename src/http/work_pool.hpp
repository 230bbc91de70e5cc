// SPDX-License-Identifier: Apache-2.0
// Private: the only threads on which handlers run. The queue is bounded; a full one refuses at
// once.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace luoshi::http {

class WorkPool {
public:
    using Job = std::function<void()>; // must not throw

    // thread_count >= 1; queue_limit: jobs waiting beside those that run.
    WorkPool(int thread_count, std::size_t queue_limit);
    ~WorkPool() { stop(); }
    WorkPool(const WorkPool&) = delete;
    WorkPool& operator=(const WorkPool&) = delete;

    bool try_post(Job job); // false: the queue is full or the pool has stopped
    // Goes before all waiting jobs and past the limit: the next piece of an answer begun already,
    // at most one per connection. False when the pool has stopped.
    bool post_continuation(Job job);
    std::size_t waiting() const;
    void stop(); // drops what waits, joins what runs

private:
    void run();
    const std::size_t queue_limit_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    std::size_t idle_ = 0; // threads that wait for a job
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

} // namespace luoshi::http
