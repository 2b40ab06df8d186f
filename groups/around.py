"""Of whom a page of a talk tells besides who is here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from groups.models import Concealment, Membership, Wording
from groups.roles import Role, State


@dataclass(frozen=True, slots=True)
class Around:
    """The people that one member meets around a talk, and the rules of the group."""

    facilitators: list[Membership]
    concealed: list[Membership]
    """Whom the member would rather not read; who leads reads everybody."""
    muted: list[Membership]
    """Whose voice was taken for a while: for who can give it back."""
    rules: str


def around(member: Membership, now: datetime) -> Around:
    """All of them in one statement, since such a page has many others."""
    leads = member.acting_role == Role.FACILITATOR
    concealed = Exists(Concealment.objects.filter(by=member, whom=OuterRef("pk")))
    rules = Wording.objects.filter(group=OuterRef("group"), kind=Wording.Kind.RULES).order_by("-version")
    muted = Q(state=State.ACTIVE, muted_until__gt=now)
    # The member's own row is always there, and with it the rules.
    wanted = Q(pk=member.pk) | Q(state=State.ACTIVE, role=Role.FACILITATOR) | (muted if leads else Q(concealed))
    rows = Membership.objects.filter(wanted, group=member.group_id).order_by("ordinal")
    rows = rows.annotate(is_concealed=concealed, rules=Subquery(rules.values("text")[:1]))
    found, others = list(rows), [row for row in rows if row.role != Role.FACILITATOR]
    return Around(
        facilitators=[row for row in found if row.role == Role.FACILITATOR and row.state == State.ACTIVE],
        concealed=[row for row in others if getattr(row, "is_concealed")] if not leads else [],  # noqa: B009 - an annotation, which mypy does not know
        muted=[row for row in others if row.muted_until and row.muted_until > now] if leads else [],
        rules=getattr(found[0], "rules") or "",  # noqa: B009 - annotated above, as is_concealed is
    )
