"""The frameworks test themselves: every example meets its item, every counterexample does not, read as passages are."""

from __future__ import annotations

import pytest

from docscan import frameworks
from docscan.classify import facets, relevance
from docscan.judgement import Finding
from docscan.score.framework import meets


def items() -> list[tuple[str, str]]:
    return [(name, item.id) for name in frameworks.names() for item in frameworks.load(name).items]


def read(text: str, language: str) -> list[Finding]:
    concepts = relevance.find(text, language, ())
    return [*concepts, *facets.find(text, language, (), concepts)]


@pytest.mark.parametrize(("name", "item_id"), items())
def test_every_example_meets_its_item_and_no_counterexample_does(name: str, item_id: str) -> None:
    framework = frameworks.load(name)
    item = framework.item(item_id)
    for language, texts in item.examples.items():
        for text in texts:
            findings = read(text, language)
            assert any(finding.facet == "concept" for finding in findings), f"not about migration: {text}"
            assert meets(framework, item, text, language, findings=findings), f"missed: {text}"
    for language, texts in item.counterexamples.items():
        for text in texts:
            assert not meets(framework, item, text, language, findings=read(text, language)), f"met: {text}"
