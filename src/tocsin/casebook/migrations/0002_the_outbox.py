"""The outbox, folded from the record beside the view, and the leases on it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casebook', '0001_the_record'),
    ]

    operations = [
        migrations.CreateModel(
            name='Leased',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('holder', models.CharField(max_length=200)),
                ('until', models.BigIntegerField()),
            ],
            options={
                'db_table': 'tocsin_lease',
            },
        ),
        migrations.CreateModel(
            name='Outbound',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('notice', models.CharField(max_length=64)),
                ('rung', models.IntegerField()),
                ('channel', models.CharField(max_length=200)),
                ('since', models.BigIntegerField()),
                ('due', models.BigIntegerField()),
                ('opened', models.BigIntegerField(null=True)),
                ('number', models.IntegerField()),
                ('attempt', models.CharField(max_length=64)),
                ('outcome', models.CharField(max_length=40)),
                ('live', models.BooleanField()),
            ],
            options={
                'db_table': 'tocsin_outbox',
                'indexes': [models.Index(fields=['live', 'due', 'notice', 'rung'], name='tocsin_outbox_due'), models.Index(fields=['notice', 'rung'], name='tocsin_outbox_of_notice')],
            },
        ),
    ]
