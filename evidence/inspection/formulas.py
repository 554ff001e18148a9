"""Instructions inside Office files: the fields of Word and the formulas of Excel, which can start programs (DDE)."""

import re
from collections.abc import Mapping
from typing import Final

from evidence.inspection.markup import attribute, read
from evidence.refusing import FileRefused, Reason

_STARTS: Final = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_READS: Final = re.compile(r"^\s*(?:LINK|INCLUDETEXT|RD|DATABASE)\b", re.IGNORECASE)
_CALLS: Final = re.compile(r"\|.*!|\b(?:CALL|REGISTER(?:\.ID)?|EXEC)\s*\(", re.IGNORECASE | re.DOTALL)
_QUOTED: Final = re.compile(r"""'[^']*'|"[^"]*\"""")
_FETCHES: Final = re.compile(r"\b(?:WEBSERVICE|RTD)\s*\(", re.IGNORECASE)
_CELLS: Final = frozenset({"f", "definedName", "formula", "formula1", "formula2"})
_CODES: Final = frozenset({"instrText", "delInstrText"})
_OBJECTS: Final = {
    "OLEObject": Reason.FILES_INSIDE,
    "oleObject": Reason.FILES_INSIDE,
    "altChunk": Reason.FILES_INSIDE,
    "ddeLink": Reason.SCRIPTS,
    "oleLink": Reason.READS_ELSEWHERE,
    "attachedTemplate": Reason.READS_ELSEWHERE,
    "script": Reason.SCRIPTS,  # of a picture in SVG
    "foreignObject": Reason.SCRIPTS,
}
# A large sheet without any formula is most of what is sent, and reading it element by element takes seconds.
_ASCII: Final = re.compile(rb"(?:\xef\xbb\xbf)?<[?!A-Za-z]")
_WORTH_READING: Final = re.compile(
    rb"<(?:[^\s<>/:]+:)?(?:%s)[\s/>]" % "|".join((*_CELLS, *_CODES, *_OBJECTS, "fldSimple", "fldChar")).encode()
)


class _Reading:
    """What is open while a part is read: fields lie in fields, and each may come in many pieces."""

    def __init__(self) -> None:
        self.fields: list[list[str]] = []
        self.pieces: list[str] | None = None  # of the code or formula that is being read

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _OBJECTS:
            raise FileRefused(_OBJECTS[name])
        if name in _CELLS:
            self.pieces = []
        elif name in _CODES:
            self.pieces = self.fields[-1] if self.fields else []
        elif name == "fldSimple":
            _refuse_field(attribute(attributes, "instr"))
        elif name == "fldChar":
            self._marked(attribute(attributes, "fldCharType"))

    def _marked(self, said: str) -> None:
        if said == "begin":
            self.fields.append([])
        elif said == "end" and self.fields:
            code = "".join(self.fields.pop())
            _refuse_field(code)
            if self.fields:
                self.fields[-1].append(code)  # what a field says may be a word of the one around it

    def ended(self, name: str) -> None:
        if self.pieces is None:
            return
        if name in _CELLS:
            _refuse_formula("".join(self.pieces))
        elif name in _CODES:
            _refuse_field("".join(self.pieces))
        else:
            return
        self.pieces = None

    def said(self, text: str) -> None:
        if self.pieces is not None:
            self.pieces.append(text)


def check(part: bytes) -> None:
    """Raise FileRefused for a part that starts a program, reads from elsewhere, or is not XML."""
    if _ASCII.match(part) and not _WORTH_READING.search(part):
        read(part)
        return
    reading = _Reading()
    read(part, reading.started, reading.ended, reading.said)
    for left in reading.fields:  # a field that never ends
        _refuse_field("".join(left))


def _refuse_field(code: str) -> None:
    if _STARTS.search(code):
        raise FileRefused(Reason.SCRIPTS)
    if _READS.search(code):
        raise FileRefused(Reason.READS_ELSEWHERE)


def _refuse_formula(text: str) -> None:
    bare = _QUOTED.sub("''", text)
    if _CALLS.search(bare):
        raise FileRefused(Reason.SCRIPTS)
    if _FETCHES.search(bare):
        raise FileRefused(Reason.READS_ELSEWHERE)
