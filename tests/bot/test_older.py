"""A Bot API server of before 10.3 is understood as well."""

import json

from aiogram.types import Update

from bot import older

MEMBER = {"status": "administrator", "user": {"id": 1, "is_bot": True, "first_name": "Desk"}} | dict.fromkeys(
    [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_manage_topics",
    ],
    True,
)
PROMOTED = {
    "update_id": 7,
    "my_chat_member": {
        "chat": {"id": -1001, "type": "supergroup", "title": "Engineers"},
        "from": {"id": 2, "is_bot": False, "first_name": "Lead"},
        "date": 1_700_000_000,
        "old_chat_member": {"status": "left", "user": MEMBER["user"]},
        "new_chat_member": MEMBER,
    },
}


def test_an_administrator_of_an_older_server_is_read() -> None:
    change = Update.model_validate(older.loads(json.dumps(PROMOTED))).my_chat_member
    assert change is not None
    assert change.new_chat_member.status == "administrator"
    assert older.loads(json.dumps(PROMOTED).encode())["my_chat_member"]["new_chat_member"]["can_manage_topics"] is True


def test_what_a_newer_server_says_stays() -> None:
    said = older.loads(json.dumps(MEMBER | {older.NEWER_RIGHT: True}))
    assert said[older.NEWER_RIGHT] is True
