create table catalogs_item (
  region          char(6) not null,
  code            text    not null,
  name            text    not null,
  kind            text    not null check (kind in ('drug', 'service', 'consumable')),
  class           char(1) not null check (class in ('A', 'B', 'C')),   -- 甲 乙 丙
  first_share_bp  integer not null check (first_share_bp between 0 and 10000),
  price_limit_fen bigint,
  essential       boolean not null default false,
  category        text    not null default '',    -- national fee category (med_chrgitm_type)
  unit            text    not null default '',
  restriction     text    not null default '',
  source          text    not null,
  holds           daterange not null,
  exclude using gist (region with =, code with =, holds with &&)
);
create unique index catalogs_item_key on catalogs_item (region, code, lower(holds));
create table catalogs_diagnosis (
  version text not null,
  code    text not null,
  name    text not null,
  primary key (version, code)
);
