# What engineers read in a ticket's topic and in their group: facts, short.

prompt-unclaimed = Обращение ничьё, клиенту пока ничего не ушло.
prompt-other = Обращение ведёт { $engineer }. Отправить вашу строку клиенту?
topic-objected = Клиент: ещё не всё, снова в работе.
topic-still = Клиент: вопрос ещё актуален.
topic-reopened = Обращение открыто снова.
topic-handed-over = Передано вам.
topic-neglected = Ход за нами с { DAY($since) }, а мы молчим. Ответьте клиенту или закройте.
topic-escalation-passed = Срок разработчиков вышел: { $due }. Узнайте и скажите клиенту новый.
topic-lead-decides = Клиенту ничего не ушло: обращение без подписки, решает руководитель. Сохранено заметкой.
topic-unknown-command = Команды { $command } нет, клиенту ничего не ушло.
topic-moved-away = Последнее сообщение клиент отнёс к № { $number }.
topic-relay-failed = Сообщение клиента не удалось показать здесь. Спросите его ещё раз.
topic-not-shown = Это клиенту передать не вышло: он видит только, что здесь что-то было. Пришлите, пожалуйста, текстом, фото или файлом.
topic-cannot-pass = Такое сообщение клиенту не передать, ему ничего не ушло. Пришлите текстом, фото или файлом.
topic-unreachable = Клиенту в Telegram не написать: { $why ->
        [blocked] бот заблокирован
        [deactivated] аккаунт удалён
       *[other] чат недоступен
    }. Ответы уйдут письмом.
topic-reachable = Клиент снова в Telegram.
topic-mailed = В Telegram не доставлено, ушло письмом на { $to }, принято { TIME($at) }.
topic-mail-failed = Не доставлено ни в Telegram, ни письмом на { $to }: { $why ->
        [mail_not_configured] почта не настроена
       *[other] почтовый сервер отказал
    }. Позвоните клиенту.
topic-history = <b>История</b>, восстановлена из записей:
topic-history-line = { DAY($at) } { TIME($at) }, { $side ->
        [customer] клиент
        [desk] поддержка
       *[engineer] инженер
    }: { $text }
engineer-assigned = № { $number } теперь ваше, так решает руководитель.

group-bound = Готово: обращения приходят в эту группу, у каждого своя тема.
group-bound-plain = Готово: обращения приходят в эту группу. Тем здесь нет, поэтому отвечайте на карточку; с темами удобнее.
group-bind-lead = Группу выбирает руководитель: тот, чей id стоит в LEAD_IDS. Ваш id: { $id }
group-id = Ваш id: { $id }, id группы: { $chat }
group-anonymous = Вы пишете от имени группы, клиент видит просто поддержку. Чтобы обращение было за вами, отключите анонимность: настройки группы → администраторы → вы.

queue-head = <b>Ждут нас</b>
queue-empty = Никто не ждёт.
queue-line = <b>№ { $number } · { $state }</b>
queue-line-held = <b>№ { $number } · { $engineer } · { $state }</b>
queue-about = { $organisation } · { $about }
mine-head = <b>В работе у вас</b>
mine-empty = У вас ничего нет в работе.

help-engineer =
    Кнопка «Взять» на карточке — обращение ваше. Дальше просто пишите в теме: всё уходит клиенту, 👌 значит доставлено.
    Заметка: /note или строка с // в начале. Ответ на заметку или на слова коллеги тоже остаётся здесь.
    «Спросить» и /ask — готовые запросы. /undo в ответ на свою строку заберёт её у клиента.
    Второй вопрос: /split в ответ на сообщение клиента. Тот же вопрос: /duplicate и номер другого.
    «Решено» спросит, чем закончилось; клиент подтвердит.
    Под «Ещё»: разработчикам (/escalate), отказать (/refuse), грубость (/rude). Закрытое открывает /reopen.
    /queue — кто ждёт, /mine — ваши, /working — слово за нами, /release — вернуть, /resolve — решено, /why — откуда срок, /new — обращение за звонившего.
    Клиент не в Telegram: ваши строки уходят письмом. Ответили по телефону — /called и время, клиент ответил — /heard и слова, решено в разговоре — /solved и кто это сказал.
