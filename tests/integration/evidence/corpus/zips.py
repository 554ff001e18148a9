"""Word and Excel files whose zip lies about itself, or blows up."""

import zlib
from collections.abc import Iterator

from evidence.inspection import zips
from evidence.refusing import Reason
from tests.integration.evidence.corpus import Hostile
from tests.integration.evidence.corpus.harmless import word_parts
from tests.integration.evidence.corpus.packing import Part, changed, packed, parts

RELATIONS = "word/_rels/document.xml.rels"


def hostile() -> Iterator[Hostile]:
    """Give every hostile zip."""
    yield from lying_zips()
    yield from bombs()


def lying_zips() -> Iterator[Hostile]:
    good = parts(word_parts())
    body = len(packed(good[:1])) - 22 - 46 - len(good[0].name)

    def bad(what: str, content: bytes, reason: Reason = Reason.DAMAGED) -> Hostile:
        return Hostile(what, "lying.docx", content, reason)

    yield bad("a comment", packed(good, comment=b"hello"))
    yield bad("a comment that is a page", packed(good, comment=b"<html><script>alert(1)</script>"))
    yield bad("something before the first part", packed(good, before=b"PK\3\4 and more"))
    yield bad("nothing in it", packed([]), Reason.OTHER_KIND)
    yield bad("one part more than said", packed(good, count=len(good) - 1))
    yield bad("one part fewer than said", packed(good, count=len(good) + 1))
    yield bad("a part twice", packed([*good, good[2]]))
    yield bad("a part twice, in other letters", packed([*good, Part("WORD/document.xml", b"<a/>")]))
    yield bad("two parts share their data", packed([*good, Part("word/two.xml", good[0].data, offset=0)]))
    yield bad("parts overlap", packed(changed(good, "word/document.xml", offset=body - 3)))
    yield bad("a part that no list names", packed([*good, Part("hidden.xml", b"<a/>", is_listed=False)]))
    yield bad("bytes between two parts", packed(changed(good, "_rels/.rels", after=b"x" * 40)))
    yield bad(
        "another name in front of the data", packed(changed(good, "word/document.xml", shown="word/settings.xml"))
    )
    yield bad("another check sum", packed(changed(good, "word/document.xml", crc=1)))
    yield bad("a way of packing that nobody reads", packed(changed(good, "word/document.xml", method=99)))
    yield bad("packed data that is none", packed(changed(good, "word/document.xml", body=b"\xff" * 50)))
    yield bad("a folder with bytes in it", packed([*good, Part("word/x/", b"hello", method=0)]))
    yield bad("a secret part", packed(changed(good, "word/document.xml", flags=1)), Reason.PASSWORD)
    yield bad("an offset behind the end", packed(changed(good, "word/document.xml", offset=0x7FFFFFFF)))
    for name in (
        "../evil.xml",
        "/etc/evil.xml",
        "word/../../evil.xml",
        "C:evil.xml",
        "word\\evil.xml",
        "word//x.xml",
        "word/./x.xml",
        "wo\x01rd.xml",
    ):
        yield bad(f"a part called {name!r}", packed([*good, Part(name, b"<a/>")]))


def bombs() -> Iterator[Hostile]:
    """Zips that grow: some say so, some do not."""
    good = parts(word_parts())
    zeros = b"\0" * 5_000_000
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    longer = stream.compress(zeros) + stream.flush()

    def bomb(what: str, content: bytes, name: str = "bomb.docx") -> Hostile:
        return Hostile(what, name, content, Reason.UNPACKS_TOO_BIG)

    yield bomb("it says 4 GB", packed([*good, Part("word/big.xml", b"<a/>", size=0xFFFFFFF0)]))
    yield bomb("it says 200 MB", packed([*good, Part("word/big.xml", b"x" * 900_000, method=8, size=200_000_000)]))
    yield bomb("it says 5 MB and packs to nothing", packed([*good, Part("word/big.xml", zeros)]))
    # The next two say little: only unpacking shows what they are.
    yield bomb("it says 100 bytes", packed([*good, Part("word/big.xml", b"x" * 100, body=longer)]))
    yield bomb("it says 800 kB", packed([*good, Part("word/big.xml", b"x" * 800_000, body=longer)]))
    yield bomb("the document itself says little", packed(changed(good, "word/document.xml", body=longer)))
    many = [Part(f"word/p{number}.xml", b"<a/>", method=0) for number in range(zips.MOST_ENTRIES)]
    yield bomb("thousands of parts", packed([*good, *many]))
    yield bomb("the same in Excel", packed([*good, Part("xl/big.xml", zeros)]), "bomb.xlsx")
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><l>&c;</l>'
    )
    for name in ("word/document.xml", "[Content_Types].xml", "_rels/.rels", RELATIONS):
        yield Hostile(f"laughs in {name}", "laughs.docx", packed({**word_parts(), name: laughs}), Reason.DAMAGED)
    fetched = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    more = {**word_parts(), "word/drawing.vml": fetched, "word/more.xml": fetched.decode().encode("utf-16")}
    for name in ("word/drawing.vml", "word/more.xml"):
        only = {key: value for key, value in more.items() if key in {*word_parts(), name}}
        yield Hostile(f"a document type in {name}", "fetched.docx", packed(only), Reason.DAMAGED)
