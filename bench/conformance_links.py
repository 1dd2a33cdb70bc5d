"""Video links against peers' cases: ``python -m bench.conformance_links``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bench.peer_cases import folder, rows, share
from policies.links import VideoLink, find_video_link

TIERS = ("core", "long_tail", "negative")


def is_right(case: dict[str, Any], link: VideoLink | None) -> bool:
    """Judge one answer by its tier."""
    wanted = case["expect_url"]
    if wanted is None:
        return link is None or link.url in case.get("accept_urls", ())
    if link is None:
        return False
    if case["tier"] == "long_tail":
        return True
    return link.service == case["expect_service"] and link.url in (
        wanted,
        *case.get("accept_urls", ()),
    )


def main() -> None:
    """Print the scores, every miss, and the contested cases that are answered otherwise."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in rows(folder(__doc__ or "") / "video_links.jsonl"):
        link = find_video_link(case["text"])
        good = is_right(case, link)
        tier = case["tier"]
        if case.get("contested") and not good:
            print(f"answered otherwise: {case['id']} {case.get('note', '')} -> {link}")
            continue
        total[tier] += 1
        right[tier] += good
        if not good:
            print(f"miss: {case['id']} ({tier}) wanted {case['expect_url']} got {link}")
    for tier in TIERS:
        print(f"{tier}: {share(right[tier], total[tier])}")


if __name__ == "__main__":
    main()
