"""Adjustments: what re-settling a year changed in earlier settlements."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]
    operations = [apply_tables("mingzhang.care.visits", "0002_adjustments.sql")]
