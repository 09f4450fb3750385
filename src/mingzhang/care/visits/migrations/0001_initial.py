"""The room's first tables."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial"), ("institutions", "0001_initial"), ("ledger", "0001_initial")]
    operations = [apply_tables("mingzhang.care.visits", "0001_visits.sql")]
