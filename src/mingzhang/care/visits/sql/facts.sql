-- What a decision about one visit always needs, in one statement: the registers' facts as of the service day, the
-- person's running totals and balance, the batch's sums, and the answer this message may already have had.
-- It reads other rooms' tables, which nothing else here does: a settlement must see them in the transaction that books
-- it, and cannot afford a round trip for each. What few people have (grants, choices, freezes) is only told of here.
-- Rows are locked in the order every writer keeps: visit, year, account, lines; each lock waits for the one before, and
-- without the year nothing after it is locked. A trial runs the same statement without its `for update` clauses.

-- name: facts
select day.service_on, day.medical_year,
       visit.id, visit.person_id, visit.institution_region, visit.institution_id, visit.serial, visit.benefit,
       visit.medical_type, visit.scheme, visit.service_on, visit.withdrawn_at is not null,
       coalesce((visit.details ->> 'emergency')::boolean, false),
       person.region, person.id, person.name, person.gender, person.birth_date, person.ethnicity, person.died_on,
       person.retired_on,
       (select bool_or(n.holds @> %(today)s) from enrolment_identity n
        where n.number_index = %(document_index)s and n.region = %(region)s and n.person_id = %(person_id)s
          and n.holder = 'register'),
       coverage.id, coverage.person_id, coverage.scheme, coverage.category, coverage.employer_id, coverage.status,
       coverage.reason, coverage.confirmed_on, coverage.entitled_from, coverage.civil_servant, lower(coverage.holds),
       upper(coverage.holds), coverage.tier, coverage.cause,
       dues.schemes, dues.starts, dues.months, dues.due_on, dues.paid_at,
       institution.region, institution.id, institution.kind, institution.level, institution.community,
       institution.specialist,
       (select g.state from institutions_agreement g
        where g.region = institution.region and g.institution_id = institution.id and g.holds @> day.service_on),
       account.opened_on, account.activated_on, account.closed_on,
       exists (select from accounts_freeze f
               where f.region = %(region)s and f.person_id = %(person_id)s and f.span @> %(today)s),
       exists (select from family_grant g
               where g.region = %(region)s and g.member_id = %(person_id)s and g.span @> %(today)s),
       exists (select from filings_choice c
               where c.region = %(region)s and c.person_id = %(person_id)s and c.holds @> day.service_on),
       money.balance_fen, money.held_fen, year.totals,
       batch.lines, batch.settled, batch.total_fen, batch.wholly_own_fen, batch.over_limit_fen, batch.first_self_fen,
       batch.item_groups, batch.in_scope_fen,
       case when %(booking)s then nextval('visits_settlement_id_seq') end,
       case when %(booking)s then nextval('ledger_group_seq') end,
       case when %(booking)s and %(visit_id)s::bigint is null then nextval('visits_visit_id_seq') end,
       stored.body_digest, stored.answer, stored.reversed_by
from (values (true)) as one (row)
left join lateral (
  select v.* from visits_visit v
  where v.region = %(region)s and v.id = %(visit_id)s
  for no key update of v
) as visit on true
cross join lateral (
  select asked.on_day as service_on,
         extract(year from asked.on_day)::integer
         - case when extract(month from asked.on_day) < %(year_starts_in_month)s then 1 else 0 end as medical_year
  from (values (coalesce(visit.service_on, %(service_on)s))) as asked (on_day)
) as day
left join lateral (
  select y.totals from visits_year y
  where y.region = %(region)s and y.person_id = %(person_id)s and y.medical_year = day.medical_year
  for update of y
) as year on true
left join lateral (
  select a.balance_fen, a.held_fen from ledger_account a
  where a.region = %(region)s and a.kind = 'personal' and a.owner = %(person_id)s
    and (year.totals is not null or not %(booking)s)
    and (not %(booking)s or not exists (select from family_grant g
                                        where g.region = %(region)s and g.member_id = %(person_id)s
                                          and g.span @> %(today)s))
  for update of a
) as money on true
left join lateral (
  select count(*) as lines, count(l.settlement_id) as settled, coalesce(sum(l.amount_fen), 0)::bigint as total_fen,
         coalesce(sum(l.wholly_own_fen), 0)::bigint as wholly_own_fen,
         coalesce(sum(l.over_limit_fen), 0)::bigint as over_limit_fen,
         coalesce(sum(l.first_self_fen), 0)::bigint as first_self_fen,
         coalesce(array_agg(l.item_group), '{}') as item_groups,
         coalesce(array_agg(l.in_scope_fen), '{}') as in_scope_fen
  from (select * from visits_line charged
        where charged.region = %(region)s and charged.visit_id = %(visit_id)s and charged.batch = %(batch)s
          and (year.totals is not null or not %(booking)s)
        for update of charged) as l
) as batch on true
left join enrolment_person person on person.region = %(region)s and person.id = %(person_id)s
left join enrolment_coverage coverage
  on coverage.region = %(region)s and coverage.person_id = %(person_id)s and coverage.holds @> day.service_on
left join lateral (
  select array_agg(d.scheme) as schemes, array_agg(d.month) as starts, array_agg(d.months) as months,
         array_agg(d.due_on) as due_on, array_agg(d.paid_at) as paid_at
  from contributions_due d
  where d.region = %(region)s and d.person_id = %(person_id)s and d.month <= day.service_on
    and d.month + make_interval(months => greatest(d.months, 3)) > day.service_on
) as dues on true
left join institutions_institution institution
  on institution.region = %(institution_region)s and institution.code = %(institution_code)s
left join accounts_account account on account.region = %(region)s and account.person_id = %(person_id)s
left join evidence_answer stored
  on stored.region = %(region)s and stored.institution_code = %(institution_code)s
 and stored.transaction_no = %(transaction_no)s and stored.message_id = %(message_id)s

-- name: family
-- The accounts that a person with grants may use, the own one among them, locked by owner in ascending order.
select a.owner, a.balance_fen, a.held_fen
from ledger_account a
where a.region = %(region)s and a.kind = 'personal' and a.owner = any (%(owners)s::bigint[])
order by a.owner
for update of a

-- name: family_accounts
select a.person_id, a.opened_on, a.activated_on, a.closed_on
from accounts_account a
where a.region = %(region)s and a.person_id = any (%(owners)s::bigint[])

-- name: credential
select c.person_id, c.activated_on, c.holds @> %(today)s
from enrolment_credential c
where c.region = %(region)s and c.kind = %(kind)s and c.number = %(number)s

-- name: newest_credential
select c.person_id, c.activated_on, c.holds @> %(today)s
from enrolment_credential c
where c.region = %(region)s and c.kind = %(kind)s and c.person_id = %(person_id)s
order by c.issued_on desc
limit 1
