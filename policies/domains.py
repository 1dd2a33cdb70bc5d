"""Mail domains and addresses that mean something: freemail, notetakers, booking tools."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

FREEMAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.de",
        "hotmail.com",
        "hotmail.de",
        "hotmail.co.uk",
        "hotmail.fr",
        "live.com",
        "live.de",
        "msn.com",
        "yahoo.com",
        "yahoo.de",
        "yahoo.co.uk",
        "yahoo.fr",
        "yahoo.es",
        "yahoo.it",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "aol.de",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "gmx.com",
        "web.de",
        "email.de",
        "t-online.de",
        "magenta.de",
        "freenet.de",
        "arcor.de",
        "posteo.de",
        "posteo.net",
        "mailbox.org",
        "tutanota.com",
        "tuta.com",
        "tutanota.de",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "fastmail.com",
        "fastmail.fm",
        "hey.com",
        "zoho.com",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "yandex.com",
        "bluewin.ch",
        "hispeed.ch",
        "aon.at",
        "chello.at",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "sfr.fr",
        "libero.it",
        "virgilio.it",
        "tiscali.it",
        "alice.it",
        "terra.es",
        "telefonica.net",
        "sapo.pt",
        "uol.com.br",
        "bol.com.br",
        "kabelmail.de",
        "vodafone.de",
        "vodafonemail.de",
        "1und1.de",
        "online.de",
        "o2online.de",
        "btinternet.com",
        "sky.com",
        "comcast.net",
        "verizon.net",
        "att.net",
    ],
)
"""Anybody can have an address here, so such a domain never shows who is a colleague."""

NOTETAKER_DOMAINS = frozenset(
    [
        "fireflies.ai",
        "otter.ai",
        "read.ai",
        "tldv.io",
        "fathom.video",
        "avoma.com",
        "grain.com",
        "grain.co",
        "sembly.ai",
        "meetgeek.ai",
        "airgram.io",
        "notta.ai",
        "krisp.ai",
        "supernormal.com",
        "laxis.com",
        "jamie.ai",
        "bluedothq.com",
        "circleback.ai",
        "granola.so",
        "sally.io",
        "bliro.io",
        "tactiq.io",
        "recall.ai",
        "gong.io",
        "chorus.ai",
        "spinach.io",
        "spinach.ai",
        "noota.io",
        "leexi.ai",
        "modjo.ai",
        "fellow.app",
        "nyota.ai",
    ],
)
"""Programs that join to take notes; they are no guests."""


def is_notetaker(address: str) -> bool:
    """Whether a program listens under this address."""
    return is_at(address, NOTETAKER_DOMAINS)


@lru_cache(maxsize=8192)
def is_at(address: str, domains: frozenset[str]) -> bool:
    """Whether an address is at one of these domains or below one of them."""
    return within(domain_of(address), domains)


def domain_of(address: str) -> str:
    """Return the part behind the last ``@``, lower case; empty when there is none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def within(domain: str, parents: Collection[str]) -> bool:
    """Whether a domain is one of ``parents`` (a set) or below one of them."""
    while domain:
        if domain in parents:
            return True
        domain = domain.partition(".")[2]
    return False


def own_domains(addresses: Iterable[str]) -> frozenset[str]:
    """Return the domains that show a colleague, given the owner's own addresses."""
    return frozenset(filter(None, map(domain_of, addresses))) - FREEMAIL
