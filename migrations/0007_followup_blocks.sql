-- Where the tables and pages of an imported file stand in its text, for pages to show them. Imports
-- made before have none.
ALTER TABLE followup_readings ADD COLUMN blocks {text}; -- JSON; src/office/document_json.hpp
ALTER TABLE followup_readings ADD COLUMN pages {int};   -- null: the format has no pages of its own
