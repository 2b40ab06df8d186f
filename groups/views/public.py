"""What everybody may see: the list of groups and a group's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Account
from accounts.pages import found
from groups import queries
from groups.forms_search import FilterForm
from groups.search import regions, search
from groups.themes import THEMES
from groups.wordings import EVENING


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The groups that have what is asked for in the query; all of them when nothing is."""
    form = FilterForm(request.GET, regions=regions())
    context = {"form": form, "result": search(form.wanted, form.page), "themes": THEMES}
    return render(request, "groups/list.html", context)


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
        "evening": group.evening or str(EVENING),
    }
    return render(request, "groups/show.html", context)
