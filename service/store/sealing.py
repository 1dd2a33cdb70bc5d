"""Sealing: AES-256-GCM with a versioned key that never stands in the database.

A sealed value is version (2 bytes), nonce (12 bytes), ciphertext. Where it belongs is authenticated
with it, so that a ciphertext moved to another row or owner cannot be opened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from service.problems import Problem
from service.words import N_

_KEY_BYTES = 32
_NONCE_BYTES = 12
_HEADER = 2


class KeyProblemError(Problem):
    """The key is missing, broken or the wrong one; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys by version: the newest one seals, all open. ``lookup`` keys the searchable hashes."""

    keys: dict[int, bytes] = field(repr=False)

    @property
    def newest(self) -> int:
        """Version of the key that seals."""
        return max(self.keys)

    def seal(self, text: str, where: str) -> bytes:
        """Seal a text that belongs to ``where`` (table, column, row)."""
        version = self.newest
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(self.keys[version]).encrypt(nonce, text.encode(), where.encode())
        return version.to_bytes(_HEADER, "big") + nonce + sealed

    def open(self, sealed: bytes, where: str) -> str:
        """Open what was sealed for ``where``; raises KeyProblemError with the wrong key."""
        version = version_of(sealed)
        key = self.keys.get(version)
        if key is None:
            message = N_(
                "Key {version} is missing: this text was sealed with it. Put it back in the key file."
            )
            raise KeyProblemError(message, version=version)
        nonce = sealed[_HEADER : _HEADER + _NONCE_BYTES]
        try:
            return AESGCM(key).decrypt(nonce, sealed[_HEADER + _NONCE_BYTES :], where.encode()).decode()
        except InvalidTag as error:
            message = N_("Key {version} does not open what is stored. Restore the key file of this database.")
            raise KeyProblemError(message, version=version) from error

    def fingerprint(self, value: str, owner: str) -> str:
        """Return a keyed hash by which an address or number is found without being readable.

        The key of the lowest version makes it and never changes, so that people are still found
        after the sealing keys were changed.
        """
        base = hashlib.sha256(b"plausch lookup" + self.keys[min(self.keys)]).digest()
        return hmac.new(base, f"{owner}|{value}".encode(), hashlib.sha256).hexdigest()


def version_of(sealed: bytes) -> int:
    """Return the version of the key that sealed a value."""
    return int.from_bytes(sealed[:_HEADER], "big")


def parse_keys(text: str, source: str) -> Keyring:
    """Read keys written as "2:base64,1:base64" (or one a line)."""
    keys: dict[int, bytes] = {}
    for part in text.replace("\n", ",").split(","):
        if not part.strip():
            continue
        version, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not version.isdigit() or len(key) != _KEY_BYTES:
            message = N_("{source} holds no usable key: each is written VERSION:BASE64 with 32 bytes.")
            raise KeyProblemError(message, source=source)
        keys[int(version)] = key
    if not keys:
        raise KeyProblemError(N_("{source} is empty. Restore the key file from your backup."), source=source)
    return Keyring(keys)


def new_key() -> bytes:
    """Draw a key."""
    return secrets.token_bytes(_KEY_BYTES)


def written_keys(keyring: Keyring) -> str:
    """Write keys as a key file holds them."""
    pairs = sorted(keyring.keys.items(), reverse=True)
    return "\n".join(f"{version}:{base64.b64encode(key).decode()}" for version, key in pairs) + "\n"


def load_or_create(path: Path) -> Keyring:
    """Read the key file; make one (0600) where there is none yet."""
    if path.exists():
        return parse_keys(path.read_text(encoding="ascii"), str(path))
    keyring = Keyring({0: new_key(), 1: new_key()})
    save_keys(path, keyring)
    return keyring


def save_keys(path: Path, keyring: Keyring) -> None:
    """Write a key file for its owner's eyes only, whole or not at all."""
    temporary = path.with_suffix(".new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(written_keys(keyring))
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
