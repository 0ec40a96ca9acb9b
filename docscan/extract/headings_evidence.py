"""What speaks for and against a candidate: look, wording, place, number, and what the contents page lists.

Every piece of evidence is a number from 0 to 1 under a name of its own; ``terms/headings/weights.toml`` weighs them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from docscan.extract import headings_words
from docscan.extract.headings_candidates import Candidate, stands_out
from docscan.extract.headings_style import OPEN_KINDS, Body, Style, capitals, rounded, style
from docscan.extract.textline import TextLine

_STRONG_ENDS = ".;,"
#: Cells of one table row are no further apart in reading order than this many lines.
_TABLE_REACH = 14


def weigh(candidates: Sequence[Candidate], lines: Sequence[TextLine], body: Body) -> None:
    """Add evidence of look, wording, place and neighbourhood to every candidate."""
    keys = Counter(candidate.key for candidate in candidates)
    places = {index for candidate in candidates for index in range(candidate.first, candidate.last + 1)}
    rows = _shared_rows(lines)
    cover, opening = _cover(lines, body)
    apart = _set_apart(candidates, lines, body, rows)
    run_in = _run_in(candidates, lines, body)
    for candidate in candidates:
        evidence = candidate.evidence
        evidence.update(_look(candidate, lines, body))
        evidence.update(_wording(candidate))
        evidence.update(_place(candidate, lines, body, places))
        evidence["repeated"] = min(keys[candidate.key] - 1, 4) / 4
        own = range(candidate.first, candidate.last + 1)
        evidence["row"] = float(any(other not in own for index in own for other in rows.get(index, ())))
        evidence["cover"] = float(candidate.first < cover)
        evidence["stands"] = _stands(evidence)
        evidence["set_apart"] = apart.get(candidate.style, 0.0)
        evidence["run_in"] = run_in.get(_family(candidate), 0.0)
        evidence["opening"] = float(_opens(candidate, lines, candidates[0], cover, opening))


def _opens(candidate: Candidate, lines: Sequence[TextLine], title: Candidate, cover: int, opening: int) -> bool:
    """Whether it is the document's own title: above the text of page 1, other than the heading right above the text."""
    if lines[candidate.first].page > 1 or not cover <= candidate.first < opening or candidate.label:
        return False
    return candidate.last + 1 < opening or candidate is title or candidate.style[0] > title.style[0]


def _stands(evidence: Mapping[str, float]) -> float:
    """Set as a title is: short, white above, text right below, nothing beside, no stop at its end."""
    against = ("row", "runs_on", "stop", "small", "colon", "cover", "brief", "wide")
    if any(evidence[name] for name in against if name in evidence) or evidence["digits"] > 0.3:
        return 0.0
    return float(evidence["above"] >= 0.4 and evidence["text_after"] > 0 and evidence["narrow"] > 0.25)


def _look(candidate: Candidate, lines: Sequence[TextLine], body: Body) -> dict[str, float]:
    size, bold, italic, caps = candidate.style
    ratio = (size - body.size) / body.size if body.size else 0.0
    return {
        "larger": min(max(ratio, 0.0), 0.5) * 2,
        "grown": float(ratio > 0.04),
        "smaller": min(max(-ratio, 0.0), 0.25) * 4,
        "bold": float(bold and not body.bold),
        "italic": float(italic and not body.italic),
        "coloured": float(lines[candidate.first].colour != body.colour),
        "capitals": float(caps),
        "plain": float(not any(stands_out(lines[index], body) for index in range(candidate.first, candidate.last + 1))),
        "centred": float(_centred(candidate, lines, body)),
    }


def _centred(candidate: Candidate, lines: Sequence[TextLine], body: Body) -> bool:
    line = lines[candidate.first]
    left, right = body.edges.get((line.page, line.column), (line.box[0], line.box[2]))
    width = right - left
    return line.box[0] - left > 0.08 * width and abs((line.box[0] + line.box[2]) - (left + right)) < 0.06 * width


def _wording(candidate: Candidate) -> dict[str, float]:
    label = candidate.label
    title = candidate.title
    words = len(title.split())
    kind = label.kind if label else ""
    plain_label = label is not None and label.order == 0
    lower = plain_label and (kind.startswith("lower") or (label is not None and label.closing in (")", "(")))
    return {
        "deep": float(bool(plain_label and label and label.depth > 1)),
        "single": float(bool(plain_label and label and label.depth == 1 and not lower)),
        "item": float(bool(lower)),
        "division": float(bool(label and label.order and kind != "article")),
        "article": float(kind == "article"),
        "titled": float(bool(headings_words.load().title_kind(title))),
        "long": min(max(words - 12, 0), 20) / 20,
        "stop": float(title.rstrip().endswith(tuple(_STRONG_ENDS)) and words > 1),
        "colon": float(title.rstrip().endswith(":")),
        "small": float(title[:1].islower()),
        "digits": sum(letter.isdigit() for letter in title) / max(len(title), 1),
        "brief": float(sum(letter.isalpha() for letter in title) < 4 and label is None),
    }


def _place(candidate: Candidate, lines: Sequence[TextLine], body: Body, places: set[int]) -> dict[str, float]:
    first, last = lines[candidate.first], lines[candidate.last]
    em = max(first.size, body.size, 1.0) if first.size else 1.0
    after = lines[candidate.last + 1] if candidate.last + 1 < len(lines) else None
    around = (candidate.first - 1, candidate.first - 2, candidate.last + 1, candidate.last + 2)
    below = after.gap if after is not None and after.page == last.page and after.column == last.column else 3 * em
    return {
        "above": min(max(first.gap - body.gap, 0.0) / em, 2.0) / 2,
        "below": min(max(below - body.gap, 0.0) / em, 2.0) / 2,
        "narrow": 1.0 - min((last.box[2] - last.box[0]) / body.width(last), 1.0),
        "parted": float(min(first.gap, below) - body.gap > 0.6 * em),
        "runs_on": float(_runs_on(last, after, body)),
        "text_after": float(_text_after(candidate.last, lines, body, places)),
        "crowd": sum(place in places for place in around) / 4,
        "wide": float(last.box[2] - last.box[0] > 0.93 * body.width(last) and last.size > 0),
    }


