from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import Account
from audit.models import Entry
from audit.queries import first_fault
from groups import names
from groups.actions import memberships
from groups.actions.joining import AlreadyThere, NotAgreed, ask_to_join
from groups.actions.names import RESTS_FOR, NameTaken, free_rested_names
from groups.models import Agreement, Group, Membership, NameClaim, Wording
from groups.name_skeletons import skeleton
from groups.queries import current_wordings, own_membership, taken
from groups.roles import Role, State
from tests.at_once import at_once
from tests.factories import Person, a_group, a_membership, a_person, an_account

pytestmark = pytest.mark.django_db
LINE = "Ik drink al tien jaar te veel."


def ask(account: Account, group: Group, pseudonym: str = "Zachte Regen", line: str = "") -> Membership:
    return ask_to_join(
        account=account,
        group=group,
        pseudonym=pseudonym,
        agreed=current_wordings(group).ids(),
        line=line,
        now=timezone.now(),
    )


def test_who_asks_waits_under_a_name_and_agreed_to_both_texts(cleo: Person, group: Group) -> None:
    membership = ask(cleo.account, group, "  Zachte   Regen ", LINE)
    membership.refresh_from_db()
    assert (membership.state, membership.role, membership.pseudonym) == (State.REQUESTED, Role.MEMBER, "Zachte Regen")
    assert membership.join_line == LINE
    agreed = Agreement.objects.filter(membership=membership).values_list("wording__kind", flat=True)
    assert sorted(agreed) == ["consent", "rules"]


def test_the_line_is_sealed_and_the_name_claim_is_a_hash(cleo: Person, group: Group) -> None:
    membership = ask(cleo.account, group, line=LINE)
    assert LINE.encode() not in bytes(membership.join_line_sealed or b"")
    claim = NameClaim.objects.get(membership=membership)
    assert skeleton("Zachte Regen").encode() not in bytes(claim.skeleton_hash)


def test_asking_is_in_the_audit_of_the_organisation_without_the_account(cleo: Person, group: Group) -> None:
    membership = ask(cleo.account, group)
    entry = Entry.objects.get(verb="ask_to_join")
    assert entry.chain == str(group.organisation.audit_id)
    assert entry.actor == entry.object_id == membership.audit_id
    assert not Entry.objects.filter(chain=entry.chain, actor=cleo.account.audit_id).exists()
    assert first_fault(entry.chain) is None


def test_one_account_asks_once(cleo: Person, group: Group) -> None:
    ask(cleo.account, group)
    with pytest.raises(AlreadyThere):
        ask(cleo.account, group, "Andere Naam")


@pytest.mark.parametrize("state", [State.ACTIVE, State.SUSPENDED, State.BANNED])
def test_who_is_in_or_banned_cannot_ask_again(cleo: Person, group: Group, state: State) -> None:
    a_membership(cleo.account, group, state=state)
    with pytest.raises(AlreadyThere):
        ask(cleo.account, group)


@pytest.mark.parametrize("state", [State.DECLINED, State.LEFT, State.REMOVED])
def test_who_was_declined_or_removed_may_ask_again_as_a_new_member(cleo: Person, group: Group, state: State) -> None:
    before = a_membership(cleo.account, group, state=state)
    after = ask(cleo.account, group)
    assert after.public_id != before.public_id
    assert after.ordinal > before.ordinal


@pytest.mark.parametrize("kind", ["rules", "consent"])
def test_both_texts_must_be_agreed_to(cleo: Person, group: Group, kind: str) -> None:
    one = Wording.objects.get(group=group, kind=kind)
    with pytest.raises(NotAgreed):
        ask_to_join(account=cleo.account, group=group, pseudonym="Regen", agreed=[one.pk], line="", now=timezone.now())
    assert own_membership(cleo.account, group) is None


def test_an_older_version_of_the_rules_is_not_enough(cleo: Person, group: Group) -> None:
    before = current_wordings(group).ids()
    Wording.objects.create(group=group, kind="rules", version=2, text="Nieuw", published_at=timezone.now())
    with pytest.raises(NotAgreed):
        ask_to_join(account=cleo.account, group=group, pseudonym="Regen", agreed=before, line="", now=timezone.now())


def test_texts_of_another_group_are_not_enough(cleo: Person, group: Group) -> None:
    elsewhere = current_wordings(a_group()).ids()
    with pytest.raises(NotAgreed):
        ask_to_join(account=cleo.account, group=group, pseudonym="Regen", agreed=elsewhere, line="", now=timezone.now())


