"""Asking for a place in a group."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Account
from accounts.pages import account_of, behind_log_in, found, with_next
from groups import names, queries
from groups.actions.joining import AlreadyThere, NotAgreed, NotTaking, ask_to_join
from groups.actions.names import NameTaken
from groups.actions.wording import agree as agree_to
from groups.forms import AgreeForm, JoinForm
from groups.models import Group, Membership, Wording

SUGGESTIONS = 3


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, group_id: str) -> HttpResponse:
    """GET: a name, the rules, the consent, a line. POST: asks for the place."""
    group = found(queries.group_by_public_id(group_id))
    own = queries.own_membership(request.user, group) if isinstance(request.user, Account) else None
    if own:
        return redirect("my_place")
    if not group.takes_requests:
        return resting(request, group)
    if not request.user.is_authenticated:
        return redirect(with_next("accounts:sign_up", request.path))
    wordings = queries.current_wordings(group)
    form = JoinForm(
        posted(request),
        by=account_of(request),
        offered=offered(request, group),
        wordings=wordings,
        asks_age=group.asks_age,
    )
    try:
        if form.is_valid() and _asked(request, form, group):
            return redirect("my_place")
    except NotTaking:
        return resting(request, found(queries.group_by_public_id(group_id)))
    return render(request, "groups/join.html", {"group": group, "form": form})


@behind_log_in
def agree(request: HttpRequest, group_id: str) -> HttpResponse:
    """GET: the rules as they were renewed. POST: agrees to them."""
    own = found(queries.active_membership(account_of(request), group_id))
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if not queries.behind_on_rules([own]):
        return redirect("my_place")
    rules = queries.current_rules(own.group)
    form = AgreeForm(posted(request), rules=rules)
    if form.is_valid() and _agreed(form, own, rules):
        messages.success(request, _("Thank you. This is kept."))
        return redirect("my_place")
    return render(request, "groups/agree.html", {"group": own.group, "form": form, "rules": rules})


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def offered(request: HttpRequest, group: Group) -> list[str]:
    """The names that the form offered before, so that a choice that was made is still there, else new ones."""
    before = [name for name in request.POST.getlist("offered") if len(name) <= names.LONGEST_KEPT]
    # In the group's language, not the reader's: a name must not tell in which one somebody reads.
    return before[:SUGGESTIONS] or names.suggestions(SUGGESTIONS, language=group.language, taken=queries.taken(group))


def resting(request: HttpRequest, group: Group) -> HttpResponse:
    """Says kindly that the group takes nobody for now, or not any more."""
    return render(request, "groups/resting.html", {"group": group})


def _agreed(form: AgreeForm, own: Membership, rules: Wording) -> bool:
    try:
        agree_to(membership=own, rules=rules, now=timezone.now())
    except NotAgreed:
        form.add_error(None, _("The texts were renewed meanwhile. Read them once more."))
        return False
    return True


def _asked(request: HttpRequest, form: JoinForm, group: Group) -> bool:
    """True also when the same form came twice."""
    try:
        ask_to_join(
            account=account_of(request),
            group=group,
            pseudonym=form.pseudonym,
            agreed=form.agreed(),
            line=form.cleaned_data["line"],
            age_band=form.cleaned_data.get("age_band", ""),
            now=timezone.now(),
        )
    except (NameTaken, NotAgreed) as refusal:
        form.refuse(refusal)
        return False
    except AlreadyThere:
        return True
    return True
