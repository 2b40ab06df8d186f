"""What every installation shares. What differs stands in dev, test and prod."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from peerchat import env

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"

DEBUG = False
ROOT_URLCONF = "peerchat.urls"
ASGI_APPLICATION = "peerchat.asgi.application"
AUTH_USER_MODEL = "accounts.Account"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "audit",
    "accounts",
    "groups",
    "rooms",
    "moderation",
    "peerchat",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "peerchat.middleware.PrivacyHeadersMiddleware",
    # So high that a request that is refused before it reaches a page gets the header too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Below the headers, so that a picture that is opened by itself carries them too.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peerchat.middleware.SilenceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "peerchat.second_factor.SecondFactorMiddleware",
    "accounts.middleware.SharedDeviceMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Databases. MIGRATE_DATABASE_URL names the role that owns the tables; the web role may not change the audit.
DATABASE_URL = env.text("DATABASE_URL", "")
DATABASES: dict[str, Any] = {"default": env.database(DATABASE_URL, VAR_DIR / "peerchat.sqlite3")}
MIGRATE_DATABASE_URL = env.text("MIGRATE_DATABASE_URL", "")
WEB_ROLE = str(DATABASES["default"].get("USER", "")) if MIGRATE_DATABASE_URL else ""
"""The role that `serve` uses when the tables belong to another one."""

# The bell between processes. Nothing is stored in Redis; without it there is one process and no bell.
REDIS_URL = env.redis("REDIS_URL")
CHANNEL_LAYERS: dict[str, Any] = (
    {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            # redis-py 8 ends an idle subscriber after 5 s by default; idle rooms are normal here.
            "CONFIG": {
                "hosts": [{"address": REDIS_URL, "socket_timeout": None, "socket_connect_timeout": 2}],
                "prefix": "pc",
            },
        }
    }
    if REDIS_URL
    else {}
)
# In memory on purpose: rate limits hold keyed hashes of addresses, and those never leave the process.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# People
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "accounts.validators.HardToGuess"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_place"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "peerchat.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_hash"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_DISPLAY = "accounts.models.display"
# The hashes are in lower case already; without this every log-in compares them by UPPER(), past the index.
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_FORMS = {"login": "accounts.forms.LogInForm"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
SIGN_UP_RATE = env.integer("PEERCHAT_SIGN_UP_RATE", 1, most=1_000)
"""Accounts a minute from one address; 0 is no limit, and no proof of patience either."""
# Beside allauth's own. The key is a keyed hash of the account: six digits can be guessed, so it counts for days too.
ACCOUNT_RATE_LIMITS = {
    "signup": f"{SIGN_UP_RATE}/m/ip" if SIGN_UP_RATE else None,
    "second_step": "30/m/ip,5/5m/key,60/d/key",
    "recovery": "10/m/ip,60/h/ip",
    "passkey": "60/m/ip",
    "mail_address": "5/d/key",
    "mail_to_one": "3/d/key",
    "leak_words": "20/h/key",
}

SECOND_FACTOR = True
"""Who leads or coordinates does so only in a session in which a second factor was shown."""
PASSKEY_SITE = "localhost"
"""The host that passkeys are bound to (the RP ID of Web Authentication)."""

# Sessions: only the hash of the key is stored, so that a stolen database holds no live session.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
"""Seconds after which everybody logs in anew; accounts/lifetimes.py has the rest."""
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
"""Until the browser is closed: by itself it would stay for a year."""
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "peerchat.views.csrf_failure"
# A cookie would carry the words of a notice, and with them a pseudonym.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# With `no-referrer` browsers send `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100

# Words
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

SILENT_COOKIE_NAME = "q"
"""Asks for pages that tell a browser nothing; see peerchat.silence."""

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "peerchat.storage.PlainStorage"},
}

# Leaving in a hurry: the one place outside that the site leads to.
EXIT_URL = env.web_address("PEERCHAT_EXIT_URL", "https://www.wikipedia.org/")

# Letters that say no more than that there is news. Without a mail server nobody is asked for an address.
_mail = env.mail_server("PEERCHAT_MAIL_URL")
MAIL_FROM = env.mail_address("PEERCHAT_MAIL_FROM") if _mail.host else ""
EMAIL_BACKEND = "accounts.mail.Mailer" if _mail.host else "django.core.mail.backends.dummy.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starts_tls, _mail.is_tls

# The talk
ROOM_CHECKS = ["moderation.guarding.guard", "moderation.repeating.repeats"]
"""Dotted paths of checks that look at a line before it is heard, in this order (rooms/actions/posting.py)."""
GROUP_CHECK = "moderation.guarding.look_at_introduction"
NAME_CHECK = "moderation.leaking.gives_away"
"""Dotted path of what looks at a line with which somebody asks to join (groups/looking.py)."""
POST_RATE = env.integer("PEERCHAT_POST_RATE", 30, most=60_000)
"""Lines a minute for one member; 0 is no limit."""
POST_BURST = 8
ALLOW_LOAD = env.flag("PEERCHAT_ALLOW_LOAD")
"""Lets `seed_load` run under production settings."""
STYLE_PAGE = False
"""Shows every component at /stijl/, for who builds on them; never in production."""
TIME_TRAVEL = False
"""Lets `housekeeping --now` pretend another moment; never in production."""

AUDIT_HEADS = env.file("PEERCHAT_AUDIT_HEADS")
"""Path of the file to which the end of each chain of the audit is written once a day; None: none is written."""
CRISIS_CARD = env.file("PEERCHAT_CRISIS_CARD")
"""Path of the file that holds the crisis card for when the site does not answer; None: none is written."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    # Kinds only: these filters drop what Django would add of the request (path, address, values).
    "filters": {"anonymous": {"()": "peerchat.logs.Anonymous"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["anonymous"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "daphne": {"level": "ERROR"},
        # It would tell the ids of passkeys.
        "fido2": {"level": "WARNING"},
        "peerchat": {"level": "INFO"},
    },
}
