"""PDF files that run, send, bring along, hide or blow up."""

import zlib
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from evidence.refusing import Reason
from tests.integration.evidence.corpus import Hostile
from tests.integration.evidence.corpus.harmless import pdf, written
from tests.integration.evidence.corpus.packing import packed

Change = Callable[[Pdf], object]


def hostile() -> Iterator[Hostile]:
    """Give every hostile PDF."""
    yield from torn()
    yield from two_things()
    yield from secret()
    yield from scripted()
    yield from written_by_hand()
    yield from bombs()


def torn() -> Iterator[Hostile]:
    whole = pdf()
    for tenth in range(1, 10):
        yield Hostile(f"cut at {tenth}/10", "cut.pdf", whole[: len(whole) * tenth // 10], Reason.DAMAGED)
    broken = whole.replace(b"startxref\n", b"startxref\n9")
    for what, content in (
        ("the last byte missing", whole.rstrip()[:-1]),
        ("only a header", b"%PDF-1.7\n"),
        ("only a header and an end", b"%PDF-1.7\n%%EOF\n"),
        ("bytes before it", b"\0\0" + whole),
        ("a list of parts that is somewhere else", broken),
        ("a version that does not exist", whole.replace(b"%PDF-1", b"%PDF-9", 1)),
        ("no page", plain("/Kids [] /Count 0", "")),
        ("a page that is its own parent", plain("/Kids [2 0 R] /Count 1", "")),
    ):
        reason = Reason.OTHER_KIND if content.startswith(b"\0") else Reason.DAMAGED
        yield Hostile(what, "torn.pdf", content, reason)


def two_things() -> Iterator[Hostile]:
    whole = pdf()
    page = b"<html><script>alert(1)</script></html>"
    zipped = packed({"a.txt": b"hello"})
    for what, content, reason in (
        ("a page behind it", whole + page, Reason.DAMAGED),
        ("a zip behind it", whole + zipped, Reason.DAMAGED),
        (
            "a zip behind it that ends as a PDF does",
            whole + packed({"a.txt": b"hello"}, comment=_end(whole)),
            Reason.OTHER_KIND,
        ),
        ("a page in its header", whole.replace(b"\n%", b"\n%" + page + b"\n%", 1), Reason.OTHER_KIND),
        (
            "a program of PHP in its header",
            whole.replace(b"\n%", b"\n%<?php system($_GET['x']); ?>\n%", 1),
            Reason.OTHER_KIND,
        ),
        ("a zip in front of it", zipped + whole, Reason.OTHER_KIND),
        ("a page in front of it", page + whole, Reason.OTHER_KIND),
    ):
        yield Hostile(what, "two.pdf", content, reason)


def _end(whole: bytes) -> bytes:
    return b"\n" + whole[whole.rindex(b"startxref") :]


def secret() -> Iterator[Hostile]:
    for what, user, strength in (
        ("a password", "open sesame", 6),
        ("a password for changes only", "", 6),
        ("an old password", "a", 4),
        ("an old password for changes only", "", 4),
        ("a weak password", "", 3),
    ):
        made = _made(lambda _: None)
        weak = {"aes": False, "metadata": False} if strength < 4 else {}
        encryption = pikepdf.Encryption(owner="owner", user=user, R=strength, **weak)
        content = written(made, encryption=encryption)
        yield Hostile(what, "secret.pdf", content, Reason.PASSWORD)


def _made(change: Change) -> Pdf:
    made = pikepdf.new()
    made.add_blank_page()
    change(made)
    return made


def _set(key: str, value: Callable[[Pdf], object]) -> Change:
    return lambda made: made.Root.__setitem__(key, value(made))


def _action(kind: str, **more: object) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(f"/{kind}"), **more)


def _annotation(**fields: object) -> Change:
    def change(made: Pdf) -> None:
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **fields)])

    return change


def _attach(made: Pdf) -> None:
    made.attachments["evil.exe"] = b"MZ"


