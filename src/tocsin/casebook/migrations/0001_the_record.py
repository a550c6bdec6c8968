"""The record, append-only by the database's own triggers, and the view folded from it."""

import django.db.models.deletion
from django.db import migrations, models

from tocsin.casebook import triggers


def install(_apps, schema_editor):
    """Put the triggers in place."""
    triggers.install(schema_editor)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Body',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('content', models.BinaryField(null=True)),
                ('because', models.TextField(default='')),
            ],
            options={
                'db_table': 'tocsin_body',
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('size', models.BigIntegerField()),
                ('frontier', models.TextField(default='')),
                ('view', models.IntegerField()),
            ],
            options={
                'db_table': 'tocsin_head',
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.TextField()),
                ('size', models.BigIntegerField()),
                ('root', models.CharField(max_length=64)),
                ('at', models.TextField()),
                ('key', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'db_table': 'tocsin_checkpoint',
            },
        ),
        migrations.CreateModel(
            name='Current',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=200)),
                ('voice', models.CharField(max_length=200)),
                ('parent', models.CharField(max_length=200)),
                ('ident', models.CharField(db_index=True, max_length=200)),
                ('first', models.BigIntegerField()),
                ('place', models.IntegerField()),
                ('sequence', models.BigIntegerField()),
                ('position', models.IntegerField()),
                ('body', models.TextField()),
            ],
            options={
                'db_table': 'tocsin_current',
                'indexes': [models.Index(fields=['kind', 'parent', 'first', 'place'], name='tocsin_current_of_parent'), models.Index(fields=['kind', 'first', 'place'], name='tocsin_current_in_order')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key', 'voice'), name='tocsin_current_one_of_each')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('sequence', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.TextField()),
                ('by', models.TextField()),
                ('kind', models.TextField()),
                ('subject', models.TextField()),
                ('body', models.ForeignKey(db_column='body', on_delete=django.db.models.deletion.PROTECT, to='casebook.body')),
            ],
            options={
                'db_table': 'tocsin_entry',
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
