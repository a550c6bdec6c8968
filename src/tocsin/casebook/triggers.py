"""The triggers by which the database itself refuses to change the record.

A migration that rebuilds one of these tables (as Django does on SQLite) must install them again.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_REFUSED = "the record is append-only"
_HOLE = "an entry follows the last one"
_TAKEN = "this is kept already"
_KEPT_APART = "a personal item goes only by an erasure on record"
_UNSAID = "NOT EXISTS (SELECT 1 FROM tocsin_entry WHERE kind = 'personal-erasure' AND subject = OLD.item)"
_NEXT = "NEW.sequence <> (SELECT COALESCE(MAX(sequence) + 1, 0) FROM tocsin_entry)"
_ERASES = """
    OLD.content IS NOT NULL AND NEW.content IS NULL AND NEW.because <> '' AND NEW.digest = OLD.digest
    AND EXISTS (SELECT 1 FROM tocsin_entry WHERE kind = 'erasure' AND subject = OLD.digest)
"""
_TABLES = ("entry", "checkpoint", "body")


def install(schema: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place, on either engine."""
    for statement in _sqlite() if schema.connection.vendor == "sqlite" else _postgresql():
        schema.execute(statement, params=None)


def install_personal(schema: BaseDatabaseSchemaEditor) -> None:
    """The same for personal items: none is changed, and none goes whose erasure is not on record."""
    if schema.connection.vendor == "sqlite":
        made = [
            _on_sqlite("personal_update", "BEFORE UPDATE ON tocsin_personal", when="1", why=_KEPT_APART),
            _on_sqlite("personal_delete", "BEFORE DELETE ON tocsin_personal", when=_UNSAID, why=_KEPT_APART),
        ]
    else:
        code = f"IF TG_OP = 'UPDATE' OR {_UNSAID} THEN RAISE EXCEPTION '{_KEPT_APART}'; END IF; RETURN OLD;"
        made = [
            _function("keep_apart", code),
            _on_postgresql("personal", "update", "UPDATE", calls="keep_apart"),
            _on_postgresql("personal", "delete", "DELETE", calls="keep_apart"),
        ]
    for statement in made:
        schema.execute(statement, params=None)


def _sqlite() -> list[str]:
    made = [
        _on_sqlite("entry_update", "BEFORE UPDATE ON tocsin_entry", when="1", why=_REFUSED),
        _on_sqlite("checkpoint_update", "BEFORE UPDATE ON tocsin_checkpoint", when="1", why=_REFUSED),
        _on_sqlite("body_update", "BEFORE UPDATE ON tocsin_body", when=f"NOT ({_ERASES})", why=_REFUSED),
        _on_sqlite("entry_insert", "BEFORE INSERT ON tocsin_entry", when=_NEXT, why=_HOLE),
        _on_sqlite(
            "body_insert",
            "BEFORE INSERT ON tocsin_body",
            when="EXISTS (SELECT 1 FROM tocsin_body WHERE digest = NEW.digest)",
            why=_TAKEN,
        ),
        _on_sqlite(
            "checkpoint_insert",
            "BEFORE INSERT ON tocsin_checkpoint",
            when="EXISTS (SELECT 1 FROM tocsin_checkpoint WHERE id = NEW.id)",
            why=_TAKEN,
        ),
    ]
    deletes = [
        _on_sqlite(f"{table}_delete", f"BEFORE DELETE ON tocsin_{table}", when="1", why=_REFUSED) for table in _TABLES
    ]
    return made + deletes


def _on_sqlite(name: str, event: str, *, when: str, why: str) -> str:
    return f"CREATE TRIGGER tocsin_{name} {event} WHEN {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


def _postgresql() -> list[str]:
    made = [
        _function("refuse", f"RAISE EXCEPTION '{_REFUSED}';"),
        _function("follow", f"IF {_NEXT} THEN RAISE EXCEPTION '{_HOLE}'; END IF; RETURN NEW;"),
        _function("erase", f"IF NOT ({_ERASES}) THEN RAISE EXCEPTION '{_REFUSED}'; END IF; RETURN NEW;"),
        _on_postgresql("entry", "insert", "INSERT", calls="follow"),
        _on_postgresql("body", "update", "UPDATE", calls="erase"),
        _on_postgresql("entry", "update", "UPDATE", calls="refuse"),
        _on_postgresql("checkpoint", "update", "UPDATE", calls="refuse"),
    ]
    for table in _TABLES:
        made.append(_on_postgresql(table, "delete", "DELETE", calls="refuse"))
        made.append(
            f"CREATE TRIGGER tocsin_{table}_truncate BEFORE TRUNCATE ON tocsin_{table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tocsin_refuse()"
        )
    return made


def _function(name: str, code: str) -> str:
    return f"CREATE FUNCTION tocsin_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {code} END $$"


def _on_postgresql(table: str, name: str, event: str, *, calls: str) -> str:
    return (
        f"CREATE TRIGGER tocsin_{table}_{name} BEFORE {event} ON tocsin_{table} "
        f"FOR EACH ROW EXECUTE FUNCTION tocsin_{calls}()"
    )
