"""All scenarios."""

from __future__ import annotations

from tests.scenarios.table import ASKING, LISTS, READING, SUBSCRIBING
from tests.scenarios.table_managing import OPERATING, RIGHTS, SETTINGS_MENU

SCENARIOS = (*READING, *ASKING, *SUBSCRIBING, *LISTS, *RIGHTS, *OPERATING, *SETTINGS_MENU)
