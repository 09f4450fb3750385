-- name: issue_for_receipts
-- One paper for each insured person of a posted payment, and one for a payer who is not the only insured one.
with line as (
  select distinct l.receipt_id, l.person_id
  from contributions_receipt_line l
  where l.region = %(region)s and l.receipt_id = any(%(receipt_ids)s) and not l.set_aside
), insured as (
  select receipt_id, array_agg(person_id) as people from line group by receipt_id
), payer as (
  select r.id as receipt_id, 0::bigint as person_id
  from contributions_receipt r
  join insured on insured.receipt_id = r.id
  where r.region = %(region)s and not (r.payer_kind = 'person' and insured.people = array[r.payer_id])
)
insert into collection_document (region, kind, receipt_id, person_id, issued_at)
select %(region)s, 'receipt', r.id, paper.person_id, r.posted_at
from (select * from payer union all select * from line) as paper
join contributions_receipt r on r.region = %(region)s and r.id = paper.receipt_id and r.posted_at is not null
order by paper.receipt_id, paper.person_id
on conflict (region, receipt_id, person_id, refund_id) do nothing

-- name: unissued
-- Posted payments for a person, or by one, that have no papers yet.
select r.id
from contributions_receipt r
where r.region = %(region)s and r.posted_at is not null
  and (r.id in (select l.receipt_id from contributions_receipt_line l
                where l.region = %(region)s and l.person_id = %(person_id)s and not l.set_aside)
       or (r.payer_kind in ('person', 'relative') and r.payer_id = %(person_id)s))
  and not exists (select from collection_document d where d.region = r.region and d.receipt_id = r.id)
order by r.id

-- name: reverse
-- A red paper for every paper with a line that went back.
insert into collection_document (region, kind, receipt_id, person_id, refund_id, issued_at)
select d.region, 'reversal', d.receipt_id, d.person_id, %(refund_id)s, %(now)s
from collection_document d
where d.region = %(region)s and d.receipt_id = %(receipt_id)s and d.kind = 'receipt'
  and exists (select from collection_refund_line l
              where l.region = d.region and l.refund_id = %(refund_id)s and d.person_id in (0, l.person_id))
order by d.person_id
on conflict (region, receipt_id, person_id, refund_id) do nothing

-- name: documents
-- Papers that match, with what is printed on them; a condition that is null asks for nothing.
select d.id, d.kind, d.receipt_id, d.person_id, d.refund_id, r.payer_kind,
       case r.payer_kind when 'employer' then (select e.name from enrolment_employer e
                                               where e.region = r.region and e.id = r.payer_id)
                         else (select p.name from enrolment_person p where p.region = r.region and p.id = r.payer_id)
       end,
       r.channel, r.serial, r.received_at, r.posted_at, d.issued_at, d.push_state, d.pushed_to, d.pushed_at,
       (select jsonb_agg(jsonb_build_array(l.person_id, p.name, l.scheme, l.month, coalesce(u.months, 1),
                                           l.person_part_fen, l.employer_part_fen, l.late_fee_fen)
                         order by l.person_id, l.month, l.scheme)
        from contributions_receipt_line l
        join enrolment_person p on p.region = l.region and p.id = l.person_id
        left join contributions_due u
          on u.region = l.region and u.person_id = l.person_id and u.scheme = l.scheme and u.month = l.month
        where l.region = d.region and l.receipt_id = d.receipt_id and not l.set_aside
          and d.person_id in (0, l.person_id)
          and (d.refund_id = 0 or exists (
            select from collection_refund_line b
            where b.region = l.region and b.refund_id = d.refund_id and b.person_id = l.person_id
              and b.scheme = l.scheme and b.month = l.month))),
       (select o.id from collection_document o
        where d.kind = 'reversal' and o.region = d.region and o.receipt_id = d.receipt_id
          and o.person_id = d.person_id and o.refund_id = 0),
       array(select back.id from collection_document back
             where d.kind = 'receipt' and back.region = d.region and back.receipt_id = d.receipt_id
               and back.person_id = d.person_id and back.refund_id <> 0 order by back.id),
       (select count(*) from contributions_receipt_line l
        where l.region = d.region and l.receipt_id = d.receipt_id and not l.set_aside
          and d.person_id in (0, l.person_id)
          and not exists (
            select from collection_document back
            join collection_refund_line b on b.region = back.region and b.refund_id = back.refund_id
            where back.region = d.region and back.receipt_id = d.receipt_id and back.person_id = d.person_id
              and b.person_id = l.person_id and b.scheme = l.scheme and b.month = l.month)),
       (select max(back.issued_at) from collection_document back
        where back.region = d.region and back.receipt_id = d.receipt_id and back.person_id = d.person_id
          and back.refund_id <> 0)
from collection_document d
join contributions_receipt r on r.region = d.region and r.id = d.receipt_id
where d.region = %(region)s
  and (%(document_id)s::bigint is null or d.id = %(document_id)s)
  and (%(receipt_id)s::bigint is null or d.receipt_id = %(receipt_id)s)
  and (%(for_person)s::bigint is null or d.person_id = %(for_person)s
       or (d.person_id = 0 and r.payer_kind in ('person', 'relative') and r.payer_id = %(for_person)s))
order by d.issued_at, d.id

-- name: push
update collection_document
set push_state = %(state)s, pushed_to = %(channel)s, pushed_at = %(now)s
where region = %(region)s and id = %(document_id)s

-- name: show_through
insert into collection_channel_watermark (region, channel, shown_through, told_at)
values (%(region)s, %(channel)s, %(shown_through)s, %(now)s)
on conflict (region, channel) do update
  set shown_through = greatest(excluded.shown_through, collection_channel_watermark.shown_through),
      told_at = excluded.told_at

-- name: watermarks
select channel, shown_through, told_at from collection_channel_watermark where region = %(region)s order by channel
