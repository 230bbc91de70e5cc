-- What the office decided of units (机构变动), apart from packs: only added to; a later entry may take an earlier back.
--! audited org_changes
CREATE TABLE org_changes (
    id {id} PRIMARY KEY,
    kind {text} NOT NULL,          -- rename, found, end, join, leave, alias, unalias, take-back
    unit_id {id} NOT NULL REFERENCES org_units(id),
    on_day {date} NOT NULL,        -- the first day it holds
    basis {text} NOT NULL,         -- number of a document, or words
    official {text},               -- of rename and found
    short_name {text},
    alias {text},
    alias_from {date},             -- of unalias: since when it was borne
    category {text},               -- of found, as are parent_id and after_id
    parent_id {id} REFERENCES org_units(id),
    after_id {id} REFERENCES org_units(id),
    group_id {id} REFERENCES org_units(id), -- of join and leave
    successors {text},             -- of end: ids, a space between
    before_official {text},        -- of rename: the names until then
    before_short {text},
    taken_id {id} REFERENCES org_changes(id), -- of take-back
    person_id {id} NOT NULL,       -- who entered it
    entered_by {text} NOT NULL,
    entered_on {date} NOT NULL,
    entered_at {time} NOT NULL
);
CREATE INDEX org_changes_unit ON org_changes(unit_id);
-- A unit without those changes: as its pack says, else as it was before the first. Only of units a change alters.
--! audited org_bases
CREATE TABLE org_bases (
    id {id} PRIMARY KEY,
    unit_id {id} NOT NULL UNIQUE REFERENCES org_units(id),
    body {text} NOT NULL           -- JSON
);
