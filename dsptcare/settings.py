"""Every setting of the service, from the environment with defaults that suit one machine.

Environment: DATABASE_URL (the application's role, which owns nothing), OWNER_DATABASE_URL (migrations only; web
processes in production leave it out), REDIS_URL, SECRET_KEY, SITE_URL, DEBUG, ALLOWED_HOSTS and the mail server's.
"""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

DEMO = env.bool("DSPTCARE_DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="not-secret-for-trying-only" if DEMO or DEBUG else "")
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname or "localhost"
SITE_IS_SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST, *(["localhost", "127.0.0.1"] if DEMO else [])])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# What the service calls itself and who answers the telephone.
SERVICE_NAME = env("SERVICE_NAME", default="DSPT Care")
OFFICIAL_RECORD = env.bool("OFFICIAL_RECORD", default=False)
HELP_NAME = env("HELP_NAME", default="DSPT Care helpdesk")
HELP_PHONE = env("HELP_PHONE", default="0113 496 0000")
HELP_HOURS = env("HELP_HOURS", default="Monday to Friday, 9am to 5pm")
# R28: "twelve-months" or "next-30-june"; stored with each publication, so a change rewrites nothing.
VALIDITY_POLICY = env("VALIDITY_POLICY", default="twelve-months")
DEFAULT_EDITION = env("DEFAULT_EDITION", default="care-7")

INSTALLED_APPS = [
    "dsptcare",  # first: its migrate and other owner commands replace Django's
    "organisations",
    "evidence",
    "assessments",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
]

