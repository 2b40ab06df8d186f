"""What the ids of reports look like in a path."""

from django.urls import register_converter

from groups.paths import PublicId


class NoticePath(PublicId):
    regex = "n_[0-9a-f]{32}"


class ReportPath(PublicId):
    regex = "rp_[0-9a-f]{32}"


register_converter(NoticePath, "notice")
register_converter(ReportPath, "report")
