-- What a person did lately, for the desk and the auditor.
CREATE INDEX store_events_person ON store_events (person, id);
