"""Video links: found in whatever wraps them, and nothing else taken for one."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.links import best_video_link, declared_video_link, find_video_link
from policies.video_services import HOST_LABELS, SCHEMES, SERVICES

MEET = "https://meet.google.com/kqz-mwpt-rvd"
ZOOM = "https://us06web.zoom.us/j/81234567890?pwd=Q2hhdA.1"
TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_TmFlaGtpc3RjaGVu%40thread.v2/0?context=%7b%7d"


@pytest.mark.parametrize(
    ("text", "service"),
    [
        (MEET, "meet"),
        (ZOOM, "zoom"),
        (TEAMS, "teams"),
        ("https://teams.microsoft.com/meet/2345678901234?p=a1B2c3", "teams"),
        ("https://teams.live.com/meet/9412345678901", "teams"),
        ("https://nordlicht.webex.com/meet/jule.brandt", "webex"),
        ("https://nordlicht.webex.com/nordlicht/j.php?MTID=m0123456789abcdef", "webex"),
        ("https://meet.jit.si/NordlichtJule", "jitsi"),
        ("https://whereby.com/nordlicht-jule", "whereby"),
        ("https://meet.goto.com/123456789", "goto"),
        ("https://global.gotomeeting.com/join/123456789", "goto"),
        ("https://bbb.hochschule.example/b/jul-abc-def", "bigbluebutton"),
        ("https://jitsi.hansen-logistik.example/Vertrieb", "jitsi"),
        ("https://meet.lync.com/nordlicht/jule/A1B2C3D4", "skype"),
        ("https://app.chime.aws/meetings/1234567890", "chime"),
        ("https://v.ringcentral.com/join/123456789", "ringcentral"),
        ("https://facetime.apple.com/join#v=1&p=abc&k=def", "facetime"),
        ("zoommtg://zoom.us/join?confno=81234567890", "zoom"),
        ("https://app.alfaview.com/#/join/nordlicht/raum-1", "alfaview"),
        ("https://kmeet.infomaniak.com/abcdefgh", "kmeet"),
        ("https://cal.com/video/abcDEF123", "calcom_video"),
        ("https://telemost.yandex.ru/j/12345678901234", "yandex_telemost"),
        ("https://meeting.tencent.com/dm/AbCdEf123", "tencent"),
        ("https://doxy.me/dr.brandt", "doxy"),
        ("https://zoom.us/meeting/register/tZwqde-vqTkuHd", "zoom"),
        ("https://zoom.us/launch/jc/81234567890", "zoom"),
        ("https://teams.microsoft.com/_#/pre-join-calling/19:meeting_Tm@thread.v2", "teams"),
        ("msteams:/l/meetup-join/19%3ameeting_Tm%40thread.v2/0", "teams"),
        ("https://meet.google.com/KQZ-MWPT-RVD", "meet"),
        ("https://nordlicht.webex.com/mw3300/mywebex/default.do?siteurl=nordlicht&MTID=m1", "webex"),
        ("jitsi-meet://meet.jit.si/NordlichtJule", "jitsi"),
        ("https://meet.nordlicht.example/jule.brandt/7K2LM4QP", "skype"),
        ("https://app.goto.com/meeting/123456789", "goto"),
        ("https://lu.ma/join/g-nordlicht", "luma"),
        ("https://visio.numerique.gouv.fr/abc-defg-hij", "visio"),
    ],
)
def test_services_are_recognised(text: str, service: str) -> None:
    """A link into a meeting names its service."""
    link = find_video_link(text)
    assert link is not None
    assert link.service == service


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://zoom.us/rec/share/abcDEF.123",
        "https://us06web.zoom.us/rec/play/abcDEF",
        "https://support.zoom.us/hc/de/articles/201362193",
        "https://zoom.us/pricing",
        "https://zoom.us",
        "https://meet.google.com",
        "https://support.google.com/meet/answer/9302870",
        "https://teams.microsoft.com/l/chat/0/0?users=jule@nordlicht.example",
        "https://teams.microsoft.com/l/channel/19%3aabc%40thread.tacv2/Allgemein",
        "https://www.microsoft.com/de-de/microsoft-teams/join-a-meeting",
        "https://aka.ms/JoinTeamsMeeting?omkt=de-DE",
        "https://dialin.teams.microsoft.com/0a1b2c?id=123456789",
        "https://teams.microsoft.com/meetingOptions/?organizerId=1&tenantId=2",
        "https://help.webex.com/de-de/article/join",
        "https://maps.google.com/?q=Lange+Reihe+12,+Hamburg",
        "https://www.google.com/maps/place/Hamburg",
        "https://app.slack.com/client/T0123/C0123",
        "https://wa.me/4915112345678",
        "https://calendly.com/jule-brandt/30min",
        "https://whereby.com/information/pricing",
        "https://notzoom.us/j/81234567890",
        "https://zoom.us.evil.example/j/81234567890",
        "https://evil.example/?next=https://zoom.us.evil.example/j/1",
        "https://meet.google.com.evil.example/kqz-mwpt-rvd",
        "https://user:pass@zoom.us/j/81234567890",
        "https://jitsi.github.io/handbook/",
        "https://support.goto.com/meeting",
        "https://www.goto.com/pricing",
        "https://www.8x8.com/products/video-conferencing",
        "https://streamyard.com/resources",
        "https://app.gather.town/pricing",
        "https://butter.us/de/blog/besser-tagen",
        "https://m.me/nordlicht.personal",
        "https://nordlicht.webex.com/webappng/sites/nordlicht/recording/playback/1",
        "https://nordlicht.webex.com/nordlicht/globalcallin.php?MTID=m1",
        "msteams://teams.microsoft.com/l/chat/0/0?users=jule@nordlicht.example",
        f"https://nordlicht.example/?text={quote(MEET, safe='')}",
        "Wir sehen uns in Zoom, Link folgt.",
    ],
)
def test_other_links_are_no_meetings(text: str) -> None:
    """Recordings, help pages, chats, maps and look-alikes are not taken for a meeting."""
    assert find_video_link(text) is None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"Bitte hier beitreten: {MEET}.", MEET),
        (f"({MEET})", MEET),
        (f"<{ZOOM}>", ZOOM),
        (f"Beitreten<{TEAMS}>", TEAMS),
        (f'<a href="{MEET}">Beitreten</a>', MEET),
        (f"<a href='{ZOOM}&amp;x=1'>Zoom</a>", f"{ZOOM}&x=1"),
        (f"[Beitreten]({MEET})", MEET),
        (f"„{MEET}“", MEET),
        (f"{MEET}, bis gleich!", MEET),
        (f"{MEET}\r\nMeeting-ID: 812 3456 7890", MEET),
        ("meet.google.com/kqz-mwpt-rvd", MEET),
        ("MEET.GOOGLE.COM/kqz-mwpt-rvd", MEET),
        ("HTTPS://Meet.Google.com/kqz-mwpt-rvd", MEET),
        (f"https://www.google.com/url?q={quote(MEET, safe='')}&sa=D&ust=1", MEET),
        (
            f"https://eur02.safelinks.protection.outlook.com/?url={quote(TEAMS, safe='')}&data=05",
            TEAMS,
        ),
        (
            "https://nam11.safelinks.protection.outlook.com/?url="
            + quote(f"https://www.google.com/url?q={quote(MEET, safe='')}", safe=""),
            MEET,
        ),
        (f"https://zoom.us/j/81234567890 oder {ZOOM}", "https://zoom.us/j/81234567890"),
        (f"https://us06web.zoom.us/j/81234567890 mit Kenncode {ZOOM}", ZOOM),
        (f"_{MEET}_", MEET),
        (f"链接：{MEET}，稍后见", MEET),
        (f"Beitreten\\n{MEET}\\nBis dann", MEET),
        (f'<a href=3D"{ZOOM.replace("=", "=3D")}">Zoom</a>', ZOOM),
        (f'{TEAMS[:-6]}{{"Tid":"a-1","Oid":"b-2"}}', f'{TEAMS[:-6]}{{"Tid":"a-1","Oid":"b-2"}}'),
        (f"https://urldefense.com/v3/__{MEET}__;!!abc!def$", MEET),
        (
            "https://urldefense.us/v3/__https://zoom.us/j/812345*3fpwd=a**B__;JSYmYg!!a!b$",
            "https://zoom.us/j/812345%3fpwd=a&&b",
        ),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__meet.google.com_kqz-2Dmwpt-2Drvd&d=x", MEET),
        (f"https://filter.hansen-logistik.example/click?url={quote(ZOOM, safe='')}&sig=1", ZOOM),
        (f"https://r.awstrack.example/L0/{quote(MEET, safe=':')}/1/0100", MEET),
        (f"https://secure-web.cisco.com/1abc/{quote(ZOOM, safe='')}", ZOOM),
        (f"https://eu.protection.sophos.com/?d=x&u={b64encode(MEET.encode()).decode()}&i=1", MEET),
        (f"https://www.google.at/url?q={MEET}&sa=D", MEET),
        (f"Aufzeichnung: https://zoom.us/rec/share/abc, Termin: {ZOOM}", ZOOM),
    ],
)
def test_wrappings_are_taken_off(text: str, url: str) -> None:
    """SafeLinks, redirects, HTML, brackets and punctuation do not stick to the link."""
    link = find_video_link(text)
    assert link is not None
    assert link.url == url


def test_sources_have_a_rank() -> None:
    """What the location says counts before what the text says."""
    link = best_video_link("", f"Raum: {ZOOM}", MEET)
    assert link is not None
    assert link.service == "zoom"


@pytest.mark.parametrize(
    ("declared", "service"),
    [(MEET, "meet"), ("https://video.nordlicht.example/raum/7", "other")],
)
def test_a_declared_conference_is_believed(declared: str, service: str) -> None:
    """The calendar's own conference field needs no known service."""
    link = declared_video_link(declared)
    assert link is not None
    assert link.service == service


