"""The texts that a host must give: good ones from the start, an organisation's own when it has written them."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.models import Entry
from groups.actions.host_pages import ChangedMeanwhile, version_of, write_host_page
from groups.host_pages import DEFAULTS, default_text
from groups.models import Coordinator, Group, HostPage
from groups.queries import host_texts
from tests.factories import Person, a_coordinator, a_group, an_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = {
    "contact": "contact",
    "imprint": "wie-we-zijn",
    "terms": "voorwaarden",
    "privacy": "privacy",
    "accessibility": "toegankelijkheid",
    "moderation": "veilig-praten",
}
OWN = {"nl": "Bel ons.\n\nElke dinsdag.", "en": ""}


def path_of(group: Group, kind: str = "contact") -> str:
    return f"/over/{kind}/{group.organisation.public_id}/"


def edit_path(group: Group, kind: str = "contact") -> str:
    return f"/coordinatie/teksten/{group.organisation.public_id}/{kind}/"


@pytest.mark.parametrize("kind", HostPage.Kind)
def test_every_page_has_a_text_from_the_start_in_every_language(visitor: Client, kind: HostPage.Kind) -> None:
    assert set(DEFAULTS) == set(HostPage.Kind)
    for code, _ in settings.LANGUAGES:
        page = visitor.get(f"/over/{WORDS[kind]}/", headers={"accept-language": code}).content.decode()
        first = default_text(kind, code).split("\n\n")[0]
        assert first.split(".")[0] in page.replace("&#x27;", "'")
    assert default_text(kind, "nl") != default_text(kind, "en")


def test_the_footer_leads_to_what_a_host_must_give(visitor: Client) -> None:
    page = visitor.get("/").content.decode()
    paths = [
        "/hulp/",
        "/melding/",
        *(f"/over/{WORDS[kind]}/" for kind in ("imprint", "privacy", "accessibility", "terms")),
    ]
    assert [path for path in paths if f'href="{path}"' not in page] == []
    for path in paths:
        assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/over/", "/over/ons/", "/over/contact/o_1/", f"/over/contact/o_{'a' * 32}/"])
def test_what_is_no_page_is_not_there(visitor: Client, group: Group, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_a_group_leads_to_its_organisation_and_to_reporting(visitor: Client, group: Group) -> None:
    page = visitor.get(f"/groepen/{group.public_id}/").content.decode()
    assert f'href="{path_of(group, "wie-we-zijn")}"' in page
    assert f'href="/melding/?groep={group.public_id}"' in page


def test_a_coordinator_writes_and_everybody_reads_it_as_plain_text(els: Person, visitor: Client, group: Group) -> None:
    text = "Bel <b>ons</b>.\r\n\r\nElke dinsdag."
    answer = els.client.post(edit_path(group), {"nl": text, "en": ""}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    for path in (path_of(group), "/over/contact/"):
        page = visitor.get(path, headers={"accept-language": "nl"}).content.decode()
        assert "<p>Bel &lt;b&gt;ons&lt;/b&gt;.</p>" in page
        assert "<p>Elke dinsdag.</p>" in page
    entry = Entry.objects.get(verb="write_host_page")
    assert (entry.rule, entry.figures) == ("contact", {"texts": 1})


def test_a_reader_of_another_language_gets_the_own_words_all_the_same(
    els: Person, visitor: Client, group: Group
) -> None:
    els.client.post(edit_path(group), OWN)
    page = visitor.get(path_of(group)).content.decode()
    assert 'lang="nl"><p>Bel ons.</p>' in page


def test_the_form_starts_with_the_default_and_keeping_it_writes_nothing(els: Person, group: Group) -> None:
    form = els.client.get(edit_path(group)).context["form"]
    assert form["nl"].value() == default_text(HostPage.Kind.CONTACT, "nl")
    els.client.post(edit_path(group), {code: form[code].value() for code in ("nl", "en")})
    assert not HostPage.objects.exists()
    assert not Entry.objects.filter(verb="write_host_page").exists()


def test_an_emptied_text_gives_the_default_back(els: Person, visitor: Client, group: Group) -> None:
    els.client.post(edit_path(group), OWN)
    version = els.client.get(edit_path(group)).context["form"]["version"].value()
    els.client.post(edit_path(group), {"nl": "", "en": "", "version": version})
    assert not HostPage.objects.exists()
    assert "passes on" in visitor.get(path_of(group)).content.decode()


def test_two_coordinators_do_not_overwrite_each_other_unseen(els: Person, group: Group) -> None:
    other = a_coordinator(group.organisation)
    els.client.post(edit_path(group), OWN)
    page = other.client.post(edit_path(group), {"nl": "Mail ons.", "en": "", "version": ""})
    assert page.context["form"]["nl"].value() == "Mail ons."
    assert "Somebody else changed this page" in page.content.decode()
    assert HostPage.objects.get().text == OWN["nl"]
    other.client.post(edit_path(group), {"nl": "Mail ons.", "version": page.context["form"]["version"].value()})
    assert HostPage.objects.get().text == "Mail ons."


def test_the_same_words_twice_are_written_once(els: Person, group: Group) -> None:
    by = Coordinator.objects.select_related("organisation").get(account=els.account)
    kind = HostPage.Kind.TERMS
    for _ in range(2):
        write_host_page(by=by, kind=kind, texts=OWN, version="", now=timezone.now())
    assert Entry.objects.filter(verb="write_host_page").count() == 1
    with pytest.raises(ChangedMeanwhile) as change:
        write_host_page(by=by, kind=kind, texts={"nl": "Anders."}, version="", now=timezone.now())
    assert change.value.version == version_of(host_texts(group.organisation, kind))


def test_a_coordinator_elsewhere_and_a_facilitator_find_nothing_to_write(ada: Person, group: Group) -> None:
    for person in (ada, a_coordinator(an_organisation())):
        assert person.client.get(edit_path(group)).status_code == 404
        assert person.client.post(edit_path(group), OWN).status_code == 404
    assert not HostPage.objects.exists()


def test_with_several_organisations_the_house_shows_the_way_to_each(visitor: Client, els: Person, group: Group) -> None:
    els.client.post(edit_path(group), OWN)
    other = a_group()
    page = visitor.get("/over/contact/").content.decode()
    assert "Bel ons." not in page
    assert all(f'href="{path_of(each)}"' in page for each in (group, other))


def test_the_pages_ask_little_of_the_database(
    els: Person, visitor: Client, group: Group, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for browser, path in (
        (visitor, "/over/privacy/"),
        (visitor, path_of(group)),
        (els.client, "/coordinatie/teksten/"),
        (els.client, edit_path(group)),
    ):
        with django_assert_max_num_queries(12):
            assert browser.get(path).status_code == 200
