-- name: sign
insert into collection_debit_agreement (region, person_id, bank_name, account_name, account_sealed, account_last4,
                                        signed_by, holds)
values (%(region)s, %(person_id)s, %(bank_name)s, %(account_name)s, %(account_sealed)s, %(account_last4)s,
        %(signed_by)s, daterange(%(on)s, null))
returning id, person_id, bank_name, account_name, account_last4, signed_by, lower(holds), upper(holds), ended_why

-- name: standing
select id, lower(holds) from collection_debit_agreement
where region = %(region)s and person_id = %(person_id)s and (holds @> %(on)s::date or lower(holds) >= %(on)s)
order by lower(holds)
limit 1
for update

-- name: end
update collection_debit_agreement
set holds = daterange(lower(holds), %(on)s), ended_why = %(why)s
where region = %(region)s and person_id = %(person_id)s and holds @> %(on)s::date and lower(holds) < %(on)s
returning id, person_id, bank_name, account_name, account_last4, signed_by, lower(holds), upper(holds), ended_why

-- name: of_person
select id, person_id, bank_name, account_name, account_last4, signed_by, lower(holds), upper(holds), ended_why
from collection_debit_agreement
where region = %(region)s and person_id = %(person_id)s
order by lower(holds)

-- name: to_debit
-- What people with an agreement on the day still owe themselves for a month, or for the year that the month lies in.
select d.person_id, d.scheme, d.month, d.person_due_fen - d.person_paid_fen, d.employer_due_fen - d.employer_paid_fen
from collection_debit_agreement a
join contributions_due d on d.region = a.region and d.person_id = a.person_id
where a.region = %(region)s and a.holds @> %(on)s::date
  and d.month <= %(month)s and d.month + make_interval(months => d.months) > %(month)s
  and d.employer_id is null and d.paid_at is null
  and d.person_due_fen - d.person_paid_fen + d.employer_due_fen - d.employer_paid_fen > 0
order by d.person_id, d.scheme, d.month

-- name: debit_pending
-- An order for the month that a channel has already, or that waits for the bank's next file.
select 1
from collection_order_line l
join collection_order o on o.region = l.region and o.id = l.order_id
where l.region = %(region)s and l.person_id = %(person_id)s and l.scheme = %(scheme)s and l.month = %(month)s
  and (o.state in ('sent', 'accepted', 'unknown') or (o.state = 'created' and o.channel = %(channel)s))
limit 1
