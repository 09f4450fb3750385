-- name: lock_year
select y.totals from visits_year y
where y.region = %(region)s and y.person_id = %(person_id)s and y.medical_year = %(medical_year)s
for update of y

-- name: standing
-- The settlements of a person's medical year that were not taken back, from one on, as adjustments have left them.
select json_build_object(
  'settlement_id', s.id, 'visit_id', s.visit_id, 'batch', s.batch, 'benefit', s.benefit, 'service_on', s.service_on,
  'institution_code', i.code, 'group_id', s.group_id,
  'emergency', coalesce((v.details ->> 'emergency')::boolean, false),
  'payers', (
    select json_agg(json_build_object('payer', y.payer, 'owner', y.payer_owner, 'amount_fen', y.amount_fen,
                                      'reason', y.reason) order by y.ordinal)
    from visits_payer y where y.region = s.region and y.settlement_id = s.id),
  'changes', coalesce((
    select json_agg(changed.payer)
    from visits_adjustment a cross join jsonb_array_elements(a.changes) as changed (payer)
    where a.region = s.region and a.settlement_id = s.id), '[]'::json),
  'added', coalesce((
    select a.accumulators from visits_adjustment a
    where a.region = s.region and a.settlement_id = s.id
    order by a.id desc limit 1), s.accumulators)
)::text
from visits_settlement s
join visits_visit v on v.region = s.region and v.id = s.visit_id
join institutions_institution i on i.region = s.institution_region and i.id = s.institution_id
where s.region = %(region)s and s.person_id = %(person_id)s and s.medical_year = %(medical_year)s
  and s.id >= %(first)s and s.cancels is null and s.cancelled_by is null
order by s.id

-- name: draw
select nextval('visits_adjustment_id_seq')

-- name: add
insert into visits_adjustment
select a.* from json_populate_record(null::visits_adjustment, %(adjustment)s::json) as a

-- name: count_year
update visits_year y
set totals = %(totals)s::jsonb, version = y.version + 1
where y.region = %(region)s and y.person_id = %(person_id)s and y.medical_year = %(medical_year)s

-- name: adjustments
select json_build_object(
  'region', a.region, 'adjustment_id', a.id, 'settlement_id', a.settlement_id, 'person_id', a.person_id,
  'medical_year', a.medical_year, 'service_on', s.service_on, 'reason', a.reason, 'caused_by', a.caused_by,
  'posted_at', a.posted_at, 'group_id', a.group_id, 'changes', a.changes, 'outcome', a.outcome,
  'accumulators', a.accumulators
)::text
from visits_adjustment a
join visits_settlement s on s.region = a.region and s.id = a.settlement_id
where a.region = %(region)s and a.settlement_id = any (%(settlements)s::bigint[])
order by a.id
