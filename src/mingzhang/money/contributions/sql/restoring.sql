-- name: repaired
-- The gaps that these receipts closed: months in a row that had been missing together and are all paid now, the last of
-- them just now. A month goes on with the one before while that was still missing on its own payment day.
with posted as materialized (
  select distinct l.person_id, l.scheme, l.month
  from contributions_receipt_line l
  join contributions_due d
    on d.region = l.region and d.person_id = l.person_id and d.scheme = l.scheme and d.month = l.month
  where l.region = %(region)s and l.receipt_id = any(%(receipt_ids)s) and not l.set_aside
    and d.due_on < %(on)s and d.paid_at = %(at)s
), missed as (
  select d.person_id, d.scheme, d.month, d.months, d.paid_at, d.coverage_id, d.late_price, d.due_on,
         lag(d.month) over person as month_before, lag(d.paid_at) over person as paid_before
  from contributions_due d
  where d.region = %(region)s and (d.person_id, d.scheme) in (select person_id, scheme from posted)
    and d.due_on < %(on)s and (d.paid_at is null or (d.paid_at at time zone 'Asia/Shanghai')::date > d.due_on)
  window person as (partition by d.person_id, d.scheme order by d.month)
), numbered as (
  select missed.*,
         count(*) filter (where month_before is null or months > 1
                             or month_before + interval '1 month' <> month
                             or (paid_before at time zone 'Asia/Shanghai')::date <= due_on)
           over (partition by person_id, scheme order by month) as gap
  from missed
)
select g.person_id, g.scheme, min(g.month), max(g.month), count(*)::int, bool_or(g.late_price),
       (array_agg(g.coverage_id order by g.month desc))[1]
from numbered g
group by g.person_id, g.scheme, g.gap
having bool_and(g.paid_at is not null)
   and bool_or((g.person_id, g.scheme, g.month) in (select person_id, scheme, month from posted))

-- name: people_restored
-- By whom benefit is taken up again: the coverage of the payment day, its category and first day of benefit, and whether
-- the resident was born within the year before the cover began.
select asked.person_id, c.id, c.category, c.entitled_from, p.birth_date > lower(c.holds) - interval '1 year'
from unnest(%(people)s::bigint[], %(schemes)s::text[]) as asked (person_id, scheme)
join enrolment_person p on p.region = %(region)s and p.id = asked.person_id
join enrolment_coverage c
  on c.region = p.region and c.person_id = p.id and c.scheme = asked.scheme and c.status = 'active'
 and c.holds @> %(on)s::date

-- name: write_restorations
insert into contributions_restoration (region, person_id, scheme, first_month, last_month, gap_months, wait_months,
                                       covered, restored_on, receipt_id, rule, restored_at)
select %(region)s, r.person_id, r.scheme, r.first_month, r.last_month, r.gap_months, r.wait_months, r.covered,
       r.restored_on, line.receipt_id, r.rule, %(at)s
from unnest(%(people)s::bigint[], %(schemes)s::text[], %(firsts)s::date[], %(lasts)s::date[], %(gaps)s::int[],
            %(waits)s::int[], %(covered)s::boolean[], %(days)s::date[], %(rules)s::text[])
  as r (person_id, scheme, first_month, last_month, gap_months, wait_months, covered, restored_on, rule)
cross join lateral (
  select max(l.receipt_id) as receipt_id
  from contributions_receipt_line l
  where l.region = %(region)s and l.person_id = r.person_id and l.scheme = r.scheme
    and l.month between r.first_month and r.last_month and l.receipt_id = any(%(receipt_ids)s)
) as line
on conflict do nothing

-- name: restorations_of
select id, person_id, scheme, first_month, last_month, gap_months, wait_months, covered, restored_on, receipt_id, rule
from contributions_restoration
where region = %(region)s and person_id = %(person_id)s
order by first_month, id

-- name: reprice
-- The year of a resident who missed the window gets its late price before it is paid; what it was is kept.
with year as materialized (
  select d.*, d.person_paid_fen + %(missing_fen)s as price_fen
  from contributions_due d
  where d.region = %(region)s and d.person_id = %(person_id)s and d.scheme = 'resident' and d.month = %(month)s
    and d.paid_at is null and not d.late_price
  for update
), told as (
  insert into contributions_due_change (region, person_id, scheme, month, reason, base_before_fen, base_after_fen,
                                        person_before_fen, person_after_fen, employer_before_fen, employer_after_fen,
                                        changed_by, changed_at)
  select region, person_id, scheme, month, 'WINDOW_CLOSED', 0, 0, person_due_fen, price_fen, 0, 0, %(by)s, %(now)s
  from year
)
update contributions_due d
set person_due_fen = year.price_fen, late_price = true,
    subsidy_fen = greatest(0, d.subsidy_fen - (year.price_fen - d.person_due_fen))
from year
where d.region = year.region and d.person_id = year.person_id and d.scheme = year.scheme and d.month = year.month
