-- Three administrators, second factors, sessions that can be told apart, the log of what personal data was read.
ALTER TABLE access_people ADD COLUMN factor_mark {text}; -- SM3 of the stored secret of the second factor: one put in its place, or taken away, is noticed

--! audited access_asked
CREATE TABLE access_asked (        -- what waits for the security administrator
    id {id} PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES access_people(id),
    opens {bool} NOT NULL,         -- a new account, or a closed one again
    role {text} NOT NULL,          -- as these will be
    unit_id {id} REFERENCES org_units(id),
    title {text},
    serves_id {id},
    asked_by {id} NOT NULL,
    asked_by_name {text} NOT NULL,
    asked_at {time} NOT NULL
);
CREATE UNIQUE INDEX access_asked_person ON access_asked(person_id);

-- Not in the log: secrets do not belong there.
CREATE TABLE access_factors (
    person_id {id} PRIMARY KEY REFERENCES access_people(id),
    secret {bytes} NOT NULL,       -- encrypted with a key outside the database
    confirmed_at {time},           -- none: shown, no code of it seen yet
    last_step {int} NOT NULL       -- of the newest code taken: each works once
);
CREATE TABLE access_recovery (
    person_id {id} NOT NULL REFERENCES access_people(id),
    digest {text} NOT NULL,
    PRIMARY KEY (person_id, digest)
);

DELETE FROM access_sessions; -- those of before cannot be told apart
ALTER TABLE access_sessions ADD COLUMN id {id};
ALTER TABLE access_sessions ADD COLUMN address {text};
ALTER TABLE access_sessions ADD COLUMN agent {text};
ALTER TABLE access_sessions ADD COLUMN last_seen_at {time};
CREATE UNIQUE INDEX access_sessions_id ON access_sessions(id);

-- Who read personal data: never the data.
CREATE TABLE access_reads (
    id {id} PRIMARY KEY,
    at {time} NOT NULL,
    person_id {id} NOT NULL,
    person_name {text} NOT NULL,
    role {text} NOT NULL,
    method {text} NOT NULL,
    route {text} NOT NULL,         -- the pattern: why
    object_kind {text} NOT NULL,   -- of the path: people, tasks, …; '' for none
    object_id {text} NOT NULL,
    address {text} NOT NULL,
    request_id {text} NOT NULL,
    segment {date},                -- none: not sealed yet
    place {int}                    -- in the segment, from 1
);
CREATE UNIQUE INDEX access_reads_place ON access_reads(segment, place);
CREATE INDEX access_reads_person ON access_reads(person_id, id);
CREATE TABLE access_segments (     -- one for each day on which something was sealed
    day {date} PRIMARY KEY,
    reads {int} NOT NULL,
    previous {text} NOT NULL,      -- hash of the segment before, '' for the first
    hash {text} NOT NULL,          -- SM3 over previous and every read, one after another
    mac {text} NOT NULL,           -- HMAC-SM3 over all of this row
    pruned_at {time}               -- its reads were removed after the time they are kept
);
