"""What a public id looks like in a path: anything else is not found before a database is asked."""

from datetime import UTC, datetime
from uuid import UUID

from django.urls import register_converter


class RoomId:
    regex = "r_[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class MemberId(RoomId):
    regex = "m_[A-Za-z0-9_-]{22}"


class GroupId(RoomId):
    regex = "g_[A-Za-z0-9_-]{22}"


class HeldId:
    """A line that waits."""

    regex = "w_[0-9a-f]{32}"

    def to_python(self, value: str) -> UUID:
        return UUID(hex=value.removeprefix("w_"))

    def to_url(self, value: UUID) -> str:
        return f"w_{value.hex}"


class Seq:
    """The number of an event: few enough digits for every database."""

    regex = "[0-9]{1,15}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Evening:
    """When a planned meeting of a group begins, in UTC: within the group no other name is needed."""

    regex = "[0-9]{8}T[0-9]{4}Z"

    def to_python(self, value: str) -> datetime:
        return datetime.strptime(value, EVENING).replace(tzinfo=UTC)

    def to_url(self, value: datetime) -> str:
        return value.astimezone(UTC).strftime(EVENING)


EVENING = "%Y%m%dT%H%MZ"

register_converter(RoomId, "room_id")
register_converter(MemberId, "member_id")
register_converter(GroupId, "group_id")
register_converter(HeldId, "held_id")
register_converter(Seq, "seq")
register_converter(Evening, "evening")
