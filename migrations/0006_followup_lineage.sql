-- Where a text and a plan come from: edits that belong together, texts of one plan, plans below a plan.
ALTER TABLE followup_edits ADD COLUMN step {int};          -- edits of one step are taken back together; null: its own
ALTER TABLE followup_imports ADD COLUMN relation {text};   -- to its plan: null original; attached, correction
ALTER TABLE followup_plans ADD COLUMN parent_id {id};      -- the plan this one divides further
ALTER TABLE followup_plans ADD COLUMN parent_unit_id {id}; -- whose division it is: its items must be covered; null: all
--! audited followup_links
CREATE TABLE followup_links (
    id {id} PRIMARY KEY,
    plan_id {id} NOT NULL,         -- of the lower plan
    task_id {id} NOT NULL,         -- in the lower plan
    parent_task_id {id} NOT NULL,
    person {text} NOT NULL,
    made_at {time} NOT NULL,
    UNIQUE (task_id, parent_task_id)
);
CREATE INDEX followup_links_plan ON followup_links(plan_id);
CREATE INDEX followup_links_parent ON followup_links(parent_task_id);
-- Views a person saved: the address of a page with its filters.
CREATE TABLE followup_views (
    id {id} PRIMARY KEY,
    plan_id {id},
    person_id {id} NOT NULL,
    name {text} NOT NULL,
    address {text} NOT NULL,
    created_at {time} NOT NULL,
    UNIQUE (person_id, name)
);
