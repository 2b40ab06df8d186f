"""The tests: fixed keys that protect nothing, time that can be moved."""

import base64
import os
import warnings

_FIXED = {
    "PEERCHAT_SECRET_KEY": "only-for-tests-" + "s" * 40,
    "PEERCHAT_DATA_KEYS": base64.b64encode(b"d" * 32).decode(),
    "PEERCHAT_INDEX_KEY": base64.b64encode(b"i" * 32).decode(),
    "PEERCHAT_AUDIT_KEY": base64.b64encode(b"a" * 32).decode(),
    "PEERCHAT_MAIL_URL": "smtp+plain://127.0.0.1:9",
    "PEERCHAT_MAIL_FROM": "post@praat.example",
}
for _name, _value in _FIXED.items():
    os.environ.setdefault(_name, _value)

from peerchat import env  # noqa: E402 - after the environment that it reads
from peerchat.settings.dev import *  # noqa: E402, F403 - the keys must stand in the environment first

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SECOND_FACTOR = env.flag("PEERCHAT_SECOND_FACTOR", True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUDIT_HEADS = env.file("PEERCHAT_AUDIT_HEADS")
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
"""A browser keeps a file for as long as a test lasts, as it does on a real site, where names tell what is in them."""
warnings.filterwarnings("ignore", message="No directory at", module="whitenoise.base")
