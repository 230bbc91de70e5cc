--! audited access_people
CREATE TABLE access_people (
    id {id} PRIMARY KEY,
    username {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    role {text} NOT NULL,          -- office, drafter, signer, administrator
    unit_id {id} REFERENCES org_units(id),
    active {bool} NOT NULL,
    must_change_password {bool} NOT NULL,
    demo {bool} NOT NULL,
    password_mark {text} NOT NULL, -- SM3 of the stored password hash: a hash put in its place is noticed
    version {int} NOT NULL,
    created_at {time} NOT NULL
);
-- Not in the log: hashes do not belong there.
CREATE TABLE access_passwords (
    person_id {id} PRIMARY KEY REFERENCES access_people(id),
    hash {text} NOT NULL,
    last_log_in {time}
);
CREATE TABLE access_sessions (
    token_digest {text} PRIMARY KEY,
    person_id {id} NOT NULL REFERENCES access_people(id),
    csrf {text} NOT NULL,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL
);
CREATE INDEX access_sessions_person ON access_sessions(person_id);
-- By user name as typed, known or not, so that an answer does not tell who exists.
CREATE TABLE access_attempts (
    username {text} PRIMARY KEY,
    failed {int} NOT NULL,
    locked_until {time}
);
CREATE TABLE access_setup (
    id {id} PRIMARY KEY,
    token_digest {text} NOT NULL
);
