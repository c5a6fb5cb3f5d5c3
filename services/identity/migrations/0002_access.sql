-- Signing in. None of these tables belongs to an agency: they hold what a person has, wherever the person works.

create table credential (
  person_id uuid primary key references person,
  password_hash text not null,
  changed_at timestamptz not null
);

create table activation_code (
  person_id uuid primary key references person,
  code_hash bytea not null,
  issued_by text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);

-- A session is the family of its refresh tokens: only hashes of the present one and of the one before it are kept.
create table session (
  id uuid primary key,
  person_id uuid not null references person,
  device_name text not null,
  signed_in_at timestamptz not null,
  last_seen_at timestamptz not null,
  generation int not null,
  refresh_hash bytea not null,
  previous_hash bytea,
  rotated_at timestamptz not null,
  refresh_expires_at timestamptz not null,
  diary_expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create index session_person on session (person_id) where ended_at is null;
create index session_expiry on session (refresh_expires_at);

create table signing_key (
  kid text primary key,
  x text not null,
  y text not null,
  private_key_sealed bytea not null,
  use_from timestamptz not null,
  sign_until timestamptz not null,
  valid_until timestamptz not null
);

-- By blind index, whether a person has that NIP or not.
create table sign_in_delay (
  nip_index bytea primary key,
  failures int not null,
  blocked_until timestamptz not null,
  last_at timestamptz not null
);
create index sign_in_delay_age on sign_in_delay (last_at);

-- Says which keys of the environment this database was filled with: another index key would find nobody.
create table key_check (
  name text primary key,
  mark bytea not null
);

grant select, insert on key_check to {{app}};
grant select, insert, update on credential, session, signing_key to {{app}};
grant delete on credential, session, signing_key to {{app}};
grant select, insert, update, delete on activation_code, sign_in_delay to {{app}};
grant select on session to {{reader}};
grant select on credential to {{bootstrap}};
grant select, insert, update on activation_code to {{bootstrap}};
