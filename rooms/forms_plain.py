"""What is typed in the talk's page without script. The rules of a text are those of the live protocol."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rooms.actions.posting import Finding
from rooms.live.codes import ERROR_WORDS, ErrorCode
from rooms.live.protocol import MOST_NOTE, MOST_TEXT, REQUEST_ID, Edit, Post, Refused, shaped, whole_number
from rooms.live.text import normal
from rooms.words import say

AS_IT_IS = "as_it_is"
"""The button that sends a line in spite of what was found in it."""
FINDINGS = "finding"
TYPED = {"dir": "auto", "autocomplete": "off"}


class TextForm(forms.Form):
    """A text that becomes one request of the protocol: sent twice, under the same id, it is done once."""

    id = forms.CharField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Your line"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3, **TYPED})
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"id": fresh_id(), **initial})
        self.findings: Sequence[Finding] = ()

    def clean_id(self) -> str:
        given: str = self.cleaned_data["id"]
        if not REQUEST_ID.fullmatch(given):
            self._put("id", fresh_id())
            raise forms.ValidationError(gettext("A part of this page got lost on the way. Send it once more."))
        return given

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            try:
                self._frame = shaped({"id": self.cleaned_data["id"], **self.asked()})
            except Refused as refused:
                self.refuse(refused.code)
        return self.cleaned_data

    def asked(self) -> dict[str, Any]:
        """The fields of the request beside its id."""
        raise NotImplementedError

    @property
    def frame(self) -> Post | Edit:
        """What a valid form asks for."""
        assert isinstance(self._frame, Post | Edit)
        return self._frame

    def refuse(self, code: ErrorCode) -> None:
        """Says why nothing was added; where the id was used before, the next try has another one."""
        if code == ErrorCode.CONFLICT:
            self._put("id", fresh_id())
        self.add_error(*self._why(code))

    def look(self, findings: Sequence[Finding]) -> None:
        """Shows what the checks found."""
        self.findings = findings
        for field in ("text", "note"):
            told = [self._told(found) for found in findings if found.field == field]
            if told:
                self.add_error(field, list(dict.fromkeys(told)))

    @property
    def confirmed(self) -> list[str]:
        """The findings that go as they are."""
        return self._typed.getlist(FINDINGS) if AS_IT_IS in self._typed else []

    @property
    def may_go_as_it_is(self) -> bool:
        """Whether what was found may be sent all the same."""
        return bool(self.findings) and not any(finding.hard for finding in self.findings)

    @property
    def _typed(self) -> QueryDict:
        assert isinstance(self.data, QueryDict)
        return self.data

    def _told(self, found: Finding) -> str:
        """What was found, in its own words, and how to say it otherwise."""
        typed: str = getattr(self.frame, found.field)
        return say("early", words=typed[found.start : found.end], hint=found.hint)

    def _put(self, name: str, value: str) -> None:
        """Shows another value than the one that came."""
        data = self._typed.copy()
        data[name] = value
        self.data = data

    def _why(self, code: ErrorCode) -> tuple[str, str]:
        """The field that is at fault, and the sentence."""
        if code != ErrorCode.TOO_LONG:
            return "text", why_not(code)
        note = self.cleaned_data.get("note", "")
        if len(normal(note)) > MOST_NOTE:
            return "note", _too_long("note_too_long", note, MOST_NOTE)
        return "text", _too_long("too_long", self.cleaned_data["text"], MOST_TEXT)


class LineForm(TextForm):
    """A line, with a content note before it or in reply to another."""

    note = forms.CharField(
        label=_("Content note: what is your line about?"), required=False, widget=forms.TextInput(attrs=TYPED)
    )
    reply_to = forms.CharField(widget=forms.HiddenInput, required=False)

    def asked(self) -> dict[str, Any]:
        data = self.cleaned_data
        optional = {"note": data["note"], "reply_to": self._reply_to(), "confirm": self.confirmed}
        given = {name: value for name, value in optional.items() if value not in (None, "", [])}
        return {"type": "post", "text": data["text"], **given}

    def refuse(self, code: ErrorCode) -> None:
        super().refuse(code)
        if code == ErrorCode.NO_SUCH_EVENT:  # the next try replies to nothing
            self._put("reply_to", "")

    def _reply_to(self) -> int | None:
        given = self.cleaned_data["reply_to"]
        number = whole_number(given)
        if given and number is None:
            raise Refused(ErrorCode.NO_SUCH_EVENT)
        return number


class ChangeForm(TextForm):
    """Another text for one's own line."""

    def __init__(self, data: Any = None, *, seq: int, text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        self._seq = seq

    def asked(self) -> dict[str, Any]:
        return {"type": "edit", "seq": self._seq, "text": self.cleaned_data["text"]}


def fresh_id() -> str:
    """An id for a request, as a client makes it."""
    return str(uuid.uuid4())


def why_not(code: ErrorCode) -> str:
    """Why a request was refused, in a sentence for the page."""
    if code == ErrorCode.RATE_LIMITED:
        return str(ERROR_WORDS[code])
    if code == ErrorCode.UNAVAILABLE:
        return gettext("Perhaps it did not arrive. Send it once more: it will not be there twice.")
    if code == ErrorCode.CONFLICT:
        return gettext("This line was sent before in other words. To say this too, send it once more.")
    return say(f"error_{code}", "error_other")


def _too_long(key: str, text: str, most: int) -> str:
    count = number_format(len(normal(text)), use_l10n=True, force_grouping=True)
    return say(key, count=count, most=number_format(most, use_l10n=True, force_grouping=True))
