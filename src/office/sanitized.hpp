// SPDX-License-Identifier: Apache-2.0
// LUOSHI_SANITIZED: built with the address sanitizer, which maps terabytes and probes memory
// through pipes, so that some limits of a child cannot hold.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define LUOSHI_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LUOSHI_SANITIZED 1
#endif
#endif
