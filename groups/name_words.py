"""Words for pseudonyms: the calm ones that suggestions are made of, and the ones that nobody may take.

None hints at a body, a food, a drink, a diagnosis, an age or a kind of person. The longest pair with its space fits in
24 characters. Every Dutch noun takes “de”, and every French adjective is the same for “le” and “la”, so that an
adjective always has the form it has here.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class CalmWords:
    """Of one language; `pattern` is their order in it."""

    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    pattern: str = "{adjective} {noun}"


_DUTCH: Final = CalmWords(
    tuple(
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
    ),
    tuple(
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
    ),
)

_FRENCH: Final = CalmWords(
    tuple(
        """
Admirable Adorable Affable Agile Agréable Aimable Alerte Alpestre Altruiste Aquatique Authentique Bucolique Calme
Candide Champêtre Céleste Durable Fantastique Fidèle Flexible Fluide Formidable Féerique Habile Honnête
Honorable Humble Incroyable Insolite Intrépide Jaune Juste Libre Limpide Lucide Ludique Lunaire Lyrique
Magique Magnifique Maritime Mauve Mirifique Mobile Modeste Mémorable Noble Nomade Nordique Ocre Optimiste Orange
Pacifique Paisible Pittoresque Placide Polaire Pourpre Poétique Rapide Rare Remarquable Robuste Romantique Rose Rouge
Rustique Sage Serviable Simple Sincère Sociable Solaire Solide Souple Splendide Stable Sublime Superbe
Sylvestre Tendre Terrestre Tranquille Turquoise Unique Vaste Véritable Énergique Équitable
""".split()
    ),
    tuple(
        """
Abeille Acacia Agate Alouette Ancre Anémone Arbre Aster Aube Aurore Azur Baie Baleine Barque Bleuet Bocage Bosquet
Bouleau Bouvreuil Brise Bruyère Butte Camélia Cascade Castor Cerf Cerisier Chalet Chardon Chêne Cigale Cigogne
Clairière Clématite Coccinelle Colibri Colline Comète Coquillage Corail Coucou Crocus Cygne Cyprès Cèdre Dahlia
Dauphin Delta Dune Falaise Fauvette Flûte Fontaine Forêt Fougère Galet Gentiane Genêt Geyser Glycine Goéland Grillon
Grive Guitare Harpe Hermine Hibou Hirondelle Horizon Houx Hérisson Héron Hêtre Iris Jacinthe Jardin Jasmin Jonquille
Lagune Lanterne Lavande Libellule Lierre Lilas Loriot Loutre Lune Lynx Lézard Magnolia Marguerite Merle Mimosa Moineau
Mouette Moulin Muguet Myosotis Mélèze Mésange Nacre Narcisse Nuage Nénuphar Océan Olivier Orchidée Orme Otarie
Papillon Perle Peuplier Phare Phoque Pinson Pivoine Plage Plaine Platane Pluie Prairie Primevère Pâquerette Renard
Rivage Rivière Rocher Roseau Rossignol Ruisseau Sapin Saule Sentier Sittelle Soleil Sorbier Source Tilleul Torrent
Tortue Tourterelle Trèfle Tulipe Vague Vallon Vallée Vent Verger Violette Voilier Volcan Écluse Écureuil Églantine
Érable Étang Étoile
""".split()
    ),
    "{noun} {adjective}",
)

_ENGLISH: Final = CalmWords(
    tuple(
        """
Agile Amber Amiable Attentive Autumn Blooming Blue Brave Breezy Bright Bronze Calm Candid Careful Caring Cheerful
Clear Clever Colourful Copper Cosy Courteous Crimson Curious Dancing Dappled Distant Dreaming Drifting Eager Early
Earnest Eastern Easy Elegant Fair Faithful Fluent Free Fresh Friendly Gentle Gleaming Glowing
Golden Graceful Grateful Green Growing Hearty Helpful Honest Hopeful Humming Indigo Jolly Joyful Kind Leafy Lively
Loyal Lucid Mellow Merry Mild Misty Modest Mossy Nearby Nimble Northern Open Orange Patient Peaceful Placid Playful
Pleasant Polite Quiet Radiant Rested Roaming Rustling Sandy Serene Shining Silken Silver Sincere Singing Snowy
Southern Sparkling Spirited Spring Steadfast Steady Still Sturdy Summer Sunny Swaying Tender Thoughtful Tranquil
Trusty Turquoise Velvet Violet Wandering Warm Western Whistling Winter Wise Witty Yellow
""".split()
    ),
    tuple(
        """
