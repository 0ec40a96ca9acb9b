"""What is packaged is what is there: no folder or data file is forgotten in setup.cfg."""

from __future__ import annotations

import configparser
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = {".toml", ".csv", ".html", ".css", ".js", ".jsonl", ".skops", ".json", ".svg"}


def setup() -> configparser.ConfigParser:
    found = configparser.ConfigParser()
    found.read(ROOT / "setup.cfg", encoding="utf-8")
    return found


def folder(package: str) -> Path:
    top = package.split(".")
    return ROOT / top[1] if top[1:] and top[1] in ("corpus", "models") else ROOT.joinpath(*top)


def test_every_package_is_listed() -> None:
    listed = set(setup()["options"]["packages"].split())
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "docscan").rglob("__init__.py")}
    assert listed == there | {"docscan.corpus", "docscan.models"}


def test_every_data_file_is_packaged() -> None:
    patterns = setup()["options.package_data"]
    packaged = {
        file for package in patterns for line in patterns[package].split() for file in folder(package).glob(line)
    }
    places = [ROOT / "docscan", ROOT / "models", ROOT / "corpus" / "passages"]
    there = {file for place in places for file in place.rglob("*") if file.suffix in DATA and file.is_file()}
    assert there - packaged == set()
