"""A look at what somebody writes to a group that they are not in yet; settings name who looks."""

from collections.abc import Callable, Sequence
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


class Found(Protocol):
    """Something that tells who somebody is; a hard one is never passed on. `hint` is in the reader's language."""

    @property
    def id(self) -> str: ...

    @property
    def hard(self) -> bool: ...

    @property
    def hint(self) -> str: ...


class Look(Protocol):
    """What GROUP_CHECK names."""

    def __call__(self, text: str, group_id: UUID, language: str, account_id: UUID, /) -> Sequence[Found]: ...


def look(text: str, group_id: UUID, language: str, account_id: UUID) -> Sequence[Found]:
    """What was found in a text of this account for this group."""
    looks: Look = import_string(settings.GROUP_CHECK)
    return looks(text, group_id, language, account_id)


def gives_away(name: str, account_id: UUID) -> bool:
    """Whether somebody would choose a name that they said they never want to give here."""
    asks: Callable[[str, UUID], bool] = import_string(settings.NAME_CHECK)
    return asks(name, account_id)
