"""The living page of all components, for who builds on them: each as it is on the site, in each of its states."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts import totp
from accounts.forms import ComfortForm
from groups.forms_search import FilterForm, SearchForm
from groups.shapes import DEGREES, SHAPES
from groups.themes import THEMES
from moderation.card import Check, cards
from moderation.hints import hint
from peerchat.demo_data import FACILITATOR_NAME, GROUPS, LINES, MEMBERS
from rooms.forms import CancelForm, PlanForm
from rooms.phases import Phase
from rooms.rules import rule_choices
from rooms.words import PHASES, room_words

COLOURS = (
    "page surface quiet divider border text text-soft accent accent-strong accent-quiet on-accent danger danger-quiet"
).split()
SHOWN_PHASES = (Phase.WAITING, Phase.OPEN, Phase.PAUSED, Phase.CLOSED)
HUES = range(360 // DEGREES)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Only where PeerChat is being built: anywhere else there is no such page."""
    if not settings.STYLE_PAGE:
        raise Http404
    return render(request, "style/index.html", _samples())


def _samples() -> dict[str, Any]:
    now = timezone.now()
    wrong = PlanForm({}, now=now)
    wrong.auto_id = "wrong_%s"
    words, (member, *others) = room_words(), MEMBERS.values()
    return {
        "colours": COLOURS,
        "form": PlanForm(now=now),
        "wrong": wrong,
        "words_form": CancelForm(),
        "choices": ComfortForm(),
        "search": SearchForm(auto_id="sample_%s"),
        "filters": FilterForm({"theme": GROUPS[0].theme, "position": GROUPS[0].position}, regions=[GROUPS[0].region]),
        "themes": THEMES,
        "helpline": cards("BE", "nl", now)[0].open[0],
        "doubted": cards("BE", "nl", now, checks={"tele-onthaal": Check(now.date(), right=False)})[0].open[2],
        "picture": totp.picture("A" * 32),
        "shapes": [{"shape": number, "hue": f"hue-{number}"} for number in range(SHAPES)],
        "hues": [f"hue-{number}" for number in HUES],
        "phases": [(phase.value, PHASES[f"phase_{phase.value}"]) for phase in SHOWN_PHASES],
        "words": words,
        "hint": hint("phone", get_language() or settings.LANGUAGE_CODE),
        "countdown": words["begins_minutes_many"].format(count=7),
        "typing": words["typing_1"].format(first=member),
        "writing_as": words["writing_as"].format(name=member),
        "note": words["note"].format(note=GROUPS[0].theme),
        "rules": rule_choices(),
        "group": GROUPS[0],
        "member": member,
        "others": others,
        "facilitator": FACILITATOR_NAME,
        "lines": [text for _, text in LINES],
        "long": "zelfzorgondersteuningsgroepsbegeleidersoverleg" * 3,
    }
