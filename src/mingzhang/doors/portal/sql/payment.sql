-- name: claim
insert into portal_payment (region, token, payer_id, demo_answer, sent_at)
values (%(region)s, %(token)s, %(payer_id)s, %(demo_answer)s, %(now)s)
on conflict do nothing
returning token

-- name: order
select order_id from portal_payment where region = %(region)s and token = %(token)s

-- name: ordered
update portal_payment set order_id = %(order_id)s where region = %(region)s and token = %(token)s

-- name: let_go
delete from portal_payment where region = %(region)s and token = %(token)s

-- name: demo_answer
select demo_answer from portal_payment where region = %(region)s and order_id = %(order_id)s
