"""Which mail server and which links the environment asks for."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from nav_mrs.mail import Mail, base_url, read_mail
from tests.setup.test_environment import IN_PRODUCTION, settings


class TestServer:
    def test_without_one_mail_is_written_not_sent(self):
        assert read_mail({}) == read_mail({"EMAIL_URL": " "}) == Mail()
        assert not Mail().is_sent

    @pytest.mark.parametrize(
        ("url", "port", "ssl", "tls"),
        [
            ("smtp://post.example", 25, False, False),
            ("smtp+tls://post.example", 587, False, True),
            ("smtps://post.example", 465, True, False),
            ("smtp://post.example:2525", 2525, False, False),
        ],
    )
    def test_the_form_of_the_address_says_how_it_is_encrypted(self, url, port, ssl, tls):
        mail = read_mail({"EMAIL_URL": url})
        assert (mail.host, mail.port, mail.tls_from_the_start, mail.starts_tls) == ("post.example", port, ssl, tls)
        assert mail.is_sent

    def test_user_and_password_may_hold_any_sign(self):
        mail = read_mail({"EMAIL_URL": "smtp+tls://mrs%40nav.no:p%3Ass%2F@post.example"})
        assert (mail.user, mail.password) == ("mrs@nav.no", "p:ss/")

    @pytest.mark.parametrize("url", ["post.example", "http://post.example", "smtp://", "smtp://post.example:mange"])
    def test_what_is_no_server_is_refused_with_the_right_form(self, url):
        with pytest.raises(ImproperlyConfigured, match=r"smtp\+tls://user:password@host:587"):
            read_mail({"EMAIL_URL": url})


class TestLinks:
    def test_they_begin_as_told(self):
        assert base_url({"BASE_URL": "https://mrs.nav.no/"}, "production", ["x"]) == "https://mrs.nav.no"

    def test_in_production_else_with_the_first_host(self):
        assert base_url({}, "production", [".mrs.example", "www.mrs.example"]) == "https://mrs.example"

    @pytest.mark.parametrize("kind", ["local", "demo"])
    def test_elsewhere_with_where_the_pages_are_served(self, kind):
        assert base_url({}, kind, ["localhost"]) == "http://127.0.0.1:8000"
        assert base_url({"PORT": "8123"}, kind, ["localhost"]) == "http://127.0.0.1:8123"

    def test_an_address_without_its_beginning_is_refused(self):
        with pytest.raises(ImproperlyConfigured, match="https://"):
            base_url({"BASE_URL": "mrs.nav.no"}, "production", [])


def test_djangos_settings_follow():
    told = settings(
        "EMAIL_HOST", "EMAIL_USE_TLS", "BASE_URL", "SENDS_MAIL", "DEFAULT_FROM_EMAIL", **IN_PRODUCTION,
        EMAIL_URL="smtp+tls://post.example", EMAIL_FROM="mrs@nav.no",
    )  # fmt: skip
    assert told == {
        "EMAIL_HOST": "post.example",
        "EMAIL_USE_TLS": True,
        "BASE_URL": "https://mrs.example",
        "SENDS_MAIL": True,
        "DEFAULT_FROM_EMAIL": "mrs@nav.no",
    }
