"""AiBot's own words in other languages, read from the catalogues that stand beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from gettext import GNUTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.saying import Catalogue

DOMAIN = "aibot"
LOCALE = files("bot") / "locale"


def read_catalogues() -> Mapping[str, Catalogue]:
    """By tag: every folder of bot/locale is a language, and no build has to come before."""
    return {folder.name: _read(folder) for folder in LOCALE.iterdir() if folder.is_dir()}


def _read(folder: Traversable) -> Catalogue:
    """What has no translation yet stays English."""
    with (folder / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        compiled = BytesIO()
        write_mo(compiled, read_po(file, locale=folder.name))
    compiled.seek(0)
    return GNUTranslations(compiled)
