// SPDX-License-Identifier: Apache-2.0
// What sealing and verifying share: events as stored, the head, anchors, and their hashes. Private
// to the store.
#pragma once

#include "base/sm3.hpp"
#include "store/audit.hpp"
#include "store/event.hpp"
#include "store/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luoshi::store {

struct StoredEvent {
    Event event; // without images
    std::int64_t place = 0;
    std::int64_t images = 0;
};

// The newest sealed event. seq 0: nothing is sealed; its hash is 32 zero bytes.
struct ChainHead {
    std::int64_t seq = 0;
    Digest hash{};
    std::int64_t anchors = 0;
    std::string mac{};
};

struct Anchor {
    std::int64_t number = 0;
    Date date{};
    std::int64_t seq = 0;
    Digest head{};
    std::string mac{};
};

std::vector<StoredEvent> unsealed_events(Reader& reader, int limit); // in order of place
std::vector<StoredEvent> sealed_events(Reader& reader, std::int64_t after_seq, int limit);

struct EventsOf {
    std::string_view object_kind; // "" : of any object
    std::int64_t object_id = 0;
    std::int64_t below = 0; // id, exclusive
    int limit = 0;
};
std::vector<StoredEvent> newest_events(Reader& reader, const EventsOf& of);
std::vector<StoredEvent> filtered_events(Reader& reader, const EventFilter& filter,
                                         std::int64_t below, int limit);
std::optional<StoredEvent> stored_event(Reader& reader, std::int64_t id);
std::vector<RowImage> images_of(Reader& reader, const StoredEvent& stored);

ChainHead read_head(Reader& reader);
void write_head(Transaction& transaction, const ChainHead& head);
std::optional<Anchor> last_anchor(Reader& reader);
std::vector<Anchor> all_anchors(Reader& reader);

// SM3 of the previous hash, the seq, the event and its images, each with its length before it.
Digest chain_hash(Reader& reader, const Digest& previous, std::int64_t seq,
                  const StoredEvent& stored);
std::string head_mac(std::string_view key, const ChainHead& head);
std::string anchor_mac(std::string_view key, const Anchor& anchor);
// "2026-11-25 1234 <head> <mac>", and back.
std::string anchor_line(const Anchor& anchor);
std::optional<Anchor> parse_anchor_line(const std::string& line);

std::string as_bytes(const Digest& digest);
Digest as_digest(std::string_view bytes); // zeros unless there are 32 bytes

} // namespace luoshi::store
