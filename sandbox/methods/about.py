"""The bot itself: its name, its words about itself, its commands and menu, per scope and language."""

import json
import re
from typing import Any

from sandbox.content import Body
from sandbox.errors import bad
from sandbox.methods.access import readable
from sandbox.methods.registry import METHODS, Args, Desk, method
from sandbox.model import Chat
from sandbox.world import World

MAX_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"([a-z]{2})?")
CANNOT = (
    "supports_inline_queries", "supports_guest_queries", "supports_join_request_queries", "can_connect_to_business",
    "has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics", "can_manage_bots",
)  # fmt: skip
LIMITS = {"name": 64, "description": 512, "short_description": 120}


@method
def get_me(desk: Desk, _a: Args) -> Body:
    shown = {"can_join_groups": True, "can_read_all_group_messages": not desk.world.privacy}
    return desk.world.bot.user() | shown | dict.fromkeys(CANNOT, False)


@method
def log_out(_desk: Desk, _a: Args) -> bool:
    return True


@method
def close(_desk: Desk, _a: Args) -> bool:
    return True


# --- commands


@method
def set_my_commands(desk: Desk, a: Args) -> bool:
    key = commands_key(desk.world, a)
    commands: list[Body] = a["commands"]
    if len(commands) > MAX_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:  # noqa: PLR2004 - of BotCommand's own description
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    desk.world.commands[key] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
    show_bot(desk.world)
    return True


@method
def get_my_commands(desk: Desk, a: Args) -> list[Body]:
    return desk.world.commands.get(commands_key(desk.world, a), [])


@method
def delete_my_commands(desk: Desk, a: Args) -> bool:
    desk.world.commands.pop(commands_key(desk.world, a), None)
    show_bot(desk.world)
    return True


def commands_key(world: World, a: Args) -> str:
    """Scope and language, as one string."""
    scope = dict(a.get("scope") or {"type": "default"})
    if "chat_id" in scope:
        scope["chat_id"] = readable(world, scope["chat_id"]).id
    return scope_key(scope, language_of(a))


def scope_key(scope: Body, language: str) -> str:
    return json.dumps([scope, language], sort_keys=True)


def language_of(a: Args) -> str:
    language: str = a.get("language_code", "")
    if not LANGUAGE.fullmatch(language):
        raise bad("wrong language code specified")
    return language


def commands_for(world: World, chat: Chat, person: int) -> list[Body]:
    """What the menu shows this person here: the narrowest scope that has commands, in their language or in none."""
    language = world.account(person).language_code or ""
    if chat.private:
        scopes: list[Body] = [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, {"type": "default"}]
    else:
        here = {"chat_id": chat.id}
        scopes = [{"type": "chat_member", **here, "user_id": person}]
        if chat.member(person).in_charge:
            scopes.append({"type": "chat_administrators", **here})
        scopes.append({"type": "chat", **here})
        if chat.member(person).in_charge:
            scopes.append({"type": "all_chat_administrators"})
        scopes += [{"type": "all_group_chats"}, {"type": "default"}]
    keys = (scope_key(scope, spoken) for scope in scopes for spoken in (language, ""))
    return next((world.commands[key] for key in keys if world.commands.get(key)), [])


# --- name and descriptions


def profile_text(world: World, what: str, language: str) -> str:
    """In this language, else the one for all."""
    fallback = world.bot.first_name if what == "name" else ""
    return world.profile.get(f"{what} {language}") or world.profile.get(f"{what} ") or fallback


def setter(what: str) -> Any:
    def set_text(desk: Desk, a: Args) -> bool:
        text = a.get(what, "")
        if len(text) > LIMITS[what]:
            raise bad(f"bot {what.replace('_', ' ')} is too long")
        desk.world.profile[f"{what} {language_of(a)}"] = text
        show_bot(desk.world)
        return True

    return set_text


def getter(what: str) -> Any:
    def get_text(desk: Desk, a: Args) -> Body:
        return {what: profile_text(desk.world, what, language_of(a))}

    return get_text


for _what, _name in (("name", "Name"), ("description", "Description"), ("short_description", "ShortDescription")):
    METHODS[f"setMy{_name}"] = setter(_what)
    METHODS[f"getMy{_name}"] = getter(_what)


# --- the menu button


@method
def set_chat_menu_button(desk: Desk, a: Args) -> bool:
    desk.world.menu_buttons[str(a.get("chat_id", ""))] = a.get("menu_button") or {"type": "default"}
    show_bot(desk.world)
    return True


@method
def get_chat_menu_button(desk: Desk, a: Args) -> Body:
    return menu_button(desk.world, a.get("chat_id"))


def menu_button(world: World, chat_id: int | None) -> Body:
    default = world.menu_buttons.get("", {"type": "commands"})
    return world.menu_buttons.get(str(chat_id), default)


def show_bot(world: World) -> None:
    world.tell("bot", value=bot_view(world))


def bot_view(world: World) -> Body:
    """As the control side shows the bot."""
    return world.bot.user() | {"first_name": profile_text(world, "name", "")}
