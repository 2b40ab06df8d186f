"""What is sealed under the data keys, in every table of every app."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db.models import BinaryField, Model, QuerySet
from django.db.models.functions import Substr

from accounts.vault import KEY_ID_BYTES, Sealed, key_id


class Column(NamedTuple):
    """A binary column of a model whose values are sealed."""

    model: type[Model]
    part: Sealed

    @property
    def name(self) -> str:
        return self.part.column

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.name}"

    def under_an_old_key(self) -> QuerySet[Any]:
        """The rows whose value begins with another key's id than that of the first data key."""
        start = Substr(self.name, 1, KEY_ID_BYTES, output_field=BinaryField())
        rows: QuerySet[Any] = self.model._base_manager.filter(**{f"{self.name}__isnull": False})
        older: QuerySet[Any] = rows.annotate(sealed_by=start).exclude(sealed_by=key_id(settings.DATA_KEYS[0]))
        return older


def columns() -> Iterator[Column]:
    """All of them, as the models declare them."""
    for model in apps.get_models():
        parts = (part for base in model.__mro__ for part in vars(base).values() if isinstance(part, Sealed))
        yield from (Column(model, part) for part in parts)


def left() -> dict[str, int]:
    """How many values of each column still need an older key; columns without one are left out."""
    counts = {str(column): column.under_an_old_key().count() for column in columns()}
    return {name: count for name, count in counts.items() if count}
