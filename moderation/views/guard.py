"""How careful a group is with lines, at its facilitators' desk."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from groups.models import Membership
from groups.views.desk import READ, WRITE, desk_page
from groups.views.places import posted
from moderation.actions.guarding import ChangedMeanwhile, fingerprint, set_guard
from moderation.forms_guard import GuardForm, TryForm
from moderation.guarding import circle_of, look_over
from moderation.queries import guard_of, shields_of


@desk_page(*READ, *WRITE)
def edit(request: HttpRequest, own: Membership) -> HttpResponse:
    """Shields, newcomers and slow mode."""
    guard, shields = guard_of(own.group), shields_of(own.group)
    form = GuardForm(posted(request), guard=guard, shields=shields, seen=fingerprint(guard, shields))
    if form.is_valid() and _kept(own, form):
        messages.success(request, _("This is kept. In the talk it counts within a few seconds."))
        return redirect("groups:desk", own.group.public_id)
    return render(request, "moderation/guard.html", {"group": own.group, "form": form})


@desk_page(*READ, *WRITE)
def try_line(request: HttpRequest, own: Membership) -> HttpResponse:
    """What would be found in a line of a member; nothing of it is kept."""
    form = TryForm(posted(request))
    context = {"group": own.group, "form": form}
    if form.is_valid():
        circle, language = circle_of(own.group_id), get_language() or settings.LANGUAGE_CODE
        text = form.cleaned_data["line"]
        verdict = look_over(text, circle=circle, policies=circle.policies, language=language)
        context["found"] = [(text[found.start : found.end], found) for found in verdict.findings]
        context["verdict"] = verdict
    return render(request, "moderation/try_line.html", context)


def _kept(own: Membership, form: GuardForm) -> bool:
    fields = form.cleaned_data
    try:
        set_guard(
            by=own,
            shields=form.chosen(),
            holds_newcomers=fields["holds_newcomers"],
            slow_seconds=fields["slow_seconds"],
            seen=fields["seen"],
            now=timezone.now(),
        )
    except ChangedMeanwhile:
        form.refuse(fingerprint(guard_of(own.group), shields_of(own.group)))
        return False
    return True
