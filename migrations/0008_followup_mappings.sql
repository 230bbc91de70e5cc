-- Ledgers of an office: what the columns under the same headings hold, as a person said once for the installation,
-- and the columns an import was read by.
--! audited followup_mappings
CREATE TABLE followup_mappings (
    id {id} PRIMARY KEY,
    signature {text} NOT NULL UNIQUE, -- of the headings
    uses {text} NOT NULL,             -- one word a column
    person {text} NOT NULL,
    made_at {time} NOT NULL
);
--! audited followup_ledgers
CREATE TABLE followup_ledgers (
    id {id} PRIMARY KEY,
    import_id {id} NOT NULL UNIQUE,
    columns {text} NOT NULL           -- JSON: tables with their columns
);
