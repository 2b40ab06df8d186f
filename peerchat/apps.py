from django.apps import AppConfig


class PeerchatConfig(AppConfig):
    name = "peerchat"
    default_auto_field = "django.db.models.BigAutoField"
