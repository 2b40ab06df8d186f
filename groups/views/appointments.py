"""Taking up a post by a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.pages import account_of
from groups import queries
from groups.actions.appointing import AppointmentGone, NotForYou, take_up
from groups.actions.joining import NotAgreed
from groups.actions.names import NameTaken
from groups.forms import AcceptForm, PlaceForm
from groups.models import Appointment, Coordinator
from groups.views.places import offered, posted


@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, token: str) -> HttpResponse:
    """GET: which post the link is for. POST: takes it up; only this uses the link."""
    if request.user.is_authenticated and queries.has_taken_up(account_of(request), token):
        return redirect("my_place")
    appointment = queries.open_appointment(token, timezone.now())
    if appointment is None:
        return _gone(request)
    form = _form(request, appointment)
    done = _take_up(request, token, form) if form and form.is_valid() else None
    return done or render(request, "groups/appointment.html", {"appointment": appointment, "form": form})


def _form(request: HttpRequest, appointment: Appointment) -> AcceptForm | None:
    """What the person must fill in: a visitor needs an account first, a member has a name already."""
    if not request.user.is_authenticated:
        return None
    group = appointment.group
    account = account_of(request)
    if group is None or queries.own_membership(account, group):
        return AcceptForm(posted(request))
    wordings = queries.current_wordings(group)
    return PlaceForm(posted(request), by=account, offered=offered(request, group), wordings=wordings)


def _take_up(request: HttpRequest, token: str, form: AcceptForm) -> HttpResponse | None:
    try:
        holder = take_up(
            account=account_of(request),
            token=token,
            pseudonym=form.pseudonym,
            agreed=form.agreed(),
            now=timezone.now(),
        )
    except (NameTaken, NotAgreed) as refusal:
        form.refuse(refusal)
        return None
    except (AppointmentGone, NotForYou):
        return _gone(request)
    return redirect("rooms:coordination" if isinstance(holder, Coordinator) else "my_place")


def _gone(request: HttpRequest) -> HttpResponse:
    """The same for a link that never was, was used, or ran out."""
    return render(request, "groups/link_gone.html", status=404)
