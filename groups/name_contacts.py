"""Whether a name leads to a person elsewhere: the shapes of phone numbers, addresses, links and accounts."""

from typing import Final

import regex

_DIGITS_OF_A_PHONE: Final = 7
_SPOKEN_OF_A_PHONE: Final = 5
_SPOKEN_AFTER_ZERO: Final = 3
"""Number words in a row; fewer when they begin with a zero, as phone numbers do."""

_NUMBER: Final = r"""
    (?: nul | een | één | twee | drie | vier | vijf | zes | zeven | acht | negen | tien | elf | twaalf | dertien
      | veertien | (?:vijf|zes|zeven|acht|negen)tien | (?:twin|der|veer|vijf|zes|zeven|tach|negen)tig
      | zéro | zero | oh | un | deux | trois | quatre | cinq | sept | huit | neuf | dix | onze | douze | treize
      | quatorze | quinze | seize | vingt | trente | quarante | cinquante | soixante | septante | nonante
      | one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve
      | (?:thir|four|fif|six|seven|eigh|nine)teen | (?:twen|thir|for|fif|six|seven|eigh|nine)ty
    )
"""
_SPOKEN: Final = regex.compile(
    rf"""
      (?: {_NUMBER} [\W_]* ){{{_SPOKEN_OF_A_PHONE}}}
    | (?: \b (?:nul|z[ée]ro|oh|0\d{{1,3}}) [\W_]* ) (?: (?: {_NUMBER} | \d+ ) [\W_]* ){{{_SPOKEN_AFTER_ZERO - 1}}}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# An o for a zero, an l or I for a one, beside a digit.
_READ_AS_DIGITS: Final = regex.compile(
    r"(?<=\d[\W_]?)[oOlI](?![\p{L}])|(?<![\p{L}])[oOlI](?=[\W_]?\d)|(?<=\d)[oO](?=\d)"
)


def leads_elsewhere(name: str) -> bool:
    """Whether it has the shape of a phone number, an address, an e-mail address, a link or an account elsewhere."""
    shapes = (_SPOKEN, _POST, _HOUSE, _NET, _ACCOUNT)
    return _has_a_phone(name) or any(shape.search(name) for shape in shapes)


def _has_a_phone(name: str) -> bool:
    digits = _READ_AS_DIGITS.sub("0", _READ_AS_DIGITS.sub("0", name))
    return len(regex.findall(r"\p{Nd}", digits)) >= _DIGITS_OF_A_PHONE


# A Dutch postcode finds a street, a Belgian one with its place a neighbourhood.
_POST: Final = regex.compile(
    r"""
      (?<!\d) [1-9]\d{3} \s? [A-Z]{2} (?!\p{L})
    | (?<!\d) (?:B|BE|NL)-?\s?[1-9]\d{3} (?!\d)
    | (?<!\d) [1-9]\d{3} [\s,]+ (?i:
        aalst | anderlecht | antwerpen | anvers | beringen | berchem | beveren | brugge | bruges | brussel | bruxelles
      | brussels | charleroi | dendermonde | deurne | diest | dilbeek | eeklo | geel | genk | gent | gand | ghent
      | halle | hasselt | herentals | heist | ieper | ixelles | elsene | kortrijk | leuven | louvain | lier | li[eè]ge
      | lokeren | lommel | luik | maaseik | mechelen | mol | mons | mortsel | namen | namur | ninove | oostende
      | oudenaarde | roeselare | ronse | schaarbeek | sint- | tienen | tongeren | torhout | tournai | turnhout
      | verviers | vilvoorde | waregem | wetteren | zaventem | zottegem
      ) \b
    """,
    regex.VERBOSE,
)

_NUMBER_OF_A_HOUSE: Final = r"(?:nr\.?\s*|n°\s*|no\.?\s*)? \d{1,4} (?: \s?(?:[a-h]|bis|ter)\b )? (?![\d:])"
# Words of every day that end as streets do.
_NO_STREET: Final = (
    r"(?!\b(?:schildpad|vallei|akelei|onderweg|halverwege|terugweg|uitweg|omweg|levensweg|heenweg|kinderhof)\b)"
)
_HOUSE: Final = regex.compile(
    rf"""
      \b {_NO_STREET} \p{{L}}* (?:straat|stra(?:ß|ss)e|str\.?|steenweg|stwg\.?|laan|weg|plein|dreef|gracht|kade|kaai
        | singel|steeg|plantsoen|boulevard|markt|pleintje|straatje|weide?straat) [\s,]* {_NUMBER_OF_A_HOUSE}
    | \b {_NO_STREET} \p{{L}}{{3,}} (?:dijk|pad|park|hof|baan|lei|vest|plaats|wal) [\s,]+ {_NUMBER_OF_A_HOUSE}
    | \b steenweg \s (?:op|naar) \s \p{{L}}+ [\s,]* {_NUMBER_OF_A_HOUSE}
    | \b (?:rue|r\.|avenue|av\.|chauss[ée]e|boulevard|bd\.?|quai|all[ée]e|impasse|chemin|drève|square
        | (?:place|route) \s (?:de|du|des|d['’]|la|le|st|saint|roy)) \b .* \p{{L}} [\s,]* {_NUMBER_OF_A_HOUSE}
    | \b \d{{1,4}} (?:\s?(?:[a-h]|bis|ter))? [\s,]+ (?:rue|avenue|av\.|chauss[ée]e|boulevard|bd\.?|quai|all[ée]e|impasse
        | chemin|square|place \s (?:de|du|des|d['’]|la|le|st|saint|roy)) [\s'’]? \p{{L}}
    | \b \d{{1,4}}[a-h]? [\s,]+ \p{{L}}+ .* \b (?:street|st|road|rd|avenue|ave|lane|square|terrace) \b
    | \p{{L}} \s (?:street|road|avenue|lane|square|terrace) [\s,]+ {_NUMBER_OF_A_HOUSE}
    | \b (?:postbus|p\.?o\.?\s?box) [\s.]* \d
    """,
    regex.VERBOSE | regex.IGNORECASE,
)

_ENDINGS: Final = "app|chat|com|dev|gent|info|live|me|net|online|org|shop|site|social|vlaanderen|xyz"
_NET: Final = regex.compile(
    rf"""
      @ | :// | \bwww\b | \bhxxps?\b | \bhttps?\b
    | \b (?!(?:dr|ds|ir|jr|mr|mw|ms|mme|sr|st|ste)\.) [\p{{L}}\p{{N}}]* [\p{{L}}\p{{N}}]
      (?<=[\p{{L}}\p{{N}}]{{2}}) \. (?:[a-z]{{2}}|{_ENDINGS}) (?![\p{{L}}\p{{N}}])
    | \p{{L}}{{3}} \. [\p{{L}}\p{{N}}]{{2}}
    | [\p{{L}}\p{{N}}]{{2}} \s?\.\s? (?:be|com|eu|net|nl|org) (?:$|[/\s])
    | \. \p{{L}}{{2,}} /
    | [(\[{{<] \s* (?:at|dot|punt|point|arobase?|apen?staart(?:je)?|[.@]) \s* [)\]}}>]
    | \b (?:apen?staart\w*|arobase?|at) \b .* \b (?:be|com|dot|eu|nl|org|point|punt) \b
    | \b (?:dot|point|punt) \s (?:be|com|eu|fr|net|nl|org) \b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
# Words that are joined by underscores are an account, but for three or more that make a phrase.
_ACCOUNT: Final = regex.compile(
    r"""
      ^(?!\p{L}+(?:_\p{L}+){2,}$).*_
    | /\p{L} .* \d | \b[ur]/\w | \#\d{3} | \p{L}\#\d
    | \b (?:discord|facebook|gmail|hotmail|icloud|insta|instagram|linkedin|messenger|onlyfans|outlook|protonmail
        | reddit|skype|snapchat|telegram|threema|tiktok|twitch|twitter|whatsapp|youtube) \b
    | \b (?:e-?mail|gsm|kik|mail|mobiel|psn|sc|signal|snap|steam|tel|tlf|wa|yt) \s* [:=]
    | \b (?:gsm|tel|tlf) \b \s* \.
    | \b (?:fb|ig) \b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
