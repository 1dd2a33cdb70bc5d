"""Telephone numbers and phone meetings against peers' cases: ``python -m bench.conformance_phones``."""

from __future__ import annotations

from typing import Any

from bench.peer_cases import folder, rows, share
from policies.place import HeldBy, Place, read_place


def read(case: dict[str, Any]) -> Place:
    """Read the text where it would stand."""
    field = case["field"] if case["field"] in {"title", "location", "description"} else "description"
    return read_place(region=case["region"], **{field: case["text"]})


def has_right_numbers(case: dict[str, Any], place: Place) -> bool:
    """Judge the numbers: all that must be there, none that may not."""
    wanted, found = set(case["expect_numbers"]), set(place.numbers)
    return wanted <= found <= wanted | set(case.get("optional_numbers", ()))


def main() -> None:
    """Print the scores, every miss, and the contested cases that are answered otherwise."""
    numbers = meetings = total = 0
    for case in rows(folder(__doc__ or "") / "phone_texts.jsonl"):
        place = read(case)
        right = has_right_numbers(case, place)
        phone = (place.held_by is HeldBy.PHONE) == case["is_phone_meeting"]
        if not (right and phone):
            kind = "answered otherwise" if case.get("contested") else "miss"
            print(f"{kind}: {case['id']} {case['text'][:60]!r} -> {place.held_by} {place.numbers}")
            if kind == "answered otherwise":
                continue
        total += 1
        numbers += right
        meetings += phone
    print(f"numbers: {share(numbers, total)}")
    print(f"phone meetings: {share(meetings, total)}")


if __name__ == "__main__":
    main()
