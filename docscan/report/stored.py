"""The documents of a run, read from where they are kept when they are asked for: memory holds a few, however many there are.

A document as reports need it takes hundreds of kilobytes of memory. What puts documents in order and in groups is small:
their facts, which are all at hand. Whoever goes through the documents should do it once, and keep none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from docscan.report.results import DocumentResult

#: Reads documents, given their ids, in that order.
Reader = Callable[[Sequence[str]], Iterable["DocumentResult"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """What is known of a document without reading its results again: see :class:`DocumentResult`."""

    id: str
    file: str
    iso3: str
    country: str
    year: str
    kind: str
    language: str
    pages: int
    warnings: tuple[str, ...]


class Stored(Sequence["DocumentResult"]):
    """Documents in order, of which only the facts are in memory. Ids are unique.

    >>> documents = Stored(facts, read)                              # doctest: +SKIP
    >>> for document in documents.of(item.id for item in documents.facts if item.iso3 == "KEN"): ...  # doctest: +SKIP
    """

    def __init__(self, facts: Iterable[DocumentFacts], read: Reader) -> None:
        self.facts = tuple(facts)
        self._read = read

    def of(self, ids: Iterable[str]) -> Iterator[DocumentResult]:
        """The documents with these ids, in that order, one after the other."""
        return iter(self._read(tuple(ids)))

    def __iter__(self) -> Iterator[DocumentResult]:
        return self.of(item.id for item in self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    @overload
    def __getitem__(self, place: int) -> DocumentResult: ...
    @overload
    def __getitem__(self, place: slice) -> Stored: ...
    def __getitem__(self, place: int | slice) -> DocumentResult | Stored:
        if isinstance(place, slice):
            return Stored(self.facts[place], self._read)
        (found,) = self.of([self.facts[place].id])
        return found

    def changed(
        self,
        change: Callable[[DocumentResult], DocumentResult],
        chosen: Callable[[DocumentFacts], bool] = lambda _: True,
    ) -> Stored:
        """The chosen ones, each as ``change`` leaves it. The facts stay as they are."""
        read = self._read
        return Stored(filter(chosen, self.facts), lambda ids: map(change, read(ids)))


def stored(documents: Sequence[DocumentResult]) -> Stored:
    """The same documents by their facts; those that are in memory anyway are taken from there."""
    if isinstance(documents, Stored):
        return documents
    by_id = {item.id: item for item in documents}
    return Stored((_facts(item) for item in documents), lambda ids: (by_id[number] for number in ids))


def _facts(item: DocumentResult) -> DocumentFacts:
    return DocumentFacts(
        id=item.id,
        file=item.file,
        iso3=item.iso3,
        country=item.country,
        year=item.year,
        kind=item.kind,
        language=item.language,
        pages=item.pages,
        warnings=item.warnings,
    )
