"""Thirty files that would do something if a browser showed them; each reports to an address of its own if it can."""

import gzip
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import ZipFile

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
TEXT, CSV = "text/plain; charset=utf-8", "text/csv; charset=utf-8"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Touch the marks, call home, open a window, take the page away.
DO: Final = (
    "document.cookie='mark=touched;path=/';localStorage.mark='touched';fetch('/canary/');"
    "new Image().src='/canary/image';alert('canary');open('/canary/window');top.location='/canary/top'"
)
SCRIPT: Final = f"<script>{DO}</script>"
PAGE: Final = f'<!DOCTYPE html><html><head><title>x</title></head><body onload="{DO}">{SCRIPT}</body></html>'
XHTML: Final = f'<html xmlns="http://www.w3.org/1999/xhtml"><script><![CDATA[{DO}]]></script></html>'
SVG: Final = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{DO}"><script>{DO}</script></svg>'
STYLE: Final = f'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform" version="1.0"><xsl:template match="/">{SCRIPT}</xsl:template></xsl:stylesheet>'  # noqa: E501 - a payload
SCRIPTED_PDF: Final = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\('canary'\\);"
    "this.submitForm\\('/canary/'\\))>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)
PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)
MULTIPART: Final = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    f"--x\r\nContent-Type: text/html\r\nContent-Location: http://localhost/\r\n\r\n{PAGE}\r\n--x--\r\n"
)


@dataclass(frozen=True, slots=True)
class Payload:
    """A file, the kind that a fooled inspection took it for, and the name it has to arrive under."""

    name: str
    media_type: str
    content: bytes
    arrives_as: str


def _word(page: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as file:
        file.writestr("[Content_Types].xml", page)
    return packed.getvalue()


def _redirect(to: str) -> str:
    return f'<meta http-equiv="refresh" content="0;url={to}">'


_ALL: Final = (
    ("page.pdf", PDF, PAGE, "page.pdf"),
    ("page.html", PDF, PAGE, "page_html.pdf"),
    ("page.html", "text/html", PAGE, "page_html.bin"),
    ("page.htm", TEXT, b"\xef\xbb\xbf" + PAGE.encode(), "page_htm.txt"),
    ("wide.txt", TEXT, b"\xff\xfe" + PAGE.encode("utf-16-le"), "wide.txt"),
    ("page.xhtml", "application/xhtml+xml", XHTML, "page_xhtml.bin"),
    ("page.xml", TEXT, f'<?xml version="1.0"?>{XHTML}', "page_xml.txt"),
    ("sheet.xml", "text/xml", f'<?xml-stylesheet type="text/xsl" href="data:text/xml,{STYLE}"?><a/>', "sheet_xml.bin"),
    ("sheet.xsl", "application/xml", STYLE, "sheet_xsl.bin"),
    ("drawing.svg", "image/svg+xml", SVG, "drawing_svg.bin"),
    ("drawing.png", PNG, SVG, "drawing.png"),
    ("drawing.svgz", JPEG, gzip.compress(SVG.encode(), mtime=0), "drawing_svgz.jpeg"),
    ("code.js", "text/javascript", DO, "code_js.bin"),
    ("code.txt", TEXT, DO, "code.txt"),
    ("module.mjs", CSV, f"export default 1;{DO}", "module_mjs.csv"),
    ("scripted.pdf", PDF, SCRIPTED_PDF, "scripted.pdf"),
    ("scripted.pdf", PDF, f"{PAGE}\n{SCRIPTED_PDF}", "scripted.pdf"),
    ("web.mht", "multipart/related", MULTIPART, "web_mht.bin"),
    ("mail.eml", "message/rfc822", MULTIPART, "mail_eml.bin"),
    ("app.hta", "application/hta", f"<HTA:APPLICATION/>{PAGE}", "app_hta.bin"),
    ("picture.png", PNG, PIXEL + PAGE.encode(), "picture.png"),
    ("picture.gif", JPEG, f"GIF89a/*{PAGE}*/=1;{DO}", "picture_gif.jpeg"),
    ("picture.jpg", JPEG, b"\xff\xd8\xff\xfe\x00\x40" + PAGE.encode() + b"\xff\xd9", "picture.jpg"),
    ("letter.docx", WORD, _word(PAGE), "letter.docx"),
    ("sums.csv", CSV, '=HYPERLINK("/canary/","x"),=cmd|\' /C calc\'!A0\n' + SCRIPT, "sums.csv"),
    ("away.txt", TEXT, _redirect("/canary/refresh") + _redirect(f"javascript:{DO}"), "away.txt"),
    ("frame.txt", TEXT, f'<iframe srcdoc="{SCRIPT}"></iframe><base href="/canary/"><img src=x>', "frame.txt"),
    ("style.css", "text/css", "@import '/canary/style';body{background:url(/canary/image)}", "style_css.bin"),
    ("<img src=x onerror=alert(1)>.html", TEXT, PAGE, "_img src=x onerror=alert(1)__html.txt"),
    ("bill\u202efdp.exe\r\nX-Frame-Options: ALLOWALL", PDF, PAGE, "billfdp_exeX-Frame-Options_ ALLOWALL.pdf"),
)  # fmt: skip

PAYLOADS: Final = tuple(
    Payload(name, media_type, content.encode() if isinstance(content, str) else content, arrives_as)
    for name, media_type, content, arrives_as in _ALL
)
DATA_PAGE: Final = "data:text/html;base64," + b64encode(PAGE.encode()).decode()
