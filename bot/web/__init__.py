"""The only code that opens connections to publishers."""

from bot.web.publishers import open_web
from bot.web.settings import WebSettings

__all__ = ["WebSettings", "open_web"]
