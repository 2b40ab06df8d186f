"""What groups are about, and from where somebody looks at it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

THEMES: Final[dict[str, Promise]] = {
    "verslaving": _("addiction"),
    "psychische-kwetsbaarheid": _("mental vulnerability"),
    "angst-dwang": _("anxiety and compulsion"),
    "eetproblemen": _("eating problems"),
    "rouw-verlies": _("grief and loss"),
    "zelfdoding-nabestaanden": _("suicide (bereaved)"),
    "relatie-gezin-scheiding": _("relationship, family and separation"),
    "kinderwens-zwangerschap": _("wish for a child and pregnancy"),
    "geweld-misbruik": _("violence and abuse"),
    "seksualiteit-gender": _("sexuality and gender"),
    "neurodiversiteit-leren": _("neurodiversity and learning"),
    "chronische-ziekte-pijn": _("chronic illness and pain"),
    "kanker": _("cancer"),
    "handicap-zintuigen": _("disability and senses"),
    "nah-dementie": _("acquired brain injury and dementia"),
    "werk-burnout": _("work, burn-out and sick leave"),
    "schulden-armoede": _("debt and poverty"),
    "eenzaamheid": _("loneliness"),
    "adoptie-pleegzorg": _("adoption and foster care"),
    "detentie": _("detention"),
    "vlucht-migratie": _("flight and migration"),
    "overig": _("other"),
}

POSITIONS: Final[dict[str, Promise]] = {
    "zelf": _("self"),
    "naaste": _("relative or carer"),
    "ouder": _("parent"),
    "kind": _("child of"),
    "nabestaande": _("bereaved"),
}
