create table family_grant (
  region     char(6) not null,
  id         bigint  generated always as identity,
  owner_id   bigint  not null,                    -- whose account may be used
  member_id  bigint  not null,                    -- by whom
  relation   text    not null check (relation in ('spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild')),
  bound_order smallint not null default 1,
  span       daterange not null,
  primary key (region, id),
  foreign key (region, owner_id) references enrolment_person (region, id),
  foreign key (region, member_id) references enrolment_person (region, id),
  exclude using gist (region with =, owner_id with =, member_id with =, span with &&)
);
create index family_grant_member on family_grant (region, member_id);
