"""The Jinja2 environment of our pages."""

from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from dashboards.environment import install


def environment(**options: Any) -> jinja2.Environment:
    """Called once by Django, with the loader and autoescaping it wants."""
    made = jinja2.Environment(
        **options, cache_size=-1, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"]
    )
    made.globals.update(static=static, url=url)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the i18n extension
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    install(made)
    return made


def url(view_name: str, *args: Any, **kwargs: Any) -> str:
    return reverse(view_name, args=args, kwargs=kwargs)
