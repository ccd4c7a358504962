"""Forms of the catalogue. What they hold becomes the text of a file's row; the file's checks decide what is right."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dashboards.catalogue_fields import AREA, CHOICE, LIST, MONTH, SECTIONS, TEXT, YES, Field
from dashboards.catalogue_words import CHOICES, NUMBERS, label, month_from_form, month_to_form, number_to_form
from scorecards.catalogue_files.rows import Row

Choices = Sequence[tuple[str, str]]
WAS = "was-"


class RowForm(forms.Form):
    """A perspective, goal, indicator or package: a field per column, and beside each what stood when it was opened."""

    def __init__(
        self,
        table: str,
        standing: Row | None,
        choices: Mapping[str, Choices],
        data: Mapping[str, str] | None = None,
        proposed: Mapping[str, str] | None = None,
    ) -> None:
        """`standing` is the row as it is, None for a new one, which begins with what is `proposed`."""
        self.table, self.standing = table, standing
        self.stands = {
            field.column: to_form(field.column, (standing or {}).get(field.column, "")) for field in _fields(table)
        }
        super().__init__(data, initial=dict(self.stands if standing else proposed or {}))
        self.taken_over: list[str] = []  # labels of fields that somebody else changed meanwhile, and this person not
        for field in _fields(table):
            if field.column == "code" and standing is not None:
                continue
            self.fields[field.column] = _form_field(field, choices.get(field.of, ()))

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (str(section.heading), [self[field.column] for field in section.fields if field.column in self.fields])
            for section in SECTIONS[self.table]
        ]

    def was(self) -> list[tuple[str, str]]:
        """What the form is made from, to be sent along."""
        return [(WAS + column, text) for column, text in self.stands.items() if column in self.fields]

    def merge(self) -> bool:
        """Bring together what the person wrote and what others changed meanwhile; whether nothing was in the way.

        What only others changed is taken over; what both changed is said at the field, with both texts.
        """
        data, mine = dict(self.data.items()), True
        for name in self.fields if self.standing is not None else ():
            written, was, now = _plain(data.get(name, "")), _plain(data.get(WAS + name, "")), self.stands[name]
            if was == now or written == now:
                continue
            if written == was:
                data[name] = now
                self.taken_over.append(label(name))
            else:
                text = _(
                    "Mens du skrev, ble dette endret til «%(now)s». Din tekst står i feltet. Velg hva som skal stå."
                )
                self.add_error(name, text % {"now": now})
                mine = False
        self.data = data
        return mine and not (self.taken_over and data.get("step") == "save")

    def sent(self) -> dict[str, str]:
        """What it would send now: what was taken over in it."""
        return {**{name: _plain(self.data.get(name, "")) for name in self.fields}, **dict(self.was())}

    def values(self) -> dict[str, str]:
        """The row's text, column by column, as a file would have it."""
        standing = self.standing or {}
        return {name: from_form(name, _plain(self.data.get(name, "")), standing.get(name, "")) for name in self.fields}


def _fields(table: str) -> list[Field]:
    return [field for section in SECTIONS[table] for field in section.fields]


def _form_field(field: Field, choices: Choices) -> forms.CharField:
    return forms.CharField(
        label=label(field.column), help_text=str(field.help), required=False, widget=_widget(field, choices)
    )


def _widget(field: Field, choices: Choices) -> forms.Widget:
    if field.kind == AREA:
        return forms.Textarea({"rows": 4})
    if field.kind == YES:
        return forms.Select(choices=[("", _("nei")), ("yes", _("ja"))])
    if field.kind == CHOICE:
        listed: Any = CHOICES[field.column].choices if field.column in CHOICES else choices
        return forms.Select(choices=[("", _("Velg")), *listed])
    attributes = {"autocomplete": "off"}
    if field.kind == MONTH:
        attributes |= {"type": "month", "placeholder": _("ÅÅÅÅ-MM")}
    if field.kind == LIST:
        attributes |= {"list": f"list-{field.of}"}
    if field.kind == TEXT and field.column in ("name", "name_nn", "name_en"):
        attributes |= {"class": "wide"}
    return forms.TextInput(attributes)


def to_form(column: str, text: str, *, share: bool = False) -> str:
    """A file's text as the form shows it."""
    if column in ("valid_from", "valid_to", "definition_changed"):
        return month_to_form(column, text)
    if column in NUMBERS and text:
        return number_to_form(text, share=share)
    return text


def from_form(column: str, text: str, standing: str) -> str:
    """What stands in the form as the file's text; `standing` is the file's text before."""
    if column in ("valid_from", "valid_to", "definition_changed"):
        return month_from_form(column, text, standing)
    return text


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
