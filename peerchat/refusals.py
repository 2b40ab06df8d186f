"""The pages that say no by themselves. They look at nothing of the request: what could not be read is not read again.

Django's own would first ask for the token of a form, and a body that failed there would fail once more, where no page
can answer any more.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(status: int) -> HttpResponse:
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read."""
    return _page(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not in this way."""
    return _page(403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not theirs."""
    return _page(404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something of ours failed."""
    return _page(500)
