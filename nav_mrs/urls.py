"""Which app answers which address."""

from django.urls import include, path

from nav_mrs.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("dashboards.urls")),
]
