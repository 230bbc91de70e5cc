-- Documents a notice orders to be made 制度成果: their steps, texts, who was asked, what was said.
--! audited outcome_documents
CREATE TABLE outcome_documents (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    task_id {id} NOT NULL,          -- a correction of the plan may take the task away
    task_number {text} NOT NULL,
    code {text},                    -- of the pack; null: a successor; each of several units has its own
    unit_id {id} NOT NULL REFERENCES org_units(id), -- leads
    kind {text} NOT NULL,
    title {text} NOT NULL,
    title_en {text} NOT NULL,
    binds {bool} NOT NULL,          -- the public
    published {bool} NOT NULL,      -- a manuscript: ends in a paper, not with a number
    parties {text},                 -- group whose every member needs a leader in contact
    number {text},
    issued_on {date},
    signer {text},
    file_digest {text},
    file_name {text},
    paper {text},
    page {text},
    review_on {date},
    predecessor_id {id} REFERENCES outcome_documents(id),
    UNIQUE (plan_id, code, unit_id)
);
CREATE UNIQUE INDEX outcome_documents_predecessor ON outcome_documents(predecessor_id);
--! audited outcome_steps
CREATE TABLE outcome_steps (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    document_id {id} NOT NULL REFERENCES outcome_documents(id),
    step {text} NOT NULL,
    state {text} NOT NULL,          -- done, skipped, not-needed; no row: still to come
    ended_on {date} NOT NULL,
    holder {text} NOT NULL,
    note {text} NOT NULL,
    evidence {text} NOT NULL,
    made_by {text} NOT NULL,
    UNIQUE (document_id, step)
);
--! audited outcome_texts
CREATE TABLE outcome_texts (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    document_id {id} NOT NULL REFERENCES outcome_documents(id),
    version {int} NOT NULL,
    title {text} NOT NULL,
    body {text} NOT NULL,
    made_by {text} NOT NULL,
    made_on {date} NOT NULL,
    UNIQUE (document_id, version)
);
--! audited outcome_asks
CREATE TABLE outcome_asks (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    document_id {id} NOT NULL REFERENCES outcome_documents(id),
    purpose {text} NOT NULL,        -- comment, signature
    round {int} NOT NULL,
    text_version {int} NOT NULL,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    asked_on {date} NOT NULL,
    until_on {date} NOT NULL,
    lapses {bool} NOT NULL,         -- silence counts as no objection, never as consent
    answer {text},                  -- none, remarks, agree, object; null: no answer
    words {text},
    answered_on {date},
    answered_by {text},
    entered {bool} NOT NULL,        -- by the lead unit or the office, as it came on paper
    ruled_by {text},
    ruling {text},
    ruled_on {date},
    UNIQUE (document_id, purpose, round, unit_id)
);
CREATE INDEX outcome_asks_unit ON outcome_asks(unit_id, document_id);
--! audited outcome_remarks
CREATE TABLE outcome_remarks (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    document_id {id} NOT NULL REFERENCES outcome_documents(id),
    ask_id {id} NOT NULL REFERENCES outcome_asks(id),
    quote {text} NOT NULL,          -- the passage meant, as the text has it
    words {text} NOT NULL,
    decision {text},                -- adopted, partly, declined; null: not yet
    reason {text},
    decided_by {text}
);
CREATE INDEX outcome_remarks_document ON outcome_remarks(document_id);
--! audited outcome_contacts
CREATE TABLE outcome_contacts (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    document_id {id} NOT NULL REFERENCES outcome_documents(id),
    unit_id {id} NOT NULL REFERENCES org_units(id), -- the park
    leader {text} NOT NULL,
    UNIQUE (document_id, unit_id)
);
