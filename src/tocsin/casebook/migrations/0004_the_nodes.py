"""Nodes of the tree over the record, so that a proof is found without reading all of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casebook', '0003_the_docket'),
    ]

    operations = [
        migrations.CreateModel(
            name='Node',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.IntegerField()),
                ('number', models.BigIntegerField()),
                ('root', models.BinaryField()),
            ],
            options={
                'db_table': 'tocsin_node',
                'constraints': [models.UniqueConstraint(fields=('level', 'number'), name='tocsin_node_one_of_each')],
            },
        ),
    ]
