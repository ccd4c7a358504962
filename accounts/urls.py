"""Addresses of the pages about accounts."""

from django.urls import path

from accounts.views import login, people, settings

app_name = "accounts"
urlpatterns = [
    path("login/", login.log_in, name="login"),
    path("logout/", login.log_out, name="logout"),
    path("set-password/<uid>/<token>/", login.choose_password, name="set-password"),
    path("settings/", settings.settings, name="settings"),
    path("settings/password/", settings.change_password, name="change-password"),
    path("settings/language/", settings.change_language, name="change-language"),
    path("settings/reminders/", settings.change_reminders, name="change-reminders"),
    path("settings/tokens/<int:token_id>/revoke/", settings.revoke_own_token, name="revoke-token"),
    path("people/", people.people_list, name="people"),
    path("people/add/", people.add_person, name="add-person"),
    path("people/<int:person_id>/", people.person_page, name="person"),
    path("people/<int:person_id>/roles/", people.give_role, name="give-role"),
    path("people/<int:person_id>/roles/<int:role_id>/remove/", people.remove_role, name="remove-role"),
    path("people/<int:person_id>/close/", people.close_account, name="close-account"),
    path("people/<int:person_id>/reopen/", people.reopen_account, name="reopen-account"),
    path("people/<int:person_id>/link/", people.make_link, name="make-link"),
]
