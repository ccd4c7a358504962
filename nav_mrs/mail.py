"""How e-mail leaves, and the address that links in it begin with: read from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
WRITTEN = "django.core.mail.backends.console.EmailBackend"
SENT = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """Django's settings for e-mail. Without a server each e-mail is written where the program writes."""

    backend: str = WRITTEN
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    tls_from_the_start: bool = False
    starts_tls: bool = False

    @property
    def is_sent(self) -> bool:
        return bool(self.host)


def read_mail(environ: Mapping[str, str]) -> Mail:
    """The server that EMAIL_URL names. Raises ImproperlyConfigured where it is not an address of one."""
    url = environ.get("EMAIL_URL", "").strip()
    if not url:
        return Mail()
    refused = ImproperlyConfigured("EMAIL_URL must name a mail server: smtp+tls://user:password@host:587.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise refused
    return Mail(
        backend=SENT,
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_from_the_start=parts.scheme == "smtps",
        starts_tls=parts.scheme == "smtp+tls",
    )


def base_url(environ: Mapping[str, str], kind: str, hosts: list[str]) -> str:
    """What links in e-mails begin with, without a slash at the end: BASE_URL, or else where the pages are served."""
    given = environ.get("BASE_URL", "").strip().rstrip("/")
    if given:
        if urlsplit(given).scheme not in ("http", "https"):
            raise ImproperlyConfigured("BASE_URL must begin with https:// or http://.")
        return given
    named = [host.lstrip(".") for host in hosts if host != "*"]
    return f"https://{named[0]}" if kind == "production" and named else f"http://127.0.0.1:{environ.get('PORT', 8000)}"
