// SPDX-License-Identifier: Apache-2.0
// A fixed number of connections lent out one at a time. Private to the store.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

namespace luoshi::store {

// Threads: borrow() from any; it waits until one is free.
template <class T>
class Pool {
public:
    class Loan {
    public:
        Loan(Pool& pool, std::unique_ptr<T> item) : pool_(pool), item_(std::move(item)) {}
        ~Loan() { pool_.give_back(std::move(item_)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        T& operator*() const { return *item_; }
        T* operator->() const { return item_.get(); }

    private:
        Pool& pool_;
        std::unique_ptr<T> item_;
    };

    void add(std::unique_ptr<T> item) { give_back(std::move(item)); }

    Loan borrow() {
        std::unique_lock lock{mutex_};
        free_.wait(lock, [&] { return !items_.empty(); });
        auto item = std::move(items_.back()); // the last one used: its statements are warm
        items_.pop_back();
        return Loan{*this, std::move(item)};
    }

private:
    void give_back(std::unique_ptr<T> item) {
        {
            const std::lock_guard lock{mutex_};
            items_.push_back(std::move(item));
        }
        free_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable free_;
    std::vector<std::unique_ptr<T>> items_;
};

} // namespace luoshi::store
