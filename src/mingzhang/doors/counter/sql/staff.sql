-- name: add
insert into counter_staff (code, name, office, regions, roles, password, must_change, demo, created_by, created_at)
values (%(code)s, %(name)s, %(office)s, %(regions)s, %(roles)s, %(password)s, %(must_change)s, %(demo)s, %(by)s, %(now)s)
on conflict (region, code) do nothing
returning id

-- name: for_sign_in
select id, code, name, office, roles, regions, must_change, demo, password
from counter_staff
where region = '000000' and code = %(code)s

-- name: failures
select failures, locked_until, locked_by
from counter_staff
where region = '000000' and code = %(code)s
for update

-- name: count_failure
update counter_staff set failures = %(failures)s, locked_until = %(until)s
where region = '000000' and code = %(code)s

-- name: forget_failures
update counter_staff set failures = 0, locked_until = null where region = '000000' and code = %(code)s

-- name: lock
update counter_staff set locked_by = %(by)s where region = '000000' and code = %(code)s and locked_by is null

-- name: unlock
update counter_staff set locked_by = null, failures = 0, locked_until = null
where region = '000000' and code = %(code)s and (locked_by is not null or failures > 0)

-- name: set_password
update counter_staff set password = %(password)s, must_change = %(must_change)s, failures = 0, locked_until = null
where region = '000000' and code = %(code)s

-- name: set_rights
update counter_staff set roles = %(roles)s, regions = %(regions)s where region = '000000' and code = %(code)s

-- name: accounts
select f.id, f.code, f.name, f.office, f.roles, f.regions, f.must_change, f.demo,
       f.failures, f.locked_until, f.locked_by, f.created_by, f.created_at,
       (select count(*) from counter_session s
        where s.region = f.region and s.staff_id = f.id and s.ended_at is null
          and s.seen_at > %(idle_since)s and s.started_at > %(started_after)s)
from counter_staff f
where f.region = '000000' and (%(code)s::text is null or f.code = %(code)s)
order by f.code

-- name: ask_grant
insert into counter_grant (staff_id, roles, regions, reason, asked_by, asked_at)
select id, %(roles)s, %(regions)s, %(reason)s, %(by)s, %(now)s
from counter_staff where region = '000000' and code = %(code)s
on conflict do nothing
returning id

-- name: open_grants
select g.id, f.code, f.name, g.roles, g.regions, g.reason, g.asked_by, g.asked_at
from counter_grant g join counter_staff f on (f.region, f.id) = (g.region, g.staff_id)
where g.region = '000000' and g.decided_by is null and (%(id)s::bigint is null or g.id = %(id)s)
order by g.id

-- name: decide_grant
update counter_grant set decided_by = %(by)s, decided_at = %(now)s, granted = %(granted)s
where region = '000000' and id = %(id)s and decided_by is null
returning id
