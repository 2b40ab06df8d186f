"""The measures that were taken in a group, for those who lead it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.pages import account_of, found
from groups.models import Membership
from groups.views.desk import READ, desk_page
from moderation.actions.lifting import AlreadyLifted, lift
from moderation.actions.measures import NotAllowed
from moderation.queries import MEASURES_SHOWN, is_in_force, measure_before, measures_in
from rooms.actions.leading import NotLeading
from rooms.rules import RULE_WORDS


@desk_page(*READ)
def index(request: HttpRequest, own: Membership) -> HttpResponse:
    """Each with whom it was about, by whom, under which rule, until when, the words, and whether it can be lifted."""
    now = timezone.now()
    measures = [
        (measure, RULE_WORDS.get(measure.rule, ""), is_in_force(measure, now) and measure.membership_id != own.pk)
        for measure in measures_in(own.group)[:MEASURES_SHOWN]
    ]
    return render(request, "moderation/taken.html", {"group": own.group, "measures": measures})


def lifts(request: HttpRequest, group_id: str, measure_id: str) -> HttpResponse:
    """Takes a measure back, before its time or for good."""
    own, measure = found(measure_before(account_of(request), group_id, measure_id))
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        lift(by=own, measure=measure, now=timezone.now())
        messages.success(request, _("Done. The person is told."))
    except AlreadyLifted:
        messages.info(request, _("It was taken back already."))
    except NotAllowed:
        messages.error(request, _("What was decided about yourself, somebody else takes back."))
    except NotLeading:
        raise Http404 from None
    return redirect("moderation:taken", group_id)
