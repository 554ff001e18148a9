from django.urls import include, path

from assessments.views import answers, details, follow_up, home, plan, publishing, questions, review

app_name = "assessments"

year = [
    path("", questions.questions, name="questions"),
    path("part/<slug:section>/", questions.part, name="part"),
    path("part/<slug:section>/check/", questions.check_part, name="check_part"),
    path("q/<str:ref>/", answers.question, name="question"),
    path("q/<str:ref>/draft/", answers.draft, name="draft"),
    path("q/<str:ref>/follow-up/", follow_up.follow_up, name="follow_up"),
    path("q/<str:ref>/choose/<int:revision_id>/", answers.choose, name="choose"),
    path("q/<str:ref>/history/", answers.answer_history, name="answer_history"),
    path("plan/", plan.plan, name="plan"),
    path("plan/workbook/", plan.plan_workbook, name="plan_workbook"),
    path("plan/<str:ref>/", plan.plan_row, name="plan_row"),
    path("review/", review.review, name="review"),
    path("review/<slug:section>/", review.review_part, name="review_part"),
    path("publish/", publishing.publish, name="publish"),
    path("publish/<slug:level>/", publishing.publish_check, name="publish_check"),
]

urlpatterns = [
    path("o/<str:code>/", home.home, name="home"),
    path("o/<str:code>/open/", home.open_year, name="open_year"),
    path("o/<str:code>/questions/", home.current_questions, name="current_questions"),
    path("o/<str:code>/plan/", home.current_plan, name="current_plan"),
    path("o/<str:code>/details/", details.details, name="details"),
    path("o/<str:code>/details/right/", details.confirm_details, name="confirm_details"),
    path("o/<str:code>/details/<slug:step>/", details.details_step, name="details_step"),
    path("o/<str:code>/published/", publishing.published, name="published"),
    path("o/<str:code>/published/<str:reference>/", publishing.published_one, name="published_one"),
    path("o/<str:code>/published/<str:reference>/done/", publishing.publish_done, name="publish_done"),
    path("o/<str:code>/published/<str:reference>/certificate/", publishing.certificate, name="certificate"),
    path("o/<str:code>/y/<str:year>/", include(year)),
]