SCRIPT = "app.alert(1)"
LINK = {"Subtype": Name.Link}
CHANGES: dict[str, tuple[Change, Reason]] = {
    "a script at the start": (_set("/OpenAction", lambda _: _action("JavaScript", JS=String(SCRIPT))), Reason.SCRIPTS),
    "a script in a stream": (
        _set("/OpenAction", lambda made: _action("JavaScript", JS=made.make_stream(SCRIPT.encode()))),
        Reason.SCRIPTS,
    ),
    "a script by name": (
        _set("/Names", lambda _: Dictionary(JavaScript=Dictionary(Names=[String("a"), _action("JavaScript")]))),
        Reason.SCRIPTS,
    ),
    "a script behind another step": (
        _set("/OpenAction", lambda _: _action("GoTo", D=String("x"), Next=_action("JavaScript", JS=String(SCRIPT)))),
        Reason.SCRIPTS,
    ),
    "a script in a list of lists": (
        _set("/X", lambda _: Array([Array([Array([_action("JavaScript")])])])),
        Reason.SCRIPTS,
    ),
    "a script when a page opens": (
        lambda made: made.pages[0].obj.__setitem__("/AA", Dictionary(O=_action("JavaScript", JS=String(SCRIPT)))),
        Reason.SCRIPTS,
    ),
    "a page that phones home": (
        lambda made: made.pages[0].obj.__setitem__(
            "/AA", Dictionary(O=_action("URI", URI=String("https://x.example")))
        ),
        Reason.SCRIPTS,
    ),
    "a document that prints itself": (_set("/OpenAction", lambda _: _action("Named", N=Name.Print)), Reason.SCRIPTS),
    "a document that opens a page of the web": (
        _set("/OpenAction", lambda _: _action("URI", URI=String("https://x.example"))),
        Reason.SCRIPTS,
    ),
    "a second step at the start": (
        _set("/OpenAction", lambda _: _action("GoTo", D=String("x"), Next=_action("Named", N=Name.Print))),
        Reason.SCRIPTS,
    ),
    "a program": (_set("/OpenAction", lambda _: _action("Launch", F=String("calc.exe"))), Reason.SCRIPTS),
    "a program behind a link": (_annotation(**LINK, A=_action("Launch", F=String("cmd.exe"))), Reason.SCRIPTS),
    "a script behind a link": (
        _annotation(**LINK, A=_action("URI", URI=String("javascript:alert(1)"))),
        Reason.SCRIPTS,
    ),
    "a script behind a link, with a break": (
        _annotation(**LINK, A=_action("URI", URI=String(" java\nscript:alert(1)"))),
        Reason.SCRIPTS,
    ),
    "a file behind a link": (_annotation(**LINK, A=_action("URI", URI=String("file:///etc/passwd"))), Reason.SCRIPTS),
    "another document behind a link": (
        _annotation(**LINK, A=_action("GoToR", F=String("\\\\host\\a.pdf"))),
        Reason.SCRIPTS,
    ),
    "a document inside behind a link": (_annotation(**LINK, A=_action("GoToE")), Reason.SCRIPTS),
    "a form that sends itself": (
        _annotation(**LINK, A=_action("SubmitForm", F=String("https://x.example"))),
        Reason.SCRIPTS,
    ),
    "a form that reads a file": (_annotation(**LINK, A=_action("ImportData", F=String("a.fdf"))), Reason.SCRIPTS),
    "a form of the other kind": (
        _set("/AcroForm", lambda made: Dictionary(Fields=[], XFA=made.make_stream(b"<xdp/>"))),
        Reason.SCRIPTS,
    ),
    "a film": (_annotation(Subtype=Name.RichMedia, RichMediaContent=Dictionary()), Reason.SCRIPTS),
    "an old film": (_annotation(Subtype=Name.Movie), Reason.SCRIPTS),
    "a sound": (_annotation(Subtype=Name.Sound), Reason.SCRIPTS),
    "a model to turn": (_annotation(Subtype=Name("/3D")), Reason.SCRIPTS),
    "a film on the page": (_annotation(Subtype=Name.Screen, A=_action("Rendition")), Reason.SCRIPTS),
    "a file inside": (_attach, Reason.FILES_INSIDE),
    "a file pinned to the page": (_annotation(Subtype=Name.FileAttachment), Reason.FILES_INSIDE),
    "a stream that lies in another file": (
        lambda made: made.pages[0].obj.__setitem__("/Contents", made.make_stream(b"", F=String("\\\\host\\a"))),
        Reason.READS_ELSEWHERE,
    ),
}


