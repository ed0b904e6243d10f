"""The people of the demo; their ids never change, so that a bot can be set up for them."""

from sandbox.server import TOKEN, Sandbox

PETR, MARIA = 1001, 1002
ANNA, BORIS, VERA = 2001, 2002, 2003
LUDMILA = 3001
ENGINEERS = -1001000000001

PEOPLE = (
    (PETR, "Пётр Петров", "petr_petrov", "ru", "+79000000001"),
    (MARIA, "Maria Ivanova", "maria_ivanova", "en", "+79000000002"),
    (ANNA, "Анна Соколова", "anna_sokolova", "ru", "+79000000011"),
    (BORIS, "Борис Орлов", "boris_orlov", "ru", "+79000000012"),
    (VERA, "Вера Зайцева", "vera_zaitseva", "ru", "+79000000013"),
    (LUDMILA, "Людмила Белова", "ludmila_belova", "ru", "+79000000021"),
)


def seed(tg: Sandbox) -> None:
    """Two customers; three engineers and their lead in a forum where the bot keeps the topics."""
    people = {
        # The lead has pressed Start long ago: a bot may not write first, and alerts are to be seen.
        who: tg.person(name, id=who, username=username, language=language, phone=phone, started=who == LUDMILA)
        for who, name, username, language, phone in PEOPLE
    }
    members = [people[who] for who in (LUDMILA, ANNA, BORIS, VERA)]
    tg.forum("Инженеры", members, id=ENGINEERS, owner=people[LUDMILA])


def demo_settings(base_url: str, smtp_port: int, token: str = TOKEN) -> dict[str, str]:
    """What the bot must be told to serve these people: settings by the names of its environment."""
    return {
        "BOT_TOKEN": token,
        "TELEGRAM_API_URL": base_url,
        "LEAD_IDS": str(LUDMILA),
        "ENGINEERS_CHAT_ID": str(ENGINEERS),
        "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "MAIL_FROM": "support@example.org",
    }
