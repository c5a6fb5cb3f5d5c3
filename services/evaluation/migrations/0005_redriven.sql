-- When a parked record was published once more, and by whom (npm run dlq).
alter table inbox_parked add column redriven_at timestamptz;
alter table inbox_parked add column redriven_by text;
