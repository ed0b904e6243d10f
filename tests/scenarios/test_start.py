"""The first minute: the bot starts, says who it is, and answers everybody."""

from bot.doctor.run import Doctor
from tests.fakes.world import World


async def test_id_is_told_to_anyone(desk: World) -> None:
    for person in (desk.petr, desk.anna, desk.lead):
        await person.says("/id")
        await person.sees(str(person.id))


async def test_start_is_answered_in_the_persons_language(desk: World) -> None:
    await desk.petr.says("/start")
    await desk.petr.sees("Здравствуйте")
    await desk.maria.says("/start")
    await desk.maria.sees("Hello")


async def test_an_unknown_command_is_answered_and_goes_to_nobody(desk: World) -> None:
    await desk.petr.says("/rezolve")
    answer = await desk.petr.sees()
    assert answer.text
    assert not desk.group.topics


async def test_menus_are_there_soon_after_the_start(desk: World) -> None:
    """For customers, for the engineers' group, for the lead alone; in each language, and in the desk's own."""

    def registered() -> bool | None:
        calls = [call.params for call in desk.tg.calls("setMyCommands") if call.ok]
        found = {(each["scope"].get("chat_id", 0), each.get("language_code")) for each in calls}
        chats = (0, desk.group.id, desk.lead.id)
        return {(chat, code) for chat in chats for code in (None, "ru", "en")} <= found or None

    await desk.tg.until(registered)


async def test_the_doctor_finds_a_running_desk_sound(desk: World) -> None:
    await desk.lead.says("/start")
    await desk.lead.sees()
    doctor = Doctor(desk.settings)
    said = [line async for line in doctor.lines(write=True)]
    assert doctor.well, said
    [copies] = [line for line in said if not line.startswith("✓")]
    assert "BACKUP_DIR" in copies
    await desk.lead.sees("Проверка связи")
