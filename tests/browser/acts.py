"""What people do on the page, by clicking and typing alone; the test and the pictures share it."""

from playwright.async_api import expect

from tests.sandbox.browser import Hands

PROBLEM = "Шлюз не загружается после отключения света, офис без интернета"
PROBLEM_EN = "After the update the VPN of our accountants drops every ten minutes"
HOW = "Отошёл кабель диска; диск лучше заменить"
TOPIC, TOPIC_EN = "1 · Ромашка", "2 · Daisy"


async def sends_photo(hands: Hands, caption: str = "") -> None:
    """The page's own picture, by the paper clip."""
    await hands.at("attach").click()
    await hands.pane.page.get_by_test_id("sample-photo").click()
    await hands.says(caption)


async def picks(hands: Hands, label: str) -> None:
    """A button called exactly so: some products begin alike."""
    await hands.at("inline-button").get_by_text(label, exact=True).last.click()


async def files_in_russian(petr: Hands, *, photo: bool = True) -> None:
    """A first ticket: the problem first, then six short questions; the version is not to be had."""
    await petr.starts()
    await petr.sees("Что случилось?")
    await petr.says(PROBLEM)
    if photo:
        await sends_photo(petr)
        await petr.sees("фото на месте")
    await petr.sees("Чтобы ответить вам")
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
    await picks(petr, "Ideco ICS")
    await petr.sees("6 из 6")
    await petr.says("последняя")
    await petr.sees("нужны цифры")
    await petr.presses("Не включается, не посмотреть")
    await petr.sees("Проверьте, и отправляем")
    await petr.presses("Отправить")
    await petr.sees("принято. Инженер ответит до")


async def files_in_english(maria: Hands) -> None:
    """The same by somebody whose Telegram speaks English; nothing but the problem is typed that can be tapped."""
    await maria.starts()
    await maria.sees("What happened?")
    await maria.says(PROBLEM_EN)
    await maria.sees("Six short questions")
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
    await picks(maria, "Ideco PBX")
    await maria.sees("6 of 6")
    await maria.says("1.6.2")
    await maria.sees("off it goes")
    await maria.presses("Send")
    await maria.sees("An engineer will answer by")


async def takes(anna: Hands, topic: str) -> None:
    await anna.opens_topic(topic)
    await anna.presses("Взять")
    await anna.sees("· Анна ·")


async def helps(petr: Hands, anna: Hands) -> None:
    """A question, a picture back, a word among ourselves, the customer's thanks."""
    await petr.sees("занимается Анна")
    await anna.says("Пётр, здравствуйте. Судя по фото, шлюз не видит диск. Проверьте кабель, вот этот:")
    await sends_photo(anna, "Кабель диска, слева внизу")
    await anna.says("// если не поможет, готовим замену")
    await petr.sees("Кабель диска")
    await petr.does("Проверьте кабель", "reply")
    await petr.says("Загрузился, спасибо! Версия 7.9.4 сборка 138")
    await anna.sees("Загрузился, спасибо!")


async def card_is_drawn(anna: Hands, seconds: float) -> None:
    """It says by now that the customer has written last."""
    await anna.sees("наш ход", seconds=seconds)


async def asks(petr: Hands, anna: Hands) -> None:
    """An engineer's question: the ball is the customer's."""
    await anna.says("Пётр, проверьте, пожалуйста, кабель диска. Помогло?")
    await petr.sees("Помогло?")


async def settles(anna: Hands, how: str = HOW) -> None:
    """[Resolved] asks for the words that the customer reads."""
    await anna.presses("Решено")
    await anna.at("alert-ok").click()
    await anna.says(how)


async def is_asked(petr: Hands) -> None:
    """Is it solved? In the engineer's words, over yes and no."""
    asked = await petr.sees("Всё работает?")
    await expect(asked).to_contain_text(HOW)


async def confirms(petr: Hands) -> None:
    """Yes, and a thumb up."""
    await petr.presses("Да, закрываем")
    await petr.sees("закрыто. Если вернётся")
    await petr.presses("👍")
    await petr.sees("Спасибо за оценку")


async def takes_it_on(lead: Hands) -> None:
    """Alerted of a missed deadline, the lead is asked for a promise."""
    await lead.sees("ответа нет")
    await lead.presses("Беру")
    await lead.sees("до какого времени")


async def is_reminded_and_closed(petr: Hands, seconds: float) -> None:
    """Two weeks without a word."""
    await petr.sees("ждём вас", seconds=seconds)
    await petr.sees("закрыто по сроку", seconds=seconds)


async def opens_letter(mail: Hands) -> None:
    """What was sent at the closing."""
    await mail.at("mail-row", "закрыто по сроку").click()
    await expect(mail.at("mail-text")).to_contain_text("Рассказывать заново не придётся")
