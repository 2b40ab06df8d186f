"""One machine, one person trying things: SQLite, keys made on first start, http on localhost."""

from peerchat import env
from peerchat.devkeys import dev_keys
from peerchat.settings.base import *  # noqa: F403 - a settings module is the sum of the base and what differs
from peerchat.settings.base import VAR_DIR

_keys = dev_keys(VAR_DIR / "keys.json")

SECRET_KEY = env.text("PEERCHAT_SECRET_KEY", _keys["secret"])
DATA_KEYS = env.keys("PEERCHAT_DATA_KEYS", _keys["data"])
INDEX_KEY = env.key("PEERCHAT_INDEX_KEY", _keys["index"])
AUDIT_KEY = env.key("PEERCHAT_AUDIT_KEY", _keys["audit"])

ALLOWED_HOSTS = env.words("PEERCHAT_HOSTS", "localhost,127.0.0.1,[::1]")
SITE_ORIGINS = env.origins("PEERCHAT_ORIGINS", "")
"""Empty: `serve` takes its own address and port on localhost."""
CSRF_TRUSTED_ORIGINS = SITE_ORIGINS
# The demo's facilitator and coordinator would first have to set one up, in every browser.
SECOND_FACTOR = env.flag("PEERCHAT_SECOND_FACTOR", False)
AUDIT_HEADS = env.file("PEERCHAT_AUDIT_HEADS", VAR_DIR / "audit-heads.jsonl")
STYLE_PAGE = True
TIME_TRAVEL = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
