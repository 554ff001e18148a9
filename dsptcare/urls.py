from django.conf import settings
from django.urls import include, path, re_path

from dsptcare.health import health
from organisations.views.account import confirm_email

handler400 = "organisations.views.public.not_read"

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("organisations.urls")),
    path("", include("assessments.urls")),
    path("", include("evidence.urls")),
    re_path(r"^account/confirm-email/(?P<key>[-:\w]+)/$", confirm_email, name="account_confirm_email"),  # not allauth's
    path("account/", include("allauth.account.urls")),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("account/devices/", include("allauth.usersessions.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("demonstration/", include("organisations.demonstration_urls")))