def _runs_on(last: TextLine, after: TextLine | None, body: Body) -> bool:
    """The next line goes on with this one's sentence: the candidate is a paragraph's first line."""
    if after is None or after.kind not in OPEN_KINDS or after.page != last.page or not after.text:
        return False
    if last.text.endswith("\u00ad"):
        return True
    close = after.gap <= body.gap + 0.35 * max(last.size, 1.0)
    same = abs(after.size - last.size) < 0.6
    wide = last.size == 0 or last.box[2] - last.box[0] > 0.75 * body.width(last)
    return (
        close and same and (after.text[0].islower() or (wide and after.bold == last.bold and not capitals(last.text)))
    )


def _text_after(position: int, lines: Sequence[TextLine], body: Body, places: set[int]) -> bool:
    """Whether running text follows within the next lines, other headings between them apart."""
    for index in range(position + 1, min(position + 7, len(lines))):
        line = lines[index]
        if line.kind not in OPEN_KINDS:
            continue
        if index not in places and len(line.text) > 40 and abs(rounded(line.size) - body.size) <= 1.0:
            return True
    return False


def _shared_rows(lines: Sequence[TextLine]) -> dict[int, list[int]]:
    """Lines that stand beside others, and those others: cells of a table.

    Lines far from each other in reading order stand in columns of running text, which are no table.
    """
    shared: dict[int, list[int]] = defaultdict(list)
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.size and line.kind in OPEN_KINDS:
            pages.setdefault(line.page, []).append(index)
    for members in pages.values():
        ordered = sorted(members, key=lambda index: lines[index].box[1])
        for place, index in enumerate(ordered):
            box = lines[index].box
            for other in ordered[place + 1 : place + 12]:
                beside = lines[other].box
                if beside[1] >= box[3]:
                    break
                overlap = min(box[3], beside[3]) - max(box[1], beside[1])
                apart = beside[0] > box[2] or box[0] > beside[2]
                near = abs(other - index) <= _TABLE_REACH
                if near and apart and overlap > 0.5 * min(box[3] - box[1], beside[3] - beside[1]):
                    shared[index].append(other)
                    shared[other].append(index)
    return shared


def _family(candidate: Candidate) -> tuple[object, ...]:
    label = candidate.label
    return (*label.family, label.closing) if label else ()


def _run_in(candidates: Sequence[Candidate], lines: Sequence[TextLine], body: Body) -> dict[tuple[object, ...], float]:
    """For each family of numbers, the share that opens paragraphs: a law's articles, numbered paragraphs, items."""
    total: Counter[tuple[object, ...]] = Counter()
    within: Counter[tuple[object, ...]] = Counter()
    for candidate in candidates:
        if candidate.label is None:
            continue
        last = lines[candidate.last]
        after = lines[candidate.last + 1] if candidate.last + 1 < len(lines) else None
        total[_family(candidate)] += 1
        full = last.box[2] - last.box[0] > 0.9 * body.width(last) or candidate.title.rstrip().endswith((".", ";"))
        within[_family(candidate)] += full or _runs_on(last, after, body)
    return {family: within[family] / count for family, count in total.items() if count > 2}


def _set_apart(
    candidates: Sequence[Candidate], lines: Sequence[TextLine], body: Body, rows: Mapping[int, list[int]]
) -> dict[Style, float]:
    """For each style, the share of its lines that stand as headings do: alone on their row, white above, text below."""
    total = Counter(style(line) for line in lines if line.kind in OPEN_KINDS)
    good: Counter[Style] = Counter()
    groups: Counter[Style] = Counter()
    titles = {candidate.last for candidate in candidates if candidate.style[0] > body.size + 0.6}
    for candidate in candidates:
        first, last = lines[candidate.first], lines[candidate.last]
        count = candidate.last - candidate.first + 1
        groups[candidate.style] += 1
        after = lines[candidate.last + 1] if candidate.last + 1 < len(lines) else None
        white = first.gap > body.gap + 0.25 * max(first.size, 1.0) or candidate.first - 1 in titles
        following = lines[candidate.last + 1 : candidate.last + 6]
        followed = any(len(line.text) > 30 and line.page == last.page and not line.bold for line in following)
        if white and followed and not _runs_on(last, after, body) and not rows.get(candidate.first):
            good[candidate.style] += count
    # Two or fewer of a style prove little, and body text is no style of headings.
    return {
        own: good[own] / max(total[own], good[own], 1) * min(groups[own], 5) / 5
        for own in groups
        if own[1:] != (body.bold, body.italic, False) or own[0] != body.size
    }


def _cover(lines: Sequence[TextLine], body: Body) -> tuple[int, int]:
    """Where the first page with running text begins, and where on it the text does.

    Before the one stands the cover; between the two, on page 1, the document's own title.
    """
    run = 0
    for index, line in enumerate(lines):
        if line.page > 4:
            break
        run = run + 1 if len(line.text) > 45 and abs(rounded(line.size) - body.size) <= 0.5 else 0
        if run == 2:
            start = next(place for place, other in enumerate(lines) if other.page == line.page)
            return start, index - 1
    return 0, 0
