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
