"""Words for pseudonyms: the calm ones that suggestions are made of, and the ones that nobody may take.

Every noun takes “de”, so that the adjective before it always has the form it has here. None hints at a body, a food,
a drink, a diagnosis, an age or a kind of person. The longest pair with its space fits in 24 characters.
"""

from typing import Final

ADJECTIVES: Final[tuple[str, ...]] = tuple(
    """
Aandachtige Amberen Attente Avondlijke Bedaarde Bedachtzame Behendige Bemoste Bescheiden Beschutte Bestendige
Bezonnen Blauwe Blije Bloeiende Bonte Bronzen Dankbare Dappere Donzige Dromende Eenvoudige Eerlijke Elegante
Fijne Fluitende Fluwelen Fonkelende Frisse Gastvrije Geduldige Gele Geurige Glanzende Gouden Groeiende Groene
Handige Heldere Herfstige Hoffelijke Hoopvolle Ingetogen Kabbelende Kalme Kleurige Koperen Kundige Landelijke
Lila Luchtige Luisterende Mijmerende Milde Moedige Nabije Nevelige Noordelijke Ongehaaste
Oostelijke Opgewekte Oprechte Oranje Paarse Reizende Rode Ruime Ruisende Rustende Rustige Schrandere Serene
Sierlijke Slimme Snelle Stille Stralende Tevreden Trouwe Turkooizen Twinkelende Verre Verstandige Vlotte Vlugge
Vredige Vriendelijke Vrije Vroege Vrolijke Wandelende Warme Welgemoede Westelijke Wiegende Wijde Wijze Winterse
Wuivende Zachte Zijden Zilte Zilveren Zingende Zomerse Zonnige Zorgzame Zuidelijke Zwevende
""".split()
)

NOUNS: Final[tuple[str, ...]] = tuple(
    """
Acacia Akelei Akker Anemoon Aster Avond Baai Beek Berk Beuk Bever Bij Boomgaard Brem Bries Bron Bruinvis
Buizerd Camelia Ceder Cello Cipres Clematis Dageraad Dahlia Das Dauw Delta Den Dolfijn Dotterbloem Eekhoorn Egel
Eik Eland Es Esdoorn Fazant Fitis Fluit Fuut Gagel Gitaar Golf Goudvink Gracht Grutto Haag Haas Harp Haven Havik
Hazelaar Heide Hemel Herfst Hermelijn Heuvel Hommel Horizon Hortensia Hulst Hyacint Iris Jasmijn Kaars Kano
Karekiet Kei Kiekendief Kiezel Kievit Klaver Klok Komeet Korenbloem Kreek Krekel Krokus Kust Kwartel Kwikstaart
Laan Lagune Lantaarn Lariks Lavendel Leeuwerik Lelie Lente Lepelaar Libel Lijster Linde Lisdodde Lynx Maan
Magnolia Margriet Marter Meeuw Meidoorn Merel Molen Nachtegaal Nevel Oever Olm Ooievaar Otter Parel Patrijs Piano
Pioen Plataan Polder Populier Primula Putter Regenboog Reiger Rietzanger Rivier Roos Salamander Schelp Schildpad
Sijs Spar Specht Sperwer Spreeuw Ster Stern Tapuit Toren Tortel Tuin Tulp Vaart Valk Vallei Varen Veldroos Vink
Viool Vlakte Vlier Vlinder Vos Vuurtoren Waterlelie Weide Wielewaal Wilg Wind Windmolen Wolk Wouw Wulp Zee Zeehond
Zeester Zegge Zomer Zon Zonnebloem Zwaan Zwaluw
""".split()
)

# Taken when they stand anywhere in a name, also spaced out or inside a longer word.
RESERVED_PARTS: Final[tuple[str, ...]] = tuple(
    """
administrator administrateur administratrice animateur animatrice begeleider begeleiding begeleidster
beheerder beheerster coordinator coordinatie coordinateur coordinatrice coordonnateur crisislijn everybody everyone
facilitator facilitateur facilitatrice hulplijn iedereen moderator moderateur moderatrice moderatie
peerchat systeembeheer teleonthaal toutlemonde zelfmoordlijn
""".split()
)

# Taken as a whole name, or as a word of it.
RESERVED_WORDS: Final[tuple[str, ...]] = tuple(
    """
admin administratie all animator beheer bot bots coach helpdesk mod official officieel officiel root staff support
superuser sysadmin systeem systeme system tous webmaster
""".split()
)

# Names of people that only look like a reserved word once look-alike letters are one.
INNOCENT: Final[frozenset[str]] = frozenset({"ali"})
