-- The role the application works in. It owns nothing, and may change only what each room grants it.
create extension if not exists btree_gist;
do $$ begin
  if not exists (select from pg_roles where rolname = 'mingzhang_app') then
    create role mingzhang_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$ begin execute format('grant mingzhang_app to %I', current_user); end $$;
grant usage on schema public to mingzhang_app;
alter default privileges in schema public grant select, insert, update, delete on tables to mingzhang_app;
alter default privileges in schema public grant usage, select on sequences to mingzhang_app;
