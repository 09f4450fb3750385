"""The room's first tables."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_orders"), ("enrolment", "0001_initial")]
    operations = [apply_tables("mingzhang.money.collection", "0001_collection.sql")]
