"""Which app answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("dashboards.urls")),
    path("api/v1/", include("api.urls")),
]

handler500 = "nav_mrs.outages.answer_failure"
