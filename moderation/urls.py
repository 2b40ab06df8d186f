"""Paths of help, of measures and of reports."""

from django.urls import path

import moderation.paths  # noqa: F401 - registers the converters that the paths below use
import rooms.paths  # noqa: F401 - registers the converters that the paths below use
from moderation.forms import MuteForm, SuspendForm, TowardsForm
from moderation.models import Measure
from moderation.views import (
    appeals,
    care,
    coordinated,
    duty,
    guard,
    helplines,
    holds,
    leaking,
    looking,
    measures,
    notices,
    own_words,
    report_desk,
    reports,
    statements,
    taken,
)
from moderation.views import help as help_now

app_name = "moderation"

TOWARDS = (
    (Measure.Kind.WORD, "woord", TowardsForm),
    (Measure.Kind.MUTE, "dempen", MuteForm),
    (Measure.Kind.SUSPEND, "schorsen", SuspendForm),
    (Measure.Kind.REMOVE, "verwijderen", TowardsForm),
    (Measure.Kind.BAN, "uitsluiten", TowardsForm),
)
"""The measures towards a member, what each is called in a path, and what it asks for."""

urlpatterns = [
    path("hulp/", help_now.show, name="help"),
    path("hulp/land/", help_now.choose, name="choose_country"),
    path("melding/", notices.give, name="notice"),
    path("melding/bewijs/", notices.receipt, name="receipt"),
    path("coordinatie/meldingen/", notices.index, name="notices"),
    path("coordinatie/meldingen/<notice:notice_id>/", notices.decide, name="decide_notice"),
    path("coordinatie/hulplijnen/", helplines.index, name="helplines"),
    path("coordinatie/hulplijnen/<helpline:line_id>/", helplines.check, name="check_helpline"),
    path("leden/<member_id:member_id>/zorgen/", care.worry, name="worry"),
    path("leden/<member_id:member_id>/hulpkaart/", care.offer, name="offer_card"),
    path("leden/<member_id:member_id>/zorgstappen/", care.start, name="start_care"),
    path("kamer/<room_id:room_id>/voor-jou/", care.calls, name="calls"),
    path("kamer/<room_id:room_id>/zorg/", care.index, name="care"),
    path("kamer/<room_id:room_id>/zorg/wacht/", care.alert, name="alert_duty"),
    path("kamer/<room_id:room_id>/zorg/<care:case_id>/", care.case, name="care_case"),
    path("coordinatie/wacht/", duty.index, name="duty"),
    path("coordinatie/woorden/<organisation:organisation_id>/", own_words.show, name="own_words"),
    path("kamer/<room_id:room_id>/kijken/", looking.look, name="look"),
    path("coordinatie/meldingen/leden/<report:report_id>/", report_desk.show_coordinated, name="coordinated_report"),
    path(
        "coordinatie/meldingen/leden/<report:report_id>/lezen/",
        report_desk.read_coordinated,
        name="read_coordinated_report",
    ),
    path("kamer/<room_id:room_id>/regels/<seq:seq>/melden/", reports.line, name="report_line"),
    path("leden/<member_id:member_id>/melden/", reports.person, name="report_person"),
    path("mijn-meldingen/", reports.mine, name="reports_made"),
    path("groepen/<group_id:group_id>/bureau/meldingen/", report_desk.index, name="reports"),
    path("bureau/meldingen/<report:report_id>/", report_desk.show, name="report"),
    path("bureau/meldingen/<report:report_id>/lezen/", report_desk.read, name="read_report"),
    path("bureau/meldingen/<report:report_id>/doorgeven/", report_desk.hand_on, name="hand_on_report"),
    path("coordinatie/bezwaren/", appeals.index, name="appeals"),
    path("coordinatie/bezwaren/<appeal:appeal_id>/", appeals.decide, name="decide_appeal"),
    path("coordinatie/bezwaren/<appeal:appeal_id>/lezen/", appeals.read, name="read_appeal"),
    path("coordinatie/cijfers/", appeals.figures, name="figures"),
    path("coordinatie/groepen/<group_id:group_id>/maatregelen/", coordinated.taken, name="coordinated_taken"),
    path(
        "coordinatie/groepen/<group_id:group_id>/maatregelen/<decision:measure_id>/opheffen/",
        coordinated.lifts,
        name="coordinated_lift",
    ),
    path(
        "coordinatie/groepen/<group_id:group_id>/begeleiders/<member_id:member_id>/",
        coordinated.ends_lead,
        name="coordinated_end_lead",
    ),
    *(
        path(
            f"coordinatie/groepen/<group_id:group_id>/begeleiders/<member_id:member_id>/{word}/",
            coordinated.towards,
            {"kind": kind, "form_class": form},
            name=f"coordinated_{kind}",
        )
        for kind, word, form in TOWARDS
        if kind in coordinated.TAKES
    ),
    path("mijn-account/woorden/", leaking.show, name="leak_words"),
    path("mijn-account/besluiten/", statements.index, name="decisions"),
    path("mijn-account/besluiten/<decision:measure_id>/", statements.show, name="statement"),
    path("kamer/<room_id:room_id>/regels/<seq:seq>/verbergen/", measures.hides, name="hide"),
    path("leden/<member_id:member_id>/maatregelen/", measures.ladder, name="ladder"),
    *(
        path(f"leden/<member_id:member_id>/{word}/", measures.towards, {"kind": kind, "form_class": form}, name=kind)
        for kind, word, form in TOWARDS
    ),
    path("leden/<member_id:member_id>/stem-terug/", measures.unmutes, name="unmute"),
    path("groepen/<group_id:group_id>/bureau/afscherming/", guard.edit, name="guard"),
    path("groepen/<group_id:group_id>/bureau/afscherming/proberen/", guard.try_line, name="try_line"),
    path("groepen/<group_id:group_id>/bureau/wachten/", holds.index, name="held"),
    path("kamer/<room_id:room_id>/wachten/<held_id:line_id>/doorlaten/", holds.releases, name="release_held"),
    path("kamer/<room_id:room_id>/wachten/<held_id:line_id>/teruggeven/", holds.returns, name="return_held"),
    path("kamer/<room_id:room_id>/wachten/<held_id:line_id>/niet-doorlaten/", holds.drops, name="drop_held"),
    path("groepen/<group_id:group_id>/bureau/maatregelen/", taken.index, name="taken"),
    path("groepen/<group_id:group_id>/bureau/maatregelen/<decision:measure_id>/opheffen/", taken.lifts, name="lift"),
]
