# What Telegram itself shows: the empty chat before Start, the bot's page, the menu of commands.
# $company — whose desk it is; $phone — the emergency phone.

bot-description = Техподдержка { $company }. Напишите, что случилось: передадим инженеру, назовём срок и доведём до решения. Срочно: { $phone }
bot-about = Техподдержка { $company }. Срочно: { $phone }

menu-new = Новое обращение
menu-tickets = Мои обращения
menu-profile = Мои данные
menu-lead = Связаться с руководителем
menu-privacy = Что мы о вас храним
menu-erase = Удалить данные клиента
menu-queue = Кому пора ответить
menu-mine = Мои обращения в работе
menu-note = Заметка: клиент её не увидит
menu-take = Взять обращение
menu-release = Вернуть обращение
menu-ask = Спросить клиента: готовые запросы
menu-split = Отделить второй вопрос
menu-duplicate = Закрыть как повтор: номер другого
menu-undo = Забрать свою строку у клиента
menu-working = Следующее слово за нами
menu-resolve = Решено, с пояснением для клиента
menu-escalate = Разработчикам: контакт; срок; слова клиенту
menu-refuse = Отказать: основание и слова клиенту
menu-rude = Грубость: решит руководитель
menu-reopen = Открыть снова, с причиной
menu-complaints = Жалобы клиентов
menu-why = Откуда такой срок
menu-new-for-caller = Обращение за звонившего
menu-heard = Клиент ответил по телефону: его слова
menu-called = Ответили по телефону: когда
menu-solved = Решено в разговоре: кто подтвердил
menu-help = Что здесь можно
menu-version = Версия, запуск, копии базы
