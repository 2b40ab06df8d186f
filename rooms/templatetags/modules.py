"""Names the modules of a page in its head, so that a browser asks for all at once and not layer after layer."""

import re
from functools import cache
from pathlib import Path
from posixpath import join, normpath

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

IMPORTED = re.compile(r'^import .* from "(\.{1,2}/[^"]+)";$', re.MULTILINE)

register = template.Library()


@register.simple_tag
def module_preloads(entry: str) -> SafeString:
    """A link for each module that `entry` needs, such as `js/room/main.js`."""
    links = ((static(name),) for name in needed_by(entry))
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)


@cache
def needed_by(entry: str) -> list[str]:
    """All modules that this one imports, and those import in turn; the nearest first."""
    found = [entry]
    for name in found:
        source = Path(finders.find(name) or "").read_text(encoding="utf-8")
        imported = (normpath(join(name, "..", other)) for other in IMPORTED.findall(source))
        found += [other for other in imported if other not in found]
    return found[1:]
