"""The settings tests run under: the product's own, with quick passwords and nothing that leaves the machine."""

import atexit
import os
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("SECRET_KEY", "tests-only")

from dsptcare.settings import *  # noqa: F403 - the product's settings with a few changes

DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 takes 50 ms a person on purpose
# What tests put into the store is gone when they are.
_files = TemporaryDirectory(prefix="dsptcare-files-")
atexit.register(_files.cleanup)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "evidence": {"BACKEND": "evidence.stores.disk.Disk", "OPTIONS": {"location": f"{_files.name}/store"}},
}
QUARANTINE_DIR = Path(_files.name) / "quarantine"
CLAMAV_URL = ""  # a test that needs the scanner starts one
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}  # rings no bell outside the test
