# The ticket's card in its topic, the topic's name, and what stands beside relayed messages. Read by engineers.

# Legal forms and quotes are left out of short names: a word each.
legal-forms = ООО ОАО ЗАО ПАО НАО АО ИП ТОО ГУП МУП ФГУП ФГБУ ГБУ МБУ АНО

# The first line is put together of these, with " · " between.
card-answer-by = ответить до { $due }
card-overdue = ответа нет, обещали до { $due }
card-promised = ответ обещан до { $due }
card-no-limit = срока нет
card-our-turn = наш ход
card-answered = ответ дан { TIME($at) }
card-their-turn = ход клиента, закроется { DATE($close) }
card-queued = { $place ->
    [0] в очереди
   *[other] в очереди, { $place }-е
}
card-awaiting-lead = решает руководитель
card-escalated = у разработчиков до { $due }: { $contact }
card-resolved = решено, ждём слова клиента, закроется { DATE($close) }
card-closed = закрыто { DATE($at) }: { $reason ->
    [confirmed] клиент подтвердил
    [timed_out] клиент молчал
    [refused_no_data] не хватило данных
    [refused_rude] грубость
    [refused_unsubscribed] отказ, нет подписки
    [out_of_scope] не наш вопрос
    [unsupported_product] продукт не поддерживается
    [duplicate] повтор № { $duplicate }
   *[withdrawn] клиент отозвал
}
card-reopened = { $count ->
    [1] открыто снова
   *[other] открыто снова, { $count }-й раз
}

card-version-exact = { $product } · { $version }
card-version-old = { $product } · { $version } · <b>старая</b>, актуальная { $current }
card-version-unknown = { $product } · <b>версия неизвестна</b>
card-version-told = { $product } · <b>версия неизвестна</b>: «{ $told }»

card-category = { $evidence ->
    [unknown] <b>Подписка: клиент не знает</b>, срок как { $category ->
        [partner] у партнёра
        [subscriber] по подписке
        [demo] в демо
       *[unsubscribed] без подписки
    }
   *[other] { $category ->
        [partner] Партнёр
        [subscriber] Подписка
        [demo] Демо
       *[unsubscribed] Подписки нет
    }{ $evidence ->
        [declared] : со слов клиента, не проверено
        [registry] : по реестру
        [lead] : так решает руководитель
       *[verified] : проверено
    }
}
card-kind = Вид проблемы: { $kind }
card-inn = ИНН { $inn }
card-channel = { $channel ->
    [phone] обращение по телефону
    [email] обращение по почте
   *[portal] обращение через портал
}
card-attachments = { $count ->
    [one] { $count } вложение
    [few] { $count } вложения
   *[other] { $count } вложений
}
card-description = «{ $text }»
card-continues = «{ $text }…» Целиком в следующем сообщении.
card-before = Другие обращения: { $tickets }
card-first-time = Раньше не обращались
card-unreachable = Telegram до клиента не доходит: ответы уходят на почту.

card-take = Взять
card-resolve = Решено
card-give = Передать
card-more = Ещё
card-back = Назад
card-working = Наш ход
card-release = Отпустить
card-refuse = Отказать
card-out-of-turn = Вне очереди
card-verify = { $category ->
    [partner] Проверено: партнёр
    [subscriber] Проверено: подписка есть
    [demo] Проверено: демо
   *[unsubscribed] Проверено: подписки нет
}
card-verify-other = { $category ->
    [partner] Это партнёр
    [subscriber] Это подписка
    [demo] Это демо
   *[unsubscribed] Подписки нет
}

topic-name = { $number } · { $organisation } · { $product }

# Stands where something could not be copied.
relay-unavailable = { $kind ->
    [photo] Фото переслать не удалось: его больше нет в Telegram.
    [video] Видео переслать не удалось: его больше нет в Telegram.
    [voice] Голосовое переслать не удалось: его больше нет в Telegram.
    [document] Файл переслать не удалось: его больше нет в Telegram.
    [text] Сообщение переслать не удалось: его больше нет в Telegram.
   *[other] Вложение переслать не удалось: Telegram его не отдаёт.
}
