// SPDX-License-Identifier: Apache-2.0
// The proof of the record: chain, anchors, rows against their last images, blobs.
#include "base/error.hpp"
#include "store/audit.hpp"
#include "store/blobs.hpp"
#include "store/chain.hpp"
#include "store/engine.hpp"
#include "store/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

namespace luoshi::store {
namespace {

constexpr int kPage = 1000;
constexpr std::size_t kMostFaults = 1000;

class Verifier {
public:
    Verifier(Engine& database, Blobs& blobs, const VerifyOptions& options)
        : database_(database), blobs_(blobs), options_(options) {}

    AuditReport run() {
        database_.read([&](Reader& reader) {
            count(reader);
            read_anchors(reader);
            check_chain(reader);
            check_head(reader);
            check_images(reader);
            for (const auto& [name, table] : database_.catalog().tables()) {
                check_table(reader, table);
            }
        });
        check_blobs(); // outside the snapshot: blobs may be rows, read by another connection
        return std::move(report_);
    }

private:
    template <class... Args>
    void fault(std::string code, fmt::format_string<Args...> text, Args&&... args) {
        if (report_.faults.size() < kMostFaults) {
            report_.faults.push_back(
                {std::move(code), fmt::format(text, std::forward<Args>(args)...)});
        } else if (report_.faults.size() == kMostFaults) {
            report_.faults.push_back({"audit.more", "there are more faults than are named here"});
        }
    }

    void step(std::int64_t by = 1) {
        done_ += by;
        if (options_.progress) {
            options_.progress(done_, std::max(done_, total_));
        }
    }

    static std::int64_t count_of(Reader& reader, std::string_view what) {
        return reader.query_one(fmt::format("SELECT COUNT(*) FROM {}", what))->integer(0);
    }

    void count(Reader& reader) {
        report_.unsealed = count_of(reader, "store_events WHERE seq IS NULL");
        total_ = count_of(reader, "store_events WHERE seq IS NOT NULL") +
                 count_of(reader, "store_blobs");
        for (const auto& [name, table] : database_.catalog().tables()) {
            total_ += count_of(reader, name);
        }
    }

    void read_anchors(Reader& reader) {
        std::int64_t number = 0;
        for (const auto& anchor : all_anchors(reader)) {
            ++report_.anchors;
            if (anchor.number != ++number) {
                fault("audit.anchor-changed", "anchor {} is missing", number);
                number = anchor.number;
            }
            add_anchor(anchor, fmt::format("anchor {}", anchor.number));
        }
        for (const auto& line : options_.kept_anchors) {
            if (const auto anchor = parse_anchor_line(line)) {
                add_anchor(*anchor, fmt::format("the kept anchor \"{}\"", line.substr(0, 24)));
            } else {
                fault("audit.anchor-changed", "the kept line \"{}\" is no anchor", line);
            }
        }
    }

    void add_anchor(const Anchor& anchor, const std::string& name) {
        if (anchor_mac(options_.anchor_key, anchor) != anchor.mac) {
            fault("audit.anchor-changed",
                  "{} ({}) does not fit the key: it was changed, or the key is another", name,
                  to_string(anchor.date));
            return;
        }
        anchors_.emplace(anchor.seq, std::pair{anchor, name});
    }

    void check_chain(Reader& reader) {
        Digest previous{};
        bool linked = true; // false right after a gap: the hash before is not known
        while (true) {
            const auto page = sealed_events(reader, last_seq_, kPage);
            for (const auto& stored : page) {
                if (stored.event.seq != last_seq_ + 1) {
                    fault("audit.event-missing", "events {} to {} of the chain are missing",
                          last_seq_ + 1, stored.event.seq - 1);
                    linked = false;
                }
                last_seq_ = stored.event.seq;
                check_event(reader, stored, linked ? &previous : nullptr);
                previous = digest_from_hex(stored.event.hash).value_or(Digest{});
                linked = true;
                step();
            }
            report_.events += static_cast<std::int64_t>(page.size());
            if (page.empty()) {
                break;
            }
        }
        last_hash_ = previous;
        report_.head = last_seq_ == 0 ? "" : to_hex(previous);
        for (auto late = anchors_.upper_bound(last_seq_); late != anchors_.end(); ++late) {
            fault("audit.tail-cut", "{} ({}) saw event {} of the chain, which ends at {}",
                  late->second.second, to_string(late->second.first.date), late->first, last_seq_);
        }
    }

    void check_event(Reader& reader, const StoredEvent& stored, const Digest* previous) {
        const Event& event = stored.event;
        if (previous != nullptr &&
            to_hex(chain_hash(reader, *previous, event.seq, stored)) != event.hash) {
            fault("audit.event-changed",
                  "event {} (\"{}\", number {} of the chain) or one of its images was changed",
                  event.id, event.what.action, event.seq);
        }
        const auto [first, end] = anchors_.equal_range(event.seq);
        for (auto found = first; found != end; ++found) {
            if (to_hex(found->second.first.head) != event.hash) {
                fault("audit.event-changed",
                      "the chain up to event number {} is not the one {} ({}) saw: it was written "
                      "anew",
                      event.seq, found->second.second, to_string(found->second.first.date));
            }
        }
    }

