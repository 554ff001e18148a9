"""The XML inside Office files: read without a document type, so that nothing in it can be made to grow or to fetch."""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn
from xml.parsers import expat

from evidence.refusing import FileRefused, Reason

Started = Callable[[str, Mapping[str, str]], None]
Said = Callable[[str], None]


def read(part: bytes, started: Started | None = None, ended: Said | None = None, said: Said | None = None) -> None:
    """Go through a part; names come without their prefix. Raises FileRefused for damage and for a document type."""
    reader: Any = expat.ParserCreate()
    reader.buffer_text = True
    reader.StartDoctypeDeclHandler = _refuse
    reader.EntityDeclHandler = _refuse
    if started:
        reader.StartElementHandler = lambda name, attributes: started(local(name), attributes)
    if ended:
        reader.EndElementHandler = lambda name: ended(local(name))
    if said:
        reader.CharacterDataHandler = said
    try:
        reader.Parse(part, True)  # noqa: FBT003 - expat's own
    except expat.ExpatError as problem:
        raise FileRefused(Reason.DAMAGED) from problem


def local(name: str) -> str:
    """Give the name of an element or attribute without its prefix, which a file may choose as it likes."""
    return name.rpartition(":")[2]


def attribute(attributes: Mapping[str, str], wanted: str) -> str:
    """Give an attribute by its name without a prefix, or nothing."""
    return next((value for name, value in attributes.items() if local(name) == wanted), "")


def _refuse(*_: object) -> NoReturn:
    raise FileRefused(Reason.DAMAGED)
