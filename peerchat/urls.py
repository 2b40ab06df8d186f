"""All paths. Each app names its own; here is what gathers several of them."""

from allauth.account import views as allauth_views
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_http_methods

import accounts.paths  # noqa: F401 - registers the converters that the paths below use
import groups.paths  # noqa: F401 - registers the converters that the paths below use
from peerchat import views, views_account, views_deeds, views_factors, views_rights, views_staying, views_style
from peerchat.exit import quick_exit

# The view of allauth takes a PUT for a POST, or answers it as a GET.
form = require_http_methods(["GET", "HEAD", "POST"])

handler400 = "peerchat.refusals.bad_request"
handler403 = "peerchat.refusals.permission_denied"
handler404 = "peerchat.refusals.not_found"
handler500 = "peerchat.refusals.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("mijn-plek/", views.my_place, name="my_place"),
    path("inloggen/", form(allauth_views.login), name="account_login"),
    path("uitloggen/", views.log_out, name="account_logout"),
    path("snel-weg/", quick_exit, name="quick_exit"),
    path("nog-hier/", views_staying.still_here, name="still_here"),
    path("taal/", views.language, name="set_language"),
    path("stil/", views.silence, name="silence"),
    path("mijn-account/apparaten/", views_account.devices, name="devices"),
    path("mijn-account/apparaten/noemen/", views_account.name, name="name_device"),
    path("mijn-account/apparaten/afmelden/", views_account.end, name="end_device"),
    path("mijn-account/apparaten/andere-afmelden/", views_account.end_others, name="end_other_devices"),
    path("mijn-account/wachtzin/", views_account.passphrase, name="passphrase"),
    path("mijn-account/gegevens/", views_rights.export, name="export"),
    path("mijn-account/gegevens/<link_token:token>/", views_rights.export_files, name="export_files"),
    path("groepen/<group:group_id>/toestemming/", views_rights.withdraw, name="withdraw_consent"),
    path("mijn-account/wissen/", views_rights.erase, name="erase"),
    path("gewist/", views_rights.erased, name="erased"),
    path("mijn-account/nieuwe-wachtzin/", views_factors.new_passphrase, name="new_passphrase"),
    path("mijn-account/toegangssleutels/weghalen/", views_factors.remove_passkey, name="remove_passkey"),
    path("mijn-account/app/weghalen/", views_factors.remove_code_app, name="remove_code_app"),
    path("coordinatie/logboek/<organisation:organisation_id>/", views_deeds.index, name="deeds"),
    path("stijl/", views_style.style, name="style"),
    path("", include("accounts.urls")),
    path("", include("groups.urls")),
    path("", include("rooms.urls")),
    path("", include("moderation.urls")),
]
