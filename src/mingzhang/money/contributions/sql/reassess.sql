-- name: categories_of
select distinct c.category, coalesce(c.tier, '')
from enrolment_coverage c
where c.region = %(region)s and c.scheme = 'employee' and c.status = 'active'
  and c.person_id in (select unnest(%(people)s::bigint[]))
  and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)

-- name: assess_anew
-- A month that was declared otherwise after it was assessed. Before it is paid it becomes what it should be, and what it
-- was is kept; a month that is paid stays, and the difference is written down. Rounding is `rules.month_due`'s.
with rate as materialized (
  select * from unnest(%(categories)s::text[], %(tiers)s::text[], %(floors)s::bigint[], %(caps)s::bigint[],
                       %(person_bps)s::int[], %(employer_bps)s::int[], %(fixed)s::bigint[], %(large)s::bigint[],
                       %(account_bps)s::int[], %(maternity_bps)s::int[], %(rules)s::text[])
    as r (category, tier, floor_fen, cap_fen, person_bp, employer_bp, fixed_fen, large_fen, account_bp, maternity_bp,
          rule)
), covered as materialized (
  select distinct on (c.person_id) c.person_id, c.employer_id, c.category, coalesce(c.tier, '') as tier
  from enrolment_coverage c
  where c.region = %(region)s and c.scheme = 'employee' and c.status = 'active'
    and c.category in (select category from rate) and c.person_id in (select unnest(%(people)s::bigint[]))
    and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)
  order by c.person_id, lower(c.holds) desc
), assessed as materialized (
  select d.*, coalesce(known.base_after_fen, d.base_fen) as known_base, rate.category, rate.person_bp, rate.employer_bp,
         rate.maternity_bp, rate.account_bp as new_account_bp, rate.fixed_fen, rate.large_fen, rate.rule as new_rule,
         greatest(rate.floor_fen, least(coalesce(declared.declared_fen, 0), rate.cap_fen)) as new_base,
         coalesce(taken_in.person_part, 0) as more_person, coalesce(taken_in.employer_part, 0) as more_employer,
         coalesce(taken_in.account_part, 0) as more_account
  from contributions_due d
  join covered on covered.person_id = d.person_id and covered.employer_id is not distinct from d.employer_id
  join rate using (category, tier)
  left join lateral (
    select w.declared_fen from contributions_declaration w
    where w.region = d.region and w.person_id = d.person_id and w.from_month <= d.month
    order by w.from_month desc limit 1
  ) as declared on true
  left join lateral (
    select f.base_after_fen from contributions_difference f
    where f.region = d.region and f.person_id = d.person_id and f.month = d.month
    order by f.id desc limit 1
  ) as known on true
  left join lateral (
    select sum(f.person_part_fen) as person_part, sum(f.employer_part_fen) as employer_part,
           sum(f.account_part_fen) as account_part
    from contributions_difference f
    where f.region = d.region and f.person_id = d.person_id and f.collected_month = d.month
  ) as taken_in on true
  where d.region = %(region)s and d.scheme = 'employee' and d.month = %(month)s
  for update of d
), figured as materialized (
  select assessed.*,
         (new_base * person_bp + 5000) / 10000 + fixed_fen + large_fen + more_person as new_person,
         (new_base * employer_bp + 5000) / 10000 + (new_base * maternity_bp + 5000) / 10000 + more_employer
           as new_employer
  from assessed
  where new_base <> known_base
), open_month as materialized (
  select * from figured
  where paid_at is null and new_person >= person_paid_fen and new_employer >= employer_paid_fen
    and new_person + new_employer > person_paid_fen + employer_paid_fen
), changed as (
  update contributions_due d
  set base_fen = o.new_base, person_due_fen = o.new_person, employer_due_fen = o.new_employer,
      account_base_fen = case when o.new_account_bp > 0 then o.new_base else 0 end, account_rate_bp = o.new_account_bp,
      account_part_fen = (o.new_base * o.new_account_bp + 5000) / 10000 + o.more_account,
      maternity_part_fen = (o.new_base * o.maternity_bp + 5000) / 10000, rule = o.new_rule
  from open_month o
  where d.region = %(region)s and d.person_id = o.person_id and d.scheme = 'employee' and d.month = %(month)s
), told as (
  insert into contributions_due_change (region, person_id, scheme, month, reason, base_before_fen, base_after_fen,
                                        person_before_fen, person_after_fen, employer_before_fen, employer_after_fen,
                                        file_id, changed_by, changed_at)
  select %(region)s, person_id, 'employee', %(month)s, 'DECLARED_ANEW', base_fen, new_base, person_due_fen, new_person,
         employer_due_fen, new_employer, %(file_id)s, %(by)s, %(now)s
  from open_month
  returning 1
), different as (
  insert into contributions_difference (region, person_id, month, employer_id, base_before_fen, base_after_fen,
                                        person_part_fen, employer_part_fen, account_part_fen, file_id, found_by,
                                        found_at)
  select %(region)s, person_id, %(month)s, employer_id, known_base, new_base,
         (new_base * person_bp + 5000) / 10000 - (known_base * person_bp + 5000) / 10000,
         (new_base * employer_bp + 5000) / 10000 - (known_base * employer_bp + 5000) / 10000
           + (new_base * maternity_bp + 5000) / 10000 - (known_base * maternity_bp + 5000) / 10000,
         (new_base * new_account_bp + 5000) / 10000 - (known_base * new_account_bp + 5000) / 10000,
         %(file_id)s, %(by)s, %(now)s
  from figured
  where person_id not in (select person_id from open_month)
    and ((new_base * person_bp + 5000) / 10000 <> (known_base * person_bp + 5000) / 10000
         or (new_base * employer_bp + 5000) / 10000 <> (known_base * employer_bp + 5000) / 10000)
  returning person_part_fen + employer_part_fen as difference_fen
)
select (select count(*) from told), (select count(*) from different),
       coalesce((select sum(difference_fen) from different), 0)::bigint

