"""The room's first tables."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("enrolment", "0001_initial")]
    operations = [apply_tables("mingzhang.money.accounts", "0001_accounts.sql")]
