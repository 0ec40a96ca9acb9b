"""The review's charts as pictures, in the manner of the scorecards' charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docscan.comparison import FLOW_STEPS, Comparison, Flow, Tally, WeightTable
from docscan.report.figures import ACCENT, INK, LEVEL_COLOURS, LINE, MUTED, draw_picture
from docscan.report.review.layout import reach
from docscan.report.review.phrasing import SIGNS, Phrasing
from docscan.report.review.scatter import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, scatter

#: Colours of verdicts and of fates. Signs stand in the bars as well.
COLOURS: dict[str, str] = {
    "more": "#0f5c6b",
    "same": "#dbe3e5",
    "less": "#e2bd8c",
    "unclear": "#f1f4f4",
    "kept": "#dbe3e5",
    "changed": "#a9cdd4",
    "dropped": "#e2bd8c",
    "new": "#0f5c6b",
    "reported": "#3d8797",
    "unreported": "#e2bd8c",
}
#: Colours that light letters stand on.
DARK: frozenset[str] = frozenset({"more", "new", "reported"})
WIDEST = "#94500a"


def tallies(rows: Sequence[Tally], phrasing: Phrasing) -> bytes:
    """Verdicts on attention, a bar for every group that has something to compare."""
    shown = [row for row in rows if row.compared]
    names = [row.name or phrasing.text("all_countries") for row in shown]
    return bars(names, [row.verdicts for row in shown], phrasing.text("tallies"), "verdict", phrasing)


def bars(
    names: Sequence[str], rows: Sequence[Sequence[tuple[str, int]]], title: str, group: str, phrasing: Phrasing
) -> bytes:
    """Stacked bars of counted verdicts or fates."""

    def draw(axes: Any) -> None:
        for place, row in enumerate(rows):
            left = 0
            for name, count in row:
                if not count:
                    continue
                hatch = "////" if name == "unclear" else None
                axes.barh(place, count, left=left, color=COLOURS[name], height=0.62, edgecolor="white", hatch=hatch)
                ink = "white" if name in DARK else INK
                axes.text(
                    left + count / 2, place, f"{SIGNS[name]} {count}", ha="center", va="center", color=ink, fontsize=8
                )
                left += count
        axes.set_yticks(range(len(names)), names)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.xaxis.get_major_locator().set_params(integer=True)
        seen = dict.fromkeys(name for row in rows for name, _ in row)
        handles = [axes.bar(0, 0, color=COLOURS[name], label=_labelled(name, group, phrasing)) for name in seen]
        axes.legend(handles=handles, ncols=4, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, fontsize=8)

    return draw_picture(draw, (6.6, 1.2 + 0.32 * max(len(rows), 1)), title, "png")


def _labelled(name: str, group: str, phrasing: Phrasing) -> str:
    return f"{SIGNS[name]} {phrasing.words.text(group, name)}"


def comparison(item: Comparison, title: str, phrasing: Phrasing) -> bytes:
    """The differences of an edition with their intervals."""
    every = [item.index, *item.dimensions]

    def draw(axes: Any) -> None:
        half = reach(every)
        axes.axvline(0, color=MUTED, linewidth=0.8, zorder=0)
        for place, one in enumerate(every):
            if one.value is None or one.low is None or one.high is None:
                axes.text(0, place, "–", va="center", ha="center", color=MUTED)
                continue
            colour = LEVEL_COLOURS[1] if one.verdict == "more" else COLOURS.get(one.verdict, LINE)
            colour = "#b9c5c9" if one.verdict in ("unclear", "same") else colour
            axes.barh(place, one.high - one.low, left=one.low, height=0.42, color=colour)
            axes.plot([one.value, one.value], [place - 0.33, place + 0.33], color=ACCENT, linewidth=2.4)
            note = f"{phrasing.signed(one.value)}  {phrasing.verdict(one.verdict)}"
            axes.text(half * 1.05, place, note, va="center", fontsize=8, color=MUTED)
        axes.set_yticks(range(len(every)), [phrasing.words.text("dimension", one.name) for one in every])
        axes.set_xlim(-half, half)
        axes.set_ylim(len(every) - 0.4, -0.6)
        axes.xaxis.set_major_formatter(lambda value, _: phrasing.signed(value))
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)

    return draw_picture(draw, (6.6, 3.9), title, "png")


def flow(item: Flow, title: str, phrasing: Phrasing) -> bytes:
    """The ribbons of themes and effects from step to step."""
    rows = item.rows
    most = max([1, *(count for row in rows for count in row.counts)])

    def draw(axes: Any) -> None:
        for place, row in enumerate(rows):
            sizes = [max(0.72 * count / most, 0.05) if count else 0.0 for count in row.counts]
            for step, (size, count) in enumerate(zip(sizes, row.counts, strict=True)):
                following = sizes[step + 1] if step + 1 < len(sizes) else size
                if size:
                    ends = [step, step + 0.6, step + 1.0] if following else [step, step + 0.6]
                    halves = [size / 2, size / 2, following / 2][: len(ends)]
                    upper, lower = [place - half for half in halves], [place + half for half in halves]
                    axes.fill_between(ends, upper, lower, color=LEVEL_COLOURS[step], linewidth=0)
                    if not following:
                        axes.plot([step + 0.64] * 2, [place - 0.36, place + 0.36], color=WIDEST, linestyle=":")
                axes.text(step + 0.02, place - 0.42, phrasing.words.number(count), fontsize=7, color=MUTED, va="center")
        axes.set_yticks(range(len(rows)), [phrasing.words.text(row.facet, row.value) for row in rows])
        axes.set_ylim(len(rows) - 0.4, -0.7)
        axes.set_xlim(0, len(FLOW_STEPS))
        axes.set_xticks(
            [step + 0.3 for step in range(len(FLOW_STEPS))],
            [phrasing.words.text("flow_step", step) for step in FLOW_STEPS],
        )
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)

    return draw_picture(draw, (6.6, 1.2 + 0.36 * max(len(rows), 1)), title, "png")


def weights(table: WeightTable, phrasing: Phrasing) -> bytes:
    """Weight against attention, laid out as on the page."""
    drawn = scatter(table)

    def draw(axes: Any) -> None:
        for tick in drawn.upwards:
            axes.axhline(-tick.place, color=LINE, linewidth=0.8, zorder=0)
        for mark in drawn.marks:
            fill = "#fbe9d2" if mark.wide else ("white", "#a9cdd4", "#3d8797", "#0b4451")[mark.depth]
            edge, shape = (WIDEST, "D") if mark.wide else (ACCENT, "o")
            axes.plot([mark.x], [-mark.y], shape, color=fill, markeredgecolor=edge, markersize=6.5)
            if mark.label:
                side = {"start": "left", "middle": "center", "end": "right"}[mark.anchor]
                weight = "bold" if mark.wide else "normal"
                axes.text(mark.label_x, -mark.label_y, mark.label, ha=side, fontsize=7.5, fontweight=weight)
        axes.set_xlim(LEFT, WIDTH - RIGHT)
        axes.set_ylim(-(HEIGHT - BOTTOM) - 10, -TOP)
        axes.set_xticks([tick.place for tick in drawn.across], [phrasing.amount(tick.value) for tick in drawn.across])
        axes.set_yticks(
            [-tick.place for tick in drawn.upwards], [phrasing.words.number(t.value) for t in drawn.upwards]
        )
        scale = f" ({phrasing.text('logarithmic')})" if drawn.logarithmic else ""
        axes.set_xlabel(f"{phrasing.indicator(table.indicator)}, {phrasing.unit(table.unit)}{scale}")
        axes.set_ylabel(phrasing.text("attention_axis"))

    return draw_picture(draw, (6.6, 4.2), phrasing.indicator(table.indicator), "png")
