-- The store's own tables: migrations, the log, anchors, blobs, leases. docs/store.md tells of each.

CREATE TABLE store_migrations (
    number {int} PRIMARY KEY,
    name {text} NOT NULL,
    digest {text} NOT NULL,         -- SM3 of its text, so that a file changed later is noticed
    applied_at {time} NOT NULL
);

-- Tables under the log. The number stands for the name in images.
CREATE TABLE store_tables (
    number {int} PRIMARY KEY,
    name {text} NOT NULL UNIQUE
);

-- place: order of the log before sealing, (number of the transaction << 24) + position in it. The
-- images of an event take the places place+1 … place+images.
CREATE TABLE store_events (
    place {id} PRIMARY KEY,
    id {id} NOT NULL UNIQUE,
    at {time} NOT NULL,
    business_date {date} NOT NULL,
    person {int} NOT NULL,
    person_name {text} NOT NULL,
    request_id {text} NOT NULL,
    action {text} NOT NULL,
    object_kind {text} NOT NULL,
    object_id {int} NOT NULL,
    plan_id {int} NOT NULL,
    detail {text} NOT NULL,
    images {int} NOT NULL,
    seq {int},                      -- place in the chain; NULL until sealed
    hash {bytes}                    -- SM3 of the previous hash and the canonical bytes
);
CREATE INDEX store_events_object ON store_events (object_kind, object_id, id);
CREATE UNIQUE INDEX store_events_seq ON store_events (seq) WHERE seq IS NOT NULL;
CREATE INDEX store_events_unsealed ON store_events (place) WHERE seq IS NULL;

CREATE TABLE store_images (
    place {id} PRIMARY KEY,
    table_number {int} NOT NULL,
    row_id {id} NOT NULL,
    before_image {text} NOT NULL,   -- '' when there was no row
    after_image {text} NOT NULL     -- '' when there is none any more
);
CREATE INDEX store_images_row ON store_images (table_number, row_id, place);

-- The newest sealed event, one row; mac: HMAC-SM3 with the anchor key.
CREATE TABLE store_heads (
    number {int} PRIMARY KEY,
    seq {int} NOT NULL,
    hash {bytes} NOT NULL,
    anchors {int} NOT NULL,         -- how many anchors there are
    mac {bytes} NOT NULL
);

CREATE TABLE store_anchors (
    number {int} PRIMARY KEY,       -- 1, 2, … without gaps
    date {date} NOT NULL,
    seq {int} NOT NULL,
    head {bytes} NOT NULL,          -- hash of the event with that seq
    mac {bytes} NOT NULL
);

-- Every blob that was put, wherever its bytes are, so that a missing one is noticed.
CREATE TABLE store_blobs (
    digest {text} PRIMARY KEY,      -- SM3, hex
    size {int} NOT NULL,
    at {time} NOT NULL
);
CREATE TABLE store_chunks (         -- the bytes, when they are kept in the database
    digest {text} NOT NULL,
    part {int} NOT NULL,            -- 0, 1, …
    bytes {bytes} NOT NULL,
    PRIMARY KEY (digest, part)
);

CREATE TABLE store_leases (
    name {text} PRIMARY KEY,
    holder {text} NOT NULL,
    until {time} NOT NULL
);
