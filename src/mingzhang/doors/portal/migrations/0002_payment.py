"""Forms of payment that were confirmed."""

from django.db import migrations

from mingzhang.books.database.migrating import apply_tables


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [apply_tables("mingzhang.doors.portal", "0002_payment.sql")]
