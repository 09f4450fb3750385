-- Everything a decision about one visit needs, in one statement: the registers' facts as of the service day, the
-- person's running totals and balances, the batch's sums, and the answer this message may already have had.
-- It reads other rooms' tables, which nothing else here does: a settlement must see them in the transaction that books
-- it, and cannot afford a round trip for each. Rows are locked in the order every writer keeps: visit, year, accounts
-- by owner, lines. A trial runs the same statement without its `for update` clauses.

-- name: facts
with visit as materialized (
  select v.id, v.person_id, v.institution_region, v.institution_id, v.serial, v.benefit, v.medical_type, v.scheme,
         v.service_on, v.withdrawn_at is not null as withdrawn,
         coalesce((v.details ->> 'emergency')::boolean, false) as emergency
  from visits_visit v
  where v.region = %(region)s and v.id = %(visit_id)s
  for no key update of v
), day as materialized (
  select service_on,
         extract(year from service_on)::integer
         - case when extract(month from service_on) < %(year_starts_in_month)s then 1 else 0 end as medical_year
  from (select coalesce((select service_on from visit), %(service_on)s) as service_on) as asked
), year as materialized (
  select y.totals
  from visits_year y, day
  where y.region = %(region)s and y.person_id = %(person_id)s and y.medical_year = day.medical_year
  for update of y
), granted as materialized (
  select g.id, g.owner_id, g.bound_order
  from family_grant g
  where g.region = %(region)s and g.member_id = %(person_id)s and g.span @> %(today)s
), money as materialized (
  select a.owner, a.balance_fen, a.held_fen
  from ledger_account a
  where a.region = %(region)s and a.kind = 'personal'
    and a.owner = any (array(select owner_id from granted union select %(person_id)s))
    and (not %(booking)s or (select count(*) from year) = 1)  -- without the year, nothing after it is locked
  order by a.owner
  for update of a
), lines as materialized (
  select l.item_group, l.amount_fen, l.wholly_own_fen, l.over_limit_fen, l.first_self_fen, l.in_scope_fen,
         l.settlement_id
  from visits_line l
  where l.region = %(region)s and l.visit_id = %(visit_id)s and l.batch = %(batch)s
    and (not %(booking)s or (select count(*) from year) = 1) and (select count(*) from money) >= 0
  order by l.serial
  for update of l
), account as materialized (
  select a.person_id, a.opened_on, a.activated_on, a.closed_on,
         array(select f.kind from accounts_freeze f
               where f.region = %(region)s and f.person_id = a.person_id and f.span @> %(today)s) as freezes
  from accounts_account a
  where a.region = %(region)s and a.person_id = any (array(select owner_id from granted union select %(person_id)s))
), institution as (
  select i.region, i.id, i.kind, i.level, i.community, i.specialist,
         (select g.state from institutions_agreement g
          where g.region = i.region and g.institution_id = i.id and g.holds @> (select service_on from day)) as agreement
  from institutions_institution i
  where i.region = %(institution_region)s and i.code = %(institution_code)s
)
select json_build_object(
  'service_on', (select service_on from day),
  'medical_year', (select medical_year from day),
  'visit', (select to_json(v) from visit v),
  'person', (select to_json(p) from (
    select region, id, name, gender, birth_date, ethnicity, died_on, retired_on
    from enrolment_person where region = %(region)s and id = %(person_id)s) p),
  'document_holds', (
    select bool_or(n.holds @> %(today)s) from enrolment_identity n
    where n.number_index = %(document_index)s and n.region = %(region)s and n.person_id = %(person_id)s
      and n.holder = 'register'),
  'credential', (select to_json(c) from (
    select c.person_id, c.activated_on, c.holds @> %(today)s as holds
    from enrolment_credential c
    where c.region = %(region)s and c.kind = %(credential_kind)s and c.number = %(credential_number)s
    union all
    (select c.person_id, c.activated_on, c.holds @> %(today)s
     from enrolment_credential c
     where c.region = %(region)s and c.person_id = %(person_id)s and c.kind = %(credential_kind)s
       and %(credential_number)s::text is null
     order by c.issued_on desc limit 1)) c),
  'coverages', (select coalesce(json_agg(c), '[]') from (
    select id, person_id, scheme, category, employer_id, status, reason, confirmed_on, entitled_from, civil_servant,
           json_build_object('start', lower(holds), 'end', upper(holds)) as holds
    from enrolment_coverage where region = %(region)s and person_id = %(person_id)s order by lower(holds)) c),
  'dues', (select coalesce(json_agg(d), '[]') from (
    select d.scheme, d.month, d.months, d.due_on, d.paid_at
    from contributions_due d, day
    where d.region = %(region)s and d.person_id = %(person_id)s and d.month <= day.service_on
      and d.month + make_interval(months => greatest(d.months, 3)) > day.service_on) d),
  'institution', (select to_json(i) from institution i),
  'filing', (
    select f.kind from filings_offsite f, day
    where f.region = %(region)s and f.person_id = %(person_id)s and f.holds @> day.service_on
      and f.place in (%(institution_region)s, left(%(institution_region)s, 4) || '00',
                      left(%(institution_region)s, 2) || '0000')
    order by f.id desc limit 1),
  'choices', (select coalesce(json_agg(c), '[]') from (
    select c.benefit, c.kind, c.institution_region, c.institution_id
    from filings_choice c, day
    where c.region = %(region)s and c.person_id = %(person_id)s and c.holds @> day.service_on) c),
  'account', (select to_json(a) from account a where a.person_id = %(person_id)s),
  'money', (select to_json(m) from money m where m.owner = %(person_id)s),
  'grants', (select coalesce(json_agg(g order by g.bound_order, g.id), '[]') from (
    select g.id, g.owner_id, g.bound_order, coalesce(m.balance_fen - m.held_fen, 0) as available_fen,
           (select to_json(a) from account a where a.person_id = g.owner_id) as account
    from granted g
    left join money m on m.owner = g.owner_id) g),
  'year', (select to_json(y) from year y),
  'batch', (select to_json(b) from (
    select count(*) as lines, count(settlement_id) as settled, coalesce(sum(amount_fen), 0) as total_fen,
           coalesce(sum(wholly_own_fen), 0) as wholly_own_fen, coalesce(sum(over_limit_fen), 0) as over_limit_fen,
           coalesce(sum(first_self_fen), 0) as first_self_fen,
           (select coalesce(json_agg(json_build_array(g.item_group, g.in_scope_fen) order by g.item_group), '[]')
            from (select item_group, sum(in_scope_fen) as in_scope_fen from lines group by item_group) g) as groups
    from lines) b),
  'settlement_id', case when %(booking)s then nextval('visits_settlement_id_seq') end,
  'group_id', case when %(booking)s then nextval('ledger_group_seq') end,
  'new_visit_id', case when %(booking)s and %(visit_id)s::bigint is null then nextval('visits_visit_id_seq') end
)::text, stored.body_digest, stored.answer, stored.reversed_by
from (values (true)) as one (row)
left join evidence_answer stored
  on stored.region = %(region)s and stored.institution_code = %(institution_code)s
 and stored.transaction_no = %(transaction_no)s and stored.message_id = %(message_id)s
