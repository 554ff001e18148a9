"""What spreadsheet programs really write: spans, comments, spaces, shared and rich text, cells left out."""

import io
import zipfile

from organisations.directory.reading.files import file_of
from organisations.directory.reading.opendocument import opendocument_rows
from organisations.directory.reading.workbook import workbook_rows

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def in_ods(rows: str) -> list[tuple[str, int, list[str]]]:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(
            "content.xml",
            '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">'
            f'<table:table table:name="First">{rows}</table:table></office:document-content>',
        )
    return list(opendocument_rows(file_of(content.getvalue(), "a.ods")))


def cell(inside: str, **attributes: str) -> str:
    written = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell {written}>{inside}</table:table-cell>"


def test_text_of_a_cell_is_what_a_person_reads() -> None:
    row = "".join(
        [
            cell("<text:p>Rose <text:span>Court</text:span></text:p>"),
            cell("<text:p>one<text:s/>two<text:line-break/>three</text:p>"),
            cell("<text:p>first</text:p><text:p>second</text:p>"),
            cell("<office:annotation><text:p>a comment</text:p></office:annotation><text:p>kept</text:p>"),
            cell("<text:p>kept</text:p><office:annotation><text:p>a comment</text:p></office:annotation>"),
            '<table:covered-table-cell table:number-columns-repeated="2"/>',
            cell("<text:p>1 Oct</text:p>", **{"office:date-value": "2010-10-01"}),
            cell("<text:p>x</text:p>", **{"table:number-columns-repeated": "2"}),
            cell("", **{"table:number-columns-repeated": "16000"}),
        ]
    )

    assert in_ods(f"<table:table-row>{row}</table:table-row>") == [
        ("First", 1, ["Rose Court", "one two three", "first second", "kept", "kept", "", "", "2010-10-01", "x", "x"])
    ]


def test_rows_keep_their_numbers_across_blank_and_repeated_ones() -> None:
    blank = '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>'
    twice = f'<table:table-row table:number-rows-repeated="2">{cell("<text:p>a</text:p>")}</table:table-row>'

    assert [number for _, number, _ in in_ods(blank + twice)] == [5, 6]


def in_xlsx(rows: str, strings: str = "", prefix: str = "") -> list[tuple[str, int, list[str]]]:
    content = io.BytesIO()
    space = f'xmlns{":" if prefix else ""}{prefix.rstrip(":")}="{MAIN}"'
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="First" r:id="r1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>',
        )
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        package.writestr(
            "xl/worksheets/a.xml",
            f"<{prefix}worksheet {space}><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>",
        )
    return list(workbook_rows(file_of(content.getvalue(), "a.xlsx")))


def test_cells_of_every_kind_are_read() -> None:
    strings = (
        "<si><t>Rose Court</t></si><si><r><t>Elm </t></r><r><t>View</t></r><rPh><t>sound</t></rPh></si><si><t/></si>"
    )
    row = (
        '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="D3"><v>40452.0</v></c>'
        '<c r="E3" t="inlineStr"><is><t>in line</t></is></c><c r="F3" t="str"><f>A1</f><v>formula</v></c>'
        '<c r="G3" s="4"/><c r="H3" t="s"><v>2</v></c><c r="AA3" t="b"><v>1</v></c></row>'
    )

    [(sheet, number, cells)] = in_xlsx(row, strings)

    assert (sheet, number) == ("First", 3)
    assert cells[:6] == ["Rose Court", "Elm View", "", "40452", "in line", "formula"]
    assert cells[6:26] == [""] * 20
    assert cells[26] == "1"


def test_rows_and_cells_may_leave_out_where_they_stand() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"

    assert in_xlsx(rows) == [("First", 1, ["1", "2"]), ("First", 3, ["3"])]


def test_names_may_have_a_prefix() -> None:
    assert in_xlsx('<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>', prefix="x:") == [("First", 1, ["1"])]
