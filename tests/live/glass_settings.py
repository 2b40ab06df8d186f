"""A real site, but for its static files, which nobody gathers first, and for the time that a passphrase takes."""

from peerchat.settings.prod import *  # noqa: F403 - a settings module is the sum of another and what differs
from peerchat.settings.prod import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "peerchat.storage.PlainStorage"}
WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
