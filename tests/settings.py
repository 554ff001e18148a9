"""The settings tests run under: the product's own, with quick passwords and nothing that leaves the machine."""

import atexit
import os
import shutil
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir

os.environ.setdefault("SECRET_KEY", "tests-only")

from dsptcare.settings import *  # noqa: F403 - the product's settings with a few changes

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 takes 50 ms a person on purpose
# What tests put into the store is gone when they are; the folder is made when the first file comes.
_files = Path(gettempdir()) / f"dsptcare-files-{token_hex(8)}"
atexit.register(shutil.rmtree, _files, ignore_errors=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "evidence": {"BACKEND": "evidence.stores.disk.Disk", "OPTIONS": {"location": str(_files / "store")}},
}
QUARANTINE_DIR = _files / "quarantine"
CLAMAV_URL = ""  # a test that needs the scanner starts one
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}  # rings no bell outside the test
