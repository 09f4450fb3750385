"""Django's settings: where things are and how strict the doors are. No setting changes a payable amount."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parents[1]

SECRET_KEY = os.environ.get("MINGZHANG_SECRET_KEY") or secrets.token_urlsafe(48)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MINGZHANG_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
ROOT_URLCONF = "mingzhang.site.urls"
WSGI_APPLICATION = "mingzhang.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "mingzhang.books.database.apps.DatabaseConfig",
    "mingzhang.books.ledger.apps.LedgerConfig",
    "mingzhang.books.evidence.apps.EvidenceConfig",
    "mingzhang.books.jobs.apps.JobsConfig",
    "mingzhang.books.cases.apps.CasesConfig",
    "mingzhang.registers.enrolment.apps.EnrolmentConfig",
    "mingzhang.registers.institutions.apps.InstitutionsConfig",
    "mingzhang.registers.catalogs.apps.CatalogsConfig",
    "mingzhang.money.contributions.apps.ContributionsConfig",
    "mingzhang.money.collection.apps.CollectionConfig",
    "mingzhang.money.accounts.apps.AccountsConfig",
    "mingzhang.money.family.apps.FamilyConfig",
    "mingzhang.care.filings.apps.FilingsConfig",
    "mingzhang.care.visits.apps.VisitsConfig",
    "mingzhang.doors.frame.apps.FrameConfig",
    "mingzhang.doors.portal.apps.PortalConfig",
    "mingzhang.doors.counter.apps.CounterConfig",
]

MIDDLEWARE = [
    "mingzhang.doors.frame.middleware.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingzhang.doors.frame.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "mingzhang.doors.frame.context.frame_context",
                "mingzhang.doors.portal.context.portal_context",
                "mingzhang.doors.counter.context.counter_context",
            ],
        },
    }
]


def _database() -> dict[str, object]:
    """Django's own connection: sessions and migrations. The rooms use mingzhang.books.database."""
    parts = conninfo_to_dict(os.environ.get("MINGZHANG_DATABASE_URL", ""))
    role = "" if os.environ.get("MINGZHANG_MIGRATING") else " -c role=mingzhang_app"
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"options": f"-c timezone=Asia/Shanghai{role}"},
    }


DATABASES = {"default": _database()}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "doors" / door / "locale" for door in ("frame", "portal", "counter")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "doors" / "frame" / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]  # of the agency's staff
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# The demo speaks plain HTTP on this machine only; behind TLS, MINGZHANG_TLS=1 marks cookies secure.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = bool(os.environ.get("MINGZHANG_TLS"))

# Uploads stay in memory until they are sealed; no paper of anybody's lies open in a temporary file. Larger ones are
# not taken: an employers' file of 100,000 rows has some ten megabytes.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

MINGZHANG_DEMO = bool(os.environ.get("MINGZHANG_DEMO"))
LOGGING_CONFIG = None
SILENCED_SYSTEM_CHECKS: list[str] = []
