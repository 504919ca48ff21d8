"""Reads Telegram's lists of updates one by one, so that one which the library cannot read hides no other."""

from __future__ import annotations

from typing import Any

import structlog
from telegram import Update
from telegram.request import HTTPXRequest

log = structlog.get_logger(__name__)


class UpdatesRequest(HTTPXRequest):
    """For getUpdates. Telegram lists an update until it is confirmed, and new sorts of messages come before the
    library knows them: what it cannot read is emptied, to be confirmed like any other that asks for nothing."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        answer = HTTPXRequest.parse_json_payload(payload)
        updates = answer.get("result") if isinstance(answer, dict) else None
        if not isinstance(updates, list):
            return answer
        return {**answer, "result": [_readable(update) for update in updates]}


def _readable(update: dict[str, Any]) -> dict[str, Any]:
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001 - whatever the library makes of it
        # Neither the error's words nor the content: they may be what a person wrote.
        kinds = [f"{kind}: {', '.join(sorted(one))}" for kind, one in update.items() if isinstance(one, dict)]
        log.error("telegram_update_unreadable", problem=type(error).__name__, holds="; ".join(kinds))
        return {"update_id": update["update_id"]}
    return update
