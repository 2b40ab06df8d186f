"""What the ids of groups and members look like in a path: anything else is not found before a database is asked."""

from typing import ClassVar

from django.urls import register_converter

from groups.models import HostPage

ID = "[A-Za-z0-9_-]{22}"


class PublicId:
    """A public id is a text in the path as it is in the database."""

    regex: str

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class GroupPath(PublicId):
    regex = f"g_{ID}"


class MemberPath(PublicId):
    regex = f"m_{ID}"


class OrganisationPath(PublicId):
    regex = "o_[0-9a-f]{32}"


class HostKindPath:
    """A kind of host page, by its Dutch word."""

    words: ClassVar[dict[HostPage.Kind, str]] = {
        HostPage.Kind.CONTACT: "contact",
        HostPage.Kind.IMPRINT: "wie-we-zijn",
        HostPage.Kind.TERMS: "voorwaarden",
        HostPage.Kind.PRIVACY: "privacy",
        HostPage.Kind.ACCESSIBILITY: "toegankelijkheid",
        HostPage.Kind.MODERATION: "veilig-praten",
    }
    regex = "|".join(words.values())

    def to_python(self, value: str) -> HostPage.Kind:
        return next(kind for kind, word in self.words.items() if word == value)

    def to_url(self, value: str) -> str:
        return self.words[HostPage.Kind(value)]


register_converter(GroupPath, "group")
register_converter(OrganisationPath, "organisation")
register_converter(HostKindPath, "host_kind")
register_converter(MemberPath, "member")
