"""The room's first tables."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("database", "0001_initial")]
    operations = [apply_tables("mingzhang.doors.counter", "0001_staff.sql")]
