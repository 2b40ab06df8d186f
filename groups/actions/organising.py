"""Organisations and their groups."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions import record
from groups import wordings
from groups.models import Coordinator, Group, Organisation, Wording
from groups.search import text_of
from groups.themes import POSITIONS, THEMES


class OrganisationNameTaken(Exception):
    """There is an organisation of this name."""


class GroupNameTaken(Exception):
    """The organisation has a group of this name."""


class UnknownTheme(Exception):
    """The theme or the position is none of those in groups.themes."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the group's texts after they were read."""


class More(TypedDict, total=False):
    """What a group's page may tell besides; as in Group."""

    public_id: str
    meets: str
    weekdays: str
    evening: str
    strictness: str
    in_person: str
    asks_age: str
    checked_on: date


EDITABLE: Final = (
    "name",
    "theme",
    "position",
    "region",
    "meets",
    "weekdays",
    "rhythm",
    "summary",
    "evening",
    "strictness",
    "in_person",
    "asks_age",
)
"""What can be changed later. Not the language and not how long a talk is kept: people agreed to those."""


def create_organisation(*, name: str, now: datetime) -> Organisation:
    """Makes an organisation; raises OrganisationNameTaken."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                organisation = Organisation.objects.create(name=name)
        except IntegrityError:
            raise OrganisationNameTaken from None
        record(
            actor=None,
            verb="create_organisation",
            object_kind="organisation",
            object_id=organisation.audit_id,
            chain=organisation.audit_id,
            now=now,
        )
    return organisation


def add_group(
    *,
    organisation: Organisation,
    name: str,
    theme: str,
    position: str,
    region: str,
    rhythm: str,
    language: str,
    kept_for_hours: int,
    summary: str,
    now: datetime,
    **more: Unpack[More],
) -> Group:
    """The rows of a group with its first rules and consent; who calls it records it.

    Raises GroupNameTaken, UnknownTheme.
    """
    _check_subject(theme, position)
    group = Group(
        organisation=organisation,
        name=name,
        theme=theme,
        position=position,
        region=region,
        rhythm=rhythm,
        language=language,
        kept_for_hours=kept_for_hours,
        summary=summary,
        **more,
    )
    with transaction.atomic():
        _save(group, force_insert=True)
        _publish(group, Wording.Kind.RULES, wordings.rules(language), now)
        _publish(group, Wording.Kind.CONSENT, wordings.consent(language), now)
    return group


def edit_group(
    *, by: Coordinator, group: Group, changes: Mapping[str, str], seen: str | None = None, now: datetime
) -> Group:
    """Changes some of EDITABLE; who just read all of it also says that it is still true.

    `seen` is the `fingerprint` of the texts as they were read. Raises ChangedMeanwhile, GroupNameTaken, UnknownTheme.
    """
    with transaction.atomic():
        found = Group.objects.select_for_update(no_key=True).get(pk=group.pk, organisation_id=by.organisation_id)
        before = (fingerprint(found), found.checked_on)
        for name in EDITABLE:
            setattr(found, name, changes.get(name, getattr(found, name)))
        found.checked_on = timezone.localdate(now)
        if (fingerprint(found), found.checked_on) == before:
            return found
        if seen not in (None, before[0]):
            raise ChangedMeanwhile
        _check_subject(found.theme, found.position)
        _save(found)
        record(
            chain=by.organisation.audit_id,
            actor=by.audit_id,
            verb="edit_group",
            object_kind="group",
            object_id=found.audit_id,
            now=now,
        )
    return found


def fingerprint(group: Group) -> str:
    """Changes with every text of the group that can be edited."""
    texts = "\0".join(getattr(group, name) for name in EDITABLE)
    return hashlib.sha256(texts.encode()).hexdigest()


def _check_subject(theme: str, position: str) -> None:
    if theme not in THEMES or position not in POSITIONS:
        raise UnknownTheme


def _save(group: Group, *, force_insert: bool = False) -> None:
    """Of two people who give the same name at the same moment the database lets one through."""
    group.search_text = text_of(group)
    try:
        with transaction.atomic():
            group.save(force_insert=force_insert)
    except IntegrityError:
        raise GroupNameTaken from None


def _publish(group: Group, kind: Wording.Kind, text: str, now: datetime) -> None:
    Wording.objects.create(group=group, kind=kind, version=1, text=text, published_at=now)
