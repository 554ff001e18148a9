"""Make a directory of invented services, as many as are asked for, always the same ones."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

WORDS: Final = """
Abbey Alder Acorn Ash Aspen Autumn Beech Birch Bramble Briar Brook Castle Cedar Chapel Cherry Clover Copper Croft Dale
Deer Elm Fern Field Forest Fox Glen Grange Green Hawthorn Hazel Heath Heather High Holly Ivy Jubilee Kestrel King Lake
Larch Laurel Lavender Lilac Lime Linden Manor Maple Meadow Mill Moor Nightingale Oak Old Orchard Park Pine Poplar
Primrose Priory Queen River Robin Rose Rowan St_Anne St_John St_Mary's Silver Spring Stone Summer Sunny Swan Sycamore
The Thorn Valley Victoria Walnut Well West White Willow Windsor Wood Woodland Yew

bank bridge brook burn bury Court Cottage dale Farm field ford Gables Gardens gate Grange Grove Hall ham haven Heath
hill House hurst lands lea leigh Lodge Manor mead Mews mount Park Place Rest ridge Rise side stead View ville Villa
wood worth

Care_Home Care_Home Nursing_Home Residential_Home Residential_Care_Home Homecare Home_Care_Services Care_Ltd
Supported_Living Domiciliary_Care_Agency Extra_Care Care_Services_Limited _ _ _ _

Leeds York Hull Bradford Wakefield Halifax Harrogate Selby Whitby Skipton London Bristol Bath Exeter Plymouth Truro
Taunton Derby Nottingham Leicester Lincoln Norwich Ipswich Cambridge Oxford Reading Slough Swindon Luton Bedford
Birmingham Coventry Dudley Walsall Stoke Stafford Crewe Chester Liverpool Manchester Salford Bolton Oldham Preston
Blackpool Lancaster Carlisle Durham Sunderland Newcastle Brighton Dover Kent Maidstone Guildford

High_Street Station_Road Church_Lane Mill_Lane The_Green London_Road Park_Avenue Victoria_Road
"""
FIRST, SECOND, KINDS, TOWNS, STREETS = (
    [word.replace("_", " ").strip() for word in block.split()] for block in WORDS.strip().split("\n\n")
)
LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"


@dataclass(frozen=True, slots=True)
class Place:
    """One invented service."""

    code: str
    cqc: str
    name: str
    address: str
    town: str
    postcode: str


def places(count: int) -> Iterator[Place]:
    """Invent services; the same count gives the same ones."""
    chance = random.Random(count)  # noqa: S311 - nothing here is a secret
    for number in range(count):
        town = chance.choice(TOWNS)
        area = f"{town[:2].upper()}{chance.randint(1, 29)}"
        inward = f"{chance.randint(0, 9)}{chance.choice(LETTERS)}{chance.choice(LETTERS)}"
        street = f"{chance.randint(1, 250)} {chance.choice(STREETS)}"
        code = f"V{number:05X}" if number % 10 else ""
        cqc = f"1-1{number:09}" if number % 3 or not code else ""
        yield Place(code, cqc, _name(chance), f"{street}, {town}", town, f"{area} {inward}")


def _name(chance: random.Random) -> str:
    first, second, kind = chance.choice(FIRST), chance.choice(SECOND), chance.choice(KINDS)
    both = f"{first} {second}" if second[0].isupper() else first + second
    return f"{both} {kind}".strip()