def test_a_name_that_is_refused_everywhere_is_refused_here(cleo: Person, group: Group) -> None:
    with pytest.raises(names.NameRefused):
        ask(cleo.account, group, "moderator")


@pytest.mark.parametrize("name", ["Zachte Regen", "zachte regen", "ZACHTE-REGEN", "Záchte Régen"])
def test_a_name_that_looks_like_another_is_taken(cleo: Person, ben: Person, group: Group, name: str) -> None:
    a_membership(an_account(), group, "Zachte Regen")
    assert taken(group)(name)
    with pytest.raises(NameTaken):
        ask(cleo.account, group, name)
    assert own_membership(cleo.account, group) is None


def test_the_same_name_is_free_in_another_group_and_hashes_differ(cleo: Person, ben: Person, group: Group) -> None:
    here, there = a_membership(an_account(), group, "Maan"), ask(cleo.account, a_group(), "Maan")
    hashes = {bytes(claim.skeleton_hash) for claim in NameClaim.objects.filter(membership__in=[here, there])}
    assert len(hashes) == 2


@pytest.mark.parametrize("state", [State.DECLINED, State.LEFT, State.REMOVED])
def test_a_name_rests_ninety_days_after_its_bearer_went(cleo: Person, group: Group, state: State) -> None:
    """Turns red when ending a membership frees its name at once."""
    a_membership(an_account(), group, "Maan", state=state)
    with pytest.raises(NameTaken):
        ask(cleo.account, group, "Maan")
    assert free_rested_names(timezone.now() + RESTS_FOR - timedelta(minutes=1)) == 0
    assert free_rested_names(timezone.now() + RESTS_FOR) == 1
    assert ask(cleo.account, group, "Maan").pseudonym == "Maan"


def test_who_left_may_take_the_own_resting_name_again(cleo: Person, group: Group) -> None:
    a_membership(cleo.account, group, "Maan", state=State.LEFT)
    again = ask(cleo.account, group, "Maan")
    claim = NameClaim.objects.get(group=group, membership=again)
    assert claim.free_at is None


def test_the_name_of_who_is_banned_never_rests(cleo: Person, group: Group) -> None:
    a_membership(an_account(), group, "Maan", state=State.BANNED)
    assert free_rested_names(timezone.now() + RESTS_FOR * 20) == 0
    assert taken(group)("Maan")


def test_admitting_empties_the_line(cleo: Person, group: Group) -> None:
    membership = ask(cleo.account, group, line=LINE)
    memberships.admit(membership, timezone.now())
    membership.refresh_from_db()
    assert (membership.state, membership.join_line_sealed) == (State.ACTIVE, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_look_alike_names_at_once_one_gets_it(group: Group) -> None:
    """Turns red without the unique constraint on the claim."""
    outcomes = all_ask(group, {"Zachte Regen": an_account(), "zachte-regen": an_account()})
    assert sorted(outcomes) == ["NameTaken", "in"]
    assert Membership.objects.filter(group=group).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_account_that_asks_twice_at_once_gets_one_place(group: Group) -> None:
    account = an_account()
    assert sorted(all_ask(group, {"Zachte Regen": account, "Oude Linde": account})) == ["AlreadyThere", "in"]


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_get_numbers_of_their_own(group: Group) -> None:
    asking = {f"Linde {word}": an_account() for word in ("een", "twee", "drie", "vier", "vijf")}
    assert all_ask(group, asking) == ["in"] * 5
    assert sorted(group.memberships.values_list("ordinal", flat=True)) == [1, 2, 3, 4, 5]
    assert first_fault(str(group.organisation.audit_id)) is None


def all_ask(group: Group, asking: dict[str, Account]) -> list[str]:
    """What became of each request, all sent at the same moment."""
    ends = at_once([partial(ask, who, group, name) for name, who in asking.items()], NameTaken, AlreadyThere)
    return [end if isinstance(end, str) else "in" for end in ends]


def test_a_person_has_nothing_in_common_between_two_groups(group: Group) -> None:
    person = a_person()
    here, there = ask(person.account, group, "Maan"), ask(person.account, a_group(), "Zon")
    assert here.public_id[2:6] != there.public_id[2:6]
    assert here.audit_id != there.audit_id
