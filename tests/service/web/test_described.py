"""The API is as its description says: whatever is sent, no 5xx, and answers have the described shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from tests.service.web.house import OTHER, House, house
from tests.service.web.test_tenancy import ROUTES

CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            # Reported on every 405 of this framework, although the header is there.
            "allow_header_conformance": {"enabled": False},
            # It takes the token that is shown here for one of its own drawing; test_tenancy tries strangers.
            "ignored_auth": {"enabled": False},
            # What a phone number or a setting may be is more than a schema can say: it is refused with 422.
            "positive_data_acceptance": {"enabled": False},
        }
    }
)
QUICKLY = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def here() -> Iterator[House]:
    """Open a house in which an owner has one of everything."""
    with house() as opened:
        opened.settle_in()
        opened.settle_in(OTHER)
        opened.app.start()
        yield opened


@pytest.fixture(scope="module")
def described(here: House) -> Any:  # schemathesis names no simple type for it
    """Read the description from the application itself."""
    local = {"Host": "localhost"}
    return schemathesis.openapi.from_asgi("/api/openapi.json", here.web, config=CONFIG, headers=local)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_the_api_is_as_described(here: House, described: Any, method: str, path: str) -> None:
    """No 5xx, no undocumented answer, no answer without a session where one is needed."""
    operation = described[path][method]
    fitting, unfitting = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @QUICKLY
    @given(case=fitting | unfitting)
    def answers_are_as_described(case: Any) -> None:
        token = {"Authorization": f"Bearer {here.secret()}", "Host": "localhost"}
        case.call_and_validate(headers=token)

    answers_are_as_described()
