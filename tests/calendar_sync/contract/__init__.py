"""What every calendar promises: one suite, and a subject for each calendar to show it on."""

import pytest

pytest.register_assert_rewrite(
    *(f"{__name__}.{part}" for part in ("subject", "reading", "writing", "entries", "undoing", "upkeep"))
)
