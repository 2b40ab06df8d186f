"""The words of each piece of news, by its code."""

from typing import Final

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.moments import moment
from groups.models import News

WORDS: Final = {
    "admitted": _("You are in %(group)s now. Welcome."),
    "declined": _("You were not admitted to %(group)s this time. Below you read why."),
    "invited": _("Somebody came into %(group)s by an invitation of yours."),
    "facilitator": _("You facilitate %(group)s from now on, together with the others. Its desk is below."),
    "rules-changed": _("The rules of %(group)s were renewed. Read them below."),
    "measure-taken": _("A facilitator of %(group)s decided something about you. Below you read what and why."),
    "line-returned": _("A facilitator of %(group)s gave you a line back. Nobody else has read it."),
    "line-not-let-through": _("A facilitator of %(group)s did not let a line of yours through. Below you read why."),
    "line-too-late": _("A line of yours in %(group)s still waited when the talk closed. Nobody heard it."),
    "report-received": _("Your report in %(group)s was received. The answer comes here. Nobody reads that it was you."),
    "report-waits": _("A member of %(group)s reported something. You find it at the desk of the group."),
    "report-handed-on": _("A report in %(group)s asks for a coordinator. You find it under Coordination."),
    "report-answered": _("Your report in %(group)s was answered. Below you read the answer."),
    "measure-coordinated": _("A coordinator decided something about you in %(group)s. Below you read what and why."),
    "measure-lifted": _("Something that was decided about you in %(group)s is taken back."),
    "suspension-over": _("Your days away from %(group)s are over. You can take part again."),
    "appeal-answered": _("Your objection in %(group)s was answered. Below you read how."),
    "appeal-waits": _("Somebody in %(group)s objects to a decision. Read it under Objections and answer in time."),
    "nobody-to-answer": _("Somebody in %(group)s objects, and every coordinator had a part in it. Appoint one more."),
    "join-wave": _("Many people asked to join %(group)s at once, so it takes no requests now. Look at its desk."),
    "card-offered": _("A facilitator of %(group)s thinks of you. Under Help now you find who is there."),
    "aftercare": _("Yesterday you took care of somebody in %(group)s. How are you now? Talk about it with somebody."),
    "meeting-cancelled": _("The talk of %(group)s on %(moment)s is cancelled."),
    "meeting-moved": _("The talk of %(group)s was moved: it is on %(moment)s now."),
    "meeting-not-held": _("The talk of %(group)s on %(moment)s was not held: no facilitator could come. We are sorry."),
    "group-paused": _("%(group)s rests for a while. You keep your place."),
    "group-reopened": _("%(group)s is there again."),
    "no-longer-leading": _("You no longer facilitate %(group)s. You are still a member of it. Below you read why."),
    "nobody-leads": _("Nobody facilitates %(group)s any more. Look for somebody, and give them a link."),
    "no-coordinator": _("The organisation of %(group)s has no coordinator any more. Tell who runs this site."),
    "group-closed": _("%(group)s has ended. Thank you for having been there."),
}
"""At most 24 characters a code; `%(group)s` is the group's name, `%(moment)s` what `about_at` says."""


def sentence(news: News) -> str:
    """What happened, in the language that is active now."""
    words = WORDS.get(news.code)
    if words is None:
        return gettext("Something changed in one of your groups.")
    about = moment(timezone.localtime(news.about_at)) if news.about_at else ""
    return str(words) % {"group": news.group.name if news.group else "", "moment": about}
