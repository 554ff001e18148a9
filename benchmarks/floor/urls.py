from django.urls import path

from benchmarks.floor import views

urlpatterns = [
    path("<int:assessment>/", views.overview, name="overview"),
    path("<int:assessment>/<str:ref>/", views.question, name="question"),
]
