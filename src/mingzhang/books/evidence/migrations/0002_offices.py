"""The office and the case of a look-up by staff."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [apply_tables("mingzhang.books.evidence", "0002_offices.sql")]
