"""A real site. Every secret must be given; what is missing or weak stops the start."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from peerchat import env
from peerchat.settings.base import *  # noqa: F403 - a settings module is the sum of the base and what differs
from peerchat.settings.base import DATABASES, STORAGES

SECRET_KEY = env.text("PEERCHAT_SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("PEERCHAT_SECRET_KEY must be at least 50 random characters.")
DATA_KEYS = env.keys("PEERCHAT_DATA_KEYS")
INDEX_KEY = env.key("PEERCHAT_INDEX_KEY")
AUDIT_KEY = env.key("PEERCHAT_AUDIT_KEY")
_keys = [*DATA_KEYS, INDEX_KEY, AUDIT_KEY]
if len(set(_keys)) < len(_keys):
    raise ImproperlyConfigured("The data, index and audit keys must differ from each other.")
if min(len(set(key)) for key in _keys) < 10:
    raise ImproperlyConfigured("The data, index and audit keys must be random: bin/secrets makes them.")

ALLOWED_HOSTS = env.words("PEERCHAT_HOSTS")
SITE_ORIGINS = env.origins("PEERCHAT_ORIGINS")
CSRF_TRUSTED_ORIGINS = SITE_ORIGINS
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS or not SITE_ORIGINS:
    raise ImproperlyConfigured("PEERCHAT_HOSTS and PEERCHAT_ORIGINS must name the site's own hosts and origins.")
PASSKEY_SITE = str(urlsplit(SITE_ORIGINS[0]).hostname)
if not env.flag("PEERCHAT_SECOND_FACTOR", True):
    raise ImproperlyConfigured("PEERCHAT_SECOND_FACTOR=0 is for development: on a real site it is always asked for.")

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Error messages would otherwise quote the values of a failed statement.
    DATABASES["default"]["OPTIONS"]["options"] += " -c log_parameter_max_length_on_error=0"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = env.flag("PEERCHAT_TLS", True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-s"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-c"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-l"
SILENT_COOKIE_NAME = "__Host-q"
STORAGES["staticfiles"] = {"BACKEND": "peerchat.storage.HashedStorage"}
