"""Addresses of the pages. A month in them is `YYYY-MM`."""

from django.urls import path, register_converter

from dashboards.views import indicators, offices, rankings, units
from organisation.months import MonthConverter

register_converter(MonthConverter, "month")

urlpatterns = [
    path("indicators/<slug:code>/<month:month>/", indicators.comparison, name="comparison"),
    path("compare/", indicators.choose_comparison, name="choose_comparison"),
    path("rankings/<slug:code>/<month:month>/", rankings.county_ranking, name="ranking"),
    path("rankings/<slug:code>/<month:month>/publish/", rankings.publish, name="publish-ranking"),
    path("counties/<slug:code>/<month:month>/", units.county_page, name="county"),
    path("regions/<slug:code>/<month:month>/", units.region_page, name="region"),
    path("indicators/", indicators.catalogue, name="catalogue"),
    path("indicators/<slug:code>/", indicators.explain, name="indicator"),
    path("offices/<slug:code>/", offices.latest, name="office-latest"),
    path("offices/<slug:code>/indicators/<slug:indicator>/", offices.indicator_page, name="series"),
    path("offices/<slug:code>/<month:month>/", offices.office_page, name="office"),
]
