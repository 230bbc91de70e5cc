-- Which packs this installation has loaded, and which text of them.
--! audited pack_loaded
CREATE TABLE pack_loaded (
    id {id} PRIMARY KEY,
    code {text} NOT NULL UNIQUE,
    version {text} NOT NULL,
    digest {text} NOT NULL,        -- SM3 over its files, 64 hex digits
    title {text} NOT NULL,
    title_en {text} NOT NULL,
    loaded_at {time} NOT NULL
);
