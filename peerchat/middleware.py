"""Headers that every answer carries, and silence on every page for who asked for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from peerchat.silence import (
    NEUTRAL,
    URLS,
    hush,
    is_silent,
    neutral_path,
    opened_query,
    put_query,
    sealed_query,
)

PERMISSIONS_OFF = ", ".join(
    f"{name}=()"
    for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb", "interest-cohort")
)


class PrivacyHeadersMiddleware:
    """Keeps pages out of caches, search engines and other sites' windows (OWASP ASVS 5.0 3.4, 14.3)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_OFF)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("X-Robots-Tag", "noindex")
            # The same on every page: else "not yours" and "not there" would differ in this header.
            response.headers["Vary"] = "Accept-Language, Cookie"
        return response


class SilenceMiddleware:
    """In silent mode: leads every page to an address that tells nothing, and takes its title and its icon.

    A silent address works in every browser: somebody may have bookmarked it, or given it to another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        silent = is_silent(request)
        if silent or NEUTRAL.match(request.path_info):
            request.urlconf = URLS
            query = opened_query(request)
            if query is not None:
                put_query(request, query)
            elif silent and (address := self._neutral_address(request)):
                return HttpResponseRedirect(address)
        response = self.get_response(request)
        if silent:
            hush(response)
        return response

    def _neutral_address(self, request: HttpRequest) -> str | None:
        """Where the browser is sent to instead; what is no page to look at goes on from here under that address."""
        path, query = neutral_path(request.path_info), request.META.get("QUERY_STRING", "")
        if request.method in ("GET", "HEAD") and request.headers.get("Sec-Fetch-Dest", "document") == "document":
            told = f"?{sealed_query(query)}" if query else ""
            return f"{path or request.path}{told}" if path or told else None
        if path:
            request.path = request.path_info = path
        return None
