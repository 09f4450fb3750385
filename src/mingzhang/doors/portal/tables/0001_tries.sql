-- Codes sent and wrong codes, counted for each identity number and each network address (both only as blind indexes).
-- Before sign-in nobody's region is known: such rows stand under 000000.
create table portal_tries (
  region       char(6)     not null default '000000',
  subject      bytea       not null,
  codes_sent   smallint    not null default 0,
  wrong        smallint    not null default 0,
  window_start timestamptz not null,
  primary key (region, subject)
);
