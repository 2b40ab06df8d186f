"""What is wrong with a page of HTML: the parse errors of the standard, and what its schema forbids."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from tests.pages import html_spec as spec

PUBLIC_ID = re.compile(r"\b[a-z]_[\w-]{22,32}")
ENTITY = r"&(?:lt|gt|amp|quot|#x?[0-9a-f]+);"
VALUE = re.compile(rf'( (?:value|data-[a-z-]+)=")(?:[^"<>&]|{ENTITY})+(?=")', re.IGNORECASE)
WORDS = re.compile(rf"(?<=>)(?:[^<>&]|{ENTITY})*(?:[^<>&\s]|{ENTITY})(?:[^<>&]|{ENTITY})*(?=<)", re.IGNORECASE)

TYPED = "invalid-codepoint"
"""A control character: somebody sent it in a form, and gets back what was sent."""


_read: dict[str, list[str]] = {}
"""What was found on pages before, by their bare form."""


_spent = 0.0


def faults(page: str) -> list[str]:
    """Every fault of a whole page, in words; none is an empty list."""
    global _spent
    began, bare = time.thread_time(), _bare(page)
    if bare not in _read:
        _read[bare] = _faults(page)
    _spent += time.thread_time() - began
    return _read[bare]


def spent() -> float:
    """Seconds of this process that went into reading pages: who measures what a page takes leaves them out."""
    return _spent


def _bare(page: str) -> str:
    """The page without its words, what was typed, and what is told to scripts: those built alike are read once.

    Whatever is not escaped as it should be stays.
    """
    ids: dict[str, str] = {}
    alike = PUBLIC_ID.sub(lambda found: ids.setdefault(found[0], f"{found[0][:2]}{len(ids)}"), page)
    return WORDS.sub("x", VALUE.sub(r"\1x", alike))


def _faults(page: str) -> list[str]:
    parser = HTMLParser(namespace_html_elements=False)
    found = parser.parse(page)
    root = found if isinstance(found, Element) else found.getroot()
    parse = [f"parse: {code} on line {where[0]}" for where, code, _ in parser.errors if code != TYPED]
    return parse + sorted(set(Page(root).faults()))


@dataclass
class Page:
    """A tree, with what the probes look up in it."""

    root: Element
    parents: dict[Element, Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    @cached_property
    def elements(self) -> list[Element]:
        """All elements of HTML, without what is drawn."""
        return [each for each in self.root.iter() if isinstance(each.tag, str) and not each.tag.startswith("{")]

    @cached_property
    def ids(self) -> Counter[str]:
        return Counter(each.attrib["id"] for each in self.root.iter() if "id" in each.attrib)

    def faults(self) -> Iterator[str]:
        """One probe after the other."""
        for element in self.elements:
            yield from self._place(element)
            yield from self._attributes(element)
            yield from self._pointers(element)
            yield from self._inside_a_control(element)
            yield from self._parts(element)
            yield from self._name(element)
        yield from self._whole()

    def _above(self, element: Element) -> Iterator[Element]:
        while element in self.parents:
            element = self.parents[element]
            yield element

    def _where(self, element: Element) -> str:
        """The element and the two above it; an id or a class says which."""
        names = [_named(each) for each in (element, *self._above(element))][:3]
        return " > ".join(reversed(names))

    # What stands in what

    def _place(self, element: Element) -> Iterator[str]:
        if element is self.root:
            return
        if element.tag not in spec.INSIDE and element.tag not in spec.TRANSPARENT | {"template"}:
            yield f"element: {element.tag} is not in the list"
            return
        if element.tag not in self._allowed_in(self.parents[element]):
            yield f"place: {self._where(element)}"
        if element.tag in spec.NO_TEXT and _own_text(element):
            yield f"place: text in {self._where(element)}"

    def _allowed_in(self, parent: Element) -> frozenset[str]:
        if parent.tag == "noscript" and self.parents[parent].tag == "head":
            return frozenset({"link", "style", "meta"})
        if parent.tag in spec.TRANSPARENT:
            return self._allowed_in(self.parents[parent])
        if parent.tag == "div" and self.parents[parent].tag == "dl":
            return spec.DIV_IN_DL
        return spec.INSIDE.get(parent.tag, frozenset())

    def _inside_a_control(self, element: Element) -> Iterator[str]:
        """No link, button or field inside another; no form in a form, no header in a header."""
        above = [each.tag for each in self._above(element)]
        for outer in ("a", "button"):
            if outer in above and (_is_interactive(element) or "tabindex" in element.attrib):
                yield f"nested: {element.tag} in {outer}: {self._where(element)}"
        for outer, inner in (("form", "form"), ("label", "label"), ("header", "header"), ("footer", "footer")):
            if element.tag == inner and outer in above:
                yield f"nested: {inner} in {outer}: {self._where(element)}"
        if element.tag == "main" and set(above) - {"html", "body", "div", "form"}:
            yield f"nested: {self._where(element)}"

    def _parts(self, element: Element) -> Iterator[str]:
        """Elements that need certain parts, once and in their place."""
        children = [child.tag for child in element]
        for outer, part in (("details", "summary"), ("fieldset", "legend")):
            if element.tag == outer and (children.count(part) != (1 if outer == "details" else children.count(part))):
                yield f"parts: {part} of {self._where(element)}"
            if element.tag == outer and part in children[1:]:
                yield f"parts: {part} must come first in {self._where(element)}"
        if element.tag == "dl" and children and not _is_list_of_terms(element):
            yield f"parts: terms and what they mean in {self._where(element)}"
        worded = element.tag in spec.HEADINGS | {"title", "legend", "summary", "dt"}
        if worded and not _text(element) and not self._waits(element):
            yield f"empty: {self._where(element)}"

    # Attributes

    def _attributes(self, element: Element) -> Iterator[str]:
        for name in element.attrib:
            if not _may_have(element, name):
                yield f"attribute: {name} on {self._where(element)}"
        for name in spec.NEEDED.get(element.tag, frozenset()) - set(element.attrib):
            yield f"attribute: {name} is missing on {self._where(element)}"
        yield from self._values(element)

    def _values(self, element: Element) -> Iterator[str]:
        for name, value in element.attrib.items():
            if name in spec.NEVER_EMPTY and not value.strip():
                yield f"attribute: {name} says nothing on {self._where(element)}"
        if int(element.get("tabindex", "0")) > 0:
            yield f"attribute: tabindex over 0 on {self._where(element)}"
        if element.get("role", "list") not in spec.ROLES:
            yield f"role: {element.get('role')} on {self._where(element)}"
        if re.search(r"\s", element.get("href", "")):
            yield f"attribute: href with a space on {self._where(element)}"

    def _pointers(self, element: Element) -> Iterator[str]:
        for name in spec.POINTERS & set(element.attrib):
            for target in element.attrib[name].split():
                if not self.ids[target]:
                    yield f"pointer: {name} to {target}, which is not there"
        target = element.get("href", "")
        if target.startswith("#") and not self.ids[target[1:]]:
            yield f"pointer: link to {target}, which is not there"
        if element.tag == "label" and "for" in element.attrib:
            yield from self._labelled(element.attrib["for"])

    def _labelled(self, target: str) -> Iterator[str]:
        for found in self.elements:
            if found.get("id") == target and (found.tag not in spec.LABELABLE or found.get("type") == "hidden"):
                yield f"pointer: label for {target}, which takes none"

    # Names

    def _name(self, element: Element) -> Iterator[str]:
        named = {"aria-label", "aria-labelledby"} & set(element.attrib)
        if element.tag in spec.NAMELESS and named and "role" not in element.attrib:
            yield f"name: {self._where(element)} takes none without a role"
        if element.tag in spec.CONTROLS and not named and not self._is_labelled(element):
            yield f"name: {self._where(element)} has none"
        if element.tag in {"a", "button"} and not named and not _text(element) and not self._waits(element):
            yield f"name: {self._where(element)} has none"

    def _waits(self, element: Element) -> bool:
        """Whether nobody meets it yet: a script says it when it shows it."""
        around = [element, *self._above(element)]
        return any("hidden" in each.attrib or (each.tag == "dialog" and "open" not in each.attrib) for each in around)

    def _is_labelled(self, element: Element) -> bool:
        if element.get("type") in ("hidden", "submit") or any(each.tag == "label" for each in self._above(element)):
            return True
        labels = [each for each in self.elements if each.tag == "label" and _text(each)]
        return "id" in element.attrib and any(each.get("for") == element.attrib["id"] for each in labels)

    def _whole(self) -> Iterator[str]:
        for name, count in self.ids.items():
            if count > 1 or re.search(r"\s", name):
                yield f"id: {name!r} stands there {count} times"
        counted = Counter(each.tag for each in self.elements)
        for tag in ("title", "main", "h1"):
            if counted[tag] != 1:
                yield f"whole: {counted[tag]} {tag}"
        if sum("autofocus" in each.attrib for each in self.elements) > 1:
            yield "whole: two things want the focus"
        yield from self._steps_of_headings()

    def _steps_of_headings(self) -> Iterator[str]:
        level = 0
        for each in (each for each in self.elements if each.tag in spec.HEADINGS):
            if int(each.tag[1]) > level + 1:
                yield f"headings: {each.tag} after h{level}: {_text(each)}"
            level = int(each.tag[1])


def _named(element: Element) -> str:
    mark = element.get("id") or element.get("name") or element.get("class") or ""
    return f"{element.tag}[{mark}]" if mark else str(element.tag)


def _text(element: Element) -> str:
    """All that is read of it, pictures by their words too."""
    words = [*element.itertext(), *(each.get("alt", "") for each in element.iter())]
    return " ".join("".join(words).split())


def _own_text(element: Element) -> str:
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _is_interactive(element: Element) -> bool:
    if element.tag == "a":
        return "href" in element.attrib
    return element.tag in spec.INTERACTIVE and element.get("type") != "hidden"


def _is_list_of_terms(element: Element) -> bool:
    """Every term has a meaning, every meaning a term."""
    children = [child.tag for child in element if child.tag not in spec.SCRIPTING]
    if set(children) == {"div"}:
        return all(_is_list_of_terms(child) for child in element if child.tag == "div")
    return children[0] == "dt" and children[-1] == "dd" and set(children) == {"dt", "dd"}


def _may_have(element: Element, name: str) -> bool:
    if name in spec.EVERYWHERE or name in spec.ARIA or name.startswith("data-"):
        return True
    if element.tag == "input":
        return name in spec.INPUT_ALWAYS | spec.INPUT.get(element.get("type", "text"), frozenset())
    return name in spec.ATTRIBUTES.get(element.tag, frozenset())
