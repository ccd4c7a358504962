"""API tokens: only their digests are kept, so a token is found by hashing it."""

import hashlib

from django.utils import timezone

from accounts.models import ApiToken, User


def digest(token: str) -> str:
    """What is kept of a token: its SHA-256 in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def user_of_token(token: str) -> User | None:
    """Whose a Bearer token is; None where it is unknown or expired, or the account is closed. One query."""
    found = ApiToken.objects.select_related("user").filter(
        digest=digest(token), expires_at__gt=timezone.now(), user__closed_at=None
    )
    first = found.first()
    return first.user if first else None
