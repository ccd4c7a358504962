"""Every write of accounts, by subject."""

from accounts.services.passwords import OneTimeLink, make_one_time_link, person_of_link, set_password
from accounts.services.people import add_person, choose_language, choose_reminders, close_account, reopen_account
from accounts.services.roles import give_role, remove_role
from accounts.services.tokens import issue_token, revoke_token

__all__ = [
    "OneTimeLink",
    "add_person",
    "choose_language",
    "choose_reminders",
    "close_account",
    "give_role",
    "issue_token",
    "make_one_time_link",
    "person_of_link",
    "remove_role",
    "reopen_account",
    "revoke_token",
    "set_password",
]
