"""Causes of an ended coverage, what was done in the register by whom, transfers of the relation, deemed months."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0002_tier")]
    operations = [apply_tables("mingzhang.registers.enrolment", "0003_lives.sql")]
