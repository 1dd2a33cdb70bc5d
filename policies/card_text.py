"""The one renderer of a card. Nothing else turns an opener into text."""

from __future__ import annotations

from types import MappingProxyType

from policies.change import Card

_LABELS = MappingProxyType(
    {
        "de": (
            "Wenn es eilt",
            "Erzählen",
            "Fragen",
            "Nachfragen",
            "Gut zu wissen",
            "Nichts vorgemerkt.",
        ),
        "en": (
            "If they are in a hurry",
            "Share",
            "Ask",
            "Follow up",
            "Good to know",
            "Nothing noted.",
        ),
    },
)


def render_card(card: Card) -> str:
    """Return a card as plain text, in the order of use: share, ask, follow up."""
    hurry, share, ask, follow_up, facts, nothing = _LABELS.get(card.language, _LABELS["en"])
    parts = [
        (share, card.share),
        (ask, card.ask),
        (follow_up, card.follow_up),
        (facts, "; ".join(card.facts)),
        (hurry, card.hurry),
    ]
    lines = [f"{label}: {text}" for label, text in parts if text]
    if not (card.share or card.ask or card.follow_up or card.facts):
        lines.insert(0, nothing)
    return "\n".join([card.person, *lines] if card.person else lines)
