"""The group's own words at the desk: its texts, its rules, and the note from one facilitator to the next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from groups import queries
from groups.actions import handing_over, wording
from groups.forms import HandoverForm, RulesForm, TextsForm
from groups.models import Membership
from groups.views.desk import READ, WRITE, desk_page
from groups.views.places import posted


@desk_page(*READ, *WRITE)
def edit(request: HttpRequest, own: Membership) -> HttpResponse:
    """What the group tells of itself on its page."""
    form = TextsForm(posted(request), group=own.group)
    if not form.is_valid():
        return render(request, "groups/desk_texts.html", {"group": own.group, "form": form})
    wording.put_texts(by=own, texts=form.cleaned_data, now=timezone.now())
    return _kept(request, own)


@desk_page(*WRITE)
def confirm(request: HttpRequest, own: Membership) -> HttpResponse:
    """All of it is still true."""
    wording.still_true(by=own, now=timezone.now())
    messages.success(request, _("Thank you. The group's page tells that you looked today."))
    return redirect("groups:desk", own.group.public_id)


@desk_page(*READ, *WRITE)
def rules(request: HttpRequest, own: Membership) -> HttpResponse:
    """A new version of the rules."""
    current = queries.current_rules(own.group)
    form = RulesForm(posted(request), initial={"text": current.text, "version": current.version})
    if form.is_valid() and _published(own, form):
        return _kept(request, own)
    return render(request, "groups/desk_rules.html", {"group": own.group, "form": form, "current": current})


@desk_page(*READ, *WRITE)
def handover(request: HttpRequest, own: Membership) -> HttpResponse:
    """The note, as it is and as it should be."""
    note = own.group.handover
    form = HandoverForm(posted(request), initial={"note": note, "seen": handing_over.version(note)})
    if form.is_valid() and _noted(own, form):
        return _kept(request, own)
    context = {"group": own.group, "form": form, "note": note, "version": handing_over.version(note)}
    return render(request, "groups/desk_handover.html", context)


def _kept(request: HttpRequest, own: Membership) -> HttpResponse:
    messages.success(request, _("This is kept."))
    return redirect("groups:desk", own.group.public_id)


def _published(own: Membership, form: RulesForm) -> bool:
    fields = form.cleaned_data
    try:
        wording.publish_rules(by=own, text=fields["text"], after=fields["version"], now=timezone.now())
    except wording.NothingNew:
        return True
    except wording.ChangedMeanwhile:
        form.add_error(None, _("Another facilitator changed this meanwhile. Compare yours with what holds now."))
        return False
    return True


def _noted(own: Membership, form: HandoverForm) -> bool:
    fields = form.cleaned_data
    try:
        handing_over.leave_note(by=own, note=fields["note"], seen=fields["seen"], now=timezone.now())
    except wording.ChangedMeanwhile:
        form.add_error(None, _("Another facilitator changed this meanwhile. Compare yours with what holds now."))
        return False
    return True
