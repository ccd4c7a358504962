"""Addresses of the pages. A month in them is `YYYY-MM`."""

from django.urls import path, register_converter

from dashboards import catalogue_urls
from dashboards.views import (
    deliveries,
    delivery,
    indicators,
    new_delivery,
    offices,
    organisation,
    organisation_changes,
    organisation_files,
    places,
    rankings,
    search,
    units,
    withdrawal,
)
from organisation.months import MonthConverter

register_converter(MonthConverter, "month")

urlpatterns = [
    path("", places.home, name="home"),
    path("office/", places.own_office, name="own-office"),
    path("county/", places.own_county, name="own-county"),
    path("ranking/", places.own_ranking, name="own-ranking"),
    path("counties/", places.counties, name="counties"),
    path("counties/<slug:code>/", places.latest_county, name="county-latest"),
    path("regions/<slug:code>/", places.latest_region, name="region-latest"),
    path("offices/", places.offices, name="offices"),
    path("indicators/<slug:code>/<month:month>/", indicators.comparison, name="comparison"),
    path("search/", search.search_page, name="search"),
    path("search/names/", search.names, name="search-names"),
    path("compare/", indicators.choose_comparison, name="choose_comparison"),
    path("deliveries/", deliveries.delivery_list, name="deliveries"),
    path("deliveries/new/", new_delivery.new_delivery, name="new-delivery"),
    path("deliveries/<int:number>/cancel/", new_delivery.cancel, name="cancel-delivery"),
    path("deliveries/<int:number>/", delivery.delivery_page, name="delivery"),
    path("deliveries/<int:number>/changes/", delivery.changes, name="delivery-changes"),
    path("deliveries/<int:number>/publish/", delivery.publish, name="publish-delivery"),
    path("deliveries/<int:number>/reject/", delivery.reject, name="reject-delivery"),
    path("deliveries/<int:number>/recheck/", delivery.recheck, name="recheck-delivery"),
    path("deliveries/<int:number>/kind/", delivery.change_kind, name="delivery-kind"),
    path("deliveries/<int:number>/again/", delivery.again, name="deliver-again"),
    path("deliveries/<int:number>/withdraw/", withdrawal.withdraw, name="withdraw-delivery"),
    path("rankings/<slug:code>/<month:month>/", rankings.county_ranking, name="ranking"),
    path("rankings/<slug:code>/<month:month>/publish/", rankings.publish, name="publish-ranking"),
    path("counties/<slug:code>/<month:month>/", units.county_page, name="county"),
    path("regions/<slug:code>/<month:month>/", units.region_page, name="region"),
    path("indicators/", indicators.catalogue, name="catalogue"),
    path("indicators/<slug:code>/", indicators.explain, name="indicator"),
    path("offices/<slug:code>/", offices.latest, name="office-latest"),
    path("offices/<slug:code>/indicators/<slug:indicator>/", offices.indicator_page, name="series"),
    path("offices/<slug:code>/<month:month>/", offices.office_page, name="office"),
    path("organisation/", organisation.tree, name="organisation"),
    path("organisation.<str:ending>", organisation.export, name="organisation-export"),
    path("organisation/<slug:code>/", organisation.unit_page, name="organisation-unit"),
    path("organisation-changes/", organisation_changes.overview, name="organisation-changes"),
    path("organisation-changes/file/", organisation_files.upload, name="organisation-upload"),
    path("organisation-changes/<int:number>/", organisation_changes.logged, name="organisation-log"),
    path("organisation-changes/<int:number>/undo/", organisation_changes.take_back, name="organisation-take-back"),
    path("organisation-changes/<slug:slug>/", organisation_changes.change, name="organisation-change"),
    *catalogue_urls.patterns,
]
