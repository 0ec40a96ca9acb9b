"""A comparison of models as people read it: a table on the terminal, JSON, or one HTML page with figures."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from docscan.classify.card import TOUCHED
from docscan.classify.evaluation import Evaluation
from docscan.classify.metrics import Measure
from docscan.judgement import LEVELS
from docscan.learning import Comparison

COLUMNS = ("kappa", "macro_f1", "relevance_f1", "action_f1", "accuracy")
HEADS = ("kappa", "macro F1", "relevance F1", "action F1", "exact")
#: Changed passages that the terminal shows; JSON and HTML have all.
SHOWN = 15


def as_json(comparison: Comparison) -> str:
    """Everything as one JSON object (``"schema": 1``)."""
    return msgspec.json.format(msgspec.json.encode({"schema": 1, **msgspec.to_builtins(comparison)}), indent=1).decode()


def as_text(comparison: Comparison) -> str:
    """Tables for a terminal of 100 columns."""
    lines: list[str] = []
    for title, heads, rows in tables(comparison):
        widths = [max(len(row[index]) for row in (heads, *rows)) for index in range(len(heads))]
        lines += ["", title, "  " + _row(heads, widths)]
        lines += ["  " + _row(row, widths) for row in rows]
    if comparison.gain is not None:
        lines += ["", _gain(comparison)]
    if comparison.changes:
        lines += ["", f"{len(comparison.changes)} passages judged differently (label: old → new)"]
        lines += [
            f"  {change.id}: {change.level}: {change.old} → {change.new}  {' '.join(change.text.split())[:70]}"
            for change in comparison.changes[:SHOWN]
        ]
    return "\n".join(lines).lstrip("\n")


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


Table = tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]


def tables(comparison: Comparison) -> Iterator[Table]:
    """Title, column heads and rows of every table, in the order in which people ask."""
    strata = [
        (item.model, f"{stratum.by}: {stratum.name}" if stratum.by != "all" else "all", str(stratum.n))
        + tuple(_measure(stratum.figures[name]) for name in COLUMNS)
        for place in range(len(comparison.models[0].strata))
        for item in comparison.models
        for stratum in item.strata[place : place + 1]
    ]
    yield "Figures with 95 % intervals (bootstrap by document)", ("model", "passages", "n", *HEADS), strata
    if comparison.validated:
        rows = [
            (name, *(_measure(found[key]) for key in COLUMNS)) for name, found in comparison.validated.items() if found
        ]
        yield "Trained anew on these passages, measured on what was kept apart", ("kept apart", *HEADS), rows
    if comparison.blocks:
        ways = list(dict.fromkeys(way for row in comparison.blocks.values() for way in row))
        rows = [(name, *(_measure(row[way]) for way in ways)) for name, row in comparison.blocks.items()]
        yield f"Feature blocks, each learned alone: kappa on {TOUCHED}", ("blocks", *ways), rows
    if comparison.curve:
        rows = [(str(count), _measure(kappa)) for count, kappa in comparison.curve]
        yield f"Learning curve: kappa on {TOUCHED}, in countries kept apart", ("trained on", "kappa"), rows
    for item in comparison.models:
        yield from _detail(item)


def _detail(item: Evaluation) -> Iterator[Table]:
    rows = [
        (f"{level} {name}", *(str(count) for count in item.confusion[level]), f"{item.level_f1[level]:.2f}")
        for level, name in enumerate(LEVELS)
    ]
    yield f"{item.model}: labelled level in rows, judged in columns", ("", *"01234", "F1"), rows
    doubt = item.look_at
    yield (
        f"{item.model}: how sure",
        ("calibration error", "please look", "wrong in it", "wrong outside"),
        [tuple(f"{value:.3f}" for value in (item.calibration_error, *doubt.values()))],
    )
    if item.facets:
        facets = [(f.facet, str(f.n), f"{f.precision:.2f}", f"{f.recall:.2f}", f"{f.f1:.2f}") for f in item.facets]
        yield (
            f"{item.model}: facets (from the termbase, not learned)",
            ("facet", "n", "precision", "recall", "F1"),
            facets,
        )


def _gain(comparison: Comparison) -> str:
    new, old = comparison.models[0].model, comparison.models[1].model
    assert comparison.gain is not None
    sure = "" if comparison.gain.low > 0 or comparison.gain.high < 0 else ": no clear difference"
    return f"kappa of {new} less that of {old}: {_measure(comparison.gain)}{sure}"


def _measure(measure: Measure) -> str:
    return f"{measure.value:.2f} [{measure.low:.2f}–{measure.high:.2f}]"


STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b2328}
table{border-collapse:collapse;margin:.5rem 0 2rem;font-size:.9rem}
th,td{text-align:left;padding:.3rem .8rem;border-bottom:1px solid #d5dde0;font-variant-numeric:tabular-nums}
.warning{border-left:.25rem solid #b25c00;padding-left:.8rem}
td:not(:last-child){white-space:nowrap}h2{font-size:1.1rem;margin-top:2rem}svg{max-width:28rem}"""


