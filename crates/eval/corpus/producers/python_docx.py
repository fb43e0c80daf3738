#!/usr/bin/env python3
"""Makes a DOCX of a JSON résumé with python-docx.

    python3 python_docx.py IN.json OUT.docx

The JSON form is described in ../README.md. The same input gives the same bytes.
"""
import datetime
import io
import json
import sys
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
LONG_AGO = datetime.datetime(2024, 1, 1)


def add_runs(paragraph, runs):
    for run in runs:
        made = paragraph.add_run(run["text"])
        made.bold = run.get("bold") or None
        made.italic = run.get("italic") or None
        if run.get("link"):
            # python-docx has no call for hyperlinks: wrap the run in a w:hyperlink.
            target = paragraph.part.relate_to(
                run["link"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), target)
            link.append(made._r)
            paragraph._p.append(link)


def add_blocks(place, blocks):
    """`place` is the document or a table cell: both know add_paragraph and add_table."""
    for block in blocks:
        kind = block["type"]
        if kind == "title":
            place.add_paragraph(block["text"], style="Title")
        elif kind == "heading":
            place.add_paragraph(block["text"], style=f"Heading {block.get('level', 1)}")
        elif kind == "para":
            paragraph = place.add_paragraph()
            paragraph.alignment = ALIGN.get(block.get("align"))
            if "right_tab_cm" in block:
                paragraph.paragraph_format.tab_stops.add_tab_stop(
                    Cm(block["right_tab_cm"]), WD_TAB_ALIGNMENT.RIGHT
                )
            add_runs(paragraph, block["runs"])
        elif kind == "bullet":
            add_runs(place.add_paragraph(style="List Bullet"), block["runs"])
        elif kind == "table":
            add_table(place, block)
        elif kind == "pagebreak":
            place.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        else:
            raise ValueError(f"unknown block: {kind}")


def add_table(place, block):
    rows, widths = block["rows"], block["widths_cm"]
    table = place.add_table(rows=len(rows), cols=len(widths))
    table.autofit = False
    if block.get("borders"):
        # A cell's new table has the document's default style; only the grid has borders.
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths):
        column.width = Cm(width)
    for row, cells in zip(table.rows, rows):
        for cell, blocks, width in zip(row.cells, cells, widths):
            cell.width = Cm(width)
            add_blocks(cell, blocks)
            first = cell.paragraphs[0]
            if blocks and blocks[0]["type"] != "table":
                # Every new cell starts with an empty paragraph.
                first._p.getparent().remove(first._p)


def main(source, target):
    with open(source, encoding="utf-8") as file:
        resume = json.load(file)
    document = Document()
    for section in document.sections:
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin = section.bottom_margin = Cm(2.0)
        if resume.get("header"):
            section.header.paragraphs[0].text = resume["header"]
        if resume.get("footer"):
            section.footer.paragraphs[0].text = resume["footer"]
    normal = document.styles["Normal"]
    normal.font.name = resume.get("font", "Calibri")
    normal.font.size = Pt(resume.get("size", 11))
    normal.paragraph_format.space_after = Pt(3)

    meta = document.core_properties
    meta.author = resume.get("meta", {}).get("author", "")
    meta.title = resume.get("meta", {}).get("title", "")
    meta.created = meta.modified = LONG_AGO

    add_blocks(document, resume["blocks"])

    # Written anew with a fixed time, for python-docx stamps the parts with the present one.
    made = io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
