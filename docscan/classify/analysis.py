"""What is known of a passage before any judgement: concepts, clauses, the rules' verdict, facets.

The transparent scorer turns the verdict into a judgement; the learned model takes all of it as features. A passage that
no concept and no exclusion touches is settled here at the cost of one look-up, which is most of any strategy.
"""

from __future__ import annotations

from dataclasses import dataclass

from docscan.classify import PassageText, facets, relevance, rules
from docscan.classify.clauses import Reading, read
from docscan.judgement import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One passage analysed. ``concepts`` are the findings of relevance, exclusions among them.

    ``reading`` is None where no concept survived; ``verdict.rule`` is then ``silent`` or ``excluded``. ``facets`` are
    those the text shows, before the level is known (:func:`docscan.classify.facets.at_level` keeps those it may carry).
    """

    passage: PassageText
    language: str
    concepts: tuple[Finding, ...]
    reading: Reading | None
    verdict: rules.Verdict
    facets: tuple[Finding, ...]

    @property
    def touched(self) -> bool:
        """Whether a concept or exclusion of the termbase stands in the text: only then is there anything to weigh."""
        return bool(self.concepts)

    def findings(self, level: int) -> tuple[Finding, ...]:
        """All findings that a passage of this level carries, in order of position."""
        found = {*self.concepts, *self.verdict.evidence, *facets.at_level(self.facets, level)}
        return tuple(sorted(found, key=lambda f: (f.start, f.end, f.facet, f.value)))


def analyse(passage: PassageText) -> Analysis:
    """Analyse one passage in its language, detected where it is not given."""
    language = passage.language or _language(passage.text)
    concepts = relevance.find(passage.text, language, passage.path)
    if not relevance.is_relevant(concepts):
        verdict = rules.Verdict(level=0, rule="excluded" if concepts else "silent")
        return Analysis(
            passage=passage, language=language, concepts=tuple(concepts), reading=None, verdict=verdict, facets=()
        )
    reading = read(passage.text, language, passage.path, concepts)
    verdict = rules.decide(reading) if reading.relevant else rules.Verdict(level=0, rule="heading")
    return Analysis(
        passage=passage,
        language=language,
        concepts=tuple(concepts),
        reading=reading,
        verdict=verdict,
        facets=tuple(facets.of(reading, verdict)),
    )


def _language(text: str) -> str:
    import py3langid

    return str(py3langid.classify(text)[0])
