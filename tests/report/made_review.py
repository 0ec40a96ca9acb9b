"""A finished review of invented countries, as the reviewing hands it to the report."""

from __future__ import annotations

from dataclasses import replace

from docscan.comparison import (
    SCHEMA,
    Action,
    AspectChange,
    Candidate,
    Comparison,
    CountryReview,
    Difference,
    Edition,
    Fate,
    Flow,
    FlowRow,
    Note,
    Question,
    Quote,
    Review,
    Tally,
    Track,
    WeightPoint,
    WeightTable,
)
from docscan.scorecard import DIMENSIONS, Figure

ZERO = (("more", 0), ("same", 0), ("less", 0), ("unclear", 0))


def edition(document: str, year: str, kind: str = "national_development_plan", status: str = "revised") -> Edition:
    """A document; its file is named after it."""
    return Edition(
        document=document,
        file=f"{document}.pdf",
        href=f"plans/{document}.pdf",
        title=f"Plan <{document}> & more",
        year=year,
        kind=kind,
        edition="",
        language="en",
        series=kind,
        status=status,  # type: ignore[arg-type]
        status_from="earlier_edition",
        in_period=year >= "2015",
        pages=120,
        coverage=0.98,
        mentions=40,
        actions=12,
        anchored=5,
        share=0.081,
        index=figure("index"),
        dimensions=tuple(figure(name) for name in DIMENSIONS),
    )


def figure(name: str) -> Figure:
    """A value with its interval."""
    return Figure(name=name, value=41.0, low=35.0, high=47.0, band="partial", reason="", passages=())


def difference(name: str, value: float | None, half: float = 4.0) -> Difference:
    """A difference of this size, or none to compare."""
    if value is None:
        return Difference(name=name, older=None, newer=30.0, value=None, low=None, high=None, verdict="no_comparison")
    low, high = value - half, value + half
    verdict = "more" if low > 0 else "less" if high < 0 else "unclear"
    return Difference(name=name, older=30.0, newer=30.0 + value, value=value, low=low, high=high, verdict=verdict)  # type: ignore[arg-type]


def action(document: str, text: str, page: int = 7) -> Action:
    """An action with this wording."""
    quote = Quote(
        document=document,
        passage="p1",
        page=page,
        label="v",
        path=("Chapter", "Work"),
        language="en",
        level=3,
        text=text,
    )
    return Action(quote=quote, context=text, themes=("labour_migration",), bodies=(), amounts=(), dates=(), targets=())


def track(older: str, newer: str, kind: str = "edition") -> Track:
    """One action of every fate, one of them with a near miss."""
    train = action(older, "The Ministry of Work trains 500 returning builders by 2019.")
    match = Candidate(
        action=action(newer, "The Labour Agency trains 900 returning builders by 2024.", 11),
        similarity=0.83,
        grounds=(("words", 0.7),),
    )
    changes = (
        AspectChange(aspect="body", older="Ministry of Work", newer="Labour Agency"),
        AspectChange(aspect="date", older="2019", newer="2024"),
    )
    near = Candidate(action=action(newer, "Offices abroad are opened where needed.", 13), similarity=0.41, grounds=())
    gone = Fate(
        fate="dropped" if kind == "edition" else "unreported",
        older=action(older, "An office for citizens abroad is opened in two capitals."),
        matches=(),
        changes=(),
        doubtful=(near,),
    )
    found = Fate(
        fate="changed" if kind == "edition" else "reported",
        older=train,
        matches=(match, match),
        changes=changes if kind == "edition" else (),
        doubtful=(),
    )
    kept = Fate(fate="kept", older=train, matches=(match,), changes=(), doubtful=())
    new = Fate(fate="new", older=None, matches=(match,), changes=(), doubtful=())
    fates = (found, gone, kept, new) if kind == "edition" else (found, gone, new)
    names = ("kept", "changed", "dropped", "new") if kind == "edition" else ("reported", "unreported", "new")
    return Track(
        kind=kind,  # type: ignore[arg-type]
        older=older,
        newer=newer,
        counts=tuple((name, sum(fate.fate == name for fate in fates)) for name in names),  # type: ignore[misc]
        doubtful=1,
        fates=fates,
        languages_differ=False,
        whole_text=True,
    )


FLOW = Flow(
    documents=("a-new",),
    has_review=True,
    rows=(
        FlowRow(facet="theme", value="remittances", counts=(9, 0, 0, 0), passages=((), (), (), ()), stops="diagnosis"),
        FlowRow(facet="theme", value="diaspora", counts=(2, 6, 3, 1), passages=((), (), (), ()), stops=""),
        FlowRow(facet="effect", value="positive", counts=(4, 1, 0, 0), passages=((), (), (), ()), stops="action"),
    ),
)


