"""What the ids of reports, measures, appeals and help lines look like in a path."""

from django.urls import register_converter

from groups.paths import PublicId


class NoticePath(PublicId):
    regex = "n_[0-9a-f]{32}"


class ReportPath(PublicId):
    regex = "rp_[0-9a-f]{32}"


class DecisionPath(PublicId):
    regex = "d_[0-9a-f]{32}"


class AppealPath(PublicId):
    regex = "b_[0-9a-f]{32}"


class CarePath(PublicId):
    regex = "z_[0-9a-f]{32}"


class HelplinePath(PublicId):
    regex = "[a-z0-9][a-z0-9-]{1,38}[a-z0-9]"


register_converter(CarePath, "care")
register_converter(HelplinePath, "helpline")
register_converter(NoticePath, "notice")
register_converter(ReportPath, "report")
register_converter(DecisionPath, "decision")
register_converter(AppealPath, "appeal")
