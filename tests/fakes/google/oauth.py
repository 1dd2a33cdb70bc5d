"""Google's consent page, token endpoint, keys and revocation, as far as a client can tell.

Facts: developers.google.com/identity/protocols/oauth2/web-server (the code flow, granular consent,
revocation) and RFC 7636 (PKCE). A person at the consent page is played by a test (``consents``), or
sits in front of a browser.

Codes and grants live by the world's clock; the token about the person by the real one, which
google-auth reads.
"""

from __future__ import annotations

import base64
import hashlib
import html
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from google.auth import jwt
from google.auth.crypt import RSASigner
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from service.clock import now as real_now

if TYPE_CHECKING:
    from tests.fakes.google.state import Account, Grant
    from tests.fakes.google.world import World

CLIENT_ID = "1234567890-plausch.apps.googleusercontent.com"
CLIENT_SECRET = "GOCSPX-fake-secret-of-a-fake"
KEY_ID = "fake-key-1"
_CODE_LASTS, _TESTING_LASTS = timedelta(minutes=10), timedelta(days=7)
_LONG = {"email": "https://www.googleapis.com/auth/userinfo.email"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person does at the consent page: with which account, what is left unticked, or which error."""

    account: str
    without: frozenset[str] = frozenset()
    error: str = ""


@dataclass(slots=True, kw_only=True)
class Code:
    """A code that was handed out. ``lasting`` says whether a refresh token comes with it."""

    email: str
    scopes: frozenset[str]
    challenge: str
    redirect: str
    lasting: bool
    ends: datetime
    nonce: str = ""
    used: bool = False


@dataclass(slots=True, kw_only=True)
class OAuthState:
    """``consents`` are what people will do next; an empty one leaves it to somebody in front of a browser.

    ``rotate``: each refresh brings another refresh token, and the old one is worth nothing.
    ``testing``: refresh tokens end after seven days, as those of an app that is not published do.
    ``down``: so many requests to the token and revocation endpoints are answered with 503. The last
    five falsify the token about the person.
    """

    client_id: str = CLIENT_ID
    client_secret: str = CLIENT_SECRET
    consents: deque[Consent] = field(default_factory=deque)
    codes: dict[str, Code] = field(default_factory=dict)
    consented: dict[str, frozenset[str]] = field(default_factory=dict)
    issued: dict[str, datetime] = field(default_factory=dict)
    revoked: list[str] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    rotate: bool = False
    testing: bool = False
    down: int = 0
    keys_asked: int = 0
    refreshed: int = 0
    issuer: str = "https://accounts.google.com"
    audience: str = ""
    age: timedelta = timedelta()
    foreign_key: bool = False
    nonce: str | None = None


def routes() -> list[Route]:
    """Return the routes that have nothing to do with calendars."""
    return [
        Route("/o/oauth2/v2/auth", _auth, methods=["GET"]),
        Route("/o/oauth2/v2/auth", _decided, methods=["POST"]),
        Route("/token", _token, methods=["POST"]),
        Route("/revoke", _revoke, methods=["POST"]),
        Route("/oauth2/v1/certs", _certs, methods=["GET"]),
    ]


def world_of(request: Request) -> World:
    """Return the world that this server serves at the moment."""
    world: World = request.app.state.fake.world
    return world


# The consent page.


async def _auth(request: Request) -> Response:
    world, asked = world_of(request), dict(request.query_params)
    oauth: OAuthState = world.oauth
    oauth.asked.append(asked)
    if problem := _wrong(asked):
        return HTMLResponse(f"<h1>Error 400: {problem}</h1>", 400)
    if oauth.consents:
        return _answered(world, asked, oauth.consents.popleft())
    return HTMLResponse(_page(world, asked))


async def _decided(request: Request) -> Response:
    world, asked = world_of(request), dict(request.query_params)
    pairs = parse_qsl((await request.body()).decode())
    said = dict(pairs)
    ticked = {value for name, value in pairs if name == "scope"}
    if problem := _wrong(asked):
        return HTMLResponse(f"<h1>Error 400: {problem}</h1>", 400)
    without = frozenset(_scopes(asked) - ticked - {"openid", _LONG["email"]})
    error = "" if said.get("say") == "allow" else "access_denied"
    return _answered(world, asked, Consent(account=said.get("account", ""), without=without, error=error))


def _wrong(asked: dict[str, str]) -> str:
    if asked.get("client_id") != CLIENT_ID:
        return "invalid_client"
    if not asked.get("redirect_uri", "").startswith(("http://127.0.0.1", "http://localhost", "https://")):
        return "redirect_uri_mismatch"
    if asked.get("response_type") != "code" or not asked.get("scope"):
        return "invalid_request"
    if asked.get("code_challenge") and asked.get("code_challenge_method") != "S256":
        return "invalid_request"
    return ""


def _answered(world: World, asked: dict[str, str], consent: Consent) -> Response:
    oauth: OAuthState = world.oauth
    back = {"state": asked.get("state", "")}
    if consent.error:
        back["error"] = consent.error
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)
    before = oauth.consented.get(consent.account)
    anew = before is None or asked.get("prompt") == "consent"
    scopes = frozenset(_scopes(asked) - consent.without) if anew or before is None else before
    oauth.consented[consent.account] = scopes
    code = f"4/0A{secrets.token_urlsafe(24)}"
    oauth.codes[code] = Code(
        email=consent.account,
        scopes=scopes,
        challenge=asked.get("code_challenge", ""),
        redirect=asked["redirect_uri"],
        lasting=anew and asked.get("access_type") == "offline",
        ends=world.now + _CODE_LASTS,
        nonce=asked.get("nonce", ""),
    )
    back |= {"code": code, "scope": " ".join(sorted(scopes)), "authuser": "0", "prompt": "consent"}
    return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)


def _scopes(asked: dict[str, str]) -> set[str]:
    return {_LONG.get(each, each) for each in asked["scope"].split()}


def _page(world: World, asked: dict[str, str]) -> str:
    accounts = "".join(
        f'<p><label><input type="radio" name="account" value="{html.escape(email)}"'
        f"{'' if number else ' checked'}> {html.escape(email)}</label></p>"
        for number, email in enumerate(world.accounts)
    )
    scopes = "".join(
        f'<p><label><input type="checkbox" name="scope" value="{html.escape(each)}" checked> '
        f"{html.escape(each.rpartition('/')[2])}</label></p>"
        for each in sorted(_scopes(asked))
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Consent (a fake)</title>'
        '<link rel="icon" href="data:,">'
        "<h1>This is not Google</h1><p>A stand-in for its consent page: no account of yours is involved.</p>"
        f'<form method="post">{accounts}{scopes}<button name="say" value="allow">Allow</button> '
        '<button name="say" value="deny">Deny</button></form></html>'
    )


# Tokens.


async def _token(request: Request) -> Response:
    world, said = world_of(request), dict(parse_qsl((await request.body()).decode()))
    if world.oauth.down > 0:
        world.oauth.down -= 1
        return JSONResponse({"error": "temporarily_unavailable"}, 503)
    if _client(request, said) != (world.oauth.client_id, world.oauth.client_secret):
        return _bad("invalid_client", "The OAuth client was not found.", 401)
    if said.get("grant_type") == "authorization_code":
        return _exchanged(world, said)
    if said.get("grant_type") == "refresh_token":
        return _refreshed(world, said.get("refresh_token", ""))
    return _bad("unsupported_grant_type", "Invalid grant_type.")


def _client(request: Request, said: dict[str, str]) -> tuple[str, str]:
    """Return who asks: in the form, or as HTTP's own authentication."""
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        name, _, secret = base64.b64decode(shown).decode().partition(":")
        return name, secret
    return said.get("client_id", ""), said.get("client_secret", "")


def _exchanged(world: World, said: dict[str, str]) -> Response:
    code = world.oauth.codes.get(said.get("code", ""))
    if code is None or code.used or code.ends <= world.now:
        return _bad("invalid_grant", "Malformed auth code.")
    code.used = True
    if code.redirect != said.get("redirect_uri"):
        return _bad("redirect_uri_mismatch", "Bad Request")
    verifier = said.get("code_verifier", "")
    if code.challenge and not verifier:
        return _bad("invalid_grant", "Missing code verifier.")
    if code.challenge and _challenge(verifier) != code.challenge:
        return _bad("invalid_grant", "Invalid code verifier.")
    grant = world.grant(code.email, code.scopes)
    world.oauth.issued[grant.refresh_token] = world.now
    answer = _granted(world, grant, world.accounts[code.email], code.nonce)
    if code.lasting:
        answer["refresh_token"] = grant.refresh_token
    return JSONResponse(answer)


def _refreshed(world: World, token: str) -> Response:
    oauth: OAuthState = world.oauth
    grant = world.grants_by_refresh.get(token)
    over = oauth.testing and oauth.issued.get(token, world.now) + _TESTING_LASTS <= world.now
    if grant is None or grant.revoked or over:
        return _bad("invalid_grant", "Token has been expired or revoked.")
    oauth.refreshed += 1
    world.grants_by_access.pop(grant.access_token, None)
    grant.access_token = f"ya29.{secrets.token_urlsafe(24)}"
    grant.expires = world.now + timedelta(hours=1)
    world.grants_by_access[grant.access_token] = grant
    answer = _granted(world, grant, world.accounts[grant.email])
    if oauth.rotate:
        world.grants_by_refresh.pop(token)
        grant.refresh_token = f"1//{secrets.token_urlsafe(24)}"
        world.grants_by_refresh[grant.refresh_token] = grant
        oauth.issued[grant.refresh_token] = oauth.issued.get(token, world.now)
        answer["refresh_token"] = grant.refresh_token
    return JSONResponse(answer)


def _granted(world: World, grant: Grant, account: Account, nonce: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = {
        "access_token": grant.access_token,
        "expires_in": 3599,
        "scope": " ".join(sorted(grant.scopes)),
        "token_type": "Bearer",
    }
    if "openid" in grant.scopes:
        answer["id_token"] = _about(world.oauth, account, grant.scopes, nonce)
    return answer


def _about(oauth: OAuthState, account: Account, scopes: frozenset[str], nonce: str) -> str:
    begun = int((real_now() - oauth.age).timestamp())
    claims: dict[str, Any] = {
        "iss": oauth.issuer,
        "aud": oauth.audience or oauth.client_id,
        "azp": oauth.client_id,
        "sub": account.sub,
        "iat": begun,
        "exp": begun + 3600,
    }
    if _LONG["email"] in scopes:
        claims |= {"email": account.email, "email_verified": True}
    if account.workspace:
        claims["hd"] = account.email.rpartition("@")[2]
    if nonce and oauth.nonce is None:
        claims["nonce"] = nonce
    elif oauth.nonce:
        claims["nonce"] = oauth.nonce
    key = _foreign_key() if oauth.foreign_key else _key()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = RSASigner.from_string(pem, KEY_ID)  # type: ignore[no-untyped-call]
    return str(jwt.encode(signer, claims, key_id=KEY_ID).decode())  # type: ignore[no-untyped-call]


async def _certs(request: Request) -> Response:
    world_of(request).oauth.keys_asked += 1
    headers = {"Cache-Control": "public, max-age=20000, must-revalidate"}
    return JSONResponse({KEY_ID: _certificate()}, headers=headers)


async def _revoke(request: Request) -> Response:
    world = world_of(request)
    said = dict(request.query_params) | dict(parse_qsl((await request.body()).decode()))
    if world.oauth.down > 0:
        world.oauth.down -= 1
        return JSONResponse({"error": "temporarily_unavailable"}, 503)
    token = said.get("token", "")
    grant = world.grants_by_refresh.get(token) or world.grants_by_access.get(token)
    if grant is None or grant.revoked:
        return _bad("invalid_token", "Token expired or revoked")
    world.revoke(grant.email)
    world.oauth.consented.pop(grant.email, None)
    world.oauth.revoked.append(grant.email)
    return JSONResponse({})


def _bad(error: str, description: str, status: int = 400) -> Response:
    return JSONResponse({"error": error, "error_description": description}, status)


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def _foreign_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def _certificate() -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "federated-signon.fake.example")])
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(_key().public_key())
        .serial_number(1)
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=3650))
        .sign(_key(), hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM).decode()
