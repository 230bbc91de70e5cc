-- Reports gathered: themes the office corrected, and where reports were received and passed on.
--! audited compendium_themes
CREATE TABLE compendium_themes (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    row_key {text} NOT NULL,        -- of the row, as people know it
    theme {text} NOT NULL,          -- instead of the one the writer picked
    made_by {text} NOT NULL,
    made_at {time} NOT NULL,
    UNIQUE (due_id, row_key)
);
--! audited compendium_receipts
CREATE TABLE compendium_receipts (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL REFERENCES followup_plans(id),
    due_id {id} NOT NULL REFERENCES duty_dues(id),
    unit_id {id} NOT NULL REFERENCES org_units(id), -- a body it is addressed to
    received_on {date} NOT NULL,
    passed_on {date},               -- to the office; null: not yet
    note {text},
    made_by {text} NOT NULL,
    made_at {time} NOT NULL,
    UNIQUE (due_id, unit_id)
);
