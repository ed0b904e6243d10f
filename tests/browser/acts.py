"""What people do on the page, by clicking and typing alone; the test and the pictures share it."""

from tests.sandbox.browser import Hands

PROBLEM = "Шлюз не загружается после отключения света, офис без интернета"
PROBLEM_EN = "After the update the VPN of our accountants drops every ten minutes"


async def files_in_russian(petr: Hands, photo: str = "") -> None:
    """A first ticket: the problem first, then six short questions."""
    await petr.starts()
    await petr.sees("Что случилось?")
    await petr.says(PROBLEM)
    await petr.sees("Чтобы ответить вам")
    if photo:
        await petr.sends_files(photo)
    await petr.presses("Даю согласие")
    await petr.sees("1 из 6")
    await petr.presses("Отправить мой контакт")
    await petr.sees("2 из 6")
    await petr.says("petr@example.org")
    await petr.sees("3 из 6")
    await petr.says("ООО «Ромашка»")
    await petr.sees("4 из 6")
    await petr.presses("Не знаю")
    await petr.sees("5 из 6")
    await petr.at("inline-button").get_by_text("Ideco ICS", exact=True).last.click()
    await petr.sees("6 из 6")
    await petr.says("последняя")
    await petr.sees("нужны цифры")
    await petr.presses("Не включается, не посмотреть")
    await petr.sees("Проверьте, и отправляем")
    await petr.presses("Отправить")
    await petr.sees("принято. Инженер ответит до")


async def files_in_english(maria: Hands) -> None:
    """The same by somebody whose Telegram speaks English."""
    await maria.says(PROBLEM_EN)
    await maria.presses("I agree")
    await maria.sees("1 of 6")
    await maria.presses("Send my contact")
    await maria.sees("2 of 6")
    await maria.says("maria@example.org")
    await maria.sees("3 of 6")
    await maria.says("Daisy Ltd")
    await maria.sees("4 of 6")
    await maria.presses("By subscription")
    await maria.sees("5 of 6")
    await maria.at("inline-button").get_by_text("Ideco PBX", exact=True).last.click()
    await maria.sees("6 of 6")
    await maria.says("1.6.2")
    await maria.presses("Send")
    await maria.sees("An engineer will answer by")


async def helps(petr: Hands, anna: Hands, topic: str) -> None:
    """Taken, talked over, settled."""
    await anna.opens_topic(topic)
    await anna.presses("Взять")
    await petr.sees("занимается Анна")
    await anna.says("Пётр, здравствуйте. Судя по фото, шлюз не видит диск. Проверьте кабель диска и включите снова.")
    await petr.sees("Проверьте кабель")
    await petr.says("Загрузился, спасибо! Версия 7.9.4 сборка 138")
    await anna.sees("Загрузился, спасибо!")


async def settles(petr: Hands, anna: Hands) -> None:
    """Resolved with a text, confirmed, rated."""
    await anna.presses("Решено")
    await anna.at("alert-ok").or_(anna.pane.page.get_by_test_id("alert-ok")).first.click()
    await anna.says("Отошёл кабель диска; диск лучше заменить")
    await petr.sees("Всё работает?")
    await petr.presses("Да, закрываем")
    await petr.sees("закрыто. Если вернётся")
    await petr.presses("👍")
