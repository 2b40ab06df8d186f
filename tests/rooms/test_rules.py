"""The rules that a measure names are those that members agreed to."""

from django.utils.translation import override

from groups.wordings import RULES
from moderation.models import Measure
from rooms.rules import RULE_CODES, rule_choices


def test_every_rule_has_a_code_that_fits_in_a_measure() -> None:
    longest = Measure._meta.get_field("rule").max_length
    assert len(set(RULE_CODES)) == len(RULES) == 13
    assert longest is not None
    assert max(map(len, RULE_CODES)) <= longest


def test_the_rules_are_read_out_in_the_readers_language() -> None:
    with override("en"):
        assert rule_choices()[0] == ("stays-here", "What is said here stays here. No screenshots, no copies.")
