"""The words that a member never wants to leak: how many there are is all that can be shown of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.entering import too_many
from accounts.models import Account
from accounts.pages import account_of, behind_log_in
from groups.views.places import posted
from moderation.actions.leaking import TooMany, keep_leak_words, take_all_off, take_off
from moderation.forms_leaking import LeakWordsForm, OneWordForm
from moderation.leaking import MOST_WORDS, leaks_of

LOOK, TAKE_OFF, TAKE_ALL_OFF = "look", "take_off", "take_all_off"
"""The buttons beside that which keeps words."""


@sensitive_post_parameters()
@behind_log_in
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """GET: how many there are. POST: keeps some, looks for one, takes one off, or all."""
    account = account_of(request)
    about_one = bool({LOOK, TAKE_OFF} & request.POST.keys())
    form = LeakWordsForm(None if about_one or TAKE_ALL_OFF in request.POST else posted(request))
    one = OneWordForm(posted(request) if about_one else None)
    if TAKE_ALL_OFF in request.POST:
        done = _all_taken_off(request, account)
    elif about_one:
        done = one.is_valid() and _looked(request, account, one)
    else:
        done = form.is_valid() and _kept(request, account, form)
    if done:
        return redirect("moderation:leak_words")
    leaks = leaks_of(account.pk)
    context = {"form": form, "one": one, "count": len(leaks.hashes) if leaks else 0, "most": MOST_WORDS}
    return render(request, "moderation/leak_words.html", context)


def _kept(request: HttpRequest, account: Account, form: LeakWordsForm) -> bool:
    try:
        new = keep_leak_words(account=account, words=form.cleaned_data["words"])
    except TooMany as many:
        form.refuse(many.left)
        return False
    if new:
        messages.success(request, _("This is kept. In the talk it counts within a few seconds."))
    else:
        messages.info(request, _("This is there already."))
    return True


def _looked(request: HttpRequest, account: Account, one: OneWordForm) -> bool:
    """Whoever holds somebody's device cannot go on guessing."""
    if too_many(request, "leak_words", account):
        one.add_error("word", _("You tried very often. Wait an hour, or take all of them off."))
        return False
    word, leaks = one.cleaned_data["word"], leaks_of(account.pk)
    if TAKE_OFF in request.POST and take_off(account=account, word=word):
        messages.success(request, _("This word is off your list."))
    elif leaks and leaks.has(word):
        messages.info(request, _("Yes, this word is on your list."))
    else:
        messages.info(request, _("No, this word is not on your list."))
    return True


def _all_taken_off(request: HttpRequest, account: Account) -> bool:
    gone = take_all_off(account=account)
    told = ngettext("%(count)s word is off your list.", "%(count)s words are off your list.", gone)
    messages.success(request, told % {"count": gone} if gone else _("Your list was empty already."))
    return True
