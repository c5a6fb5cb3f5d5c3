-- Which key of NIP_INDEX_KEY found this number last: a key is replaced by adding one, and the service then indexes all numbers anew.
alter table person add column nip_index_version int not null default 1;
alter table person alter column nip_index_version drop default;
alter table person_identifier add column nip_index_version int not null default 1;
alter table person_identifier alter column nip_index_version drop default;

create index person_nip_index_version on person (nip_index_version);
create index person_identifier_nip_index_version on person_identifier (nip_index_version);
