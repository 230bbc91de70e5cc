-- The dated directory. An interval [valid_from, valid_until): NULL is open, the end is exclusive.
--! audited org_categories
CREATE TABLE org_categories (
    id {id} PRIMARY KEY,
    code {text} NOT NULL UNIQUE,
    title {text} NOT NULL,
    title_en {text} NOT NULL,
    ordinal {int} NOT NULL
);
--! audited org_units
CREATE TABLE org_units (
    id {id} PRIMARY KEY,
    code {text} NOT NULL UNIQUE,   -- of the pack; for units added here their id
    kind {text} NOT NULL,          -- unit, group
    category {text},               -- org_categories.code
    ordinal {int} NOT NULL,        -- order in lists
    parent_id {id} REFERENCES org_units(id),
    list_basis {text},             -- of a group: official, office, sample, none
    list_source {text},
    source {text},
    valid_from {date},
    valid_until {date}
);
--! audited org_names
CREATE TABLE org_names (
    id {id} PRIMARY KEY,
    unit_id {id} NOT NULL REFERENCES org_units(id),
    name {text} NOT NULL,
    folded {text} NOT NULL,        -- without width, spaces, quote and bracket style
    kind {text} NOT NULL,          -- official, short, alias
    valid_from {date},
    valid_until {date}
);
CREATE INDEX org_names_folded ON org_names(folded);
CREATE INDEX org_names_unit ON org_names(unit_id);
--! audited org_members
CREATE TABLE org_members (
    id {id} PRIMARY KEY,
    group_id {id} NOT NULL REFERENCES org_units(id),
    member_id {id} NOT NULL REFERENCES org_units(id),
    valid_from {date},
    valid_until {date}
);
CREATE INDEX org_members_group ON org_members(group_id);
--! audited org_successions
CREATE TABLE org_successions (
    id {id} PRIMARY KEY,
    from_id {id} NOT NULL REFERENCES org_units(id),
    to_id {id} NOT NULL REFERENCES org_units(id),
    on_date {date}
);
--! audited org_days
CREATE TABLE org_days (
    id {id} PRIMARY KEY,
    day {date} NOT NULL UNIQUE,
    kind {text} NOT NULL,          -- off: a rest day; work: a weekend day worked
    name {text} NOT NULL,
    source {text} NOT NULL
);
-- Counts changes, so that servers know when their copy in memory is old.
CREATE TABLE org_revision (
    id {id} PRIMARY KEY,
    revision {int} NOT NULL
);
INSERT INTO org_revision (id, revision) VALUES (1, 1);
