-- name: open
-- Answers a row when the look is new or the earlier one is over; nothing when it is still open.
insert into counter_look (region, staff_code, person_id, purpose, reference, opened_at)
values (%(region)s, %(staff_code)s, %(person_id)s, %(purpose)s, %(reference)s, %(now)s)
on conflict (region, staff_code, person_id, purpose, reference) do update set opened_at = excluded.opened_at
where counter_look.opened_at <= %(open_since)s
returning person_id

-- name: is_open
select 1 from counter_look
where region = %(region)s and staff_code = %(staff_code)s and person_id = %(person_id)s and opened_at > %(open_since)s
limit 1
