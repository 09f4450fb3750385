-- name: lock_receipt
select 1 from contributions_receipt where region = %(region)s and id = %(receipt_id)s for update

-- name: taken_lines
-- Lines of a receipt that another refund has already.
select l.person_id, l.scheme, l.month, r.id
from collection_refund r
join collection_refund_line l on l.region = r.region and l.refund_id = r.id
where r.region = %(region)s and r.receipt_id = %(receipt_id)s and r.state <> 'refused'

-- name: covers
-- Under which coverage a month was due, how it ended, and whether the time is paid under the other scheme too.
select asked.person_id, asked.scheme, asked.month, upper(c.holds), c.entitled_from, p.died_on,
       exists (
         select from contributions_due other
         where other.region = %(region)s and other.person_id = asked.person_id and other.scheme <> asked.scheme
           and other.paid_at is not null
           and other.month < asked.month + make_interval(months => coalesce(d.months, 1))
           and other.month + make_interval(months => other.months) > asked.month
       ),
       coalesce(d.paid_at is not null, false)
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[])
  with ordinality as asked (person_id, scheme, month, place)
left join contributions_due d
  on d.region = %(region)s and d.person_id = asked.person_id and d.scheme = asked.scheme and d.month = asked.month
left join enrolment_coverage c on c.region = %(region)s and c.id = d.coverage_id
left join enrolment_person p on p.region = %(region)s and p.id = asked.person_id
order by asked.place

-- name: paid_twice_over
-- Residents' years that were paid although employee months in them are paid as well, and whose coverage has ended; each
-- is proposed once, whatever became of the proposal.
select l.receipt_id, l.person_id, l.scheme, l.month
from contributions_receipt_line l
join contributions_due d
  on d.region = l.region and d.person_id = l.person_id and d.scheme = l.scheme and d.month = l.month
join enrolment_coverage c on c.region = d.region and c.id = d.coverage_id and upper(c.holds) <= %(on)s
join contributions_receipt r on r.region = l.region and r.id = l.receipt_id and r.posted_at is not null
where l.region = %(region)s and l.scheme <> %(kept)s and not l.set_aside and d.paid_at is not null
  and exists (
    select from contributions_due other
    where other.region = d.region and other.person_id = d.person_id and other.scheme = %(kept)s
      and other.paid_at is not null and other.month < d.month + make_interval(months => d.months)
      and other.month + make_interval(months => other.months) > d.month
  )
  and not exists (
    select from collection_refund b
    join collection_refund_line x on x.region = b.region and x.refund_id = b.id
    where b.region = l.region and b.receipt_id = l.receipt_id and x.person_id = l.person_id
      and x.scheme = l.scheme and x.month = l.month
  )
order by l.receipt_id, l.person_id, l.month

-- name: insert
insert into collection_refund (region, receipt_id, reason, state, amount_fen, automatic, case_id, asked_at, asked_by,
                               expected_on, expected_provisional, rule, reviewed_at, reviewed_by)
values (%(region)s, %(receipt_id)s, %(reason)s, %(state)s, %(amount_fen)s, %(automatic)s, %(case_id)s, %(now)s, %(by)s,
        %(expected_on)s, %(provisional)s, %(rule)s, %(reviewed_at)s, %(reviewed_by)s)
returning id

-- name: insert_lines
insert into collection_refund_line (region, refund_id, person_id, scheme, month, person_part_fen, employer_part_fen,
                                    late_fee_fen)
select %(region)s, %(refund_id)s, line.*
from unnest(%(person_ids)s::bigint[], %(schemes)s::text[], %(months)s::date[], %(person_parts)s::bigint[],
            %(employer_parts)s::bigint[], %(late_fees)s::bigint[]) as line

-- name: lock
select state from collection_refund where region = %(region)s and id = %(refund_id)s for update

-- name: review
update collection_refund
set state = %(state)s, reviewed_at = %(now)s, reviewed_by = %(by)s, review_note = %(note)s, group_id = %(group_id)s,
    finished_at = case when %(state)s = 'refused' then %(now)s::timestamptz end
where region = %(region)s and id = %(refund_id)s

-- name: account_part
update collection_refund_line
set account_part_fen = %(account_part_fen)s
where region = %(region)s and refund_id = %(refund_id)s and person_id = %(person_id)s and scheme = 'employee'
  and month = %(month)s

-- name: attempt
insert into collection_refund_attempt (region, refund_id, number, route, channel, account_name, account_sealed,
                                       account_last4, sent_at, sent_by, serial)
values (%(region)s, %(refund_id)s, %(number)s, %(route)s, %(channel)s, %(account_name)s, %(account_sealed)s,
        %(account_last4)s, %(now)s, %(by)s, %(serial)s)

-- name: answer
update collection_refund_attempt set answered_at = %(now)s, code = %(code)s
where region = %(region)s and refund_id = %(refund_id)s and number = %(number)s and answered_at is null

-- name: move
update collection_refund
set state = %(state)s, finished_at = case when %(state)s = 'paid_back' then %(now)s::timestamptz end
where region = %(region)s and id = %(refund_id)s

-- name: all_back
-- Whether every line of a receipt has gone back.
select not exists (
  select from contributions_receipt_line l
  where l.region = %(region)s and l.receipt_id = %(receipt_id)s
    and not exists (
      select from collection_refund r
      join collection_refund_line b on b.region = r.region and b.refund_id = r.id
      where r.region = l.region and r.receipt_id = l.receipt_id and r.state = 'paid_back'
        and b.person_id = l.person_id and b.scheme = l.scheme and b.month = l.month
    )
)

-- name: refunds
-- All that match, with their lines; a condition that is null asks for nothing.
select r.id, r.receipt_id, r.reason, r.state, r.amount_fen, r.automatic, r.case_id, r.asked_at, r.asked_by,
       r.expected_on, r.expected_provisional, r.rule, r.reviewed_at, r.reviewed_by, r.review_note, r.finished_at,
       r.group_id,
       (select jsonb_agg(jsonb_build_array(l.person_id, l.scheme, l.month, l.person_part_fen, l.employer_part_fen,
                                           l.late_fee_fen, l.account_part_fen) order by l.person_id, l.month, l.scheme)
        from collection_refund_line l
        where l.region = r.region and l.refund_id = r.id
          and (%(person_id)s::bigint is null or l.person_id = %(person_id)s))
from collection_refund r
where r.region = %(region)s
  and (%(refund_id)s::bigint is null or r.id = %(refund_id)s)
  and (%(receipt_id)s::bigint is null or r.receipt_id = %(receipt_id)s)
  and (%(states)s::text[] is null or r.state = any(%(states)s))
  and (%(person_id)s::bigint is null or exists (
    select from collection_refund_line l
    where l.region = r.region and l.refund_id = r.id and l.person_id = %(person_id)s))
order by r.asked_at, r.id
limit %(limit)s

-- name: attempts
select refund_id, number, route, channel, account_name, account_last4, sent_at, sent_by, serial, answered_at, code
from collection_refund_attempt
where region = %(region)s and refund_id = any(%(refund_ids)s)
order by refund_id, number

-- name: counts
select state, count(*), sum(amount_fen)::bigint from collection_refund where region = %(region)s group by state
