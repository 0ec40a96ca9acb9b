"""URLs as places of documents: what is found there, under what names, and what is said where nothing is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from docscan import locations
from docscan.discovery import discover, identify
from docscan.errors import DocumentError, MissingExtra, UsageError
from tests.conftest import SAMPLES
from tests.served import serve

fsspec = pytest.importorskip("fsspec", reason='needs pip install "docscan[cluster]"')


@pytest.fixture
def plans() -> str:
    store = fsspec.filesystem("memory")
    store.pipe(
        {"/plans/a/one.txt": b"one", "/plans/two.md": b"two", "/plans/photo.png": b"", "/plans/.hidden.txt": b""}
    )
    return "memory://plans"


def test_a_folder_of_a_store_is_read_with_its_subfolders(plans: str) -> None:
    found = discover([plans])
    assert [item.source for item in found.files] == ["a/one.txt", "two.md"]
    assert sorted(found.ignored) == [".hidden.txt", "photo.png"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [("/**/*.txt", ["a/one.txt"]), ("/*.md", ["two.md"]), ("/two.md", ["two.md"]), ("/t*", ["two.md"])],
)
def test_patterns_and_single_files_are_found(plans: str, pattern: str, names: list[str]) -> None:
    assert [item.source for item in discover([plans + pattern]).files] == names


def test_a_file_is_fetched_with_its_suffix_and_gone_afterwards(plans: str) -> None:
    with locations.local(f"{plans}/two.md") as path:
        assert (path.suffix, path.read_bytes()) == (".md", b"two")
    assert not path.exists()


def test_the_stamp_changes_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("one")
    (before,) = discover([path.as_uri()]).files
    path.write_text("longer")
    (after,) = discover([path.as_uri()]).files
    assert before.stamp and before.stamp != after.stamp


def test_what_a_store_says_is_known_is_not_read_again(plans: str) -> None:
    found, learned = identify(discover([plans]), {discover([plans]).files[0].stamp: "abc"}.get)  # type: ignore[arg-type]
    assert found.files[0].id == "abc"
    assert learned == (), "nothing was read here"


def test_a_folder_on_a_web_server_is_listed_and_its_files_are_named() -> None:
    with serve(SAMPLES) as server:
        found = discover([f"{server.url}/"])
        (one,) = discover([f"{server.url}/XAE_2019_infrastructure-strategy_en.txt"]).files
    assert [item.source for item in found.files] == sorted(
        path.name for path in SAMPLES.iterdir() if path.suffix != ".csv" and path.stem != "README"
    )
    assert one.size == (SAMPLES / "XAE_2019_infrastructure-strategy_en.txt").stat().st_size
    assert not [line for line in server.asked if line.startswith("GET") and line.endswith(".pdf")], (
        "only asked, not read"
    )


def test_a_missing_file_fails_alone_and_its_neighbour_is_found() -> None:
    with serve(SAMPLES) as server:
        found = discover([f"{server.url}/absent.pdf", f"{server.url}/XAE_2019_infrastructure-strategy_en.txt"])
        with pytest.raises(DocumentError, match="not there"), locations.local(f"{server.url}/absent.pdf"):
            pass
    assert [(item.source, item.problem) for item in found.files] == [
        ("XAE_2019_infrastructure-strategy_en.txt", ""),
        ("absent.pdf", "it is not there"),
    ]


def test_a_server_that_refuses_a_file_is_quoted() -> None:
    with (
        serve(SAMPLES, refused="secret") as server,
        pytest.raises(DocumentError, match="403"),
        locations.local(f"{server.url}/secret.pdf"),
    ):
        pass


def test_a_server_that_does_not_answer_is_a_usage_error() -> None:
    with serve(SAMPLES) as server:
        address = server.url
    with pytest.raises(UsageError, match="cannot be listed"):
        discover([f"{address}/"])


def test_a_protocol_whose_package_is_missing_gives_the_install_line() -> None:
    assert "s3fs" not in sys.modules
    with pytest.raises(MissingExtra) as refused:
        discover(["s3://plans/"])
    assert refused.value.fix == "pip install s3fs"


def test_an_unknown_protocol_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown protocol"):
        discover(["sss://plans/"])


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a/plan%20one.pdf?version=2", "plan one.pdf"),
        ("s3://plans/a/b.pdf", "b.pdf"),
        ("memory://plans/", "plans"),
    ],
)
def test_names_of_urls(url: str, name: str) -> None:
    assert locations.name_of(url) == name


@pytest.mark.parametrize("path", ["plans/a.pdf", "C:/plans/a.pdf", "C:\\plans\\a.pdf", "/a://b", "2024://x"])
def test_paths_are_no_urls(path: str) -> None:
    assert not locations.is_url(path)
