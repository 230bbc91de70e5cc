-- News for people. The row of notify_messages is the entry in the inbox; what goes out by other
-- ways stands in notify_deliveries, and each hand-over to a server in notify_letters.
CREATE TABLE notify_messages (
    id {id} PRIMARY KEY,
    message_key {text} NOT NULL,   -- the caller's: due/123/step/10d
    person_id {id} NOT NULL,       -- access_people.id
    kind {text} NOT NULL,          -- reminder, urge, returned, remark, note
    object_kind {text} NOT NULL,
    object_id {id},
    link {text} NOT NULL,          -- path in the pages, from /
    title {text} NOT NULL,
    title_en {text} NOT NULL,
    words {text} NOT NULL,
    words_en {text} NOT NULL,
    shown_from {time} NOT NULL,
    created_at {time} NOT NULL,
    read_at {time},
    UNIQUE (message_key, person_id)
);
CREATE INDEX notify_messages_inbox ON notify_messages(person_id, id);
CREATE INDEX notify_messages_unread ON notify_messages(person_id) WHERE read_at IS NULL;
CREATE TABLE notify_letters (
    id {id} PRIMARY KEY,           -- makes the Message-ID: never another one for the same letter
    channel {text} NOT NULL,       -- mail, webhook
    target_id {id} NOT NULL,       -- the person, the webhook
    state {text} NOT NULL,         -- waiting, handing, delivered, failed
    attempts {int} NOT NULL,
    repeats {int} NOT NULL,        -- hand-overs begun of which nobody knows how they ended
    next_try_at {time} NOT NULL,
    last_error {text},
    created_at {time} NOT NULL,
    handed_at {time},
    ended_at {time}
);
CREATE INDEX notify_letters_due ON notify_letters(next_try_at) WHERE ended_at IS NULL;
CREATE INDEX notify_letters_state ON notify_letters(state, id);
CREATE TABLE notify_deliveries (
    message_id {id} NOT NULL REFERENCES notify_messages(id),
    channel {text} NOT NULL,
    target_id {id} NOT NULL,
    kind {text} NOT NULL,
    available_at {time} NOT NULL,
    letter_id {id} REFERENCES notify_letters(id),
    PRIMARY KEY (message_id, channel, target_id)
);
CREATE INDEX notify_deliveries_waiting ON notify_deliveries(available_at) WHERE letter_id IS NULL;
CREATE INDEX notify_deliveries_letter ON notify_deliveries(letter_id);
CREATE TABLE notify_people (
    person_id {id} PRIMARY KEY,
    mail {text} NOT NULL,          -- '': no mail
    feed_digest {text},            -- SM3 of the token of the calendar feed
    feed_made_at {time}
);
CREATE UNIQUE INDEX notify_people_feed ON notify_people(feed_digest) WHERE feed_digest IS NOT NULL;
--! audited notify_webhooks
CREATE TABLE notify_webhooks (
    id {id} PRIMARY KEY,
    url {text} NOT NULL,
    kinds {text} NOT NULL,         -- separated by commas; '': all
    active {bool} NOT NULL,
    created_at {time} NOT NULL
);
-- Apart from the log: signing needs the secret itself.
CREATE TABLE notify_webhook_secrets (
    webhook_id {id} PRIMARY KEY REFERENCES notify_webhooks(id),
    secret {text} NOT NULL
);
