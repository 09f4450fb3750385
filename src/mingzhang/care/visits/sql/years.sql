-- name: open_year
insert into visits_year (region, person_id, medical_year)
values (%(region)s, %(person_id)s, %(medical_year)s)
on conflict do nothing
