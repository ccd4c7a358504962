"""Who asks: a browser's session, or a program's token."""

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from accounts.models import User
from accounts.tokens import user_of_token


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN`, as `issue_token` prints it."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        return user_of_token(token)


either = [TokenAuth(), SessionAuth()]
