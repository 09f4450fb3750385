"""The tier of a coverage, in regions whose scheme has two."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_initial")]
    operations = [apply_tables("mingzhang.registers.enrolment", "0002_tier.sql")]
