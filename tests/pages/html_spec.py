"""What the HTML standard says of the elements that the pages use: what may stand in what, with which attributes.

Taken from the index of elements of the HTML standard (html.spec.whatwg.org) and from ARIA in HTML. An element or
attribute that is not here is a fault until somebody has looked it up and added it.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PHRASING: Final = _words(
    "a abbr b bdi bdo br button cite code data dfn em i img input kbd label mark meter noscript output progress q s"
    " samp script select small span strong sub sup svg template textarea time u var wbr"
)
HEADINGS: Final = _words("h1 h2 h3 h4 h5 h6")
SECTIONING: Final = _words("article aside nav section")
FLOW: Final = (
    PHRASING
    | HEADINGS
    | SECTIONING
    | _words(
        "address blockquote details dialog div dl fieldset figure footer form header hr main ol p pre search table ul"
    )
)
METADATA: Final = _words("link meta noscript script style template title")
NOTHING: Final[frozenset[str]] = frozenset()
SCRIPTING: Final = _words("script template")

INSIDE: Final[dict[str, frozenset[str]]] = {
    "html": _words("head body"),
    "head": METADATA,
    "body": FLOW,
    **dict.fromkeys(
        ["article", "aside", "nav", "section", "main", "div", "blockquote", "form", "search", "dialog"], FLOW
    ),
    **dict.fromkeys(["header", "footer"], FLOW - _words("header footer main")),
    "address": FLOW - HEADINGS - SECTIONING - _words("header footer address"),
    **dict.fromkeys(HEADINGS, PHRASING),
    **dict.fromkeys(
        "abbr b bdi bdo button cite code data dfn em i kbd label mark meter output p pre progress q s samp small span"
        " strong sub sup time u var".split(),
        PHRASING,
    ),
    **dict.fromkeys(["summary", "legend"], PHRASING | HEADINGS),
    **dict.fromkeys(["ol", "ul"], _words("li") | SCRIPTING),
    **dict.fromkeys(["li", "dd", "td", "figcaption", "caption"], FLOW),
    "th": FLOW - HEADINGS - SECTIONING - _words("header footer"),
    "dl": _words("dt dd div") | SCRIPTING,
    "dt": FLOW - HEADINGS - SECTIONING - _words("header footer"),
    "details": FLOW | _words("summary"),
    "fieldset": FLOW | _words("legend"),
    "figure": FLOW | _words("figcaption"),
    "select": _words("option optgroup hr") | SCRIPTING,
    "optgroup": _words("option") | SCRIPTING,
    "table": _words("caption colgroup thead tbody tfoot tr") | SCRIPTING,
    **dict.fromkeys(["thead", "tbody", "tfoot"], _words("tr") | SCRIPTING),
    "colgroup": _words("col"),
    "tr": _words("td th") | SCRIPTING,
    **dict.fromkeys("br col hr img input link meta option script style textarea title wbr".split(), NOTHING),
}
"""By element: which elements may stand right in it. `a` and `noscript` take what the element round them takes."""
TRANSPARENT: Final = _words("a noscript")
DIV_IN_DL: Final = _words("dt dd") | SCRIPTING
NO_TEXT: Final = _words("html head ul ol dl select optgroup table thead tbody tfoot tr colgroup")

INTERACTIVE: Final = _words("a button details input label select textarea")
LABELABLE: Final = _words("button input meter output progress select textarea")
CONTROLS: Final = _words("input select textarea meter progress output")

EVERYWHERE: Final = _words(
    "autocapitalize autofocus class dir hidden id inert lang role tabindex title translate popover enterkeyhint"
    " inputmode"
)
ATTRIBUTES: Final = {
    "a": _words("href hreflang rel type target download referrerpolicy"),
    "blockquote": _words("cite"),
    "button": _words(
        "disabled form formaction formmethod formnovalidate name type value popovertarget popovertargetaction"
    ),
    "col": _words("span"),
    "data": _words("value"),
    "details": _words("open name"),
    "dialog": _words("open closedby"),
    "fieldset": _words("disabled form name"),
    "form": _words("action autocomplete enctype method name novalidate target rel"),
    "img": _words("alt src srcset sizes width height loading decoding"),
    "label": _words("for"),
    "li": _words("value"),
    "link": _words("href rel type media sizes as crossorigin hreflang integrity"),
    "meta": _words("charset content http-equiv name media"),
    "meter": _words("value min max low high optimum"),
    "ol": _words("reversed start type"),
    "option": _words("disabled label selected value"),
    "optgroup": _words("disabled label"),
    "output": _words("for form name"),
    "progress": _words("value max"),
    "q": _words("cite"),
    "script": _words("src type async defer nomodule crossorigin integrity"),
    "select": _words("autocomplete disabled form multiple name required size"),
    "td": _words("colspan rowspan headers"),
    "th": _words("colspan rowspan headers scope abbr"),
    "textarea": _words(
        "autocomplete cols dirname disabled form maxlength minlength name placeholder readonly required rows spellcheck"
        " wrap"
    ),
    "time": _words("datetime"),
}
_LINE_OF_TEXT: Final = _words(
    "autocomplete dirname list maxlength minlength pattern placeholder readonly required size spellcheck"
)
_NUMBER: Final = _words("autocomplete list max min readonly required step")
INPUT: Final = {
    **dict.fromkeys(["text", "search", "tel", "url"], _LINE_OF_TEXT),
    "email": _LINE_OF_TEXT | _words("multiple"),
    "password": _LINE_OF_TEXT - _words("list dirname spellcheck"),
    "number": _NUMBER | _words("placeholder"),
    **dict.fromkeys(["date", "time", "datetime-local", "month", "week"], _NUMBER),
    "range": _words("autocomplete list max min step"),
    **dict.fromkeys(["checkbox", "radio"], _words("checked required")),
    "hidden": _words("autocomplete"),
    "submit": _words("formaction formmethod formnovalidate"),
}
"""By type of input: what it may have besides `name`, `value`, `type`, `disabled` and `form`."""
INPUT_ALWAYS: Final = _words("name value type disabled form")
NEEDED: Final = {
    "a": _words("href"),
    "html": _words("lang"),
    "img": _words("alt src"),
    "link": _words("href rel"),
    "optgroup": _words("label"),
}
NEVER_EMPTY: Final = _words("id href action for name lang src aria-label role")
"""Attributes that say something or are not there."""

ROLES: Final = _words(
    "alert alertdialog button dialog group heading img list listitem log main navigation none note presentation"
    " progressbar region search separator status tab tablist tabpanel timer toolbar"
)
ARIA: Final = _words(
    "aria-atomic aria-busy aria-controls aria-current aria-describedby aria-details aria-disabled aria-errormessage"
    " aria-expanded aria-haspopup aria-hidden aria-invalid aria-keyshortcuts aria-label aria-labelledby aria-level"
    " aria-live aria-modal aria-orientation aria-posinset aria-pressed aria-readonly aria-relevant aria-required"
    " aria-roledescription aria-selected aria-setsize aria-valuemax aria-valuemin aria-valuenow aria-valuetext"
)
NAMELESS: Final = _words(
    "abbr b bdi bdo br cite code data div em i kbd label legend mark p pre q s samp small span strong sub sup time u"
    " var"
)
"""Elements that have no name of their own (ARIA in HTML, naming prohibited): without a role, no aria-label."""
POINTERS: Final = _words(
    "for form list headers aria-controls aria-describedby aria-details aria-errormessage aria-labelledby popovertarget"
)
"""Attributes that name elements by their ids."""
