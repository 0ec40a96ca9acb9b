"""A scorecard in sentences, generated from its figures: no adjective that a figure does not carry."""

from __future__ import annotations

from docscan.report.card import Card
from docscan.report.words import Words
from docscan.scorecard import Figure

#: Dimensions named as highest and lowest.
NAMED = 2


def summarise(card: Card, wording: Words) -> list[str]:
    """The sentences of "in brief", in reading order."""
    if not card.current:
        return []
    sentences = [_read(card, wording)]
    if not card.counted:
        sentences.append(wording.text("summary", "absent"))
    else:
        sentences += [_mentions(card, wording), _depth(card, wording)]
    sentences.append(_index(card, wording))
    if card.counted:
        sentences += [_dimensions(card, wording), _sectors(card, wording), _effects(card, wording)]
    if card.doubtful:
        passages = wording.count("passage", card.doubtful)
        sentences.append(wording.text("summary", "doubts", passages=passages))
    return [sentence for sentence in sentences if sentence]


def _read(card: Card, wording: Words) -> str:
    return wording.text(
        "summary",
        "read",
        documents=wording.count("document", len(card.current)),
        pages=wording.count("page", sum(document.pages for document in card.current)),
        words=wording.count("word", sum(document.words for document in card.current)),
        share=wording.percent(card.scorecard.coverage.share),
    )


def _mentions(card: Card, wording: Words) -> str:
    words = sum(document.words for document in card.current)
    spoken = sum(len(item.passage.text.split()) for item in card.counted)
    return wording.text(
        "summary",
        "mentions",
        found=wording.number(len(card.counted)),
        all=wording.number(sum(card.scorecard.counts)),
        share=wording.percent(spoken / max(words, 1), 1),
    )


def _depth(card: Card, wording: Words) -> str:
    _, mentioned, assessed, acted, integrated = card.scorecard.counts
    number = wording.number
    return wording.text(
        "summary",
        "depth",
        mentioned=number(mentioned),
        assessed=number(assessed),
        acted=number(acted + integrated),
        integrated=number(integrated),
    )


def _index(card: Card, wording: Words) -> str:
    index = card.scorecard.index
    if index.value is None:
        return wording.text("summary", "no_index", share=wording.percent(0.8))
    sentence = wording.text(
        "summary",
        "index",
        value=wording.number(index.value),
        interval=wording.interval(index.low, index.high),
        band=wording.text("band", index.band),
    )
    if card.rank is None or card.ranked < 2:
        return sentence
    low, high = card.rank
    key = "rank_one" if low == high else "rank_range"
    rank = wording.text("summary", key, low=wording.number(low), high=wording.number(high))
    return f"{sentence} {wording.text('summary', 'rank', countries=wording.count('country', card.ranked), rank=rank)}"


def _dimensions(card: Card, wording: Words) -> str:
    applicable = [figure for figure in card.figures if figure.value is not None]
    ordered = sorted(applicable, key=lambda figure: -(figure.value or 0.0))
    named = [_named(figure, wording) for figure in ordered[:NAMED]]
    lowest = [_named(figure, wording) for figure in ordered[::-1][:NAMED]]
    return wording.text("summary", "highest", names=wording.series(named), lowest=wording.series(lowest))


def _named(figure: Figure, wording: Words) -> str:
    return f"{wording.text('dimension', figure.name).lower()} ({wording.number(figure.value)})"


def _sectors(card: Card, wording: Words) -> str:
    rows = [row for row in card.sectors if row.sector != "migration_chapter" and row.share >= 0.02]
    if not rows:
        return ""
    assessed = sum(row.cells[1] > 0 for row in rows)
    sentence = wording.text("summary", "sectors", sectors=wording.number(len(rows)), assessed=wording.number(assessed))
    silent = [wording.text("sector", row.sector).lower() for row in rows if not row.cells[0]]
    if not silent:
        return sentence
    # Names hold an "and" of their own ("climate and environment"), so commas part them.
    return f"{sentence} {wording.text('summary', 'silent', names=', '.join(silent))}"


def _effects(card: Card, wording: Words) -> str:
    effects = {row.value: row.total for row in card.tally("effect")}
    sentence = wording.text(
        "summary",
        "effects",
        positive=wording.count("passage", effects.get("positive", 0)),
        negative=wording.count("passage", effects.get("negative", 0)),
    )
    drivers = [wording.text("driver", row.value) for row in card.tally("driver")]
    if not drivers:
        return sentence
    return f"{sentence} {wording.text('summary', 'drivers', names=', '.join(drivers))}"
