"""The shape of the project is a promise too."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parent.parent
BEHIND = {"tzdata", "python-multipart"}
"""What others import for us: zones for zoneinfo, forms for Starlette."""
PACKAGES = ("policies", "calendar_sync", "service")
IMPORTED_AS = {
    "google-api-python-client": "googleapiclient",
    "google-auth": "google.auth",
}


def sources() -> list[Path]:
    """List every module of the product."""
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_import_contracts_hold() -> None:
    """The arrows between the packages point inwards only."""
    outcome = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert outcome == EXIT_STATUS_SUCCESS


def test_only_the_clock_reads_the_clock() -> None:
    """Nothing but ``service/clock.py`` asks what time it is."""
    asks = {"now", "utcnow", "today", "time"}
    for path in sources():
        if path == ROOT / "service" / "clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                name = owner.id if isinstance(owner, ast.Name) else ""
                reads = node.func.attr in asks and name in {"datetime", "date", "time"}
                assert not reads, f"{path.name}:{node.lineno} reads the clock"


def test_locks_name_no_place_to_download_from() -> None:
    """Lock files hold names, versions and hashes, and neither addresses nor paths."""
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?:|file:/|--(index|extra|find|trusted)|(^|\s)/\w", text)


def test_dependencies_are_used_and_explained() -> None:
    """What is declared is imported (but for data), and each has its three lines in the decisions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    explained = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    imported = set(re.findall(r"^(?:from|import) ((?:google\.)?\w+)", text, re.MULTILINE))
    for name in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        assert f"**{name}**" in explained, f"{name} is not explained in docs/decisions.md"
    for name in set(project["dependencies"]) - BEHIND:
        assert IMPORTED_AS.get(name, name.replace("-", "_")) in imported, f"{name} is declared and not used"
