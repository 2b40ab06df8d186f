"""What the audit of an organisation tells its coordinators: deeds of those with a task there, in plain words.

What members do for themselves is in the audit too, and nobody's to read here: that somebody asked for a place or left
would tell who is in a group.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from audit.models import Entry
from groups.models import Appointment, Coordinator, Group, Invitation, Membership, Organisation
from groups.roles import Role, State
from moderation.models import Appeal, Measure, Report
from rooms.models import Meeting
from rooms.rules import RULE_WORDS

DEEDS: Final = {
    "create_organisation": _("made the organisation"),
    "write_host_page": _("wrote a text about the organisation"),
    "open_rooms": _("opened the group"),
    "edit_group": _("changed what is told about the group"),
    "confirm_group": _("said that all that is told about the group is true"),
    "pause_group": _("paused the group"),
    "close_group": _("closed the group"),
    "reopen_group": _("opened the group again"),
    "appoint": _("made a link for a task"),
    "withdraw_links": _("withdrew the links for a task"),
    "take_up_post": _("took up a task"),
    "end_lead": _("ended somebody's task as a facilitator"),
    "appoint_facilitator": _("made a member a facilitator"),
    "step_down": _("stepped down as a facilitator"),
    "leave_note": _("left a note for the other facilitators"),
    "change_texts": _("changed the group's texts"),
    "confirm_texts": _("said that the group's texts are true"),
    "publish_rules": _("gave the group new rules"),
    "invite": _("made an invitation"),
    "revoke_invitation": _("withdrew an invitation"),
    "admit": _("admitted somebody"),
    "decline": _("declined a request"),
    "plan_meeting": _("planned an evening"),
    "change_meeting": _("moved an evening"),
    "cancel_meeting": _("cancelled an evening"),
    "prepare": _("opened the waiting room"),
    "open": _("opened the talk"),
    "pause": _("paused the talk"),
    "extend": _("made the talk longer"),
    "close": _("closed the talk"),
    "not_held": _("marked an evening as not held"),
    "over_time": _("closed a talk that was over its time"),
    "erase": _("erased a talk"),
    "hide": _("hid a line"),
    "mute": _("muted somebody"),
    "unmute": _("gave somebody the voice back"),
    "remove": _("removed somebody"),
    "set_guard": _("chose what happens before a line is heard"),
    "release_line": _("let a waiting line through"),
    "return_line": _("gave a waiting line back"),
    "drop": _("did not let a waiting line through"),
    "start_care": _("began care steps for somebody"),
    "end_care": _("ended care steps"),
    "hold_room": _("took the room while another took care"),
    "offer_card": _("put the help card before somebody"),
    "alert_duty": _("asked for the coordinator on duty"),
    "take_alert": _("took on what a group asked"),
    "set_duty": _("said how the coordinator on duty is reached"),
    "settle_worry": _("looked after what members worried about"),
    "check_helpline": _("looked whether a help line is still right"),
    "word": _("said a word to somebody"),
    "suspend": _("suspended somebody"),
    "ban": _("banned somebody"),
    "lift": _("took a decision back"),
    "end_suspension": _("let somebody in again after a suspension"),
    "uphold": _("answered an objection: the decision stands"),
    "overturn": _("answered an objection: the decision is undone"),
    "pause_admission": _("took no requests for a while"),
    "resume_admission": _("took requests again"),
    "decide_notice": _("answered a report"),
    "add_own_word": _("added a word to what is better left out"),
    "remove_own_word": _("removed a word from what is better left out"),
    "read_excerpt": _("read the lines that were kept for a report or an objection"),
    "escalate_report": _("handed a member's report on to the coordinators"),
    "decide_report": _("answered a member's report"),
}

NOT_TOLD: Final = frozenset(
    {
        "accept_invitation",
        "add_passkey",
        "appeal",
        "ask_export",
        "ask_to_join",
        "change_passphrase",
        "choose_country",
        "confirm_address",
        "end_sessions",
        "erase_account",
        "export",
        "give_address",
        "give_notice",
        "leave",
        "remove_address",
        "remove_code_app",
        "remove_passkey",
        "renew_recovery_codes",
        "report",
        "set_passphrase",
        "set_up_code_app",
        "sign_up",
        "use_recovery_code",
        "withdraw_consent",
    }
)
"""Members' own, and what belongs to no organisation."""

MOST: Final = 100
"""Deeds on one page."""

_GROUP_OF: Final[dict[str, tuple[type[Model], str]]] = {
    "group": (Group, "name"),
    "membership": (Membership, "group__name"),
    "meeting": (Meeting, "room__group__name"),
    "appointment": (Appointment, "group__name"),
    "invitation": (Invitation, "group__name"),
    "measure": (Measure, "group__name"),
    "report": (Report, "group__name"),
    "appeal": (Appeal, "measure__group__name"),
}


@dataclass(frozen=True)
class Deed:
    """One entry as a coordinator reads it."""

    number: int
    at: datetime
    who: str
    """A coordinator, or a facilitator under the name of the group; empty when nobody did it, or nobody is left."""
    by_clock: bool
    words: str
    group: str
    rule: str


def deeds(own: Coordinator, before: int | None) -> list[Deed]:
    """The newest MOST deeds of the organisation, or those below a number."""
    entries = Entry.objects.filter(chain=str(own.organisation.audit_id), verb__in=DEEDS)
    if before is not None:
        entries = entries.filter(number__lt=before)
    found = list(entries.order_by("-number")[:MOST])
    people, groups = _people(own.organisation, found), _groups(found)
    return [_deed(entry, own, people, groups) for entry in found]


def _deed(entry: Entry, own: Coordinator, people: "_People", groups: dict[UUID, str]) -> Deed:
    facilitator = people.facilitators.get(entry.actor) if entry.actor else None
    return Deed(
        number=entry.number,
        at=entry.at,
        who=_who(entry, own, people),
        by_clock=entry.actor is None,
        words=str(DEEDS[entry.verb]),
        group=facilitator.group.name if facilitator else groups.get(entry.object_id, "") if entry.object_id else "",
        rule=str(RULE_WORDS.get(entry.rule, "")),
    )


@dataclass(frozen=True)
class _People:
    coordinators: Collection[UUID]
    facilitators: dict[UUID, Membership]


def _who(entry: Entry, own: Coordinator, people: _People) -> str:
    if entry.actor == own.audit_id:
        return str(_("You"))
    if entry.actor in people.coordinators:
        return str(_("A colleague"))
    facilitator = people.facilitators.get(entry.actor) if entry.actor else None
    return facilitator.pseudonym if facilitator else ""


def _people(organisation: Organisation, entries: Iterable[Entry]) -> _People:
    """Who has a task now: who has none any more is nobody's to know."""
    actors = {entry.actor for entry in entries if entry.actor}
    leading = Membership.objects.filter(audit_id__in=actors, role=Role.FACILITATOR, state=State.ACTIVE)
    return _People(
        coordinators=set(Coordinator.objects.filter(organisation=organisation).values_list("audit_id", flat=True)),
        facilitators={member.audit_id: member for member in leading.select_related("group")},
    )


def _groups(entries: Iterable[Entry]) -> dict[UUID, str]:
    """The name of the group that an entry is about, by the id of its object."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for entry in entries:
        if entry.object_id and entry.object_kind in _GROUP_OF:
            wanted[entry.object_kind].add(entry.object_id)
    names: dict[UUID, str] = {}
    for kind, ids in wanted.items():
        model, name = _GROUP_OF[kind]
        names |= dict(model._default_manager.filter(audit_id__in=ids).values_list("audit_id", name))
    return names