def as_html(comparison: Comparison) -> str:
    """One page that works offline: the same tables, calibration curves, all changed passages."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>",
        f"<title>docscan: models compared</title><style>{STYLE}</style><main><h1>Models compared</h1>",
        *(f"<p class=warning>{html.escape(warning)}</p>" for warning in comparison.warnings),
    ]
    for title, heads, rows in tables(comparison):
        parts.append(f"<h2>{html.escape(title)}</h2>{_table(heads, rows)}")
    parts += [f"<h2>{html.escape(item.model)}: calibration</h2>{_curve(item.curve)}" for item in comparison.models]
    if comparison.curve:
        parts.append(f"<h2>Learning curve</h2>{_growth(comparison.curve)}")
    if comparison.gain is not None:
        parts.append(f"<p>{html.escape(_gain(comparison))}</p>")
    if comparison.changes:
        rows = [(c.id, str(c.level), str(c.old), str(c.new), c.text) for c in comparison.changes]
        heads = ("passage", "label", "old", "new", "text")
        parts.append(f"<h2>Passages judged differently</h2>{_table(heads, rows)}")
    return "".join([*parts, "</main></html>\n"])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope=col>{html.escape(cell)}</th>" for cell in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _curve(curve: Sequence[tuple[float, float, int]]) -> str:
    """Confidence against the share right; the diagonal is perfect."""
    points = " ".join(f"{sure * 200:.1f},{200 - right * 200:.1f}" for sure, right, _ in curve)
    said = "; ".join(f"{sure:.2f} sure, {right:.2f} right, {count} passages" for sure, right, count in curve)
    return (
        f"<svg viewBox='-10 -10 220 220' role=img aria-label='{html.escape(said)}'>"
        "<path d='M0 200L200 0' stroke='#9aa8ad' stroke-dasharray=4 fill=none></path>"
        f"<polyline points='{points}' fill=none stroke='#0b5563' stroke-width=2></polyline></svg>"
        f"<p>{html.escape(said)}</p>"
    )


def _growth(curve: Sequence[tuple[int, Measure]]) -> str:
    """Passages trained on against kappa, with the interval as a band."""
    most = max(count for count, _ in curve)
    least = min(0.0, *(measure.low for _, measure in curve))

    def place(count: int, kappa: float) -> str:
        return f"{count / most * 280:.1f},{200 - (kappa - least) / (1 - least) * 200:.1f}"

    middle = " ".join(place(count, measure.value) for count, measure in curve)
    band = [place(count, m.high) for count, m in curve] + [place(count, m.low) for count, m in reversed(curve)]
    said = "; ".join(f"{count} passages: {_measure(measure)}" for count, measure in curve)
    return (
        f"<svg viewBox='-10 -10 300 220' role=img aria-label='{html.escape(said)}'>"
        "<path d='M0 0V200H280' stroke='#9aa8ad' fill=none></path>"
        f"<polygon points='{' '.join(band)}' fill='#0b5563' opacity=.15></polygon>"
        f"<polyline points='{middle}' fill=none stroke='#0b5563' stroke-width=2></polyline></svg><p>{html.escape(said)}</p>"
    )


def summary(validated: Mapping[str, Mapping[str, str]]) -> str:
    """The held-out figures of a model card as a table for a terminal."""
    rows = [(name, *(found.get(key, "") for key in COLUMNS)) for name, found in validated.items()]
    heads = ("kept apart", *HEADS)
    widths = [max(len(row[index]) for row in (heads, *rows)) for index in range(len(heads))]
    return "\n".join(_row(row, widths) for row in (heads, *rows))
