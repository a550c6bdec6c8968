"""Names and addresses apart from the record, in a table from which they can be erased."""

from django.db import migrations, models

from tocsin.casebook import triggers


def install(_apps, schema_editor):
    """Put the triggers in place."""
    triggers.install_personal(schema_editor)


class Migration(migrations.Migration):

    dependencies = [
        ('casebook', '0004_the_nodes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Personal',
            fields=[
                ('item', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('key', models.BinaryField()),
                ('hashed', models.CharField(db_index=True, max_length=64)),
                ('value', models.TextField()),
                ('kind', models.CharField(max_length=40)),
                ('about', models.CharField(max_length=200)),
                ('since', models.TextField()),
            ],
            options={
                'db_table': 'tocsin_personal',
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
