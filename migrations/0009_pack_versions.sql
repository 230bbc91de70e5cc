-- Every version of a pack this installation ever loaded, with its texts, so that what was made by an older
-- version can be shown and gone on with when the folder has moved on.
--! audited pack_versions
CREATE TABLE pack_versions (
    id {id} PRIMARY KEY,
    code {text} NOT NULL,
    version {text} NOT NULL,       -- as its pack.yaml says; two texts may say the same
    digest {text} NOT NULL,        -- as pack_loaded.digest
    title {text} NOT NULL,
    title_en {text} NOT NULL,
    loaded_at {time} NOT NULL,     -- for the first time
    UNIQUE (code, digest)
);
-- A text is kept once, however many versions have it.
--! audited pack_texts
CREATE TABLE pack_texts (
    id {id} PRIMARY KEY,
    digest {text} NOT NULL UNIQUE, -- SM3 of the text, 64 hex digits
    text {text} NOT NULL
);
--! audited pack_version_files
CREATE TABLE pack_version_files (
    id {id} PRIMARY KEY,
    version_id {id} NOT NULL REFERENCES pack_versions(id),
    name {text} NOT NULL,          -- within the folder: units.yaml
    text_id {id} NOT NULL REFERENCES pack_texts(id),
    UNIQUE (version_id, name)
);
ALTER TABLE pack_loaded ADD COLUMN version_id {id}; -- null: loaded before versions were kept
ALTER TABLE pack_loaded ADD COLUMN folder {text};   -- as the settings name it
