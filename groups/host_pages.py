"""The texts that a host must give, as they stand until an organisation writes its own: short, plain and true.

Each text is a row of paragraphs; an organisation's own text parts them by an empty line.
"""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from groups.models import HostPage

DEFAULTS: Final[dict[HostPage.Kind, tuple[Promise, ...]]] = {
    HostPage.Kind.CONTACT: (
        _(
            "In a talk there is a facilitator. Ask there first: "
            "what is for the organisation, the facilitator passes on."
        ),
        _(
            "Is something here not allowed, or not right? Use “Report something”, at the bottom of every page. "
            "You need no account and no name. You get a code, and with it you read our answer."
        ),
        _("In danger right now? Call 112. The other numbers are under “Help now”. We are not a crisis service."),
        _("The organisation has not written an address or a phone number here yet."),
    ),
    HostPage.Kind.IMPRINT: (
        _(
            "Here self-help groups talk in writing, each with a facilitator. "
            "Every group belongs to an organisation, which is named on the group's page and answers for it."
        ),
        _("The organisation has not written its full name, its address and its registration here yet."),
        _("The software is called PeerChat. It is free and open: anybody may read how it works."),
    ),
    HostPage.Kind.TERMS: (
        _("In every group you choose a name. You keep to the rules of the group, which you agreed to when you joined."),
        _(
            "You answer for what you write. Write nothing that the law forbids, nothing that shows who somebody is, "
            "and no advertising."
        ),
        _(
            "Who does not keep to the rules may find a line hidden, be muted for a while, or be removed. "
            "You always read which rule it was about, and why."
        ),
        _("You may leave a group whenever you want, without saying why."),
        _("Talking helps, but it is no treatment and takes no doctor's place. We are not a crisis service."),
    ),
    HostPage.Kind.PRIVACY: (
        _(
            "We do not know who you are. An account has no e-mail address, no phone number and no name. "
            "Your log-in name is kept only as a code that cannot be read back."
        ),
        _(
            "In a group the others see the name that you chose for it, and what you write. "
            "Nothing shows them in which other groups you are."
        ),
        _(
            "What is said in a talk is kept encrypted and then erased: at once, after a day or after three days. "
            "The page of the group tells which. Only what was reported, or what a decision was about that somebody "
            "objects to, can be kept apart until that is settled."
        ),
        _(
            "Facilitators see the talk of their own group, who asks to join it, and the measures that were taken. "
            "Coordinators see groups and who facilitates them, not the talk."
        ),
        _(
            "As long as you have an account we keep in which groups you are and under which name, what you agreed to, "
            "about how old you are if a group asks that, and what was decided about you. "
            "Under “My account” you get all of it, and erase it. "
            "An account that nobody uses is erased after twelve months. "
            "You are logged out after half an hour in which you do nothing, and after twelve hours at most."
        ),
        _(
            "What facilitators and coordinators do is written down without names and without what was said. "
            "That list is not erased, so that it can be proved what happened."
        ),
        _("A report, with the address that you left, is kept encrypted and erased half a year after our answer."),
        _(
            "We keep no internet addresses. "
            "Cookies serve only to log in, to protect forms, and to keep your language and silent mode. "
            "No other company gets anything, and nothing on these pages comes from elsewhere."
        ),
        _(
            "What you say here may tell about your health or your beliefs. We keep it only because you agree to it. "
            "You can take that back at any time in “My place”: then what you said there goes."
        ),
        _(
            "You have the right to see what we have about you, to have it corrected or erased, and to complain: "
            "in Belgium at the Gegevensbeschermingsautoriteit, in the Netherlands at the Autoriteit Persoonsgegevens."
        ),
    ),
    HostPage.Kind.ACCESSIBILITY: (
        _(
            "Everybody must be able to use this site: by keyboard, with a screen reader, with large letters, "
            "on a small phone. Our aim is WCAG 2.2, level AA."
        ),
        _("Programs test our pages with every change. Nobody from outside has examined the site yet."),
        _(
            "Does something not work for you? Tell a facilitator, or use “Report something”. "
            "Say on which page it was, and what you use. You get an answer."
        ),
    ),
    HostPage.Kind.MODERATION: (
        _("Every talk has a facilitator, who is there and reads along. The rules of a group are on its page."),
        _(
            "A facilitator can hide a line, mute somebody for a while, or remove somebody from the group. "
            "A person decides that, never a machine. In “My place” you read which rule it was about, and why."
        ),
        _(
            "Do you not agree? Write to us by “Report something”. "
            "A coordinator of the organisation looks at it and answers."
        ),
        _(
            "What anybody reports is read by the coordinators of the organisation, and nobody is told who reported it. "
            "They take it away, change it or leave it. With your code you read what was decided, and why."
        ),
        _("We do not know who you are, so we cannot send help to you. In danger? Call 112 yourself."),
    ),
}


def default_text(kind: HostPage.Kind, language: str) -> str:
    """The text in one language, its paragraphs parted by an empty line."""
    with override(language):
        return "\n\n".join(str(paragraph) for paragraph in DEFAULTS[kind])
