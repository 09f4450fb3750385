-- name: lines
select visit_id, serial, batch, item_code, item_name, kind, class, category, quantity, unit_price,
       amount_fen, first_share_bp, price_limit_fen, wholly_own_fen, over_limit_fen, first_self_fen, in_scope_fen,
       item_group, reason, occurred_at, settlement_id
from visits_line
where region = %(region)s and visit_id = %(visit_id)s and (%(batch)s::text is null or batch = %(batch)s)
order by batch, serial

-- name: add_lines
insert into visits_line
select line.* from jsonb_populate_recordset(null::visits_line, %(lines)s::jsonb) as line

-- name: delete_lines
delete from visits_line
where region = %(region)s and visit_id = %(visit_id)s and settlement_id is null
  and (%(batch)s::text is null or batch = %(batch)s)
