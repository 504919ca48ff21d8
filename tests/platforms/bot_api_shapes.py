"""Objects of the Bot API that are told in several of its answers."""

from __future__ import annotations

from collections.abc import Mapping

from tests.platforms.bot_api_reading import Json, Upload

ADMINISTRATOR = dict.fromkeys(
    (
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
        "can_restrict_members can_promote_members can_change_info can_invite_users "
        "can_post_stories can_edit_stories can_delete_stories"
    ).split(),
    False,
)
GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def member_as_json(user: int, administrators: Mapping[int, str]) -> Json:
    status = administrators.get(user, "member")
    member: Json = {"status": status, "user": {"id": user, "is_bot": False, "first_name": "Somebody"}}
    if status == "creator":
        member["is_anonymous"] = False
    return member | (ADMINISTRATOR if status == "administrator" else {})


def document_as_json(file_id: str, upload: Upload) -> Json:
    return {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_name": upload.name,
        "file_size": len(upload.content),
    }
