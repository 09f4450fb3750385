-- name: open_accounts
insert into accounts_account (region, person_id, opened_on, activated_on)
select %(region)s, person_id, '2024-01-01', '2024-01-01' from unnest(%(people)s::bigint[]) as person_id

-- name: money
select nextval('ledger_group_seq'), 'SUPPORT', 'bank', 0, 'personal', person_id, %(amount_fen)s::bigint,
       '2024-01-01'::date, 'opening', person_id, null::bigint
from unnest(%(people)s::bigint[]) as person_id

-- name: years
insert into visits_year (region, person_id, medical_year)
select %(region)s, person_id, %(year)s from unnest(%(people)s::bigint[]) as person_id

-- name: visits
with opened as (
  insert into visits_visit (region, person_id, institution_region, institution_id, serial, benefit, medical_type,
                            scheme, service_on)
  select %(region)s::text, (%(people)s::bigint[])[1 + (number * 7919) %% cardinality(%(people)s::bigint[])], %(region)s::text,
         %(institution_id)s, 'BENCH' || number, 'outpatient', '11', %(scheme)s, %(day)s
  from generate_series(1, %(visits)s) as number
  returning id, person_id
), charged as (
  insert into visits_line (region, visit_id, serial, batch, item_code, item_name, kind, class, quantity, unit_price,
                           amount_fen, first_share_bp, wholly_own_fen, over_limit_fen, first_self_fen, in_scope_fen,
                           reason, occurred_at)
  select %(region)s::text, opened.id, serial::text, 'B1', 'BENCH' || serial, '甲类药品', 'drug', 'A', 1, 12.34, 1234, 0, 0, 0,
         0, 1234, 'IN_SCOPE', %(day)s::timestamptz + interval '10 hours'
  from opened, generate_series(1, 5) as serial
)
select id, person_id from opened
