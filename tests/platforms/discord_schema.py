"""Discord's own published schemas as a second judge of what we send, where they are installed.

`make test` installs them beside the environment where there is npm; anybody else may name the folder:

npm install --prefix DIR discord-api-spec zod@4
DISCORD_API_SPEC=DIR python -m pytest tests/platforms -k discord
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(os.environ.get("DISCORD_API_SPEC") or Path(sys.prefix, "discord-api-spec"))
INSTALLED = (HERE / "node_modules" / "discord-api-spec").is_dir()
MEDIA_CHANNEL = 16
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


def list_refused(bodies: Sequence[tuple[str, Any]]) -> list[str]:
    """What the schemas do not take, each with its reason; nothing where they are not installed."""
    if not INSTALLED or not bodies:
        return []
    judge = _open_judge()
    assert judge.stdin is not None
    assert judge.stdout is not None
    judge.stdin.write(json.dumps([(name, _as_told(body)) for name, body in bodies]) + "\n")
    judge.stdin.flush()
    refused: list[str] = json.loads(judge.stdout.readline())
    return refused


@cache
def _open_judge() -> subprocess.Popen[str]:
    """One for all tests of a process: loading the schemas takes longer than any judgement."""
    pipe = subprocess.PIPE
    node = ["node", str(_SCRIPT), str(HERE)]
    judge = subprocess.Popen(node, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - our own script
    atexit.register(_close, judge)
    return judge


def _close(judge: subprocess.Popen[str]) -> None:
    judge.communicate(timeout=10)  # its input ends, and so does it


def _as_told(body: Any) -> Any:
    """As the schemas have it. Discord takes ids as numbers, too; and media channels, of which its documents tell
    and for which its libraries ask, are in no schema yet."""
    if isinstance(body, dict):
        return {name: _value_as_told(name, value) for name, value in body.items()}
    return [_as_told(one) for one in body] if isinstance(body, list) else body


def _value_as_told(name: str, value: Any) -> Any:
    if name.endswith("_id") and isinstance(value, int):
        return str(value)
    if name == "attachments":  # of those that come with the message, the places
        return [{**_as_told(one), "id": str(one["id"])} for one in value]
    if name == "channel_types":
        return [kind for kind in value if kind != MEDIA_CHANNEL]
    return _as_told(value)
