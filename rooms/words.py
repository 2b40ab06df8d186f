"""The words of the room's pages in the reader's language: handed to the script of one, put into the other without.

Keys that end in a phase, an error code or a close code follow the live protocol; `{…}` is filled in on the page.
"""

import re

from django.utils.translation import gettext_lazy as _

PHASES = {
    "phase_waiting": _("It has not begun yet"),
    "phase_open": _("The talk is open"),
    "phase_paused": _("A short pause"),
    "phase_closed": _("The talk is closed"),
    "phase_line_waiting": _("The waiting room is open."),
    "phase_line_open": _("The talk is open."),
    "phase_line_paused": _("The facilitator pauses the talk for a moment."),
    "phase_line_closed": _("The talk is closed. Thank you for being here."),
}

WAITING = {
    "begins_now": _("It begins any moment."),
    "begins_minutes_one": _("It begins in {count} minute."),
    "begins_minutes_many": _("It begins in {count} minutes."),
    "begins_hours_one": _("It begins in about {count} hour."),
    "begins_hours_many": _("It begins in about {count} hours."),
}

NOTICES = {
    "notice_ends-soon": _("{minutes} more minutes, then this talk ends."),
    "notice_extended": _("The facilitator gives the talk {minutes} minutes more."),
    "notice_not-held": _("No facilitator could come, so the talk does not take place this time. It is not about you."),
    "notice_over-time": _("It is well past the end, so the talk closes now. Thank you for being here."),
}
"""By the code of the notice."""

LINES = {
    "time": _("{hour}:{minute}"),
    "time_full": _("{hour}:00"),
    "somebody": _("Somebody"),
    "you": _("you"),
    "facilitator": _("facilitator"),
    "listener": _("listens along"),
    "edited": _("changed"),
    "more": _("More about the line of {name}: {words}"),
    "more_person": _("More about {name}"),
    "about_person": _("It is about {name}."),
    "quote": _("{name}: {words}"),
    "quote_gone": _("a line that is no longer here"),
    "quote_earlier": _("an earlier line"),
    "gone_retracted": _("{name} took this line back."),
    "gone_edited": _("{name} changed this line."),
    "gone_hidden": _("This line was hidden by the facilitator."),
    "note": _("About this, beforehand: {note}"),
    "read_line": _("Read this line"),
    "concealed": _("A line by somebody you would rather not read"),
    "joined": _("{name} has joined the group."),
    "left": _("{name} has left the group."),
    "unread": _("New from here"),
    "below_one": _("{count} new line below"),
    "below_many": _("{count} new lines below"),
    "to_newest": _("To the newest"),
    "past_failed": _("That did not come through. Try again in a moment."),
    "new_many": _("{count} new lines"),
    "here": _("{count} here"),
    "typing_1": _("{first} is writing…"),
    "typing_2": _("{first} and {second} are writing…"),
    "typing_many": _("Several people are writing…"),
}

QUIET_WORDS = {
    "word_listening": _("listening"),
    "word_recognise": _("recognisable"),
    "word_warmth": _("warmth for you"),
    "word_breathe": _("take a breath"),
    "you_too": _("you too"),
}

COMPOSER = {
    "writing_as": _("You write as {name}."),
    "writing_as_keyboard": _("You write as {name}. Enter sends, Shift and Enter makes a new line."),
    "about_reply": _("Reply to {name}:"),
    "cancel_reply": _("Do not reply to this line"),
    "about_edit": _("You change your line:"),
    "cancel_edit": _("Leave it as it was"),
    "too_long": _("Your line is too long: {count} of at most {most} characters. It stays here; make it shorter first."),
    "note_too_long": _("Your content note is too long: {count} of at most {most} characters. Make it shorter first."),
    "closed_waiting": _("The talk has not begun yet. The facilitator opens it; you can write as soon as it is open."),
    "closed_paused": _("The talk is paused. You can write again when the facilitator goes on."),
    "closed_closed": _("The talk is closed, so nobody can write. You can still read and take your own lines back."),
    "closed_muted": _(
        "The facilitator has asked you to only read along, until {time}. Taking your own lines back still works."
    ),
    "closed_listening-only": _("You have a seat to listen. You read along; writing is not part of it."),
    "state_queued": _("On its way: it goes out as soon as it can."),
    "state_flying": _("On its way…"),
    "state_kept": _("Sent."),
    "state_later": _("Just a moment: it goes out by itself shortly."),
    "again": _("Try again"),
    "change": _("Change this line"),
    "like_this": _("Send it like this"),
    "early": _("“{words}” – {hint}"),
}

