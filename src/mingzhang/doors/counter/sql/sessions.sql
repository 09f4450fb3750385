-- name: start
insert into counter_session (token_digest, staff_id, chosen_region, address, started_at, seen_at)
values (%(digest)s, %(staff_id)s, %(chosen)s, %(address)s, %(now)s, %(now)s)

-- name: find
select f.id, f.code, f.name, f.office, f.roles, f.regions, f.must_change, f.demo,
       s.chosen_region, s.started_at, s.seen_at
from counter_session s join counter_staff f on (f.region, f.id) = (s.region, s.staff_id)
where s.region = '000000' and s.token_digest = %(digest)s and s.ended_at is null
  and s.seen_at > %(idle_since)s and s.started_at > %(started_after)s and f.locked_by is null

-- name: touch
update counter_session set seen_at = %(now)s where region = '000000' and token_digest = %(digest)s

-- name: choose_region
update counter_session set chosen_region = %(chosen)s where region = '000000' and token_digest = %(digest)s

-- name: end
update counter_session set ended_at = %(now)s
where region = '000000' and token_digest = %(digest)s and ended_at is null

-- name: end_all
update counter_session s set ended_at = %(now)s
from counter_staff f
where (f.region, f.id) = (s.region, s.staff_id) and s.region = '000000' and f.code = %(code)s and s.ended_at is null
