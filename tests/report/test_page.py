"""The HTML files, read as HTML: self-contained, complete, linked, in the language asked for."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import html
from made import results

from docscan.config import ReportSettings, load
from docscan.errors import ConfigurationError
from docscan.judgement import Finding
from docscan.report import Change, Results, write
from docscan.report.card import Card, cards, chapters, page_link
from docscan.report.html.layout import histogram, quantile, shade
from docscan.report.line import line
from docscan.report.quotation import excerpt, mark, reasons, shorten
from docscan.report.summary import summarise
from docscan.report.words import LANGUAGES, words
from docscan.scorecard import DIMENSIONS

SETTINGS = replace(load().report, formats=("html",))


def pages(out: Path, settings: ReportSettings = SETTINGS, run: Results | None = None) -> Path:
    write(run or results(), out, settings)
    return out


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def card(iso3: str = "XAA", language: str = "en") -> Card:
    return next(item for item in cards(results(), words(language)) if item.iso3 == iso3)


def test_every_file_asks_for_nothing_else(tmp_path: Path) -> None:
    out = pages(tmp_path)
    files = [out / "index.html", *sorted((out / "scorecards").glob("*.html"))]
    assert len(files) == 1 + len(results().countries)
    for path in files:
        page = tree(path)
        assert not page.xpath("//script/@src | //img/@src[not(starts-with(., 'data:'))] | //iframe | //object")
        assert page.xpath("//link/@href") == ["data:,"]
        assert not [href for href in page.xpath("//a/@href") if "://" in href]
        text = path.read_text(encoding="utf-8")
        assert "url(" not in text and "@import" not in text


def test_every_link_within_a_page_leads_somewhere(tmp_path: Path) -> None:
    out = pages(tmp_path)
    for path in [out / "index.html", *(out / "scorecards").glob("*.html")]:
        page = tree(path)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {href[1:] for href in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)
        assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)


def test_the_scorecard_quotes_every_passage_as_it_stands_and_links_its_page(tmp_path: Path) -> None:
    page = tree(pages(tmp_path) / "scorecards" / "XAA.html")
    quotes = [quote.text_content() for quote in page.xpath("//ol[@id='passages']//blockquote")]
    shown = card().evidence
    assert [quote.split() for quote in quotes] == [item.passage.text.split() for item in shown]
    assert not any("\n\n" in quote for quote in quotes)
    links = page.xpath("//ol[@id='passages']/li//div[@class='meta']//a/@href")
    assert links == [f"../../plans/{item.document.file}#page={item.passage.page}" for item in shown]
    assert len(page.xpath("//ol[@id='passages']/li[@class='doubt']")) == sum(item.passage.doubtful for item in shown)
    pooled = [item for item in shown if item.pooled]
    assert [item.passage.doubtful for item in pooled] == sorted((i.passage.doubtful for i in pooled), reverse=True)


def test_every_figure_opens_to_its_passages(tmp_path: Path) -> None:
    page = tree(pages(tmp_path) / "scorecards" / "XAA.html")
    for figure in card().figures:
        found = page.xpath(f"//ol[@id='passages']/li[contains(concat(' ', @data-m, ' '), ' {figure.name} ')]")
        assert len(found) == len(figure.passages)
        assert bool(page.xpath(f"//button[@data-show='{figure.name}']")) == bool(figure.passages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_worded_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    out = pages(tmp_path, replace(SETTINGS, language=language))
    for path in (out / "index.html", out / "scorecards" / "XAA.html"):
        page = tree(path)
        assert page.get("lang") == language
        assert words(language).text("page", "caveat") in unescape(page.text_content())
    headings = [item.text_content() for item in tree(out / "scorecards" / "XAA.html").xpath("//h2")]
    keys = (
        "in_brief",
        "profile",
        "along",
        "silence",
        "themes",
        "frameworks",
        "actions",
        "evidence",
        "documents",
        "method",
    )
    assert headings == [words(language).text("page", key) for key in keys]


def test_what_documents_say_cannot_become_markup(tmp_path: Path) -> None:
    run = results()
    document = next(item for item in run.documents if item.iso3 == "XAA" and item.passages)
    trap = replace(document.passages[0], text="<script>alert(1)</script> & <b>migrants</b>", path=("<i>",), findings=())
    documents = tuple(
        replace(item, title='"><img src=x>', passages=(trap, *item.passages[1:])) if item is document else item
        for item in run.documents
    )
    page = tree(pages(tmp_path, run=replace(run, documents=documents)) / "scorecards" / "XAA.html")
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //blockquote//b | //p[@class='reasons']/i")
    assert trap.text in [quote.text_content() for quote in page.xpath("//blockquote")]


def test_marks_cover_their_words_and_lose_none() -> None:
    passage = card().evidence[0].passage
    for item in card().evidence:
        assert html.fragment_fromstring(f"<p>{mark(item.passage)}</p>").text_content() == item.passage.text
    text = "Migrants help <growth> by law until 2020."
    findings = (
        Finding(facet="concept", value="migrants", start=0, end=8),
        Finding(facet="instrument", value="legislation", start=26, end=29),
        Finding(facet="anchor", value="date", start=30, end=999),
    )
    marked = html.fragment_fromstring(f"<p>{mark(replace(passage, text=text, findings=findings))}</p>")
    assert [(item.get("class"), item.text) for item in marked.xpath("//mark")] == [
        ("about", "Migrants"),
        ("action", "law"),
        ("anchor", "until 2020."),
    ]


def test_blank_lines_of_a_layout_are_not_quoted() -> None:
    passage = replace(card().evidence[0].passage, text="Migrants\n \n\n\nsettle.\nThey work.", findings=())
    assert mark(passage) == "Migrants\nsettle.\nThey work."


def test_a_link_is_told_once_and_exclusions_in_words() -> None:
    findings = tuple(
        Finding(facet=facet, value=value, start=0, end=3)
        for facet, value in (
            ("cue", "link"),
            ("cue", "commitment"),
            ("assessment", "yes"),
            ("exclusion", "transport_mobility"),
        )
    )
    passage = replace(card().evidence[0].passage, findings=findings)
    assert reasons(passage, words("fr")) == [
        ("Marqueur", "engagement"),
        ("Lien", "énoncé"),
        ("Exclu", "transports et circulation"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_is_told_in_the_language_of_the_page(tmp_path: Path, language: str) -> None:
    page = tree(pages(tmp_path, replace(SETTINGS, language=language)) / "scorecards" / "XAA.html")
    method = page.xpath("string(//section[@id='method'])")
    profile = results().frameworks[0].profile
    assert profile is not None
    for why in profile.why.values():
        assert words(language).choose(why) in method
    assert not page.xpath("//section[@id='method']//*[@lang]")
    assert words(language).text("page", "method_zero") in method
    assert "national_development_plan" not in method and "mid_term_review" not in method


def test_a_manifesto_is_not_mistaken_for_a_plan(tmp_path: Path) -> None:
    run = results()
    documents = tuple(replace(item, kind="party_programme") if item.iso3 == "XAB" else item for item in run.documents)
    out = pages(tmp_path, run=replace(run, documents=documents))
    told = tree(out / "index.html").xpath("//table[@id='countries']//*[@class='kinds']")
    assert [item.text_content() for item in told] == ["no plan or strategy of the State: party programme"]
    assert "party programme" in tree(out / "scorecards" / "XAB.html").xpath("string(//header)")


def test_an_excerpt_begins_with_the_sentence_on_migration() -> None:
    text = "Roads come first. " * 20 + "Then migrants follow. And so on."
    start = text.index("migrants")
    finding = Finding(facet="concept", value="migrants", start=start, end=start + 8)
    passage = replace(card().evidence[0].passage, text=text, findings=(finding,))
    assert excerpt(passage, 60) == "… Then migrants follow. And so on."
    assert shorten("one two three", 8) == "one two…"


def test_the_summary_says_what_the_figures_say() -> None:
    full, silent, unread = (card(code) for code in ("XAA", "XAB", "XAH"))
    text = " ".join(summarise(full, words("en")))
    assert words("en").number(full.scorecard.index.value) in text and "rank" in text
    assert "every figure is 0" in " ".join(summarise(silent, words("en")))
    assert "no index is printed" in " ".join(summarise(unread, words("en")))
    for language in LANGUAGES:
        for item in cards(results(), words(language)):
            sentences = summarise(item, words(language))
            assert len(sentences) >= 3
            assert not any("{" in sentence or "None" in sentence for sentence in sentences)


def test_older_editions_and_reviews_are_shown_and_not_pooled() -> None:
    shown = card()
    assert [document.year for document in shown.documents] == ["2015", "2010", "2018"]
    assert [document.year for document in shown.current] == ["2015"]
    assert all(item.pooled for item in shown.counted)
    assert {item.document.year for item in shown.evidence} == {"2015", "2010", "2018"}


def test_the_silence_map_counts_by_sector_and_names_silent_chapters() -> None:
    shown = card()
    rows = {row.sector: row for row in shown.sectors}
    for row in rows.values():
        assert row.cells[0] >= row.cells[1] >= 0
        assert all(cell <= row.cells[1] for cell in row.cells[2:])
    assert sum(row.share for row in rows.values()) == pytest.approx(1.0, abs=0.01)
    for document, section in shown.silent_chapters:
        assert not any(
            passage.counted and passage.level and section.title in passage.path for passage in document.passages
        )


def test_chapters_are_the_highest_sections() -> None:
    document = card().documents[0]
    assert [section.rank for section in chapters(document)] == [1] * 11


def test_the_overview_lists_every_country_failure_and_country_not_scored(tmp_path: Path) -> None:
    change = Change(iso3="XAA", before=40.0, after=50.0, difference=10.0, low=6.0, high=14.0, clear=True)
    page = tree(pages(tmp_path, run=replace(results(), former=(change,))) / "index.html")
    rows = page.xpath("//table[@id='countries']/tbody/tr")
    assert len(rows) == len(results().countries)
    assert all(len(row.xpath("./td | ./th")) == 6 + len(DIMENSIONS) for row in rows)
    text = page.text_content()
    for part in ("broken.pdf", "Zembla", "no index", "Changes against the former run"):
        assert part in text


def test_documents_of_no_known_country_are_listed_first_with_the_line_to_add(tmp_path: Path) -> None:
    run = results()
    lost = next(item for item in run.documents if item.iso3 == "XAB")
    documents = tuple(replace(item, iso3="ZZZ", country="") if item is lost else item for item in run.documents)
    countries = tuple(replace(item, id="ZZZ") if item.id == "XAB" else item for item in run.countries)
    out = pages(tmp_path, run=replace(run, documents=documents, countries=countries))
    page = tree(out / "index.html")
    assert f"{lost.file}," in page.xpath("string(//pre)")
    first, second = (page.xpath(f"//table[@id='countries']/tbody/tr[{row}]/th")[0] for row in (1, 2))
    assert first.text_content() == f"{lost.file}Country not identified"
    assert "Country not identified" not in second.text_content()
    assert first.xpath("./a/@href") == ["scorecards/ZZZ-1.html"]
    assert lost.file in tree(out / "scorecards" / "ZZZ-1.html").xpath("string(//h1)")
    assert not (out / "scorecards" / "ZZZ.html").exists()


def test_own_title_logo_and_templates_take_the_place_of_ours(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    own = tmp_path / "templates"
    own.mkdir()
    (own / "style.css").write_text("body{color:#123456}", encoding="utf-8")
    settings = replace(SETTINGS, title="Our ministry", logo=str(logo), templates=str(own))
    page = tree(pages(tmp_path / "out", settings) / "index.html")
    assert "Our ministry" in page.text_content()
    assert page.xpath("//img/@src")[0].startswith("data:image/svg+xml;base64,")
    assert page.xpath("string(//style)") == "body{color:#123456}"


@pytest.mark.parametrize("wrong", [{"logo": "nowhere.png"}, {"templates": "nowhere"}])
def test_a_logo_or_folder_that_is_not_there_is_named(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="nowhere"):
        pages(tmp_path, replace(SETTINGS, **wrong))


def test_links_to_files_are_relative_and_quoted() -> None:
    document = replace(card().documents[0], href="../plans/Plan d’action n°1.pdf")
    assert page_link(document, 3, up="../") == "../../plans/Plan%20d%E2%80%99action%20n%C2%B01.pdf#page=3"
    assert page_link(replace(document, href="../a.docx"), 3) == "../a.docx"
    assert page_link(replace(document, href=""), 3) == ""


def test_shades_and_steps_cover_their_scales() -> None:
    assert [shade(value) for value in (None, 0, 5, 20, 35, 50, 65, 100)] == [0, 0, 1, 2, 3, 4, 5, 5]
    assert [quantile(count) for count in (0, 1, 3, 8, 20)] == [0, 1, 2, 3, 4]
    lines = [line(card) for card in cards(results(), words("en"))]
    assert sum(count for _, count in histogram(lines)) == len(results().ranks)


def test_the_page_of_a_long_plan_stays_small(tmp_path: Path) -> None:
    out = pages(tmp_path)
    assert all(path.stat().st_size < 1_500_000 for path in (out / "scorecards").glob("*.html"))
