"""Discord's own published schemas as a second judge of what we send, where they are installed.

npm install --prefix DIR discord-api-spec zod@4
DISCORD_API_SPEC=DIR python -m pytest tests/platforms -k discord
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = os.environ.get("DISCORD_API_SPEC", "")
_SCRIPT = Path(__file__).with_suffix(".mjs")

MESSAGE, EDIT, POST = "MessageCreateRequest", "MessageEditRequestPartial", "CreateForumThreadRequest"
COMMAND = "ApplicationCommandUpdateRequest"
FOLLOW_UP, LATER_EDIT = "IncomingWebhookInteractionRequest", "IncomingWebhookUpdateRequestPartial"
RESPONSES = {
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
"""The schema of a first response, by its type."""


async def list_refused(bodies: Sequence[tuple[str, Any]]) -> list[str]:
    """What the schemas do not take, each with its reason; nothing where they are not installed."""
    if not HERE or not bodies:
        return []
    pipe = asyncio.subprocess.PIPE
    node = await asyncio.create_subprocess_exec("node", str(_SCRIPT), stdin=pipe, stdout=pipe, stderr=pipe)
    written = json.dumps([(name, _with_texts(body)) for name, body in bodies])
    told, failed = await asyncio.wait_for(node.communicate(written.encode()), 30)
    assert node.returncode == 0, failed.decode()
    return told.decode().splitlines()


def _with_texts(body: Any) -> Any:
    """The library sends some ids as numbers; Discord takes them so, though its schemas do not say it."""
    if isinstance(body, dict):
        return {
            name: str(value) if name.endswith("_id") and isinstance(value, int) else _with_texts(value)
            for name, value in body.items()
        }
    return [_with_texts(one) for one in body] if isinstance(body, list) else body
