"""The world survives a restart: whole, with what the bot has not taken yet."""

import signal
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from pathlib import Path

import aiohttp

from sandbox.server import Sandbox
from sandbox.store import write_down
from tests.sandbox.conftest import Caller

ROOT = Path(__file__).parents[2]


async def test_everything_is_there_again(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    data, offset = tmp_path / "sandbox", tmp_path / "offset"
    async with Sandbox(limit_scale=0, data=data, clock_file=offset) as tg:
        bot = Caller(tg, http)
        petr, anna = tg.person("Пётр Петров", phone="+79000000000"), tg.person("Анна")
        group = tg.forum("Инженеры", [anna])
        topic = (await bot.createForumTopic(chat_id=group.id, name="№ 1"))["message_thread_id"]
        photo = await petr.sends_photo("Экран")
        button = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]}
        sent = await bot.sendMessage(chat_id=petr.id, text="Решено?", reply_markup=button)
        await petr.reacts(sent["message_id"], "👍")
        await bot.setMyCommands(commands=[{"command": "new", "description": "x"}])
        tg.move(days=3)
        before = write_down(tg.world.save())
    assert offset.read_text() == str(3 * 86400)

    async with Sandbox(limit_scale=0, data=data, clock_file=offset) as tg:
        bot = Caller(tg, http)
        assert write_down(tg.world.save()) == before
        petr, anna = tg.acting(petr.id), tg.acting(anna.id)
        assert [next(key for key in update if key != "update_id") for update in await bot.updates()] == [
            "my_chat_member",
            "message",
        ]
        await petr.presses("Да")
        await anna.in_topic(topic).says("Беру")
        pressed, said = await bot.updates()
        assert pressed["callback_query"]["message"]["message_id"] == sent["message_id"]
        assert said["message"]["message_id"] == topic + 1
        file = tg.world.files.get(photo.body["photo"][-1]["file_id"])
        assert tg.world.files.content(file).startswith(b"\x89PNG")
        assert tg.world.message(petr.place, sent["message_id"]).reacted(petr.id) == ["👍"]


async def test_as_a_program_it_stops_at_once_and_goes_on(tmp_path: Path, http: aiohttp.ClientSession) -> None:
    for run in (1, 2):
        arguments = [
            "--port",
            "0",
            "--no-seed",
            "--data",
            str(tmp_path / "data"),
            "--clock-file",
            str(tmp_path / "clock"),
        ]
        program = await create_subprocess_exec(sys.executable, "-m", "sandbox", *arguments, stdout=PIPE, cwd=ROOT)
        assert program.stdout is not None
        url = (await program.stdout.readline()).decode().removeprefix("sandbox: ").strip()
        async with http.post(f"{url}/control/people", json={"name": f"Пётр {run}"}) as response:
            assert (await response.json())["result"]["id"] == 1000 + run
        stream = await http.get(f"{url}/control/events")
        program.send_signal(signal.SIGINT if run == 1 else signal.SIGTERM)
        assert await program.wait() == 0
        stream.close()
    assert (tmp_path / "clock").read_text() == "0"
