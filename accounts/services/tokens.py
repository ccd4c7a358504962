"""Tokens for programs: shown once, kept as digests, ended rather than deleted."""

import datetime
import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken, User
from accounts.refusals import Refused, refuse_closed
from accounts.tokens import digest
from audit.services import record

DAYS = 90
PREFIX = "mrs_"  # by which a token that has got astray is recognised


@transaction.atomic
def issue_token(*, person: User, days: int = DAYS, by: User | None) -> tuple[str, ApiToken]:
    """A new token, which nobody can read again, and what is kept of it. Raises Refused: account_closed, too_short."""
    refuse_closed(person)
    if days < 1:
        raise Refused("too_short", _("Et token må gjelde i minst én dag."), str(days))
    token = PREFIX + secrets.token_urlsafe(32)
    expires_at = timezone.now() + datetime.timedelta(days=days)
    kept = ApiToken.objects.create(user=person, digest=digest(token), expires_at=expires_at)
    record(by=by, verb="issued token", subject=f"person {person.email}", detail=f"token {kept.pk}, {days} days")
    return token, kept


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User | None) -> None:
    """From now on the token opens nothing. Safe to repeat."""
    now = timezone.now()
    if token.expires_at <= now:
        return
    token.expires_at = now
    token.save(update_fields=["expires_at"])
    record(by=by, verb="revoked token", subject=f"person {token.user.email}", detail=f"token {token.pk}")