help-engineer-private =
    Сюда приходят напоминания об обращениях, которые ведёте вы.
    /queue — кто ждёт, /mine — ваши, /why и номер — откуда срок.
    /new — обращение за звонившего или своё. Клиентам отвечайте в теме обращения.

# ── /why ──

why-head = <b>№ { $number }: сроки</b>
why-due = До { $due }: { $cause ->
        [registered] принято
        [activated] подошла очередь
        [accepted] согласие руководителя
        [reopened] открыто снова
        [duplicate] срок перешёл от повтора, он идёт с
        [entitled] подписка появилась в реестре
        [corrected] категорию исправили, считая с
        [corrected_late] категорию исправили, считая с
       *[category] категория изменилась
    } { $started }, { $category ->
        [partner] партнёр
        [subscriber] подписка
        [demo] демо
       *[unsubscribed] без подписки
    }{ $evidence ->
        [unknown] {" "}(клиент не знает)
        [declared] {" "}(со слов клиента)
        [registry] {" "}(по реестру)
        [lead] {" "}(решил руководитель)
       *[verified] {" "}(проверено)
    }, { $hours ->
        [0] +{ $minutes } мин
       *[other] +{ $hours } ч
    }{ $problem }, { $counted ->
        [working] в рабочее время
       *[round] круглосуточно
    }.
why-no-problem = { "" }
why-problem = { " " }за «{ $problem }»
why-unlimited = Срока нет: { $category ->
        [partner] партнёр
        [subscriber] подписка
        [demo] демо
       *[unsubscribed] без подписки
    }, { $cause ->
        [registered] принято
        [activated] подошла очередь
        [accepted] согласие руководителя
        [reopened] открыто снова
        [duplicate] срок перешёл от повтора, он идёт с
        [entitled] подписка появилась в реестре
        [corrected] категорию исправили, считая с
        [corrected_late] категорию исправили, считая с
       *[category] категория изменилась
    } { $started }.
why-corrected = Исправил руководитель, { $at }.
why-not-blamed = К тому времени срок уже прошёл: нарушение записано задним числом, инженеру не засчитано.
why-category = { $at }: категория «{ $category ->
        [partner] партнёр
        [subscriber] подписка
        [demo] демо
       *[unsubscribed] без подписки
    }», { $event ->
        [verified] проверено инженером
        [corrected] исправил руководитель
       *[found] нашлась в реестре
    }; срок прежний.
why-policy = Регламент: версия { $version }.
why-proof = Сейчас на карточке: { $proof }.
why-not-started = Срок ещё не пошёл.
why-unanswered = Ответа пока нет.
why-answered = Ответ дан { $answered }, в срок.
why-answered-delivered = Ответ дан { $answered }, доставлен { $delivered }: считается время, когда он написан.
why-answered-late = Ответ дан { $answered }, с опозданием.

# ── Кнопки и подсказки ──

button-send = Отправить
button-take-and-send = Взять и отправить
button-note = Заметка
button-topic = Открыть тему
toast-claimed = № { $number } ваше
toast-released = № { $number } снова ничьё
toast-handed-over = Теперь занимается { $engineer }
toast-working = Слово за нами
toast-out-of-turn = № { $number } взято вне очереди
toast-verified = Проверено, спасибо
toast-sent = Отправлено
toast-noted = Осталось заметкой
toast-how-resolved = Чем закончилось? Напишите в теме следующей строкой: клиент увидит её и подтвердит. Без слов — нажмите «Решено» ещё раз.
toast-how-resolved-first = Чем закончилось? Напишите в теме следующей строкой: клиент увидит её и подтвердит.
toast-resolved = Спросили клиента, всё ли работает
toast-refused = № { $number }: отказ ушёл клиенту
quoted = { $text }