MIDDLEWARE = [
    "dsptcare.middleware.secure_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dsptcare.middleware.keep_session_alive",
    "dsptcare.middleware.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "dsptcare.urls"
WSGI_APPLICATION = "dsptcare.wsgi.application"
APPEND_SLASH = True

# --- Databases: the application connects as a role that owns nothing; only migrations use the owner. -----------------


def _database(url: str, options: dict[str, object] | None = None, **extra: object) -> dict[str, object]:
    parts = _socket_database(url) if url.startswith("postgres:///") else environ.Env.db_url_config(url)
    return {**parts, **extra, "OPTIONS": {**parts.get("OPTIONS", {}), **(options or {})}}  # sslmode is one of the URL's


def _socket_database(url: str) -> dict[str, object]:
    """Read libpq's own form postgres:///name?host=/folder&user=u, which django-environ does not unquote."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": query.get("user", ""),
        "PASSWORD": query.get("password", ""),
        "HOST": query.get("host", ""),
        "PORT": query.get("port", ""),
    }


DATABASES = {
    "default": _database(
        env("DATABASE_URL", default="postgres:///dsptcare?user=app"),
        ATOMIC_REQUESTS=True,
        CONN_MAX_AGE=60,
        CONN_HEALTH_CHECKS=True,
        # A statement is planned once a connection, which halves PostgreSQL's work. A pooler in between must know
        # prepared statements (pgbouncer does from 1.21 on).
        options={"server_side_binding": True, "prepare_threshold": 5},
        TEST={"MIRROR": "owner"},
    ),
}
if env("OWNER_DATABASE_URL", default=""):
    # Never ATOMIC_REQUESTS here: each request would open a second connection.
    DATABASES["owner"] = _database(env("OWNER_DATABASE_URL"), TEST={"DEPENDENCIES": []})
DATABASE_ROUTERS = ["dsptcare.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache, queue -----------------------------------------------------------------------------------------------------

REDIS_URL = env("REDIS_URL", default="")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "dsptcare"}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    )
}
# PostgreSQL is the queue; the broker only rings the bell, so a lost message loses nothing.
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"socket_connect_timeout": 2, "socket_timeout": 5, "max_retries": 0}
    if REDIS_URL
    else {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue-control"),
        "polling_interval": 0.05,
    }
)
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_DB_REUSE_MAX = 1000
CELERY_BEAT_SCHEDULE = {
    "send waiting mail": {"task": "organisations.tasks.send_mail_queue", "schedule": 5.0 if DEMO else 60.0},
    "check waiting files": {"task": "assessments.tasks.check_files", "schedule": 5.0 if DEMO else 60.0},
    "remove files that no row names": {"task": "evidence.tasks.remove_unnamed_files", "schedule": 3600.0},
}

# --- Mail -------------------------------------------------------------------------------------------------------------

EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{SERVICE_NAME} <no-reply@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
else:
    EMAIL_HOST = env("EMAIL_HOST", default="localhost")
    EMAIL_PORT = env.int("EMAIL_PORT", default=25)
    EMAIL_HOST_USER = env("EMAIL_HOST_USER", default="")
    EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD", default="")
    EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)

# --- Pages ------------------------------------------------------------------------------------------------------------

NHS_COMPONENTS = Path(find_spec("nhsuk_frontend_jinja").origin).parent / "templates"  # type: ignore[union-attr, arg-type]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates", NHS_COMPONENTS],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "dsptcare.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages", "dsptcare.jinja.frame"],
        },
    }
]
FORM_RENDERER = "dsptcare.forms.Renderer"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

# --- Evidence files ---------------------------------------------------------------------------------------------------

EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=10_000_000)
EVIDENCE_QUOTA_BYTES = env.int("EVIDENCE_QUOTA_BYTES", default=500_000_000)  # of one organisation
# "unix:///run/clamav/clamd.ctl" or "tcp://host:3310". Without a scanner every file waits, and says so.
CLAMAV_URL = env("CLAMAV_URL", default="")
QUARANTINE_DIR = VAR_DIR / "quarantine"  # what is being sent, until it is known what it is; emptied by the sweep
FILE_UPLOAD_HANDLERS = ["evidence.uploads.QuarantineUploadHandler"]
UPLOAD_CAPS = {"/ops/directory/": 200_000_000}  # bytes, from operators; everything else takes EVIDENCE_MAX_BYTES
EVIDENCE_DIR = Path(env("EVIDENCE_DIR", default=str(VAR_DIR / "evidence")))
EVIDENCE_BUCKET = env("EVIDENCE_BUCKET", default="")  # files go to this S3 bucket instead of the disk
STORAGES["evidence"] = (
    {
        "BACKEND": "evidence.stores.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": EVIDENCE_BUCKET,
            "endpoint_url": env("EVIDENCE_S3_ENDPOINT", default=None),
            "region_name": env("EVIDENCE_S3_REGION", default=None),
            "addressing_style": env("EVIDENCE_S3_ADDRESSING", default=None),  # "path" for stores that want it
        },
    }
    if EVIDENCE_BUCKET
    else {"BACKEND": "evidence.stores.disk.Disk", "OPTIONS": {"location": str(EVIDENCE_DIR)}}
)

# --- People and sign-in -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organisations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]  # the words of each refusal are in organisations/adapters.py, by code
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds; the mail says one hour
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "organisations:choose"  # the "which organisation" page; skips itself when there is only one
# In the session, "Saved." would cost every save a second commit, and the page after it a third.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

ACCOUNT_ADAPTER = "organisations.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "organisations.forms.account.SignInForm",
    "signup": "organisations.forms.account.SignUpForm",
    "reset_password": "organisations.forms.account.ResetPasswordForm",
    "reset_password_from_key": "organisations.forms.account.NewPasswordForm",
    "change_password": "organisations.forms.account.ChangePasswordForm",
    "add_email": "organisations.forms.account.ChangeEmailForm",
    "change_email": "organisations.forms.account.ChangeEmailForm",
    "reauthenticate": "organisations.forms.account.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_HMAC = False  # a row for each link, so that a newer link ends the older one
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_EMAIL_CONFIRMATION_ANONYMOUS_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_TIMEOUT = 24 * 60 * 60  # as long as the link lives, or the sign-up page forgets who asked
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "organisations:signed_out"
ACCOUNT_RATE_LIMITS = {"confirm_email": "1/30s/key", "login_failed": "20/m/ip,8/900s/key"}
MFA_ADAPTER = "organisations.adapters.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "organisations.forms.account.CodeForm",
    "reauthenticate": "organisations.forms.account.CodeAgainForm",
    "activate_totp": "organisations.forms.account.StartCodesForm",
    "deactivate_totp": "allauth.mfa.totp.forms.DeactivateTOTPForm",
    "generate_recovery_codes": "allauth.mfa.recovery_codes.forms.GenerateRecoveryCodesForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_ALLOW_UNVERIFIED_EMAIL = True  # or an email change is refused once a second step is on
USERSESSIONS_TRACK_ACTIVITY = False  # True writes on every GET

# --- The edge ---------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "organisations.views.public.form_out_of_date"

SESSION_MINUTES = 60  # quiet time before sign-out
SESSION_COOKIE_AGE = SESSION_MINUTES * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_SECURE
SESSION_COOKIE_NAME = "__Host-session" if SITE_IS_SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SITE_IS_SECURE else "csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = SITE_IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000 if SITE_IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SITE_IS_SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