Acacia Acorn Alder Anemone Aspen Aster Aurora Badger Bay Beacon Bee Beech Birch Bluebell Bramble Breeze Brook Bunting
Butterfly Buzzard Camellia Canal Canary Canoe Cedar Cello Cloud Clover Coast Comet Coral Cornflower Crane Creek
Cricket Crocus Cuckoo Curlew Cypress Dahlia Daisy Dawn Delta Dewdrop Dolphin Dove Dragonfly Dune Eagle Elder Elk Elm
Estuary Falcon Fern Field Finch Fjord Flute Forest Fountain Fox Garden Gentian Glacier Glade Grove Guitar Harbour Hare
Harp Hawk Hazel Heather Hedgehog Heron Hill Holly Horizon Hyacinth Iris Island Ivy Jasmine Kestrel Kingfisher Lagoon
Lake Lantern Lapwing Larch Lark Laurel Lavender Lighthouse Lilac Lily Linden Linnet Lynx Magnolia Magpie Maple
Marigold Marten Meadow Mimosa Mole Moon Moth Nightingale Oak Ocean Orchard Orchid Oriole Osprey Otter Owl Peacock
Pearl Pebble Pelican Peony Piano Pigeon Pine Planet Plover Pond Poplar Primrose Puffin Quail Rainbow Raven Reed River
Robin Rook Rose Rowan Seagull Seal Sequoia Shell Shore Skylark Snowdrop Sparrow Spruce Squirrel Star Starling Stork
Stream Sunflower Swallow Swan Swift Sycamore Thistle Thrush Tortoise Tulip Valley Viola Wagtail Warbler Waterlily Wave
Willow Wind Windmill Wren Yew Zephyr
""".split()
    ),
)

CALM_WORDS: Final = {"nl": _DUTCH, "fr": _FRENCH, "en": _ENGLISH}
"""By language."""

# Taken when they stand anywhere in a name, also spaced out, with a letter twice, or inside a longer word.
RESERVED_PARTS: Final[tuple[str, ...]] = tuple(
    """
accompagnateur accompagnatrice administrador administrateur administration administrator administratrice animateur
animatrice begeleider begeleiding begeleidster beheerder beheerster contactpersoon coordinateur coordinatie coordination
coordinator coordinatrice coordonnateur counsellor counselor crisislijn everybody everyone facilitateur facilitator
facilitatrice gespreksleider gespreksleidster groepsleider groepsleidster helpdesk hulplijn hulpverlener
hulpverleenster iedereen intervenant klantendienst klantenservice medewerker medewerkster moderador moderateur moderatie
moderation moderator moderatrice organisator organisateur organisatrice peerchat psychiater psychiatre psychiatrist
psycholoog psychologe psychologist psychologue superuser supervisor superviseur superviseuse sysadmin systeembeheer
systeembericht systeemmelding systemadmin teleonthaal therapeut therapeute therapist toezichthouder toutlemonde
verantwoordelijke webmaster zelfmoordlijn
администратор модератор
""".split()
)

# Taken when they stand in a word of it.
RESERVED_IN_WORDS: Final[tuple[str, ...]] = ("admin", "админ")

# Taken as a whole name, or as a word of it.
RESERVED_WORDS: Final[tuple[str, ...]] = tuple(
    """
all animation animator beheer bot bots coach coaches dokter docteur doctor gestionnaire host leader leider
leidster mod modo mods official officieel officiel officiele officielle operateur operator owner personeel
responsable root staff support systeem systeempje systeme systemes system systems tous webbeheer
""".split()
)

# Words that only look like a reserved one, or have it inside by chance.
INNOCENT: Final[frozenset[str]] = frozenset({"ail", "ali", "badminton", "padmini", "padmin"})
