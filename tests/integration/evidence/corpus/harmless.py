"""Files as people really have them: all of them must be taken."""

import io
from functools import cache

import openpyxl
import pikepdf
from openpyxl.comments import Comment
from PIL import ExifTags, Image

from tests.integration.evidence.corpus.packing import packed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SECRET_PLACE = b"Rose Court, Leeds"


def types(main: str = DOCUMENT_TYPE, part: str = "/word/document.xml", more: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="{main}"/>'
        f"{more}</Types>"
    ).encode()


def relation(kind: str, target: str, *, number: int = 1, is_external: bool = False) -> str:
    mode = ' TargetMode="External"' if is_external else ""
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"{mode}/>'


def relations(*lines: str) -> bytes:
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()
    )


def document(body: str = "<w:p><w:r><w:t>Our privacy notice</w:t></w:r></w:p>") -> bytes:
    return f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'.encode()


def word_parts() -> dict[str, bytes]:
    """Give the parts of a small document with two links, in the order in which Word writes them."""
    return {
        "[Content_Types].xml": types(),
        "_rels/.rels": relations(relation("officeDocument", "word/document.xml")),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relations(
            relation("hyperlink", "https://www.ico.org.uk/?a=1&amp;b=2", is_external=True),
            relation("hyperlink", "mailto:office@example.org", number=2, is_external=True),
        ),
    }


@cache
def word() -> bytes:
    return packed(word_parts())


@cache
def excel() -> bytes:
    """Give a workbook with formulas, a link, a note and a sheet of another kind of name."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Trained on", "Days"])
    sheet.append(["Tom", "2026-05-04", '=CONCATENATE(A2,"|",Other!A1)'])
    sheet["A3"].hyperlink = "https://www.example.org/"
    sheet["A4"].comment = Comment("Ask Tom", "Priya")
    book.create_sheet("Other")["A1"] = "=SUM(1,2)"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@cache
def pdf() -> bytes:
    """Give a PDF with a link, a bookmark, a form's box and a first page to open at; its objects are packed."""
    made = pikepdf.new()
    for _ in range(2):
        made.add_blank_page()
    page = made.pages[0]
    link = {"/Type": "/Annot", "/Subtype": "/Link", "/Rect": [0, 0, 9, 9]}
    there = {"/S": pikepdf.Name.URI, "/URI": pikepdf.String("https://www.example.org/")}
    page.Annots = pikepdf.Array([made.make_indirect(pikepdf.Dictionary({**named(link), "/A": there}))])
    page.Contents = made.make_stream(b"BT /F1 12 Tf (/JS is only a word here) Tj ET " * 50)
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("The first part", 0))
    made.Root.OpenAction = pikepdf.Array([page.obj, pikepdf.Name.Fit])
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
    return written(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def named(values: dict[str, object]) -> dict[str, object]:
    """Turn texts that begin with a slash into names of PDF."""
    return {
        key: pikepdf.Name(value) if isinstance(value, str) and value.startswith("/") else value
        for key, value in values.items()
    }


def written(made: pikepdf.Pdf, **options: object) -> bytes:
    """Give the bytes of a PDF."""
    out = io.BytesIO()
    made.save(out, deterministic_id="encryption" not in options, **options)
    return out.getvalue()


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """Draw something that is not the same upside down."""
    made = Image.new("RGB", (width, height), "white")
    made.paste("red", (0, 0, width // 2, height // 2))
    return made


def saved(made: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


@cache
def phone_picture() -> bytes:
    """Give a picture as a phone makes it: on its side, with the place it was taken at and a remark."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = SECRET_PLACE.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (53.0, 47.0, 59.0), 3: "W", 4: (1.0, 32.0, 57.0)})
    return saved(picture(), "JPEG", exif=exif, comment=SECRET_PLACE, quality=95)


@cache
def png() -> bytes:
    return saved(picture().convert("P"), "PNG")


@cache
def jpeg() -> bytes:
    return saved(picture(), "JPEG")


TEXT = "Our backup is tested every month.\r\nLook in the blue folder \u2013 page 3.\r\n".encode()
CSV = 'Name,Trained on,Note\r\nTom,2026-05-04,"Half a day, at home"\r\nZoë,2026-05-05,-\r\n'.encode()


@cache
def all_of_them() -> dict[str, bytes]:
    """Give every harmless file by its name."""
    tail = b"MOTOROLA-LIKE TRAILER" * 10
    return {
        "Privacy notice.pdf": pdf(),
        "Privacy notice.docx": word(),
        "Training 2026.xlsx": excel(),
        "phone.jpg": phone_picture(),
        "phone with more behind it.JPEG": jpeg() + tail,
        "certificate.png": png(),
        "see through.png": saved(picture().convert("RGBA"), "PNG"),
        "grey.png": saved(picture().convert("L"), "PNG"),
        "printed.jpg": saved(picture().convert("CMYK"), "JPEG"),
        "notes.txt": TEXT,
        "marked.txt": "\ufeff".encode() + TEXT,
        "windows.txt": TEXT.decode().encode("cp1252"),
        "people.csv": CSV,
        "from excel.csv": CSV.decode().encode("utf-16"),
        "code;name.csv": b"ID;Name\r\n1;Tom\r\n",
        "Dr. Smith v1.2 example.com.pdf": pdf(),
    }
