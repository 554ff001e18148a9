from django.conf import settings
from django.urls import include, path

from dsptcare.health import health

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("organisations.urls")),
    path("", include("assessments.urls")),
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/devices/", include("allauth.usersessions.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demonstration/", include("organisations.demonstration_urls")))
