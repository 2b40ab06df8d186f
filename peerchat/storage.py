"""Static files: where each is to be found, looked up once; on a real site under names that carry their hash."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class RemembersUrls:
    """A page names some twenty files, and where one is does not change while the process runs."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._urls: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        """The path of a file; ValueError when a real site has none of that name."""
        if name not in self._urls:
            self._urls[name] = super().url(name)  # type: ignore[misc]  # of the storage that it is mixed into
        return self._urls[name]


class PlainStorage(RemembersUrls, StaticFilesStorage):
    """Files under their own names."""


class HashedStorage(RemembersUrls, CompressedManifestStaticFilesStorage):
    """Under names that carry the hash of their content, also inside JavaScript imports."""

    support_js_module_import_aggregation = True
