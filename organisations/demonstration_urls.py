"""Routed only in the demonstration, where nobody has a mailbox."""

from django.urls import path

from organisations.views import demonstration

app_name = "demonstration"

urlpatterns = [
    path("mails/", demonstration.mails, name="mails"),
    path("mails/<uuid:mail_id>/", demonstration.mail, name="mail"),
]
