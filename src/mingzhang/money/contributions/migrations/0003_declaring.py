"""Employers' files, months assessed anew, differences of paid months, gaps that were paid for."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_orders")]
    operations = [apply_tables("mingzhang.money.contributions", "0003_declaring.sql")]
