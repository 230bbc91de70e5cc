// SPDX-License-Identifier: Apache-2.0
// Lets writers of this process work side by side, until one of them has collided too often: it then
// works alone. Without it the others, who keep coming, may win every time.
#pragma once

#include <condition_variable>
#include <mutex>

namespace luoshi::store {

// Threads: any. Not to be passed twice by one thread.
class Turnstile {
public:
    enum class Pass { beside_others, alone };

    // Waits until it may pass, and leaves at the end of its life.
    class Turn {
    public:
        Turn(Turnstile& turnstile, Pass pass) : turnstile_(turnstile), pass_(pass) {
            std::unique_lock lock{turnstile_.mutex_};
            if (pass_ == Pass::beside_others) {
                turnstile_.changed_.wait(lock, [&] { return turnstile_.alone_ == 0; });
            } else {
                ++turnstile_.alone_; // from now on nobody comes in beside
                turnstile_.changed_.wait(lock, [&] { return turnstile_.inside_ == 0; });
            }
            ++turnstile_.inside_;
        }
        ~Turn() {
            const std::lock_guard lock{turnstile_.mutex_};
            --turnstile_.inside_;
            turnstile_.alone_ -= pass_ == Pass::alone ? 1 : 0;
            turnstile_.changed_.notify_all();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        Turnstile& turnstile_;
        Pass pass_;
    };

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int inside_ = 0; // passed and not left
    int alone_ = 0;  // who want to be alone, waiting or inside
};

} // namespace luoshi::store
