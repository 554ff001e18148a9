from django.urls import path

from evidence.views import files

app_name = "evidence"

urlpatterns = [
    path("o/<str:code>/documents/<int:document_id>/file/<int:number>/", files.document_file, name="document_file"),
    path("o/<str:code>/documents/shared/<int:paper_id>/file/<int:number>/", files.shared_file, name="shared_file"),
]
