"""An age is asked only where the group asks for it, told with the request, and forgotten when somebody goes."""

import pytest
from django.utils import timezone

from groups.actions.memberships import admit, end
from groups.actions.organising import fingerprint
from groups.ages import AgeBand, AsksAge
from groups.models import Group, Membership
from groups.roles import State
from tests.factories import Person, a_coordinator
from tests.groups.test_join_page import filled, path_to
from tests.stranger.village import NEW_GROUP

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TEXTS = {"summary": "Samen nuchter.", "meets": "online"}


def asks(group: Group, how: AsksAge) -> None:
    group.asks_age = how
    group.save()


def test_a_group_that_does_not_ask_shows_no_field_and_keeps_nothing(cleo: Person, group: Group) -> None:
    assert "age_band" not in cleo.client.get(path_to(group)).content.decode()
    cleo.client.post(path_to(group), filled(group, age_band=AgeBand.TO_25))
    assert Membership.objects.get().age_band == ""


@pytest.mark.parametrize(("how", "band"), [(AsksAge.ADULT, AgeBand.ADULT), (AsksAge.BAND, AgeBand.TO_40)])
def test_where_it_is_asked_the_facilitator_reads_it_with_the_request(
    cleo: Person, ada: Person, group: Group, how: AsksAge, band: AgeBand
) -> None:
    asks(group, how)
    assert 'name="age_band"' in cleo.client.get(path_to(group)).content.decode()
    for wrong in ({}, {"age_band": "34"}, {"age_band": "0-99"}):
        form = cleo.client.post(path_to(group), filled(group, **wrong)).context["form"]
        assert list(form.errors) == ["age_band"]
        assert form["line"].value() == "Hallo"
    cleo.client.post(path_to(group), filled(group, age_band=band))
    assert Membership.objects.get(account=cleo.account).age_band == band
    assert (
        str(band.label)
        in ada.client.get(f"/groepen/{group.public_id}/bureau/", headers={"accept-language": "en"}).content.decode()
    )


@pytest.mark.parametrize("state", [State.LEFT, State.DECLINED, State.REMOVED, State.BANNED])
def test_it_is_forgotten_when_the_place_ends(cleo: Person, group: Group, state: State) -> None:
    asks(group, AsksAge.BAND)
    cleo.client.post(path_to(group), filled(group, age_band=AgeBand.OLDER))
    own = Membership.objects.get()
    admit(own, timezone.now())
    assert Membership.objects.get().age_band == AgeBand.OLDER
    end(own, state, timezone.now())
    assert Membership.objects.get().age_band == ""


def test_the_coordinator_says_so_too_for_a_new_group_and_for_one_that_is_there(ben: Person, group: Group) -> None:
    coordinator, organisation = a_coordinator(group.organisation), group.organisation
    new = {**NEW_GROUP, "name": "Jonge Donderdag", "asks_age": "band"}
    assert coordinator.client.post("/coordinatie/openen/", {**new, "asks_age": "name"}).status_code == 200
    assert coordinator.client.post("/coordinatie/openen/", new).status_code == 302
    young = Group.objects.get(organisation=organisation, name="Jonge Donderdag")
    assert young.asks_age == AsksAge.BAND
    path = f"/coordinatie/groepen/{young.public_id}/teksten/"
    assert coordinator.client.get(path).context["form"]["asks_age"].value() == AsksAge.BAND
    for how in (AsksAge.ADULT, AsksAge.NOT):
        assert coordinator.client.post(path, {**new, "asks_age": how, "seen": fingerprint(young)}).status_code == 302
        young.refresh_from_db()
        assert young.asks_age == how


def test_the_facilitator_says_at_the_desk_whether_the_group_asks(ada: Person, ben: Person, group: Group) -> None:
    path = f"/groepen/{group.public_id}/bureau/teksten/"
    ada.client.post(path, {**TEXTS, "asks_age": "adult"})
    group.refresh_from_db()
    assert group.asks_age == AsksAge.ADULT
    assert ada.client.post(path, {**TEXTS, "asks_age": "name"}).context["form"].errors["asks_age"]
    assert ben.client.post(path, {**TEXTS, "asks_age": ""}).status_code == 404
    ada.client.post(path, TEXTS)
    group.refresh_from_db()
    assert group.asks_age == AsksAge.NOT
