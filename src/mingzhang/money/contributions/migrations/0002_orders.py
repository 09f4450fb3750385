"""Late fees, and lines that paid for what was paid already."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial")]
    operations = [apply_tables("mingzhang.money.contributions", "0002_orders.sql")]
