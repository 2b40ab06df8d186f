"""The same pages under addresses that tell nothing: a code for every word."""

from collections.abc import Iterable
from typing import ClassVar

from django.urls import URLPattern, URLResolver, path, register_converter

from groups.paths import HostKindPath
from peerchat import urls
from peerchat.silence import code, neutral

Patterns = list[URLPattern | URLResolver]


class SilentHostKindPath(HostKindPath):
    words: ClassVar = {kind: code(word) for kind, word in HostKindPath.words.items()}
    regex = "|".join(words.values())


register_converter(SilentHostKindPath, "silent_host_kind")


def silent(patterns: Iterable[URLPattern | URLResolver]) -> Patterns:
    """These paths, each by its silent route."""
    return [_resolver(each) if isinstance(each, URLResolver) else _pattern(each) for each in patterns]


def _resolver(found: URLResolver) -> URLResolver:
    inside = silent(found.url_patterns)
    return URLResolver(found.pattern, inside, found.default_kwargs, found.app_name, found.namespace)


def _pattern(found: URLPattern) -> URLPattern:
    route = neutral(str(found.pattern)).replace("<host_kind:", "<silent_host_kind:")
    return path(route, found.callback, found.default_args, name=found.name)


urlpatterns = silent(urls.urlpatterns)
