"""Static files: where each is to be found, looked up once; on a real site under names that carry their hash."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PlainStorage(StaticFilesStorage):
    """Under their own names. A page names some twenty files, and while the process runs they stay where they are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._urls: dict[str | None, str] = {}

    def url(self, name: str | None) -> str:
        """The path of a file; ValueError when a real site has none of that name."""
        if name not in self._urls:
            self._urls[name] = super().url(name)
        return self._urls[name]


class HashedStorage(PlainStorage, CompressedManifestStaticFilesStorage):
    """Under names that carry the hash of their content, also inside JavaScript imports."""

    support_js_module_import_aggregation = True
