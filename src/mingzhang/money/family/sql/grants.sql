-- name: for_member
select id, owner_id, member_id, relation, bound_order, lower(span), upper(span)
from family_grant
where region = %(region)s and member_id = %(member_id)s and span @> %(day)s::date
order by bound_order, id

-- name: by_owner
select id, owner_id, member_id, relation, bound_order, lower(span), upper(span)
from family_grant
where region = %(region)s and owner_id = %(owner_id)s
order by id

-- name: by_member
select id, owner_id, member_id, relation, bound_order, lower(span), upper(span)
from family_grant
where region = %(region)s and member_id = %(member_id)s
order by id

-- name: lock_member
select 1 from enrolment_person where region = %(region)s and id = %(member_id)s for update

-- name: insert
insert into family_grant (region, owner_id, member_id, relation, bound_order, span)
select %(region)s, %(owner_id)s, %(member_id)s, %(relation)s,
       coalesce(max(bound_order) filter (where span && daterange(%(starts)s, %(ends)s)), 0) + 1,
       daterange(%(starts)s, %(ends)s)
from family_grant
where region = %(region)s and member_id = %(member_id)s
returning id, owner_id, member_id, relation, bound_order, lower(span), upper(span)

-- name: bound_already
select id from family_grant
where region = %(region)s and owner_id = %(owner_id)s and member_id = %(member_id)s
  and span && daterange(%(starts)s, %(ends)s)

-- name: end
update family_grant
set span = daterange(lower(span), greatest(%(day)s::date, lower(span) + 1))
where region = %(region)s and id = %(grant_id)s and span @> greatest(%(day)s::date, lower(span))
returning id
