"""Words in a note that deserve a second thought before it is kept.

Health, religion, politics, union and orientation are special categories (GDPR, Article 9); other
people's names belong to other people. The remedy is to keep "not today", without a reason.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Concern(StrEnum):
    """What a word in a note suggests."""

    HEALTH = "health"
    RELIGION = "religion"
    POLITICS = "politics"
    UNION = "union"
    ORIENTATION = "orientation"
    THIRD_PARTY = "third_party"


_WORDS = {
    Concern.HEALTH: r"krank\w*|krebs\w*|depress\w*|burn-?out|operation|operiert|reha|therap\w*|diagnos\w*|schwanger\w*|fehlgeburt|süchtig\w*|\w+sucht|sucht(?:krank|klinik|berat|problem|therap)\w*|alkohol\w*|behinder\w*|psych\w*|ärzt\w*|arzt\w*|klinik|krankenhaus|illness|sick\w*|ill|cancer|surgery|pregnan\w*|miscarriage|hospital|disab\w*|addict\w*|diagnosis|doctor|mental health|trauer\w*|verstorben|gestorben|tod(?:es\w*)?|funeral|died|death",
    Concern.RELIGION: r"kirche\w*|katholi\w*|evangeli\w*|musli\w*|islam\w*|jüdi\w*|jude\w*|gläubig\w*|ramadan|konfession\w*|getauft|taufe|buddhis\w*|hindu\w*|church|catholic|protestant|muslim|jewish|religio\w*|baptis\w*|mosque|moschee|synagog\w*",
    Concern.POLITICS: r"cdu|csu|spd|afd|fdp|die grünen|die linke|partei\w*|wähl(?:t|er|te)\b|politisch\w*|politi(?:k|cal|cs)\w*|labour|tory|tories|republican\w*|democrat\w*|party member",
    Concern.UNION: r"gewerkschaft\w*|betriebsrat\w*|ver\.?di|ig metall|streik\w*|trade union|union member|works council|strike",
    Concern.ORIENTATION: r"schwul\w*|lesbisch\w*|homosexuell\w*|bisexuell\w*|queer|transgender|trans(?:frau|mann)|gay|lesbian|homosexual|bisexual|coming-?out",
    Concern.THIRD_PARTY: r"(?:seine?|ihre?|deren|his|her|their)r?\s+(?:frau|mann|sohn|tochter|kind\w*|mutter|vater|bruder|schwester|freund\w*|partner\w*|wife|husband|son|daughter|child\w*|kids?|mother|father|brother|sister|girlfriend|boyfriend)|(?:ehe)?(?:frau|mann|sohn|tochter|partnerin|partner)\s+(?:heißt|namens)|(?:wife|husband|son|daughter|partner)\s+(?:called|named|is called)",
}
_PATTERNS = {concern: re.compile(rf"(?i)(?<!\w)(?:{words})(?!\w)") for concern, words in _WORDS.items()}


def concerns_in(text: str) -> dict[Concern, str]:
    """Return what a note's words suggest, each with the word that does; empty for most notes."""
    found = {concern: pattern.search(text) for concern, pattern in _PATTERNS.items()}
    return {concern: match[0] for concern, match in found.items() if match}
