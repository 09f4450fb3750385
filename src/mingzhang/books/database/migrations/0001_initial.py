"""The room's first tables."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = []
    operations = [apply_tables("mingzhang.books.database", "0001_role.sql")]
