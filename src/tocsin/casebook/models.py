"""The tables: bodies, entries, the head that makes them grow, checkpoints, the current view, the outbox and its leases.

Bodies, entries and checkpoints are the record: triggers in the database refuse to change or delete them
(see `triggers`). The view and the outbox are folds of the record and may be dropped at any time; leases are neither.
"""

# ruff: noqa: DJ008 - rows are never printed
# Django says what a field holds only to its own mypy plugin:
# mypy: disable-error-code="var-annotated"

from typing import ClassVar

from django.db import models


class Body(models.Model):
    """Bytes under their digest: the words of an act, or a report as it came. Empty once erased."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField(null=True)
    because = models.TextField(default="")
    objects: ClassVar[models.Manager["Body"]] = models.Manager()

    class Meta:
        """Where it is kept."""

        db_table = "tocsin_body"


class Entry(models.Model):
    """One ledger entry, field by field as it is hashed: `at` in ISO 8601, `by` in canonical JSON."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.TextField()
    by = models.TextField()
    kind = models.TextField()
    subject = models.TextField()
    body = models.ForeignKey(Body, on_delete=models.PROTECT, db_column="body")
    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        """Where it is kept."""

        db_table = "tocsin_entry"


class Head(models.Model):
    """The one row that a writer holds while appending: the tree's frontier, and the view's version."""

    size = models.BigIntegerField()
    frontier = models.TextField(default="")
    view = models.IntegerField()
    objects: ClassVar[models.Manager["Head"]] = models.Manager()

    class Meta:
        """Where it is kept."""

        db_table = "tocsin_head"


class Seal(models.Model):
    """One checkpoint, field by field."""

    origin = models.TextField()
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    at = models.TextField()
    key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    objects: ClassVar[models.Manager["Seal"]] = models.Manager()

    class Meta:
        """Where it is kept."""

        db_table = "tocsin_checkpoint"


class Node(models.Model):
    """The root of a perfect subtree of 2 ** `level` entries: no part of the record, and worked out anew if lost."""

    level = models.IntegerField()
    number = models.BigIntegerField()
    root = models.BinaryField()
    objects: ClassVar[models.Manager["Node"]] = models.Manager()

    class Meta:
        """Where it is kept, and how it is found."""

        db_table = "tocsin_node"
        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "number"], name="tocsin_node_one_of_each")]


class Personal(models.Model):
    """One personal item under its commitment, with the key that opens that: no part of the record, and erasable."""

    item = models.CharField(max_length=64, primary_key=True)
    key = models.BinaryField()
    hashed = models.CharField(max_length=64, db_index=True)
    value = models.TextField()
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    since = models.TextField()
    objects: ClassVar[models.Manager["Personal"]] = models.Manager()

    class Meta:
        """Where it is kept."""

        db_table = "tocsin_personal"


class Current(models.Model):
    """One word as it stands now; `first` and `place` say when its key was first recorded, and order all."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    voice = models.CharField(max_length=200)
    parent = models.CharField(max_length=200)
    ident = models.CharField(max_length=200, db_index=True)
    first = models.BigIntegerField()
    place = models.IntegerField()
    sequence = models.BigIntegerField()
    position = models.IntegerField()
    body = models.TextField()
    objects: ClassVar[models.Manager["Current"]] = models.Manager()

    class Meta:
        """Where it is kept, and how it is found."""

        db_table = "tocsin_current"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key", "voice"], name="tocsin_current_one_of_each")
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "parent", "first", "place"], name="tocsin_current_of_parent"),
            models.Index(fields=["kind", "first", "place"], name="tocsin_current_in_order"),
        ]


class Outbound(models.Model):
    """One slot of the outbox, see `tocsin.dispatch.life.Slot`; moments are in microseconds since 1970, UTC."""

    key = models.CharField(max_length=64, primary_key=True)
    notice = models.CharField(max_length=64)
    rung = models.IntegerField()
    channel = models.CharField(max_length=200)
    since = models.BigIntegerField()
    due = models.BigIntegerField()
    opened = models.BigIntegerField(null=True)
    number = models.IntegerField()
    attempt = models.CharField(max_length=64)
    outcome = models.CharField(max_length=40)
    live = models.BooleanField()
    seen = models.BigIntegerField(null=True)
    objects: ClassVar[models.Manager["Outbound"]] = models.Manager()

    class Meta:
        """Where it is kept, and how it is found."""

        db_table = "tocsin_outbox"
        indexes: ClassVar = [
            models.Index(fields=["live", "due", "notice", "rung"], name="tocsin_outbox_due"),
            models.Index(fields=["notice", "rung"], name="tocsin_outbox_of_notice"),
        ]


class Docketed(models.Model):
    """A proposal, ruling or notice, and the clock that runs for it (`task` is empty where none does).

    `incident` is the one it was recorded under, `holder` the one that holds that now; moments as in the outbox.
    """

    about = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=40)
    incident = models.CharField(max_length=200, db_index=True)
    holder = models.CharField(max_length=200)
    protected = models.CharField(max_length=200)
    public = models.BooleanField()
    task = models.CharField(max_length=40, default="")
    recipient = models.CharField(max_length=200, default="")
    policy = models.CharField(max_length=64, default="")
    since = models.BigIntegerField()
    due = models.BigIntegerField()
    objects: ClassVar[models.Manager["Docketed"]] = models.Manager()

    class Meta:
        """Where it is kept, and how it is found."""

        db_table = "tocsin_docket"
        indexes: ClassVar = [
            models.Index(fields=["holder", "protected"], name="tocsin_docket_of_pair"),
            models.Index(fields=["due"], name="tocsin_docket_open", condition=~models.Q(task="")),
        ]


class Leased(models.Model):
    """Who sends for a slot, until when: no part of the record, and lost without harm."""

    key = models.CharField(max_length=64, primary_key=True)
    number = models.IntegerField()
    holder = models.CharField(max_length=200)
    until = models.BigIntegerField()
    objects: ClassVar[models.Manager["Leased"]] = models.Manager()

    class Meta:
        """Where it is kept."""

        db_table = "tocsin_lease"
