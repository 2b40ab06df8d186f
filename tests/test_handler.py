"""How a request comes to its page: one thread for all of it, and no more threads than pages at once."""

import asyncio
import time
from collections.abc import Callable
from threading import get_ident
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.test import override_settings
from django.urls import path

from peerchat.handler import PAGES_AT_ONCE, PagesHandler

pytestmark = pytest.mark.once

CROWD = PAGES_AT_ONCE * 3
HERE = "tests.test_handler"
STEPS = ("middleware", "view", "refusal", "middleware")
passed: list[tuple[str, str, int]] = []
"""Which request came by where, and in which thread."""


def comes_by(request: HttpRequest, step: str) -> None:
    passed.append((request.GET["who"], step, get_ident()))


def watching(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware as any of ours."""

    def watch(request: HttpRequest) -> HttpResponseBase:
        comes_by(request, "middleware")
        answer = get_response(request)
        comes_by(request, "middleware")
        return answer

    return watch


def missing(request: HttpRequest) -> HttpResponse:
    comes_by(request, "view")
    time.sleep(0.01)
    raise Http404


def refusal(request: HttpRequest, exception: Exception) -> HttpResponse:
    comes_by(request, "refusal")
    return HttpResponse(status=404)


urlpatterns = [path("weg/", missing)]
handler404 = refusal


@pytest.fixture
def pages() -> Any:
    passed.clear()
    with override_settings(ROOT_URLCONF=HERE, MIDDLEWARE=[f"{HERE}.watching"]):
        yield PagesHandler()


async def asks(pages: PagesHandler, who: int) -> int:
    """The status that this one gets."""
    told: list[Any] = []
    asked = asyncio.Queue[dict[str, Any]]()
    asked.put_nowait({"type": "http.request"})

    async def tell(message: Any) -> None:
        told.append(message)

    query = f"who={who}".encode()
    await pages(
        {"type": "http", "method": "GET", "path": "/weg/", "headers": [], "query_string": query}, asked.get, tell
    )
    return int(told[0]["status"])


async def test_a_request_stays_in_one_thread_also_when_it_is_refused(pages: PagesHandler) -> None:
    """Red with Django's own handler, which answers what is not there in a thread beside."""
    assert await asks(pages, 1) == 404
    assert tuple(step for _, step, _ in passed) == STEPS
    assert len({thread for _, _, thread in passed}) == 1


async def test_a_crowd_is_served_by_few_threads_that_stay(pages: PagesHandler) -> None:
    assert await asyncio.gather(*(asks(pages, who) for who in range(CROWD))) == [404] * CROWD
    first = {thread for _, _, thread in passed}
    assert len(first) == PAGES_AT_ONCE
    assert {who for who, _, _ in passed} == {str(who) for who in range(CROWD)}
    assert all(len({thread for who, _, thread in passed if who == str(one)}) == 1 for one in range(CROWD))
    assert await asks(pages, CROWD) == 404
    assert {thread for _, _, thread in passed} == first
