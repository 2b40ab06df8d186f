"""The group's own words: its texts, and its rules, which its members agree to anew when they change."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.actions import record
from groups.actions.joining import NotAgreed
from groups.actions.news import tell
from groups.models import Agreement, Group, Membership, Wording
from groups.queries import current_rules, members_of
from groups.roles import State
from groups.search import text_of

TEXTS = ("summary", "rhythm", "weekdays", "meets", "evening", "strictness", "in_person", "asks_age")
"""What a group tells of itself on its page, and what it asks of who comes."""


class ChangedMeanwhile(Exception):
    """Another facilitator was first: what would be replaced was not read."""


class NothingNew(Exception):
    """These are the words that hold already."""


def put_texts(*, by: Membership, texts: Mapping[str, str], now: datetime) -> None:
    """Replaces the texts of TEXTS; who wrote them has also looked whether they are true."""
    with transaction.atomic():
        group = _locked(by)
        for name in TEXTS:
            setattr(group, name, texts[name])
        group.checked_on, group.search_text = timezone.localdate(now), text_of(group)
        group.save(update_fields=[*TEXTS, "checked_on", "search_text"])
        _note(by, "change_texts", now)


def still_true(*, by: Membership, now: datetime) -> None:
    """Remembers that somebody of the group looked, and that its texts are as it is."""
    with transaction.atomic():
        Group.objects.filter(pk=by.group_id).update(checked_on=timezone.localdate(now))
        _note(by, "confirm_texts", now)


def publish_rules(*, by: Membership, text: str, after: int, now: datetime) -> Wording:
    """A new version of the rules, which follows version `after`; its writer has agreed, the others are told.

    Raises NothingNew, ChangedMeanwhile.
    """
    with transaction.atomic():
        group = _locked(by)
        before = current_rules(group)
        if before.text == text:
            raise NothingNew
        if before.version != after:
            raise ChangedMeanwhile
        rules = Wording.objects.create(
            group=group, kind=Wording.Kind.RULES, version=after + 1, text=text, published_at=now
        )
        Agreement.objects.create(membership=by, wording=rules, agreed_at=now)
        others = members_of(group).filter(state=State.ACTIVE).exclude(pk=by.pk).select_related("account")
        tell(accounts=[member.account for member in others], group=group, code="rules-changed", now=now)
        _note(by, "publish_rules", now, {"version": rules.version})
    return rules


def agree(*, membership: Membership, rules: Wording, now: datetime) -> None:
    """The member agrees to the rules as they are now; a second time is no other. Raises NotAgreed for older ones."""
    with transaction.atomic():
        if current_rules(membership.group) != rules:
            raise NotAgreed
        Agreement.objects.get_or_create(membership=membership, wording=rules, defaults={"agreed_at": now})


def _locked(by: Membership) -> Group:
    return Group.objects.select_for_update(no_key=True).get(pk=by.group_id)


def _note(by: Membership, verb: str, now: datetime, figures: dict[str, int] | None = None) -> None:
    record(
        chain=by.group.organisation.audit_id,
        actor=by.audit_id,
        verb=verb,
        object_kind="group",
        object_id=by.group.audit_id,
        figures=figures,
        now=now,
    )
