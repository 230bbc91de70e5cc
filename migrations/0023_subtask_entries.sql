-- Answers to subtasks that came on paper, entered for a unit until it affirms them.
ALTER TABLE subtask_subtasks ADD COLUMN entered_act {text};   -- accept, decline, progress, report; null: the unit answered itself
ALTER TABLE subtask_subtasks ADD COLUMN entered_by {text};
ALTER TABLE subtask_subtasks ADD COLUMN manner {text};        -- how it came: paper, fax, courier
ALTER TABLE subtask_subtasks ADD COLUMN received_on {date};
ALTER TABLE subtask_subtasks ADD COLUMN scan {text};          -- digest; also among its files
ALTER TABLE subtask_subtasks ADD COLUMN scan_name {text};
ALTER TABLE subtask_subtasks ADD COLUMN affirmed_on {date};   -- null: it waits for the unit
ALTER TABLE subtask_subtasks ADD COLUMN affirmed_by {text};
ALTER TABLE subtask_notes ADD COLUMN received {text};         -- how and when it came; null: said by who did it

-- What an evaluation of an issued document found, where it stays as it is.
--! audited outcome_evaluations
CREATE TABLE outcome_evaluations (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    document_id {id} NOT NULL REFERENCES outcome_documents(id),
    words {text} NOT NULL,
    evaluated_on {date} NOT NULL,
    next_on {date},                 -- null: no further one is set
    made_by {text} NOT NULL
);
CREATE INDEX outcome_evaluations_document ON outcome_evaluations(document_id, id);
