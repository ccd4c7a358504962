"""Addresses of local goals: a unit's list, adding one, and the month's form."""

from django.urls import path

from dashboards.views import filling_in, local_goals

urlpatterns = [
    path("<slug:code>/", local_goals.overview, name="local"),
    path("<slug:code>/new/", local_goals.add, name="add-local"),
    path("<slug:code>/<month:month>/", filling_in.month_form, name="fill-in"),
    path("<slug:code>/<month:month>/undo/", filling_in.undo, name="undo-fill-in"),
    path("<slug:code>/<slug:indicator>/retire/", local_goals.retire, name="retire-local"),
    path("<slug:code>/<slug:indicator>/reopen/", local_goals.reopen, name="reopen-local"),
]
