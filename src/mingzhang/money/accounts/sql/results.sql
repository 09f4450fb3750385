-- name: trust_indexes
-- A table that has just begun to grow looks empty to the planner, and reading it whole for each person would be slow.
set local enable_seqscan = off

-- name: not_posted
-- Months for which nothing could be given yet, by what stands in the way, up to the run's month.
select case when i.state = 'suspended' then 'SUSPENDED'
            when a.state = 'closed' then 'CLOSED'
            when d.person_paid_fen + d.employer_paid_fen > 0 and d.paid_at is null then 'PART_PAID'
            else 'WAITING_MONEY' end,
       i.month >= %(span_begins)s, count(*), sum(i.amount_fen)::bigint
from accounts_item i
left join contributions_due d
  on d.region = i.region and d.person_id = i.person_id and d.scheme = 'employee' and d.month = i.month
left join accounts_account a on a.region = i.region and a.person_id = i.person_id
where i.region = %(region)s and i.state <> 'posted' and i.month <= %(month)s
group by 1, 2

-- name: without_item
-- People of categories whose rule is known for whom the month has no item: none was assessed, or the fixed amount
-- begins later, or came for the whole year.
with share as materialized (
  select * from unnest(%(all_categories)s::text[], %(all_tiers)s::text[], %(all_kinds)s::text[])
    as s (category, tier, kind)
)
select case share.kind
         when 'rate' then 'NOT_ASSESSED'
         when 'fixed' then 'RETIRED_IN_MONTH'
         else case when exists (
           select from accounts_item of_year
           where of_year.region = c.region and of_year.person_id = c.person_id and of_year.month = %(year_begins)s
         ) then 'GIVEN_FOR_YEAR' else 'RULE_UNKNOWN' end
       end,
       c.category, coalesce(c.tier, ''), count(*)
from enrolment_coverage c
join share on share.category = c.category and share.tier = coalesce(c.tier, '')
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.status = 'active' and c.holds && daterange(%(month)s, %(month_ends)s)
  and c.person_id between %(first)s and %(last)s
  and (p.died_on is null or p.died_on >= %(month)s)
  and not exists (
    select from accounts_item i
    where i.region = c.region and i.person_id = c.person_id and i.month between %(span_begins)s and %(month)s
  )
group by 1, 2, 3

-- name: clear_results
delete from accounts_run_result
where region = %(region)s and run_id = %(run_id)s and reason not in ('POSTED', 'MADE_UP')

-- name: write_results
insert into accounts_run_result (region, run_id, reason, category, tier, people, amount_fen, facts)
select %(region)s, %(run_id)s, part.*
from unnest(%(reasons)s::text[], %(of_categories)s::text[], %(of_tiers)s::text[], %(people)s::bigint[],
            %(sums)s::bigint[], %(facts)s::jsonb[]) as part

-- name: parts
select reason, category, tier, people, amount_fen, facts
from accounts_run_result
where region = %(region)s and run_id = %(run_id)s
order by reason, category, tier

-- name: people_posted
-- A page of the people who were given the month, in its own run or made up later, in the order of their numbers.
select i.person_id, i.amount_fen, coalesce(c.category, '')
from accounts_item i
left join enrolment_coverage c on c.region = i.region and c.person_id = i.person_id and c.holds @> i.month
where i.region = %(region)s and i.state = 'posted' and i.person_id > %(after)s
  and case %(reason)s when 'POSTED' then i.month = %(month)s and not i.made_up
                      else i.run_id = %(run_id)s and i.made_up end
order by i.person_id
limit %(limit)s

-- name: people_not_posted
-- A page of the people for whose month something stands in the way, in the order of their numbers.
select i.person_id, i.amount_fen, coalesce(c.category, '')
from accounts_item i
left join contributions_due d
  on d.region = i.region and d.person_id = i.person_id and d.scheme = 'employee' and d.month = i.month
left join accounts_account a on a.region = i.region and a.person_id = i.person_id
left join enrolment_coverage c on c.region = i.region and c.person_id = i.person_id and c.holds @> i.month
where i.region = %(region)s and i.state <> 'posted' and i.month = %(month)s and i.person_id > %(after)s
  and %(reason)s = case when i.state = 'suspended' then 'SUSPENDED'
                        when a.state = 'closed' then 'CLOSED'
                        when d.person_paid_fen + d.employer_paid_fen > 0 and d.paid_at is null then 'PART_PAID'
                        else 'WAITING_MONEY' end
order by i.person_id
limit %(limit)s

-- name: people_without_item
-- A page of the people of categories (with their tiers) for whom the month has no item, in the order of their numbers.
with meant as materialized (
  select * from unnest(%(of_categories)s::text[], %(of_tiers)s::text[]) as m (category, tier)
)
select c.person_id, 0::bigint, c.category
from enrolment_coverage c
join meant on meant.category = c.category and meant.tier = coalesce(c.tier, '')
join enrolment_person p on p.region = c.region and p.id = c.person_id
where c.region = %(region)s and c.status = 'active' and c.holds && daterange(%(month)s, %(month_ends)s)
  and c.person_id > %(after)s and (p.died_on is null or p.died_on >= %(month)s)
  and not exists (
    select from accounts_item i where i.region = c.region and i.person_id = c.person_id and i.month = %(month)s
  )
order by c.person_id
limit %(limit)s

-- name: run_of_month
select id, month, started_at, finished_at, state from accounts_run where region = %(region)s and month = %(month)s

-- name: run
select id, month, started_at, finished_at, state from accounts_run where region = %(region)s and id = %(run_id)s

-- name: reason_of_item
select case when i.state = 'posted' and i.made_up then 'MADE_UP'
            when i.state = 'posted' then 'POSTED'
            when i.state = 'suspended' then 'SUSPENDED'
            when a.state = 'closed' then 'CLOSED'
            when d.person_paid_fen + d.employer_paid_fen > 0 and d.paid_at is null then 'PART_PAID'
            else 'WAITING_MONEY' end
from accounts_item i
left join contributions_due d
  on d.region = i.region and d.person_id = i.person_id and d.scheme = 'employee' and d.month = i.month
left join accounts_account a on a.region = i.region and a.person_id = i.person_id
where i.region = %(region)s and i.person_id = %(person_id)s and i.month = %(month)s