WAITING_LINES = {
    "held_newcomer": _("A facilitator reads your first lines before the others do. Nobody else has seen this."),
    "held_shield:numbers": _(
        "A facilitator reads this first, because of a figure in it. You can also say it without the figure."
    ),
    "held_shield:doses": _(
        "A facilitator reads this first, because it names a means or an amount. You can also say it more generally."
    ),
    "held_shield:methods": _(
        "A facilitator reads this first, because it says how or where. What you feel can be said without that."
    ),
    "held_shield:money": _(
        "A facilitator reads this first, because of an amount in it. You can also say it without the amount."
    ),
    "held_shield:professionals": _(
        "A facilitator reads this first, because of a name in it. You can also say it without the name."
    ),
    "held_other": _("A facilitator reads this first. Nobody else has seen it."),
    "held_returned": _("The facilitator gives you this line back. Nobody else has read it."),
    "held_dropped": _("The facilitator does not let this line through. Nobody else has read it."),
    "held_late": _("This line still waited when the talk closed. Nobody else has read it."),
    "held_back": _("This line comes back to you. Nobody else has read it."),
    "held_words": _("The facilitator says: {words}"),
    "put_away": _("Put it away"),
    "take_back": _("Take it back"),
    "lines_wait_one": _("{count} line waits for you"),
    "lines_wait_many": _("{count} lines wait for you"),
}
"""Of a line that waits, why; of one that came back, what became of it."""

ALOUD = {
    "aloud_on": _("New lines are read aloud."),
    "aloud_stop": _("Stop reading aloud"),
    "aloud_unable": _(
        "This device has no voice of its own for this language. "
        "A voice from the internet would hear what is said here: we do not use that."
    ),
    "aloud_close": _("All right"),
}

ERRORS = {
    "error_malformed": _("Not sent: there is something in it that we cannot handle."),
    "error_unknown-type": _("Not sent: load this page again first."),
    "error_too-long": _("Not sent: your line is too long. Make it shorter first."),
    "error_empty": _("Not sent: there is nothing to read in it."),
    "error_no-such-event": _("Not sent: the line that it is about is no longer here."),
    "error_not-yours": _("Not done: this line is not yours, or it is too late for that."),
    "error_edit_not-yours": _(
        "Too late to change: that works until 15 minutes after. Your new text stands here still."
    ),
    "error_not-your-turn": _("Not sent: somebody else has the word."),
    "error_listening-only": _("Not sent: you have a seat to listen."),
    "error_closed": _("Not sent: the talk is closed."),
    "error_paused": _("Not sent: the talk is paused."),
    "error_waiting": _("Not sent: the talk has not begun yet."),
    "error_muted": _("Not sent: the facilitator has asked you to only read along for a while."),
    "error_check": _("Not sent: look at your line once more before others read it."),
    "error_conflict": _("Not sent: something went wrong on the way. Try again."),
    "error_other": _("Not sent. Your line is not lost: try again."),
}

CONNECTION = {
    "connection_first": _("Connecting…"),
    "connection_lost": _("No connection. You can go on reading and writing; your lines go out once it is back."),
    "connection_back": _("Connected again."),
    "end_4400": _("This page and the talk no longer understand each other. Load the page again."),
    "end_4401": _("You are no longer logged in, so the talk is put away. Log in to go on."),
    "end_4403": _("You no longer have a place in this group. In My place you can read why."),
    "end_4404": _("This talk is not here, or it is not yours to see."),
    "end_4409": _("You have this talk open in too many windows. This one now stands still."),
    "end_1009": _("Your line was too large to send. Load the page again."),
    "end_other": _("The connection has ended. Load the page again to go on."),
    "way_login": _("Log in"),
    "way_place": _("To My place"),
    "way_groups": _("To the groups"),
    "way_reload": _("Load again"),
}

WORDS = PHASES | WAITING | NOTICES | LINES | QUIET_WORDS | COMPOSER | WAITING_LINES | ALOUD | ERRORS | CONNECTION
PLACE = re.compile(r"\{(\w+)\}")


def room_words() -> dict[str, str]:
    """Return all of the page's words by key, in the language that is active now."""
    return {key: str(words) for key, words in WORDS.items()}


def say(*keys: str, **values: object) -> str:
    """The sentence under the first of these keys that has words, with `{name}` and the like filled in; else nothing."""
    sentence = next((str(WORDS[key]) for key in keys if key in WORDS), "")
    return PLACE.sub(lambda place: str(values.get(place[1], place[0])), sentence)
