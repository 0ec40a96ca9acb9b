"""Every chart as a file, PNG or SVG, for slides and reports. One hue in ordered steps, safe for colour-blind readers.

The same results give the same bytes: no dates, ids from a fixed salt, and the font that matplotlib brings along.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from docscan.judgement import LEVELS
from docscan.report.card import DEPTHS, STAGES, Card, profile_cutoffs
from docscan.report.line import Line, line
from docscan.report.results import DocumentResult, Results
from docscan.report.words import Words
from docscan.scorecard import DIMENSIONS, Figure

INK, MUTED, LINE, ACCENT = "#1a2226", "#55626a", "#dde2e4", "#0f5c6b"
#: Colours of levels 1 to 4, light to dark: they differ in lightness, so they hold in grey and for every colour vision.
LEVEL_COLOURS: tuple[str, ...] = ("#cfe2e5", "#8fbdc6", "#3d8797", "#0b4451")
#: Costs stand against benefits in a second hue that red-green and blue-yellow blind readers tell from the first.
COST = "#b9834a"
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "svg.fonttype": "none",
    "svg.hashsalt": "docscan",
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
DPI = 200


@contextmanager
def charts(results: Results, out: Path, wording: Words, suffix: str) -> Iterator[Callable[[Card], None]]:
    """Write ``charts/*.png`` or ``charts/*.svg``: profile, strokes and themes per country, index and distribution."""
    folder = out / "charts"
    folder.mkdir(parents=True, exist_ok=True)
    countries: list[Line] = []

    def show(card: Card) -> None:
        (folder / f"{card.key}-profile.{suffix}").write_bytes(profile(card, wording, suffix))
        (folder / f"{card.key}-themes.{suffix}").write_bytes(themes(card, wording, suffix))
        (folder / f"{card.key}-silence.{suffix}").write_bytes(silence(card, wording, suffix))
        (folder / f"{card.key}-effects.{suffix}").write_bytes(effects(card, wording, suffix))
        for number, document in enumerate(card.documents, start=1):
            (folder / f"{card.key}-along-{number}.{suffix}").write_bytes(along(document, wording, suffix))
        if card.identified:
            countries.append(line(card))

    yield show
    (folder / f"index.{suffix}").write_bytes(index_bars(countries, profile_cutoffs(results), wording, suffix))
    (folder / f"heat-map.{suffix}").write_bytes(heat_map(countries, wording, suffix))
    (folder / f"distribution.{suffix}").write_bytes(distribution(countries, wording, suffix))


def profile(card: Card, wording: Words, suffix: str = "png") -> bytes:
    """The ten dimensions with their intervals, highest row first in the codebook's order."""
    title = wording.text("page", "chart_profile", name=card.name)

    def draw(axes: Any) -> None:
        names = [wording.text("dimension", figure.name) for figure in card.figures]
        _intervals(axes, card.figures, names, profile_cutoffs(card.results), wording)

    return draw_picture(draw, (6.6, 3.7), title, suffix)


def index_bars(lines: Sequence[Line], cutoffs: Sequence[float], wording: Words, suffix: str = "png") -> bytes:
    """The index of every country with its interval, highest first; ``cutoffs`` are the values at which bands begin."""
    shown = [item for item in lines if item.index.value is not None]
    shown.sort(key=lambda item: (-(item.index.value or 0.0), item.iso3))

    def draw(axes: Any) -> None:
        if shown:
            _intervals(axes, [item.index for item in shown], [item.name for item in shown], cutoffs, wording)

    return draw_picture(draw, (6.6, 1.0 + 0.27 * max(len(shown), 1)), wording.text("page", "chart_index"), suffix)


def along(document: DocumentResult, wording: Words, suffix: str = "png") -> bytes:
    """Passages along a document, higher and darker the deeper they go."""
    counted = sorted((item.level, item.position) for item in document.passages if item.counted and item.level)

    def draw(axes: Any) -> None:
        for level in range(1, 5):
            places = [document.pages * place for found, place in counted if found == level]
            name = f"{level} {wording.text('level', LEVELS[level])}"
            axes.vlines(places, 0, level, colors=LEVEL_COLOURS[level - 1], linewidth=1.8, label=name)
        axes.set_xlim(0, max(document.pages, 1))
        axes.set_ylim(0, 4.2)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(wording.text("page", "pages"))
        axes.xaxis.get_major_locator().set_params(integer=True)
        _legend(axes, 4)

    title = wording.text("page", "chart_levels", file=document.title or document.file)
    return draw_picture(draw, (6.6, 2.0), title, suffix)


def themes(card: Card, wording: Words, suffix: str = "png") -> bytes:
    """Passages by theme and level."""
    rows = card.tally("theme")[::-1]

    def draw(axes: Any) -> None:
        names = [wording.text("theme", row.value) for row in rows]
        left = [0] * len(rows)
        for level in range(4):
            counts = [row.levels[level] for row in rows]
            name = f"{level + 1} {wording.text('level', LEVELS[level + 1])}"
            axes.barh(names, counts, left=left, height=0.62, color=LEVEL_COLOURS[level], label=name)
            left = [start + count for start, count in zip(left, counts, strict=True)]
        axes.set_xlabel(wording.text("page", "passages"))
        axes.xaxis.get_major_locator().set_params(integer=True)
        _legend(axes, 4)

    return draw_picture(draw, (6.6, 1.2 + 0.26 * max(len(rows), 1)), wording.text("page", "themes"), suffix)


def silence(card: Card, wording: Words, suffix: str = "png") -> bytes:
    """Sectors by how far passages on migration go in them; white is a silence of the text."""
    rows = card.sectors

    def draw(axes: Any) -> None:
        heads = [wording.text("page", "mentioned"), wording.text("page", "assessed")]
        heads += [wording.text("stage", stage) for stage in STAGES]
        steps = [[sum(cell >= limit for limit in DEPTHS) for cell in row.cells] for row in rows]
        _cells(axes, steps or [[0] * len(heads)], len(DEPTHS))
        axes.set_xticks(range(len(heads)), heads, fontsize=8)
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(rows)), [wording.text("sector", row.sector) for row in rows])
        for down, row in enumerate(rows):
            for column, cell in enumerate(row.cells):
                colour = "white" if steps[down][column] >= 3 else INK
                axes.text(column, down, wording.number(cell), ha="center", va="center", color=colour, fontsize=8)

    return draw_picture(draw, (7.4, 1.2 + 0.28 * max(len(rows), 1)), wording.text("page", "silence"), suffix)


def effects(card: Card, wording: Words, suffix: str = "png") -> bytes:
    """Passages that state a cost (left) or a benefit (right) of migration, by sector."""
    rows = [row for row in card.sectors if row.total_effects][::-1]

    def draw(axes: Any) -> None:
        names = [wording.text("sector", row.sector) for row in rows]
        axes.barh(names, [-row.negative for row in rows], color=COST, label=wording.text("effect", "negative"))
        axes.barh(
            names, [row.positive for row in rows], color=LEVEL_COLOURS[2], label=wording.text("effect", "positive")
        )
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_major_formatter(lambda value, _: wording.number(abs(value)))
        axes.set_xlabel(wording.text("page", "passages"))
        _legend(axes, 2)

    return draw_picture(draw, (6.6, 1.3 + 0.27 * max(len(rows), 1)), wording.text("page", "effects"), suffix)


def heat_map(lines: Sequence[Line], wording: Words, suffix: str = "png") -> bytes:
    """Countries by dimensions; a figure that is not applicable is left white."""
    table = [[figure.value for figure in item.figures] for item in lines]

    def draw(axes: Any) -> None:
        shown = [[float("nan") if value is None else value for value in row] for row in table]
        _cells(axes, shown or [[0.0] * len(DIMENSIONS)], 100)
        axes.set_xticks(range(len(DIMENSIONS)), [wording.text("dimension", name) for name in DIMENSIONS], rotation=40)
        for label in axes.get_xticklabels():
            label.set_horizontalalignment("right")
        axes.set_yticks(range(len(lines)), [item.name for item in lines])
        for row, values in enumerate(table):
            for column, value in enumerate(values):
                colour = "white" if (value or 0) >= 62 else INK
                axes.text(column, row, wording.number(value), ha="center", va="center", color=colour, fontsize=7.5)

    return draw_picture(draw, (7.4, 1.6 + 0.28 * max(len(lines), 1)), wording.text("index_page", "title"), suffix)


def distribution(lines: Sequence[Line], wording: Words, suffix: str = "png") -> bytes:
    """Countries by index in steps of ten."""
    values = [item.index.value for item in lines if item.index.value is not None]

    def draw(axes: Any) -> None:
        axes.hist(values, bins=range(0, 101, 10), color=LEVEL_COLOURS[2], rwidth=0.94)
        axes.set_xlim(0, 100)
        axes.set_xlabel(wording.text("page", "index"))
        axes.set_ylabel(wording.text("index_page", "countries"))
        axes.yaxis.get_major_locator().set_params(integer=True)

    return draw_picture(draw, (6.6, 2.6), wording.text("page", "chart_distribution"), suffix)


def _intervals(
    axes: Any, figures: Sequence[Figure], names: Sequence[str], cutoffs: Sequence[float], wording: Words
) -> None:
    for cut in cutoffs:
        axes.axvline(cut, color=LINE, linewidth=0.8, zorder=0)
    for row, figure in enumerate(figures):
        if figure.value is None or figure.low is None or figure.high is None:
            axes.text(1, row, "–", va="center", color=MUTED)
            continue
        axes.barh(row, figure.high - figure.low, left=figure.low, height=0.42, color=LEVEL_COLOURS[1])
        axes.plot([figure.value, figure.value], [row - 0.33, row + 0.33], color=ACCENT, linewidth=2.6)
        note = f"{wording.number(figure.value)}  ({wording.interval(figure.low, figure.high)})"
        axes.text(103, row, note, va="center", fontsize=8, color=MUTED)
    axes.set_yticks(range(len(figures)), names)
    axes.set_xlim(0, 100)
    axes.set_ylim(len(figures) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)


def _cells(axes: Any, values: Sequence[Sequence[float]], highest: float) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    colours = LinearSegmentedColormap.from_list("levels", ["#f3f5f5", *LEVEL_COLOURS])
    axes.imshow(values, cmap=colours, vmin=0, vmax=highest, aspect="auto")
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _legend(axes: Any, columns: int) -> None:
    if axes.get_legend_handles_labels()[0]:
        axes.legend(
            ncols=columns, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, fontsize=8, borderaxespad=0.1
        )


def draw_picture(draw: Callable[[Any], None], size: tuple[float, float], title: str, suffix: str) -> bytes:
    """A chart as a file: ``draw`` fills its axes, ``size`` is in inches, ``suffix`` png or svg."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    with mpl.rc_context(STYLE):
        figure = Canvas(figsize=size, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure.add_subplot())
        figure.suptitle(title, x=0.01, ha="left", fontsize=9.5, fontweight="bold")
        buffer = io.BytesIO()
        if suffix == "svg":
            figure.savefig(buffer, format="svg", metadata={"Title": title, "Date": None})
        else:
            figure.savefig(buffer, format="png", dpi=DPI, metadata={"Title": title, "Software": None})
    return buffer.getvalue()
