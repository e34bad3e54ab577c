-- Times are ISO 8601 in UTC with seven decimals, so that they sort as text. Seeds are the bits of an unsigned 64-bit integer.
create table study (
  id            integer primary key autoincrement,
  name          text    not null,
  identity      text    not null,
  definition    text    not null,
  state         text    not null,
  created       text    not null,
  next_number   integer not null default 0,
  next_sequence integer not null default 1
);
create index study_identity on study (identity, id);

create table trial (
  study      integer not null references study (id),
  number     integer not null,
  state      text    not null,
  attempt    integer not null default 0,
  expiries   integer not null default 0,
  sequence   integer,
  key        text    not null,
  candidate  text    not null,
  epochs     integer not null,
  seed       integer not null,
  fold       integer not null, -- -1: the fixed validation part
  purpose    text    not null,
  owner      text,
  lease_end  text,
  reason     text,
  metrics    text,
  curve      text,
  created    text    not null,
  started    text,
  finished   text,
  primary key (study, number)
);
create unique index trial_request on trial (study, key, epochs, seed, fold, purpose);
create index trial_state on trial (study, state, number);
create unique index trial_sequence on trial (study, sequence) where sequence is not null;

-- Parallel arrays, little-endian: int32 rows and float32 scores.
create table trial_score (
  study  integer not null,
  number integer not null,
  rows   blob    not null,
  scores blob    not null,
  primary key (study, number)
);

-- Results that came after their trial had ended.
create table duplicate_result (
  id       integer primary key autoincrement,
  study    integer not null,
  number   integer not null,
  attempt  integer not null,
  state    text    not null,
  reason   text,
  metrics  text,
  curve    text,
  received text    not null
);

create table memo (
  key   text primary key,
  value text not null
) without rowid;
