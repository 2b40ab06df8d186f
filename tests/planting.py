"""A village in which every sealed column of every app says something, whatever columns there are."""

import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from accounts.models import Session
from accounts.vault import SealedText
from peerchat.sealed import Column, columns
from tests.stranger.village import Village, settle


class Plant(NamedTuple):
    """A row with what its sealed column said, and how it was stored."""

    row: Any
    column: Column
    said: bytes
    stored: bytes


Planted = dict[str, Plant]


def stored(row: Any, column: Column) -> bytes:
    return bytes(getattr(row, column.name))


def plant(say: Callable[[Column], str]) -> tuple[Village, Planted]:
    """Makes it, with `say(column)` in one row of each column of texts; what holds a key keeps it."""
    village = settle()
    found: Planted = {}
    for column in columns():
        # A living session would end by what is put in it.
        row = (column.model is not Session and column.model._base_manager.first()) or made(column.model)
        if isinstance(column.part, SealedText):
            column.part.put(row, say(column).encode())
            row.save(update_fields=[column.name])
        found[str(column)] = Plant(row, column, column.part.opened(row), stored(row, column))
    return village, found


def made(model: type[models.Model]) -> Any:
    """A row with something in every column that wants it."""
    row = model()
    for field in model._meta.concrete_fields:
        if not field.null and not field.has_default():
            setattr(row, field.attname, _value_for(field))
    row.save()
    return row


SAMPLES = {"OwnWord.kind": "real_name"}
"""Where not every word will do."""


def _value_for(field: Any) -> Any:
    if (name := f"{field.model.__name__}.{field.name}") in SAMPLES:
        return SAMPLES[name]
    if field.is_relation:
        return (field.related_model._base_manager.first() or made(field.related_model)).pk
    if field.choices:
        return field.choices[0][0]
    samples = {
        "DateTimeField": timezone.now(),
        "DateField": timezone.localdate(),
        "BinaryField": uuid.uuid4().bytes,
        "UUIDField": uuid.uuid4(),
    }
    return samples.get(field.get_internal_type(), "1")
