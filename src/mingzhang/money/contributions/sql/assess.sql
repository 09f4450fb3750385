-- name: declare
insert into contributions_declaration (region, person_id, from_month, declared_fen)
values (%(region)s, %(person_id)s, %(from_month)s, %(declared_fen)s)
on conflict (region, person_id, from_month) do update set declared_fen = excluded.declared_fen

-- name: copy_declarations
copy contributions_declaration (region, person_id, from_month, declared_fen) from stdin

-- name: categories
select distinct c.scheme, c.category, extract(year from age(%(month)s::date, p.birth_date))::int
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.status = 'active'
  and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)

-- name: assess_months
-- One due row for each covered employee: the latest coverage of the month, the latest declared wage, clamped and rated
-- as `rules.month_due` says; `(x * bp + 5000) / 10000` rounds half up in whole numbers.
with rate as materialized (
  select * from unnest(%(categories)s::text[], %(floors)s::bigint[], %(caps)s::bigint[], %(person_bps)s::int[],
                       %(employer_bps)s::int[], %(fixed)s::bigint[], %(large)s::bigint[], %(account_bps)s::int[],
                       %(rules)s::text[])
    as r (category, floor_fen, cap_fen, person_bp, employer_bp, fixed_fen, large_fen, account_bp, rule)
), covered as (
  select distinct on (c.person_id) c.person_id, c.id, c.employer_id, c.category
  from enrolment_coverage c
  where c.region = %(region)s and c.scheme = 'employee' and c.status = 'active'
    and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)
  order by c.person_id, lower(c.holds) desc
), based as (
  select covered.*, rate.*,
         greatest(rate.floor_fen, least(coalesce(declared.declared_fen, 0), rate.cap_fen)) as base_fen
  from covered
  join rate using (category)
  left join lateral (
    select d.declared_fen from contributions_declaration d
    where d.region = %(region)s and d.person_id = covered.person_id and d.from_month <= %(month)s
    order by d.from_month desc limit 1
  ) as declared on true
), written as (
  insert into contributions_due (region, person_id, scheme, month, months, coverage_id, employer_id, base_fen,
                                 person_due_fen, employer_due_fen, account_base_fen, account_rate_bp, account_part_fen,
                                 large_part_fen, due_on, assessed_on, rule)
  select %(region)s, person_id, 'employee', %(month)s, 1, id, employer_id, base_fen,
         (base_fen * person_bp + 5000) / 10000 + fixed_fen + large_fen, (base_fen * employer_bp + 5000) / 10000,
         case when account_bp > 0 then base_fen else 0 end, account_bp, (base_fen * account_bp + 5000) / 10000,
         large_fen, %(due_on)s, %(assessed_on)s, rule
  from based
  on conflict do nothing
  returning person_due_fen, employer_due_fen
)
select count(*), coalesce(sum(person_due_fen), 0)::bigint, coalesce(sum(employer_due_fen), 0)::bigint from written

-- name: assess_years
-- One due row for the rest of the year for each covered resident whose year has none yet.
with amount as materialized (
  select * from unnest(%(categories)s::text[], %(ages)s::int[], %(amounts)s::bigint[], %(subsidies)s::bigint[],
                       %(rules)s::text[]) as a (category, age, amount_fen, subsidy_fen, rule)
), covered as (
  select distinct on (c.person_id) c.person_id, c.id, c.category,
         extract(year from age(%(month)s::date, p.birth_date))::int as age
  from enrolment_coverage c
  join enrolment_person p on p.region = c.region and p.id = c.person_id
  where c.region = %(region)s and c.scheme = 'resident' and c.status = 'active'
    and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)
    and not exists (
      select from contributions_due d
      where d.region = c.region and d.person_id = c.person_id and d.scheme = 'resident'
        and d.month <= %(month)s and %(month)s < d.month + make_interval(months => d.months)
    )
  order by c.person_id, lower(c.holds) desc
), written as (
  insert into contributions_due (region, person_id, scheme, month, months, coverage_id, base_fen, person_due_fen,
                                 employer_due_fen, subsidy_fen, due_on, assessed_on, rule)
  select %(region)s, covered.person_id, 'resident', %(month)s, 13 - extract(month from %(month)s::date), covered.id, 0,
         amount.amount_fen, 0, amount.subsidy_fen, %(due_on)s, %(assessed_on)s, amount.rule
  from covered
  join amount using (category, age)
  on conflict do nothing
  returning person_due_fen
)
select count(*), coalesce(sum(person_due_fen), 0)::bigint, 0 from written
