"""When a dispatcher last looked at a slot that waits: no part of the record, beside when it looks again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casebook', '0005_personal_data_apart'),
    ]

    operations = [
        migrations.AddField(
            model_name='outbound',
            name='seen',
            field=models.BigIntegerField(null=True),
        ),
    ]
