"""What allauth is told about people here: no address, no sign-up page of its own."""

from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.entering import enter, hold
from accounts.models import Account
from accounts.pages import is_own_path, onward, speak, with_next
from accounts.queries import has_code_app
from accounts.vault import keyed_hash
from peerchat.silence import put_silent

HOUSEHOLD = 64
"""Leading bits of an IPv6 address that one customer has: the rest can be changed at will."""


class AccountAdapter(DefaultAccountAdapter):
    """Limits hang on a keyed hash of the address, which lives in memory for as long as the limit."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse | None:
        """The passphrase is right: who has an app that shows codes is not in yet."""
        response: HttpResponse | None = super().pre_login(request, user, **more)
        if response is None and has_code_app(user):
            hold(request, user)
            response = redirect(with_next("accounts:log_in_step", onward(request)))
        return response

    def login(self, request: HttpRequest, user: Account) -> None:
        enter(request, user)

    def post_login(self, request: HttpRequest, user: Account, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        return self.welcome(request, response, user)

    def welcome(self, request: HttpRequest, response: HttpResponse, user: Account) -> HttpResponse:
        """Whoever comes in, by whichever way, reads on in the language of the account, and silently if they chose."""
        speak(request, response, user.language)
        if user.silent:
            put_silent(request, response, on=True)
        return response

    def get_client_ip(self, request: HttpRequest) -> str:
        return keyed_hash("address", _household(_address(request))).hex()[:32]

    def is_safe_url(self, url: str | None) -> bool:
        """Logging in leads on as signing up does: to a path of this site, whatever the Host header says."""
        return is_own_path(url or "")

    def is_ajax(self, request: HttpRequest) -> bool:
        """allauth's answer in JSON would hold the passphrase that was typed."""
        return False


def _address(request: HttpRequest) -> str:
    """Behind the proxy of a real site all come from the proxy; whom it speaks for, it adds as the last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or "unix socket"


def _household(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, HOUSEHOLD), strict=False))
