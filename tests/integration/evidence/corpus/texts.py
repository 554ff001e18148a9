"""Texts and sheets of text that are something else, or that start something."""

from collections.abc import Iterator

from evidence.refusing import Reason
from tests.integration.evidence.corpus import Hostile


def hostile() -> Iterator[Hostile]:
    """Give every hostile text."""
    for content in (
        b"<!DOCTYPE html><p>hello",
        b"  \r\n<html><body>",
        b"<script>alert(1)</script>",
        b"hello <script src=//x></script>",
        b"<svg onload=alert(1)>",
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<HTML>",
        b"<iframe src=x>",
        b"<img src=x onerror=alert(1)>",
        b"<!-- --><script>",
        b"< script >alert(1)",
        b"<?php system('x'); ?>",
        b"a,b\n<a href=javascript:alert(1)>x</a>",
        "<script>alert(1)</script>".encode("utf-16"),
        b"<meta http-equiv=refresh content=0>",
    ):
        yield Hostile(f"a page: {content[:30]!r}", "page.txt", content, Reason.WEB_PAGE)
    yield Hostile("a page in a sheet", "page.csv", b"<script>alert(1)</script>,a\n", Reason.WEB_PAGE)
    for content in (
        b"hello\0world",
        b"MZ\x90\0\3\0\0\0",
        b"\x7fELF\2\1\1\0",
        b"hello\x1b[2J",
        b"a\x08b",
        b"caf\xe9 \x81\x8d",
        b"\xff\xfeh",
        b"\xff\xfe\0\xd8",
        "a\x85b".encode(),
        "a\ufffeb".encode(),
        b"#\x00!\x00",
        b"\x1f\x8b\x08\0hello",
        b"BZh9\x01\x02",
        b"Rar!\x1a\x07\0",
        b"7z\xbc\xaf\x27\x1c\0\4",
        b"\xca\xfe\xba\xbe\0\0\0\x34",
    ):
        yield Hostile(f"letters that are none: {content[:20]!r}", "odd.txt", content, Reason.ODD_CHARACTERS)
    for content in (
        b"#!/bin/sh\nrm -rf /",
        b"{\\rtf1\\ansi hello}",
        b"%!PS-Adobe-3.0\n",
        b"MIME-Version: 1.0\nContent-Type: text/html\n",
        b"From: a@example.org\r\nSubject: hello\r\n again\r\nMIME-Version: 1.0\r\n\r\n",
    ):
        yield Hostile(f"something else: {content[:20]!r}", "other.txt", content, Reason.OTHER_KIND)
    sheet = b'ID;PWXL;N;E\nC;X1;Y1;EEXEC("calc.exe")\nE\n'
    yield Hostile("a sheet of another kind", "sheet.csv", sheet, Reason.OTHER_KIND)
    for cell in (
        "=cmd|' /C calc'!A0",
        "\"=cmd|'/c calc'!A0\"",
        "+cmd|'/c calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1)*cmd|' /C calc'!A0",
        "  =MSEXCEL|'\\..\\..\\cmd.exe'!''",
    ):
        yield Hostile(
            f"a cell that starts a program: {cell}", "cell.csv", f"Name,Days\nTom,{cell}\n".encode(), Reason.SCRIPTS
        )
    yield Hostile("a cell at the start", "cell.csv", b"=cmd|'/c calc'!A0\n", Reason.SCRIPTS)
    yield Hostile("nothing but spaces", "spaces.txt", b" \r\n\t \n", Reason.EMPTY)