-- name: cancel_after_leaving
-- A month that was assessed for somebody who had left by then: what is not paid is taken away and kept as it was, what
-- is paid waits to be given back.
with asked as materialized (
  select * from unnest(%(people)s::bigint[], %(months)s::date[]) as a (person_id, first_month)
), gone as materialized (
  select d.* from contributions_due d
  join asked on asked.person_id = d.person_id and d.month >= asked.first_month
  where d.region = %(region)s and d.scheme = 'employee' and d.employer_id = %(employer_id)s
  for update of d
), told as (
  insert into contributions_due_change (region, person_id, scheme, month, reason, base_before_fen, base_after_fen,
                                        person_before_fen, person_after_fen, employer_before_fen, employer_after_fen,
                                        file_id, changed_by, changed_at)
  select region, person_id, scheme, month, 'LEFT', base_fen, 0, person_due_fen, 0, employer_due_fen, 0, %(file_id)s,
         %(by)s, %(now)s
  from gone
  where person_paid_fen + employer_paid_fen = 0
), different as (
  insert into contributions_difference (region, person_id, month, employer_id, base_before_fen, base_after_fen,
                                        person_part_fen, employer_part_fen, account_part_fen, file_id, found_by,
                                        found_at)
  select region, person_id, month, employer_id, base_fen, 0, -person_paid_fen, -employer_paid_fen,
         case when paid_at is not null then -account_part_fen else 0 end, %(file_id)s, %(by)s, %(now)s
  from gone
  where person_paid_fen + employer_paid_fen > 0
    and not exists (
      select from contributions_difference f
      where f.region = gone.region and f.person_id = gone.person_id and f.month = gone.month and f.base_after_fen = 0
    )
)
delete from contributions_due d
using gone
where d.region = gone.region and d.person_id = gone.person_id and d.scheme = gone.scheme and d.month = gone.month
  and gone.person_paid_fen + gone.employer_paid_fen = 0

-- name: changes_of
select month, scheme, reason, base_before_fen, base_after_fen, person_before_fen, person_after_fen, employer_before_fen,
       employer_after_fen, file_id, changed_by, changed_at
from contributions_due_change
where region = %(region)s and person_id = %(person_id)s
order by changed_at, id

-- name: differences_of
select id, month, employer_id, base_before_fen, base_after_fen, person_part_fen, employer_part_fen, account_part_fen,
       file_id, found_by, found_at, collected_month
from contributions_difference
where region = %(region)s and person_id = %(person_id)s
order by found_at, id

-- name: differences_by_employer
select month, count(*), sum(person_part_fen + employer_part_fen)::bigint,
       sum(person_part_fen + employer_part_fen) filter (where collected_month is null)::bigint
from contributions_difference
where region = %(region)s and employer_id = %(employer_id)s and month between %(first)s and %(last)s
group by month
order by month
