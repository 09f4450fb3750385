-- name: declare
insert into contributions_declaration (region, person_id, from_month, declared_fen)
values (%(region)s, %(person_id)s, %(from_month)s, %(declared_fen)s)
on conflict (region, person_id, from_month) do update set declared_fen = excluded.declared_fen

-- name: copy_declarations
copy contributions_declaration (region, person_id, from_month, declared_fen) from stdin

-- name: categories
select distinct c.scheme, c.category, coalesce(c.tier, ''), extract(year from age(%(month)s::date, p.birth_date))::int
from enrolment_coverage c
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.status = 'active'
  and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)

-- name: assess_months
-- One due row for each employee who pays: the latest coverage of the month that pays, the latest declared wage, clamped
-- and rated as `rules.month_due` says; `(x * bp + 5000) / 10000` rounds half up in whole numbers. What earlier months of
-- the same employer still lack after a correction is taken in.
with rate as materialized (
  select * from unnest(%(categories)s::text[], %(tiers)s::text[], %(floors)s::bigint[], %(caps)s::bigint[],
                       %(person_bps)s::int[], %(employer_bps)s::int[], %(fixed)s::bigint[], %(large)s::bigint[],
                       %(account_bps)s::int[], %(maternity_bps)s::int[], %(rules)s::text[])
    as r (category, tier, floor_fen, cap_fen, person_bp, employer_bp, fixed_fen, large_fen, account_bp, maternity_bp,
          rule)
), covered as (
  select distinct on (c.person_id) c.person_id, c.id, c.employer_id, c.category, coalesce(c.tier, '') as tier
  from enrolment_coverage c
  where c.region = %(region)s and c.scheme = 'employee' and c.status = 'active'
    and c.category in (select category from rate)
    /* only some people */
    and c.holds && daterange(%(month)s::date, (%(month)s::date + interval '1 month')::date)
  order by c.person_id, lower(c.holds) desc
), open_difference as materialized (
  select person_id, employer_id, sum(person_part_fen) as person_part, sum(employer_part_fen) as employer_part,
         sum(account_part_fen) as account_part
  from contributions_difference
  where region = %(region)s and collected_month is null and person_part_fen >= 0 and employer_part_fen >= 0
    and month < %(month)s
  group by person_id, employer_id
), based as (
  select covered.*, rate.floor_fen, rate.cap_fen, rate.person_bp, rate.employer_bp, rate.fixed_fen, rate.large_fen,
         rate.account_bp, rate.maternity_bp, rate.rule,
         greatest(rate.floor_fen, least(coalesce(declared.declared_fen, 0), rate.cap_fen)) as base_fen
  from covered
  join rate using (category, tier)
  left join lateral (
    select d.declared_fen from contributions_declaration d
    where d.region = %(region)s and d.person_id = covered.person_id and d.from_month <= %(month)s
    order by d.from_month desc limit 1
  ) as declared on true
), written as (
  insert into contributions_due (region, person_id, scheme, month, months, coverage_id, employer_id, base_fen,
                                 person_due_fen, employer_due_fen, account_base_fen, account_rate_bp, account_part_fen,
                                 large_part_fen, maternity_part_fen, difference_fen, due_on, assessed_on, rule)
  select %(region)s, person_id, 'employee', %(month)s, 1, based.id, based.employer_id, base_fen,
         (base_fen * person_bp + 5000) / 10000 + fixed_fen + large_fen + coalesce(more.person_part, 0),
         (base_fen * employer_bp + 5000) / 10000 + (base_fen * maternity_bp + 5000) / 10000
           + coalesce(more.employer_part, 0),
         case when account_bp > 0 then base_fen else 0 end, account_bp,
         (base_fen * account_bp + 5000) / 10000 + coalesce(more.account_part, 0), large_fen,
         (base_fen * maternity_bp + 5000) / 10000, coalesce(more.person_part + more.employer_part, 0), %(due_on)s,
         %(assessed_on)s, rule
  from based
  left join open_difference more using (person_id)
  where more.person_id is null or more.employer_id is not distinct from based.employer_id
  on conflict do nothing
  returning person_id, person_due_fen, employer_due_fen, difference_fen
), taken_in as (
  update contributions_difference d
  set collected_month = %(month)s
  from written
  where d.region = %(region)s and d.person_id = written.person_id and written.difference_fen > 0
    and d.collected_month is null and d.person_part_fen >= 0 and d.employer_part_fen >= 0 and d.month < %(month)s
)
select count(*), coalesce(sum(person_due_fen), 0)::bigint, coalesce(sum(employer_due_fen), 0)::bigint from written

-- name: assess_years
-- One due row for the rest of the year for each covered resident whose year has none yet. Who came after the window had
-- closed pays the late price, except newborns and those who have just left the employee scheme.
with amount as materialized (
  select * from unnest(%(categories)s::text[], %(tiers)s::text[], %(ages)s::int[], %(amounts)s::bigint[],
                       %(subsidies)s::bigint[], %(late_amounts)s::bigint[], %(rules)s::text[])
    as a (category, tier, age, amount_fen, subsidy_fen, late_fen, rule)
), covered as (
  select distinct on (c.person_id) c.person_id, c.id, c.category, coalesce(c.tier, '') as tier,
         extract(year from age(%(month)s::date, p.birth_date))::int as age,
         lower(c.holds) > %(window_ends)s::date
           and not (%(newborns_exempt)s and p.birth_date > lower(c.holds) - interval '1 year')
           and not exists (
             select from enrolment_coverage e
             where e.region = c.region and e.person_id = c.person_id and e.status = 'active' and e.id <> c.id
               and (e.scheme = 'resident' and e.holds && daterange(%(year)s::date, lower(c.holds))
                    or e.scheme = 'employee'
                       and upper(e.holds) between lower(c.holds) - make_interval(months => %(switch_months)s)
                                              and lower(c.holds))
           ) as late
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
), priced as (
  select covered.*, amount.rule, coalesce(covered.late, false) as is_late,
         case when covered.late then amount.late_fen else amount.amount_fen end as price_fen,
         amount.amount_fen + amount.subsidy_fen as whole_fen
  from covered
  join amount using (category, tier, age)
), written as (
  insert into contributions_due (region, person_id, scheme, month, months, coverage_id, base_fen, person_due_fen,
                                 employer_due_fen, subsidy_fen, due_on, assessed_on, rule, late_price)
  select %(region)s, person_id, 'resident', %(month)s, 13 - extract(month from %(month)s::date), id, 0, price_fen, 0,
         whole_fen - price_fen, %(due_on)s, %(assessed_on)s, rule, is_late
  from priced
  where price_fen is not null
  on conflict do nothing
  returning person_due_fen
)
select count(*), coalesce(sum(person_due_fen), 0)::bigint, 0 from written
