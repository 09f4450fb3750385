-- A look by staff tells the person which office looked, and for which case or ticket.
alter table evidence_lookup add column office text not null default '', add column reference text not null default '';
