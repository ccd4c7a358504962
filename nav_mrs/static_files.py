"""How files for the browser are named where they are served."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise says no types
    """A file's name changes with its content, so browsers may keep it; one module imports another by that name."""

    support_js_module_import_aggregation = True
