// SPDX-License-Identifier: Apache-2.0
#include "http/work_pool.hpp"

#include <utility>

namespace luoshi::http {

WorkPool::WorkPool(int thread_count, std::size_t queue_limit) : queue_limit_(queue_limit) {
    for (int i = 0; i < thread_count; ++i) {
        threads_.emplace_back([this] { run(); });
    }
}

bool WorkPool::try_post(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        // A job that an idle thread is about to take does not wait.
        if (stopped_ || jobs_.size() >= queue_limit_ + idle_) {
            return false;
        }
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

bool WorkPool::post_continuation(Job job) {
    {
        const std::scoped_lock lock{mutex_};
        if (stopped_) {
            return false;
        }
        jobs_.push_front(std::move(job));
    }
    wake_.notify_one();
    return true;
}

std::size_t WorkPool::waiting() const {
    const std::scoped_lock lock{mutex_};
    return jobs_.size();
}

void WorkPool::run() {
    std::unique_lock lock{mutex_};
    for (;;) {
        ++idle_;
        wake_.wait(lock, [this] { return stopped_ || !jobs_.empty(); });
        --idle_;
        if (stopped_) {
            return;
        }
        {
            const auto job = std::move(jobs_.front());
            jobs_.pop_front();
            lock.unlock();
            job();
        } // the job's own memory goes without the lock
        lock.lock();
    }
}

void WorkPool::stop() {
    std::deque<Job> dropped;
    {
        const std::scoped_lock lock{mutex_};
        stopped_ = true;
        dropped.swap(jobs_);
    }
    wake_.notify_all();
    for (auto& thread : threads_) {
        if (thread.joinable()) {
            thread.join();
        }
    }
}

} // namespace luoshi::http
