"""The docket, folded from the record beside the view and the outbox."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casebook', '0002_the_outbox'),
    ]

    operations = [
        migrations.CreateModel(
            name='Docketed',
            fields=[
                ('about', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('incident', models.CharField(db_index=True, max_length=200)),
                ('holder', models.CharField(max_length=200)),
                ('protected', models.CharField(max_length=200)),
                ('public', models.BooleanField()),
                ('task', models.CharField(default='', max_length=40)),
                ('recipient', models.CharField(default='', max_length=200)),
                ('policy', models.CharField(default='', max_length=64)),
                ('since', models.BigIntegerField()),
                ('due', models.BigIntegerField()),
            ],
            options={
                'db_table': 'tocsin_docket',
                'indexes': [models.Index(fields=['holder', 'protected'], name='tocsin_docket_of_pair'), models.Index(condition=models.Q(('task', ''), _negated=True), fields=['due'], name='tocsin_docket_open')],
            },
        ),
    ]
