from django.urls import path

from organisations.views import account, claims, codes, converting, finding, join, people, public

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
    path("join/", finding.join, name="join"),
    path("join/results/", finding.join_results, name="join_results"),
    path("join/by-hand/", join.join_by_hand, name="join_by_hand"),
    path("join/<str:code>/confirm/", finding.join_confirm, name="join_confirm"),
    path("join/<str:code>/how-many/", finding.join_how_many, name="join_how_many"),
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
    path("claim/<str:code>/", claims.claim, name="claim"),
    path("claim/<str:code>/sent/", claims.claimed, name="claimed"),
    path("o/<str:code>/claims/<int:claim_id>/", claims.objection, name="objection"),
    path("o/<str:code>/deciding/", claims.deciding, name="deciding"),
    path("o/<str:code>/deciding/<int:deciding_id>/", claims.decide_claim, name="decide_claim"),
    path("o/<str:code>/details/code/", codes.change_code, name="change_code"),
    path("o/<str:code>/group/<int:link_id>/", converting.group_request, name="group_request"),
    path("ops/convert/", converting.ops_convert, name="ops_convert"),
    path("ops/claims/", claims.ops_claims, name="ops_claims"),
    path("ops/claims/<int:claim_id>/", claims.ops_claim, name="ops_claim"),
    path("o/<str:code>/history/", people.history, name="history"),
    path("o/<str:code>/help/", people.get_help, name="help"),
]
