"""Addresses of the catalogue's pages, beside those of its indicators."""

from django.urls import path
from django.views.generic import RedirectView

from dashboards.views import catalogue, catalogue_changes, catalogue_edit, catalogue_files, catalogue_parts

patterns = [
    path("catalogue/", RedirectView.as_view(url="/indicators/")),
    path("goals/<slug:code>/", catalogue.goal, name="goal"),
    path("perspectives/", catalogue.perspectives, name="perspectives"),
    path("packages/", catalogue.packages, name="packages"),
    path("packages/<slug:code>/", catalogue.package, name="package"),
    path("catalogue/packages/<slug:code>/items/", catalogue_parts.edit_items, name="edit-items"),
    path("catalogue/indicators/<slug:code>/targets/", catalogue_parts.edit_targets, name="edit-targets"),
    path("catalogue/indicators/<slug:code>/targets/new/", catalogue_changes.new_target, name="new-target"),
    path("catalogue/indicators/<slug:code>/retire/", catalogue_changes.retire, name="retire-indicator"),
    path("catalogue/files/", catalogue_files.files, name="catalogue-files"),
    path("catalogue/files/catalogue.<str:form>", catalogue_files.export, name="catalogue-export"),
    path("catalogue/undo/<int:number>/", catalogue_changes.undo, name="undo-catalogue"),
    *(
        pattern
        for table in ("perspectives", "goals", "indicators", "packages")
        for pattern in (
            path(f"catalogue/{table}/new/", catalogue_edit.edit_row, {"table": table}, name=f"new-{table}"),
            path(
                f"catalogue/{table}/<slug:code>/edit/", catalogue_edit.edit_row, {"table": table}, name=f"edit-{table}"
            ),
        )
    ),
]
