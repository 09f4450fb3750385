-- name: settlements
select json_build_object(
  'region', s.region, 'settlement_id', s.id, 'visit_id', s.visit_id, 'person_id', s.person_id,
  'person', json_build_object(
    'name', p.name, 'gender', p.gender, 'birth_date', p.birth_date, 'ethnicity', p.ethnicity,
    'age', extract(year from age(s.service_on, p.birth_date))::integer, 'civil_servant', s.civil_servant),
  'institution_region', s.institution_region, 'institution_id', s.institution_id, 'batch', s.batch,
  'benefit', s.benefit, 'medical_type', v.medical_type, 'scheme', s.scheme, 'category', s.category,
  'service_on', s.service_on, 'medical_year', s.medical_year, 'settled_at', s.settled_at,
  'amounts', json_build_object(
    'total_fen', s.total_fen, 'wholly_own_fen', s.wholly_own_fen, 'over_limit_fen', s.over_limit_fen,
    'first_self_fen', s.first_self_fen, 'in_scope_fen', s.in_scope_fen, 'deductible_fen', s.deductible_fen,
    'fund_fen', s.fund_fen, 'account_fen', s.account_fen, 'family_fen', s.family_fen, 'cash_fen', s.cash_fen,
    'institution_fen', s.institution_fen),
  'payers', (
    select json_agg(json_build_object('payer', y.payer, 'owner', y.payer_owner, 'amount_fen', y.amount_fen,
                                      'reason', y.reason) order by y.ordinal)
    from visits_payer y where y.region = s.region and y.settlement_id = s.id),
  'balance_after_fen', s.balance_after_fen, 'view_digest', s.view_digest, 'outcome', s.outcome,
  'message_id', s.message_id, 'cancels', s.cancels, 'cancelled_by', s.cancelled_by
)::text
from visits_settlement s
join visits_visit v on v.region = s.region and v.id = s.visit_id
join enrolment_person p on p.region = s.region and p.id = s.person_id
where s.region = %(region)s and s.id = any (%(ids)s::bigint[])
order by s.id

-- name: ids_of_person
select id
from visits_settlement
where region = %(region)s and person_id = %(person_id)s and service_on between %(first)s and %(last)s
order by id

-- name: lock_to_cancel
-- Locks in the one order that every writer keeps: visit, year, accounts by owner; then the settlement itself.
with visit as materialized (
  select coalesce((v.details ->> 'sale')::boolean, false) as sale
  from visits_visit v where v.region = %(region)s and v.id = %(visit_id)s
  for no key update of v
), year as materialized (
  select y.totals from visits_year y
  where y.region = %(region)s and y.person_id = %(person_id)s and y.medical_year = %(medical_year)s
    and (select count(*) from visit) >= 0
  for update of y
), money as materialized (
  select a.owner, a.balance_fen - a.held_fen as usable_fen from ledger_account a
  where a.region = %(region)s and a.kind = 'personal'
    and (a.owner = any (%(owners)s::bigint[]) or a.owner in (
      select y.payer_owner  -- whose accounts settling the year again may give money back to
      from visits_settlement s
      join visits_payer y on y.region = s.region and y.settlement_id = s.id and y.payer = 'family'
      where s.region = %(region)s and s.person_id = %(person_id)s and s.medical_year = %(medical_year)s))
    and (select count(*) from year) >= 0
  order by a.owner
  for update of a
), settlement as materialized (
  select s.accumulators, s.group_id, s.cancelled_by from visits_settlement s
  where s.region = %(region)s and s.id = %(settlement_id)s and (select count(*) from money) >= 0
  for update of s
)
select json_build_object(
  'sale', (select sale from visit),
  'totals', (select totals from year),
  'usable_fen', coalesce((select usable_fen from money where owner = %(person_id)s), 0),
  'added', coalesce((
    select a.accumulators from visits_adjustment a
    where a.region = %(region)s and a.settlement_id = %(settlement_id)s
    order by a.id desc limit 1), (select accumulators from settlement)),
  'group_id', (select group_id from settlement),
  'cancelled_by', (select cancelled_by from settlement),
  'lines', (select count(*) from visits_line l
            where l.region = %(region)s and l.visit_id = %(visit_id)s and l.settlement_id = %(settlement_id)s),
  'later', (
    select json_build_object('settlement_id', s.id, 'visit_id', s.visit_id, 'service_on', s.service_on)
    from visits_settlement s
    where s.region = %(region)s and s.person_id = %(person_id)s and s.medical_year = %(medical_year)s
      and s.id > %(settlement_id)s and s.cancels is null and s.cancelled_by is null
    order by s.id desc limit 1),
  'new_settlement_id', nextval('visits_settlement_id_seq'),
  'new_group_id', nextval('ledger_group_seq')
)::text
