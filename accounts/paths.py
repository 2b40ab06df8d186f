"""What the tokens of links to one's own account look like in a path: anything else is not found before a look-up."""

from django.urls import register_converter


class LinkToken:
    """256 random bits in base64url."""

    regex = "[A-Za-z0-9_-]{43}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LinkToken, "link_token")