def test_a_declared_conference_has_to_be_secure() -> None:
    """A conference field that holds no https address is no link."""
    assert declared_video_link("http://video.nordlicht.example/7") is None
    assert declared_video_link("Raum 7") is None


def test_the_table_is_wide() -> None:
    """At least fifty services are known, and each row can be read."""
    assert len({service for service, _, _ in (*SERVICES, *HOST_LABELS, *SCHEMES)}) >= 50


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    """No text breaks the search, and what is found is an address with a scheme."""
    link = find_video_link(f"{text} https://zoom.us/{text}")
    assert link is None or "://" in link.url


@given(
    st.sampled_from([MEET, ZOOM, TEAMS]),
    st.text(alphabet="abc äöü,.;:!?()[]<>\"'\n\t", max_size=40),
    st.text(alphabet="äöü,.;:!?()[]<>\"'\n\t", max_size=20),
)
def test_a_link_is_found_in_any_surroundings(url: str, before: str, after: str) -> None:
    """Words and punctuation around a link neither hide nor change it."""
    link = find_video_link(f"{before} {url} {after}")
    assert link is not None
    assert link.url == url


@pytest.mark.parametrize(
    "piece",
    ['https://zoom.us/{"', "https://x.example/?url=", "/https:%2F%2F", "a.b/", "%3a%2f", "](", "**", "&#1"],
)
def test_a_hostile_text_can_be_searched(piece: str) -> None:
    """A text made to keep the search busy is searched to its end."""
    find_video_link(f"https://urldefense.com/v3/__{piece * (50_000 // len(piece))}")
