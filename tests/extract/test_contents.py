"""Printed contents pages."""

from docscan.extract import contents
from docscan.extract.textline import TextLine

PROSE = "The coast has been fished for as long as anyone remembers, and its ports grew with the catch."


def lines_of(*texts, left=0.0):
    found = []
    for row, text in enumerate(texts):
        indent = left + 6.0 * (len(text) - len(text.lstrip()))
        box = (indent, 14.0 * row, indent + 5.0 * len(text.strip()), 14.0 * row + 10)
        found.append(TextLine(page=1, text=text.strip(), box=box, size=10.0))
    return found


def test_dotted_lines_are_a_contents_page_with_titles_numbers_and_indents():
    lines = lines_of(
        "Contents",
        "Foreword ............ iii",
        "1. Ports .............. 4",
        "  1.1 Old harbours .... 6",
        "2. Boats ............. 11",
        PROSE,
        PROSE,
    )
    found = contents.find(lines)
    assert found.lines == {0, 1, 2, 3, 4}
    assert [entry.title for entry in found.entries] == ["Foreword", "1. Ports", "1.1 Old harbours", "2. Boats"]
    assert [entry.page for entry in found.entries] == [-3, 4, 6, 11]
    assert found.entries[2].indent > found.entries[1].indent
    assert found.entries[2].key == "oldharbours"


def test_titles_over_two_lines_are_joined():
    lines = lines_of(
        "Sommaire",
        "1. Ports et quais ....... 4",
        "2. Bateaux, filets et",
        "glacières .............. 9",
        "3. Marchés ............. 12",
        "4. Routes .............. 20",
    )
    assert [entry.title for entry in contents.find(lines).entries][1] == "2. Bateaux, filets et glacières"


def test_undotted_lines_count_under_a_title_when_their_pages_rise():
    lines = lines_of("Índice", "Puertos 3", "Barcos 8", "Mercados 15", "Caminos 21", PROSE)
    assert [entry.title for entry in contents.find(lines).entries] == ["Puertos", "Barcos", "Mercados", "Caminos"]


def test_lists_of_tables_are_contents_but_name_no_sections():
    lines = lines_of(
        "List of tables",
        "Table 1: Landings ........ 5",
        "Table 2: Prices .......... 6",
        "Table 3: Fleets .......... 9",
        "Table 4: Ice ............ 10",
    )
    found = contents.find(lines)
    assert found.lines == {0, 1, 2, 3, 4}
    assert found.entries == ()


def test_page_numbers_set_in_a_column_of_their_own_go_to_the_title_on_their_row():
    titles = ["Contents", "1. Ports", "2. Boats", "3. Markets", "4. Roads"]
    lines = lines_of(*titles)
    for row, page in ((1, "4"), (2, "8"), (3, "15"), (4, "21")):
        box = (400.0, 14.0 * row, 410.0, 14.0 * row + 10)
        lines.append(TextLine(page=1, text=page, box=box, size=10.0))
    found = contents.find(lines)
    assert [(entry.title, entry.page) for entry in found.entries] == list(zip(titles[1:], (4, 8, 15, 21), strict=True))


def test_numbers_at_the_ends_of_prose_are_no_contents_page():
    rows = [
        "In the north the fleet had 120",
        "boats, and in the south, in 1998",
        "the count came to 45",
        "and so on to 12",
    ]
    assert contents.find(lines_of(*rows, PROSE)).lines == frozenset()
