from django.urls import path

from organisations.views import account, join, people, public

app_name = "organisations"

urlpatterns = [
    path("", public.start, name="start"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("privacy/", public.privacy, name="privacy"),
    path("cookies/", public.cookies, name="cookies"),
    path("account/details/", account.details, name="details"),
    path("account/send-again/", account.send_again, name="send_again"),
    path("account/still-here/", account.still_here, name="still_here"),
    path("account/signed-out/", account.signed_out, name="signed_out"),
    path("choose/", join.choose, name="choose"),
    path("join/", join.register, name="join"),
    path("ask-to-join/<str:code>/", join.ask_to_join, name="ask_to_join"),
    path("ask-to-join/<str:code>/sent/", join.asked, name="asked"),
    path("invite/<str:token>/", join.invitation, name="invitation"),
    path("invited/<int:invitation_id>/", join.accept_mine, name="accept_mine"),
    path("o/<str:code>/people/", people.people, name="people"),
    path("o/<str:code>/people/invite/", people.invite, name="invite"),
    path("o/<str:code>/people/invited/<int:invitation_id>/withdraw/", people.withdraw, name="withdraw_invitation"),
    path("o/<str:code>/people/asked/<int:request_id>/", people.decide, name="decide_request"),
    path("o/<str:code>/people/<int:member_id>/", people.member, name="member"),
    path("o/<str:code>/people/<int:member_id>/remove/", people.remove, name="remove_member"),
    path("o/<str:code>/history/", people.history, name="history"),
    path("o/<str:code>/help/", people.get_help, name="help"),
]