    void check_head(Reader& reader) {
        const ChainHead head = read_head(reader);
        const bool genuine = head.seq == 0 || head_mac(options_.anchor_key, head) == head.mac;
        if (!genuine) {
            fault("audit.anchor-changed", "the head of the chain does not fit the key: it was "
                                          "changed, or the key is another");
        } else if (head.seq > last_seq_) {
            fault("audit.tail-cut", "events {} to {} at the end of the chain are missing",
                  last_seq_ + 1, head.seq);
        } else if (head.seq < last_seq_ || head.hash != last_hash_) {
            fault("audit.event-changed", "the chain goes to event {}, its head is at {}", last_seq_,
                  head.seq);
        }
        if (genuine && head.anchors != report_.anchors) {
            fault("audit.anchor-changed", "there are {} anchors of {}", report_.anchors,
                  head.anchors);
        }
    }

    void check_images(Reader& reader) {
        const auto told = reader.query_one("SELECT COALESCE(SUM(images), 0) FROM store_events");
        const std::int64_t there = count_of(reader, "store_images");
        if (told->integer(0) != there) {
            fault("audit.tail-cut",
                  "the events tell of {} images and there are {}: events or images "
                  "were removed or added",
                  told->integer(0), there);
        }
    }

    // Rows and their last images, both in order of id, page by page.
    void check_table(Reader& reader, const AuditedTable& table) {
        std::int64_t from = std::numeric_limits<std::int64_t>::min();
        bool more = true;
        while (more) {
            const Rows last = last_images(reader, table, from);
            more = last.size() == static_cast<std::size_t>(kPage);
            const auto to =
                more ? last.back().integer(0) : std::numeric_limits<std::int64_t>::max();
            check_rows(reader, table, last, from, to);
            from = to;
        }
    }

    static Rows last_images(Reader& reader, const AuditedTable& table, std::int64_t from) {
        return reader.query(
            "SELECT i.row_id, i.after_image FROM store_images i JOIN ("
            "SELECT MAX(place) AS place FROM store_images WHERE table_number = $1 AND row_id > $2 "
            "GROUP BY row_id ORDER BY row_id LIMIT $3) newest ON newest.place = i.place "
            "ORDER BY i.row_id",
            {table.number, from, kPage});
    }

    void check_rows(Reader& reader, const AuditedTable& table, const Rows& last, std::int64_t from,
                    std::int64_t to) {
        auto image = last.begin();
        const auto miss_below = [&](std::int64_t id) {
            for (; image != last.end() && image->integer(0) < id; ++image) {
                if (!image->text(1).empty()) {
                    fault("audit.row-missing", "row {} of \"{}\" was deleted behind the log",
                          image->integer(0), table.name);
                }
            }
        };
        reader.each(table.select_range, {from, to}, [&](const RowView& view) {
            const auto& row = dynamic_cast<const CellView&>(view);
            const std::int64_t id = row.integer(table.position("id"));
            miss_below(id);
            const bool known = image != last.end() && image->integer(0) == id;
            if (!known || image->text(1).empty()) {
                fault("audit.row-unknown", "row {} of \"{}\" came in behind the log", id,
                      table.name);
            } else if (image->text(1) != image_if_readable(table, row)) {
                fault("audit.row-changed", "row {} of \"{}\" was changed behind the log", id,
                      table.name);
            }
            image += known ? 1 : 0;
            ++report_.rows;
            step();
        });
        miss_below(to);
        if (image != last.end() && !image->text(1).empty()) { // its id is `to`
            fault("audit.row-missing", "row {} of \"{}\" was deleted behind the log",
                  image->integer(0), table.name);
        }
    }

    // A cell may hold what the store never writes, such as a floating point number.
    static std::string image_if_readable(const AuditedTable& table, const CellView& row) {
        try {
            return row_image(table, row);
        } catch (const Error& error) {
            if (error.reason() != "store.column-type") {
                throw;
            }
            return {};
        }
    }

    void check_blobs() {
        std::string from;
        while (true) {
            const Rows page = database_.read([&](Reader& reader) {
                return reader.query("SELECT digest FROM store_blobs WHERE digest > $1 "
                                    "ORDER BY digest LIMIT $2",
                                    {from, kPage});
            });
            for (const auto& row : page) {
                check_blob(row.text(0));
                ++report_.blobs;
                step();
            }
            if (page.empty()) {
                return;
            }
            from = page.back().text(0);
        }
    }

    void check_blob(const std::string& hex) {
        const auto digest = digest_from_hex(hex);
        try {
            if (digest) {
                prove(blobs_.open(*digest));
                return;
            }
        } catch (const Error& error) {
            if (error.code() != ErrorCode::not_found && error.reason() != "store.blob-damaged") {
                throw; // the disk or the database fails, not the record
            }
            if (error.code() == ErrorCode::not_found) {
                fault("audit.blob-missing", "file {} is missing", hex);
                return;
            }
        }
        fault("audit.blob-changed", "file {} was changed", hex);
    }

    static void prove(const BlobStream& stream) {
        for (bool more = true; more;) {
            std::string bytes;
            more = stream.next(bytes);
        }
    }

    Engine& database_;
    Blobs& blobs_;
    const VerifyOptions& options_;
    AuditReport report_;
    std::multimap<std::int64_t, std::pair<Anchor, std::string>> anchors_; // by seq, with a name
    std::int64_t last_seq_ = 0;
    Digest last_hash_{};
    std::int64_t done_ = 0, total_ = 0;
};

} // namespace

AuditReport verify(Database& database, Blobs& blobs, const VerifyOptions& options) {
    return Verifier{engine_of(database), blobs, options}.run();
}

AuditReport verify(Database& database, Blobs& blobs, std::string_view anchor_key,
                   const std::function<void(std::int64_t, std::int64_t)>& progress) {
    return verify(database, blobs, VerifyOptions{.anchor_key = anchor_key, .progress = progress});
}

} // namespace luoshi::store
