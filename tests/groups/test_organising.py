import pytest
from django.utils import timezone

from audit.models import Entry
from audit.queries import first_fault
from groups import wordings
from groups.actions.organising import (
    GroupNameTaken,
    OrganisationNameTaken,
    UnknownTheme,
    add_group,
    create_organisation,
)
from groups.models import Group, Organisation
from groups.queries import current_wordings
from tests.factories import an_organisation

pytestmark = pytest.mark.django_db


def add(organisation: Organisation, **changes: object) -> Group:
    given: dict[str, object] = {
        "name": "Vonk",
        "theme": "werk-burnout",
        "position": "zelf",
        "region": "Vlaams-Brabant",
        "rhythm": "dinsdag 12.15",
        "language": "nl",
        "kept_for_hours": 24,
        "summary": "",
        "now": timezone.now(),
    }
    return add_group(organisation=organisation, **(given | changes))  # type: ignore[arg-type]  # what a test changes


def test_an_organisation_starts_a_chain_of_its_own() -> None:
    organisation = create_organisation(name="Steunpunt Oost", now=timezone.now())
    entry = Entry.objects.get(chain=str(organisation.audit_id))
    assert (entry.verb, entry.number, entry.object_id) == ("create_organisation", 1, organisation.audit_id)
    assert first_fault(entry.chain) is None


def test_an_organisation_has_a_name_of_its_own() -> None:
    an_organisation("Steunpunt Oost")
    with pytest.raises(OrganisationNameTaken):
        create_organisation(name="Steunpunt Oost", now=timezone.now())


def test_a_new_group_has_thirteen_rules_and_a_consent_in_its_language() -> None:
    group = add(an_organisation(), language="en")
    texts = current_wordings(group)
    assert len(texts.rules.text.splitlines()) == 13
    assert texts.rules.text.startswith("What is said here stays here.")
    assert (texts.rules.version, texts.consent.text) == (1, wordings.consent("en"))


def test_a_group_name_is_used_once_in_an_organisation() -> None:
    organisation = an_organisation()
    add(organisation)
    add(an_organisation())
    with pytest.raises(GroupNameTaken):
        add(organisation)


@pytest.mark.parametrize("change", [{"theme": "voetbal"}, {"position": "buurman"}])
def test_a_group_is_about_something_known(change: dict[str, object]) -> None:
    with pytest.raises(UnknownTheme):
        add(an_organisation(), **change)
    assert not Group.objects.exists()
