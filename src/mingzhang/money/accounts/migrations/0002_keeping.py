"""Earlier lives of an account, results of a run, interest, the change of years, withdrawals and moves."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [apply_tables("mingzhang.money.accounts", "0002_keeping.sql")]