def question(document: str) -> tuple[Question, ...]:
    """One on a dimension with what the text says, one on an item that the text is silent on."""
    found = action(document, "Money sent home pays for schools.").quote
    return (
        Question(
            subject="dimension",
            framework="mid-term-review",
            item="balance",
            title="balance",
            state="emerging",
            question="Which costs does the plan see?",
            found=(found,),
        ),
        Question(
            subject="item",
            framework="mid-term-review",
            item="remittances-weight",
            title="Weight of remittances",
            state="silent",
            question="How much do remittances weigh?",
            found=(),
        ),
    )


def compared(iso3: str, name: str) -> CountryReview:
    """A country with two editions and a review of the newer one."""
    key = iso3.lower()
    older, newer, review = f"{key}-old", f"{key}-new", f"{key}-review"
    values = (12.0, -9.0, 1.0, None, *(2.0,) * 6)
    dimensions = tuple(difference(one, value) for one, value in zip(DIMENSIONS, values, strict=True))
    return CountryReview(
        iso3=iso3,
        country=name,
        region="002",
        subregion="011",
        newest=newer,
        editions=(
            edition(older, "2014", status="first_here"),
            edition(newer, "2019"),
            edition(review, "2021", "mid_term_review", "review"),
        ),
        comparisons=(
            Comparison(
                older=older,
                newer=newer,
                verdict="more",
                index=difference("index", 3.0),
                dimensions=dimensions,
                languages_differ=True,
            ),
        ),
        tracks=(track(older, newer), track(newer, review, "review")),
        flow=FLOW,
        questions=question(newer),
        notes=(Note(code="editions_differ_in_language", text=f"{name}: two languages.", country=iso3),),
        summary=(f"{name} gives more attention.",),
    )


def single(iso3: str, name: str) -> CountryReview:
    """A country with one edition, without a region."""
    one = edition(f"{iso3.lower()}-only", "", status="first_here")
    return CountryReview(
        iso3=iso3,
        country=name,
        region="",
        subregion="",
        newest=one.document,
        editions=(one,),
        comparisons=(),
        tracks=(),
        flow=replace(FLOW, rows=(), has_review=False),
        questions=(),
        notes=(),
        summary=("One document.",),
    )


def weight(iso3: str, name: str, number: int, total: int) -> WeightPoint:
    """A country in the scatter, the first one with the widest gap."""
    return WeightPoint(
        iso3=iso3,
        country=name,
        document=f"{iso3.lower()}-new",
        document_year="2019",
        year=2018,
        value=20.0 - 18.0 * number / total,
        unit="% of GDP",
        source="Invented figures",
        licence="CC0",
        attention=60.0 * number / total,
        depth=float(number * 30 % 101),
        passages=number,
        weight_rank=number + 1,
        attention_rank=total - number,
        gap=round(90.0 - 180.0 * number / total, 1),
        sentence="",
    )


def review(countries: int = 3, language: str = "en") -> Review:
    """So many countries; the last one has a single edition."""
    names = [f"Land {chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(countries)]
    codes = [f"X{chr(65 + number // 26)}{chr(65 + number % 26)}" for number in range(countries)]
    parts = tuple(
        single(code, name) if number == countries - 1 and countries > 1 else compared(code, name)
        for number, (code, name) in enumerate(zip(codes, names, strict=True))
    )
    many = len(parts) - (countries > 1)
    verdicts = (("more", many), ("same", 0), ("less", 0), ("unclear", 0))
    base = {
        "countries": countries, "documents": countries, "new": 0, "revised": many, "first_here": 1, "compared": many,
        "verdicts": verdicts, "index_verdicts": verdicts, "reviews": many, "goals_reviews": 0,
    }  # fmt: skip
    nothing = base | {"compared": 0, "verdicts": ZERO, "index_verdicts": ZERO, "reviews": 0}
    points = tuple(
        weight(code, name, number, countries) for number, (code, name) in enumerate(zip(codes, names, strict=True))
    )
    return Review(
        schema=SCHEMA,
        language=language,
        since=2015,
        margin=3.0,
        interval=0.9,
        model="baseline",
        settings="abc",
        countries=parts,
        tallies=(
            Tally(scope="all", code="", name="", **base),  # type: ignore[arg-type]
            Tally(scope="region", code="002", name="Africa", **base),  # type: ignore[arg-type]
            Tally(scope="kind", code="sector_strategy", name="sector strategy", **nothing),  # type: ignore[arg-type]
        ),
        edition_fates=(("kept", many), ("changed", many), ("dropped", many), ("new", many)),
        review_fates=(("reported", many), ("unreported", many), ("new", many)),
        flow=FLOW,
        weights=(
            WeightTable(
                indicator="remittances_pct_gdp",
                unit="% of GDP",
                themes=("remittances",),
                available=True,
                points=points,
                missing=("XZZ",),
                sentences=("Land AA looks least at what weighs most.",),
            ),
            WeightTable(
                indicator="skilled_emigration_pct",
                unit="",
                themes=(),
                available=False,
                points=(),
                missing=(),
                sentences=("No table gives it.",),
            ),
        ),
        summary=("Since 2015, three countries submitted plans.", "One gives more attention."),
        notes=(Note(code="skilled_emigration_missing", text="Skilled emigration is not weighed."),),
    )
