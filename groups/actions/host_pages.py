"""The texts that a host must give, in an organisation's own words."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from audit.actions import record
from groups.host_pages import default_text
from groups.models import Coordinator, HostPage, Organisation
from groups.queries import host_texts


class ChangedMeanwhile(Exception):
    """Somebody else wrote this page after it was opened; `version` is how it stands now."""

    def __init__(self, version: str) -> None:
        super().__init__("changed meanwhile")
        self.version = version


def version_of(pages: Mapping[str, HostPage]) -> str:
    """Tells two states of a page apart; empty when the organisation wrote nothing itself."""
    return max((page.changed_at.isoformat() for page in pages.values()), default="")


@transaction.atomic
def write_host_page(
    *, by: Coordinator, kind: HostPage.Kind, texts: Mapping[str, str], version: str, now: datetime
) -> None:
    """Keeps the texts by language; an empty one, or the default's own words, leave the default in its place.

    Raises ChangedMeanwhile when `version` is not how the page stands.
    """
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    before = host_texts(organisation, kind)
    own = {code: text for code, text in texts.items() if text and text != default_text(kind, code)}
    if own == {code: page.text for code, page in before.items()}:
        return
    if version != version_of(before):
        raise ChangedMeanwhile(version_of(before))
    HostPage.objects.filter(organisation=organisation, kind=kind).delete()
    HostPage.objects.bulk_create(
        HostPage(organisation=organisation, kind=kind, language=code, text=text, changed_at=now)
        for code, text in own.items()
    )
    record(
        chain=organisation.audit_id,
        actor=by.audit_id,
        verb="write_host_page",
        object_kind="organisation",
        object_id=organisation.audit_id,
        rule=kind.value,
        figures={"texts": len(own)},
        now=now,
    )
