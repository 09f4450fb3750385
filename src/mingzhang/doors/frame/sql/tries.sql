-- name: count
-- A quarter of an hour that is over starts again from nothing; each wrong answer up to the limit starts it anew.
insert into portal_tries (subject, codes_sent, wrong, window_start)
values (%(subject)s, %(codes_sent)s, %(wrong)s, %(now)s)
on conflict (region, subject) do update set
  codes_sent = case when portal_tries.window_start <= %(window_over)s then 0 else portal_tries.codes_sent end
               + excluded.codes_sent,
  wrong = case when portal_tries.window_start <= %(window_over)s then 0 else portal_tries.wrong end + excluded.wrong,
  window_start = case when portal_tries.window_start <= %(window_over)s
                        or (excluded.wrong > 0 and portal_tries.wrong < %(limit)s)
                      then excluded.window_start else portal_tries.window_start end
returning codes_sent, wrong, window_start

-- name: clear
delete from portal_tries where subject = %(subject)s