def scripted(mode: ObjectStreamMode = ObjectStreamMode.generate) -> Iterator[Hostile]:
    """Give each with its objects packed together, where a search of the bytes finds nothing."""
    for what, (change, reason) in CHANGES.items():
        content = written(_made(change), object_stream_mode=mode, compress_streams=True)
        yield Hostile(what, "script.pdf", content, reason)


def plain(pages: str, catalog: str, *more: bytes) -> bytes:
    """Write a PDF by hand, with the words exactly as they are given."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages {pages} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        *more,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    listed = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, listed)
    return (
        body + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


KIDS = "/Kids [3 0 R] /Count 1"


def written_by_hand() -> Iterator[Hostile]:
    """What a library does not write: names with other letters, keys that come twice."""
    for what, catalog, reason in (
        ("letters by number", "/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>", Reason.SCRIPTS),
        ("all letters by number", "/OpenAction << /#53 /#4C#61#75#6E#63#68 /F (a.exe) >>", Reason.SCRIPTS),
        ("the key by number", "/Names << /#45mbeddedFiles << /Names [] >> >>", Reason.FILES_INSIDE),
        ("a key twice", "/OpenAction << /S /JavaScript /JS (a) >> /OpenAction [3 0 R /Fit]", Reason.DAMAGED),
        ("a word that is none", "/X << /A zzz >>", Reason.DAMAGED),
    ):
        yield Hostile(what, "hand.pdf", plain(KIDS, catalog), reason)
    for what, content, reason in (
        ("a script that nothing points to", b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", Reason.SCRIPTS),
        ("a file that nothing points to", b"<< /Type /Filespec /EF << /F 5 0 R >> >>", Reason.FILES_INSIDE),
    ):
        yield Hostile(what, "hand.pdf", plain(KIDS, "", content), reason)


def bombs() -> Iterator[Hostile]:
    once = zlib.compress(b"\0" * 4_200_000, 9)
    twice = zlib.compress(once, 9)

    def stream(words: str, body: bytes) -> bytes:
        return f"<< {words} /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"

    is_packed = "/Filter /FlateDecode"
    for what, more, reason in (
        ("a stream packed twice", [stream("/Filter [/FlateDecode /FlateDecode]", twice)], Reason.UNPACKS_TOO_BIG),
        (
            "a picture of 60,000 by 60,000",
            [stream("/Subtype /Image /Width 60000 /Height 60000", b"")],
            Reason.TOO_MANY_PIXELS,
        ),
        ("a picture without a width", [stream("/Subtype /Image /Width (a) /Height 6", b"")], Reason.TOO_MANY_PIXELS),
        ("a stream that is not packed as it says", [stream(is_packed, b"hello")], Reason.DAMAGED),
        ("a stream with its own lock", [stream("/Filter /Crypt", b"hello")], Reason.PASSWORD),
        ("a picture that is a program", [stream("/Type /XObject /Subtype /PS", b"hello")], Reason.SCRIPTS),
    ):
        yield Hostile(what, "bomb.pdf", plain(KIDS, "", *more), reason)
    deep = "[" * 300 + "]" * 300
    yield Hostile("lists in lists", "bomb.pdf", plain(KIDS, f"/X {deep}"), Reason.DAMAGED)
