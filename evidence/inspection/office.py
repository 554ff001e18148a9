"""Word and Excel files: nothing in them may run, bring other files along, or read from elsewhere."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from evidence.inspection import formulas
from evidence.inspection.kinds import OLE, Kind
from evidence.inspection.markup import attribute, local, read
from evidence.inspection.zips import unpack
from evidence.refusing import FileRefused, Reason

TYPES: Final = "[Content_Types].xml"
START: Final = "_rels/.rels"
_MAIN: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.WORD,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.EXCEL,
}
_SECRET_PART: Final = "EncryptedPackage".encode("utf-16-le")

# What a type of a part must not hold, in small letters.
_BAD_TYPES: Final = {
    "macro": Reason.MACROS,  # macroEnabled, macrosheet
    "vba": Reason.MACROS,
    "activex": Reason.MACROS,
    "dialogsheet": Reason.MACROS,
    "oleobject": Reason.FILES_INSIDE,
    "externallink": Reason.READS_ELSEWHERE,
    "connections+xml": Reason.READS_ELSEWHERE,
    "querytable": Reason.READS_ELSEWHERE,
    "webextension": Reason.READS_ELSEWHERE,
}
# The last word of a relationship's type, in small letters.
_BAD_RELATIONS: Final = dict.fromkeys(
    (
        "vbaproject", "wordvbadata", "control", "activexcontrol", "activexcontrolbinary", "xlmacrosheet",
        "xlintlmacrosheet", "dialogsheet", "extensibility", "keymapcustomizations", "attachedtoolbars",
    ),
    Reason.MACROS,
) | dict.fromkeys(("oleobject", "package", "afchunk", "subdocument"), Reason.FILES_INSIDE) | dict.fromkeys(
    (
        "attachedtemplate", "frame", "externallink", "externallinkpath", "connections", "querytable", "webextension",
        "webextensiontaskpanes", "mailmergesource", "mailmergeheadersource",
    ),
    Reason.READS_ELSEWHERE,
)  # fmt: skip
# A part by the ending of its name: everything else is a file that was put inside.
_PARTS: Final = frozenset(
    {
        "xml", "rels", "vml", "png", "jpg", "jpeg", "jpe", "gif", "bmp", "dib", "tif", "tiff", "emf", "wmf", "svg",
        "wdp", "ico", "odttf", "fntdata", "ttf", "psmdcp",
    }
)  # fmt: skip
_ADDRESSES: Final = frozenset({"http", "https", "mailto", "tel"})
_DOCUMENT_TYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check(data: bytes, kind: Kind) -> None:
    """Raise FileRefused unless this is a Word or an Excel file, as said, with nothing hostile in it."""
    if data.startswith(OLE):
        raise FileRefused(Reason.PASSWORD if _SECRET_PART in data else Reason.OLD_OFFICE)
    parts = unpack(data)
    types = _types(parts)
    for name in parts:
        _refuse_part(name, types)
    if _main(parts, types) is not kind:
        raise FileRefused(Reason.OTHER_KIND)
    for name, part in parts.items():
        _read(name, part)


def _types(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """Read the types of the parts, by "/name" and by ".ending", in small letters."""
    if TYPES not in parts or START not in parts:
        raise FileRefused(Reason.OTHER_KIND)
    types: dict[str, str] = {}

    def started(name: str, attributes: Mapping[str, str]) -> None:
        key = {"Default": ".{Extension}", "Override": "{PartName}"}.get(name, "")
        if not key:
            return
        said = {local(one): value.lower() for one, value in attributes.items()}
        key = key.format(Extension=said.get("Extension", ""), PartName=said.get("PartName", ""))
        if types.setdefault(key, said.get("ContentType", "")) != said.get("ContentType", ""):
            raise FileRefused(Reason.DAMAGED)  # two types: readers disagree which of them holds

    read(parts[TYPES], started)
    return types


def _refuse_part(name: str, types: Mapping[str, str]) -> None:
    """Refuse a part that is a program or a file of its own. Printers leave their settings in a part that is neither."""
    ending = name.lower().rpartition(".")[2]
    said = types.get(f"/{name}".lower()) or types.get(f".{ending}", "")
    if "vba" in name.lower():
        raise FileRefused(Reason.MACROS)
    for word, reason in _BAD_TYPES.items():
        if word in said:
            raise FileRefused(reason)
    if ending not in _PARTS and not (ending == "bin" and said.endswith("printersettings")):
        raise FileRefused(Reason.FILES_INSIDE)


def _main(parts: Mapping[str, bytes], types: Mapping[str, str]) -> Kind | None:
    """Tell the kind from the one part that the package says is the document."""
    found: list[str] = []

    def started(_: str, attributes: Mapping[str, str]) -> None:
        if attribute(attributes, "Type").endswith("/officeDocument"):
            found.append(attribute(attributes, "Target").lstrip("/"))

    read(parts[START], started)
    if len(found) != 1 or found[0] not in parts:
        return None
    return _MAIN.get(types.get(f"/{found[0]}".lower(), ""))


def _read(name: str, part: bytes) -> None:
    ending = name.lower().rpartition(".")[2]
    if ending == "rels":
        read(part, _refuse_relation)
    elif ending == "vml":  # Excel itself writes some that are not quite XML
        if _DOCUMENT_TYPE.search(part):
            raise FileRefused(Reason.DAMAGED)
    elif ending in ("xml", "svg"):
        formulas.check(part)


def _refuse_relation(name: str, attributes: Mapping[str, str]) -> None:
    if name != "Relationship":
        return
    kind = attribute(attributes, "Type").rstrip("/").rpartition("/")[2].lower()
    if kind in _BAD_RELATIONS:
        raise FileRefused(_BAD_RELATIONS[kind])
    target = attribute(attributes, "Target")
    if attribute(attributes, "TargetMode").lower() == "external":
        if kind != "hyperlink" or not _is_address(target):
            raise FileRefused(Reason.READS_ELSEWHERE)
    elif ":" in target.partition("#")[0] or "\\" in target or target.startswith("//"):
        raise FileRefused(Reason.READS_ELSEWHERE)


def _is_address(target: str) -> bool:
    """Say whether a link leads to a page, a mail or a telephone; a file on somebody's computer is not for others."""
    if target.startswith("#"):
        return True
    try:
        return urlsplit(target.strip()).scheme.lower() in _ADDRESSES
    except ValueError:
        return False
