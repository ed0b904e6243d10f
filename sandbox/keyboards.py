"""Keyboards under messages and in place of the keyboard, checked as Telegram checks them."""

from typing import Any

from sandbox.errors import bad

ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)  # fmt: skip
REQUESTS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app")
STYLES = {"primary", "success", "danger"}
SCHEMES = ("http://", "https://", "tg://", "ton://")
MAX_BUTTONS = 100
MAX_DATA = 64  # bytes
MAX_COPIED = 256
MAX_PLACEHOLDER = 64


def check_markup(markup: dict[str, Any] | None, *, private: bool) -> None:
    """Refuse what Telegram would refuse under a message to a person or to a group."""
    if markup is None:
        return
    if (rows := markup.get("inline_keyboard")) is not None:
        for button in counted(rows):
            check_inline(button, private=private)
    elif (rows := markup.get("keyboard")) is not None:
        for button in counted(rows):
            check_reply(button, private=private)
    if len(markup.get("input_field_placeholder", "")) > MAX_PLACEHOLDER:
        raise bad("input field placeholder is too long")


def counted(rows: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    buttons = [button for row in rows for button in row]
    if len(buttons) > MAX_BUTTONS:
        raise bad("reply markup is too long")
    return buttons


def check_inline(button: dict[str, Any], *, private: bool) -> None:
    check_face(button, "inline keyboard button")
    actions = [action for action in ACTIONS if action in button]
    if not actions or (actions[0] in ("url", "callback_data") and not button[actions[0]]):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("can't parse inline keyboard button: exactly one action must be specified")
    value = button[actions[0]]
    match actions[0]:
        case "callback_data" if len(value.encode()) > MAX_DATA:
            raise bad("BUTTON_DATA_INVALID")
        case "url" if not value.lower().startswith(SCHEMES):
            if "://" in value:
                raise bad(f"inline keyboard button URL '{value}' is invalid: Unsupported URL protocol")
            if "." not in value:
                raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        case "copy_text" if not 0 < len(value["text"]) <= MAX_COPIED:
            raise bad("BUTTON_COPY_TEXT_INVALID")
        case "web_app" if not private:
            raise bad("BUTTON_TYPE_INVALID")
        case "callback_game" | "pay":
            raise bad("BUTTON_TYPE_INVALID")
        case _:
            pass


def check_reply(button: dict[str, Any], *, private: bool) -> None:
    check_face(button, "keyboard button")
    requests = [request for request in REQUESTS if button.get(request)]
    if len(requests) > 1:
        raise bad("can't parse keyboard button: at most one request must be specified")
    if requests and not private:
        what = {"request_contact": "phone number", "request_location": "location"}.get(requests[0], "this")
        raise bad(f"{what} can be requested in private chats only")


def check_face(button: dict[str, Any], name: str) -> None:
    if not button["text"].strip():
        raise bad(f"can't parse {name}: text must be non-empty")
    if button.get("style", "primary") not in STYLES:
        raise bad("BUTTON_STYLE_INVALID")
