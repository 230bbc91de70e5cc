// SPDX-License-Identifier: Apache-2.0
// The child's own half of its limits.
#include "office/sandbox.hpp"
#include "base/error.hpp"
#include "office/limited_child.hpp"
#include "office/sanitized.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace luoshi::office {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "the list of system calls is known for x86-64 and arm64 only"
#endif

// What a process needs that reads its input, computes and writes its output; all else is denied.
// openat is allowed for reading (locale and ICU data), see below.
constexpr std::array kAllowed{SYS_read,
                              SYS_write,
                              SYS_readv,
                              SYS_writev,
                              SYS_close,
                              SYS_fstat,
                              SYS_lseek,
                              SYS_mmap,
                              SYS_mprotect,
                              SYS_munmap,
                              SYS_mremap,
                              SYS_madvise,
                              SYS_brk,
                              SYS_rt_sigaction,
                              SYS_rt_sigprocmask,
                              SYS_rt_sigreturn,
                              SYS_sigaltstack,
                              SYS_futex,
                              SYS_exit,
                              SYS_exit_group,
                              SYS_getpid,
                              SYS_gettid,
                              SYS_tgkill,
                              SYS_clock_gettime,
                              SYS_clock_nanosleep,
                              SYS_gettimeofday,
                              SYS_getrandom,
                              SYS_newfstatat,
                              SYS_pread64,
                              SYS_sched_yield,
                              SYS_getrusage,
                              SYS_set_robust_list,
                              SYS_rseq,
                              SYS_sched_getaffinity,
                              SYS_sysinfo,
                              SYS_uname,
                              SYS_fcntl,
                              SYS_ppoll,
                              SYS_faccessat,
                              SYS_readlinkat,
                              SYS_prlimit64,
                              SYS_restart_syscall};

// The older calls that only x86-64 has.
#if defined(__x86_64__)
constexpr std::array kAllowedOld{SYS_poll, SYS_access, SYS_readlink, SYS_arch_prctl, SYS_time};
#else
constexpr std::array kAllowedOld{SYS_ppoll};
#endif

#if defined(LUOSHI_SANITIZED)
constexpr std::array kAllowedProbes{SYS_pipe2, SYS_process_vm_readv};
#else
constexpr std::array<int, 0> kAllowedProbes{};
#endif

// What a foreign program needs besides to be started and to find its data.
constexpr std::array kAllowedProgram{
    SYS_execve,  SYS_set_tid_address, SYS_getuid,    SYS_geteuid, SYS_getgid,
    SYS_getegid, SYS_getdents64,      SYS_statfs,    SYS_fstatfs, SYS_getcwd,
    SYS_statx,   SYS_prctl,           SYS_fadvise64, SYS_dup,     SYS_pipe2};

constexpr auto kNumberAt = static_cast<std::uint32_t>(offsetof(seccomp_data, nr));
constexpr auto kArchitectureAt = static_cast<std::uint32_t>(offsetof(seccomp_data, arch));
// The third argument of openat, its lower half (both architectures are little-endian).
constexpr auto kFlagsAt =
    static_cast<std::uint32_t>(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t));

sock_filter load(std::uint32_t at) {
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, at);
}
sock_filter answer(std::uint32_t value) {
    return BPF_STMT(BPF_RET | BPF_K, value);
}
sock_filter unless_equal_skip(std::uint32_t value, std::uint8_t skip) {
    return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, skip);
}

} // namespace

std::vector<sock_filter> make_filter(Confines whom) {
    constexpr std::uint32_t kDeny = SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA);
    std::vector<sock_filter> filter{load(kArchitectureAt),
                                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0),
                                    answer(SECCOMP_RET_KILL_PROCESS), load(kNumberAt)};
    const auto allow = [&](const auto& calls) {
        for (const auto call : calls) {
            filter.push_back(unless_equal_skip(static_cast<std::uint32_t>(call), 1));
            filter.push_back(answer(SECCOMP_RET_ALLOW));
        }
    };
    allow(kAllowed);
    allow(kAllowedOld);
    allow(kAllowedProbes);
    if (whom == Confines::program) {
        allow(kAllowedProgram);
    }
    filter.push_back(unless_equal_skip(SYS_openat, 4));
    filter.push_back(load(kFlagsAt));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K,
                              O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 1, 0));
    filter.push_back(answer(SECCOMP_RET_ALLOW));
    filter.push_back(answer(kDeny)); // openat that writes
    filter.push_back(answer(kDeny)); // anything else
    return filter;
}

namespace {

Error no_sandbox(const char* what) {
    return failure(ErrorCode::internal, "office.no-sandbox",
                   "the reader cannot limit itself: {}: {}", what, std::strerror(errno));
}

} // namespace

void enter_limits() {
    constexpr rlim_t kFewFiles = 16;
    const rlimit files{kFewFiles, kFewFiles};
    if (::setrlimit(RLIMIT_NOFILE, &files) != 0) {
        throw no_sandbox("setrlimit");
    }
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
        ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        throw no_sandbox("prctl");
    }
    auto filter = make_filter(Confines::ourselves);
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0) {
        throw no_sandbox("seccomp");
    }
}

} // namespace luoshi::office
