"""Addresses of the pages. A month in them is `YYYY-MM`."""

from django.urls import path, register_converter

from dashboards.views import indicators, offices
from organisation.months import MonthConverter

register_converter(MonthConverter, "month")

urlpatterns = [
    path("indicators/<slug:code>/<month:month>/", indicators.comparison, name="comparison"),
    path("compare/", indicators.choose_comparison, name="choose_comparison"),
    path("offices/<slug:code>/<month:month>/", offices.office_page, name="office"),
]
