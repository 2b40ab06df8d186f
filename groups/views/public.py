"""What everybody may see: the list of groups and a group's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Account
from accounts.pages import found
from groups import queries
from groups.forms import SearchForm

SHOWN = 60
"""Groups on one page: who sees more than these is asked to say more."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The groups, all of them or those that hold the words of `q`."""
    form = SearchForm(request.GET)
    groups = queries.groups_like(form.cleaned_data["q"] if form.is_valid() else "")
    shown = list(groups[: SHOWN + 1])
    return render(request, "groups/list.html", {"form": form, "groups": shown[:SHOWN], "more": len(shown) > SHOWN})


@require_safe
def show(request: HttpRequest, group_id: str) -> HttpResponse:
    """One group, in its own words."""
    group = found(queries.group_by_public_id(group_id))
    own = queries.own_membership(request.user, group) if isinstance(request.user, Account) else None
    context = {
        "group": group,
        "own": own,
        "facilitators": queries.facilitators_of(group),
        "wordings": queries.current_wordings(group),
    }
    return render(request, "groups/show.html", context)
