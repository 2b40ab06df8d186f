"""Paths of signing up, and of one's own account."""

from django.urls import path

from accounts import views, views_account

app_name = "accounts"

urlpatterns = [
    path("aanmelden/", views.sign_up, name="sign_up"),
    path("bewaren/", views.keep, name="keep"),
    path("mijn-account/", views_account.show, name="account"),
    path("mijn-account/taal/", views_account.language, name="language"),
    path("mijn-account/lezen/", views_account.comfort, name="comfort"),
    path("mijn-account/codes/", views_account.codes, name="codes"),
]
