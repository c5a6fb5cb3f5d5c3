-- Lists of facts: of an agency, newest first, and of whoever asks about the own.

create index fact_listed on fact (agency_id, id);
create index fact_own on fact (person_id, id) where person_id is not null;
