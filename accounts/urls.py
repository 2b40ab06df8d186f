"""Paths of signing up, and of one's own account."""

from django.urls import path

import accounts.paths  # noqa: F401 - registers the converter that the paths below use
from accounts import views, views_account, views_factors, views_mail, views_passkeys

app_name = "accounts"

urlpatterns = [
    path("aanmelden/", views.sign_up, name="sign_up"),
    path("aanmelden/toegangssleutel/", views_passkeys.sign_up, name="sign_up_passkey"),
    path("inloggen/toegangssleutel/", views_passkeys.log_in, name="log_in_passkey"),
    path("inloggen/code/", views_factors.log_in_code, name="log_in_code"),
    path("inloggen/tweede-stap/", views_factors.log_in_step, name="log_in_step"),
    path("toegangssleutel/maken/", views_passkeys.ask_to_make, name="ask_to_make"),
    path("toegangssleutel/tonen/", views_passkeys.ask_to_show, name="ask_to_show"),
    path("bewaren/", views.keep, name="keep"),
    path("mijn-account/", views_account.show, name="account"),
    path("mijn-account/taal/", views_account.language, name="language"),
    path("mijn-account/lezen/", views_account.comfort, name="comfort"),
    path("mijn-account/codes/", views_account.codes, name="codes"),
    path("mijn-account/bericht/", views_mail.show, name="mail_address"),
    path("mijn-account/bericht/weghalen/", views_mail.remove, name="remove_mail_address"),
    path("mijn-account/bericht/<link_token:token>/", views_mail.confirm, name="confirm_mail_address"),
    path("mijn-account/terug/", views_factors.recovered, name="recovered"),
    path("mijn-account/bevestigen/", views_factors.confirm_it_is_you, name="confirm"),
    path("mijn-account/tweede-stap/", views_factors.second_step, name="second_step"),
    path("mijn-account/app/", views_factors.code_app, name="code_app"),
    path("mijn-account/toegangssleutels/", views_passkeys.own, name="passkeys"),
    path("mijn-account/toegangssleutels/noemen/", views_passkeys.name, name="name_passkey"),
]
