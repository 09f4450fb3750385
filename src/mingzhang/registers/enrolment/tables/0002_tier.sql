-- The tier of a coverage where the scheme has two (一档, 二档): rates, caps and accounts differ by it.
alter table enrolment_coverage add column tier text check (tier in ('tier1', 'tier2'));
