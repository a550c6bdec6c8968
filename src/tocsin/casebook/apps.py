"""The casebook as a Django app."""

from django.apps import AppConfig


class CasebookConfig(AppConfig):
    """The tables of the record and of its current view."""

    name = "tocsin.casebook"
    label = "casebook"
    default_auto_field = "django.db.models.BigAutoField"
