# The developers' part (R21): what the customer, the engineer and the lead read while a ticket is with them.
# $contact — whom the customer may turn to; $due — the developers' own estimate, always a moment.

ticket-escalated =
    № { $number }: передано разработчикам. { $text }
    Занимается: { $contact }. Решение ждём до { $due }. Новости и файлы по-прежнему присылайте сюда.
ticket-escalated-bare =
    № { $number }: передано разработчикам, своими силами не решить.
    Занимается: { $contact }. Решение ждём до { $due }. Новости и файлы по-прежнему присылайте сюда.
ticket-new-time = № { $number }: у разработчиков новый срок, до { $due }. Занимается: { $contact }.
ticket-returned = № { $number } вернулось от разработчиков и снова у нас. Инженер напишет сюда.
ticket-returned-queued = № { $number } вернулось от разработчиков. Возьмёмся сразу после обращения, которое сейчас в работе.
ticket-fixed = № { $number }: исправлено в версии { $version }. Обновитесь, когда удобно; инженер на связи, напишите, всё ли работает.

state-escalated-late = разработчики обещали до { $due } и не успели, узнаём новый срок; { $contact }

card-escalated-late = срок разработчиков вышел { $due }: { $contact }
card-escalate = Разработчикам
card-new-time = Новый срок
card-returned = Вернулось
card-fixed = Исправлено в версии…

ask-escalate-contact = № { $number }: кто из разработчиков займётся? Имя и контакт одной строкой: клиент их увидит.
ask-escalate-time = № { $number }: когда ждать решения? Клиент увидит этот срок. Например: завтра 18:00, 28.11 12:00, через 3 дня.
ask-escalate-words = № { $number }: что сказать клиенту? Одной-двумя фразами; контакт и срок добавим.
ask-new-time = № { $number }: какой теперь срок у разработчиков? Клиент увидит его. Например: завтра 18:00 или через 3 дня.
ask-fixed = № { $number }: в какой версии исправлено? Клиент прочтёт номер как есть.
button-tomorrow-evening = Завтра 18:00
button-in-days = { $days ->
        [7] Через неделю
        [one] Через { $days } день
        [few] Через { $days } дня
       *[other] Через { $days } дней
    }

done-escalated = № { $number }: передано разработчикам, клиент знает контакт и срок.
done-new-time = № { $number }: клиент знает новый срок.
done-returned = № { $number } снова у нас, клиент знает.

lead-escalated = № { $number }, { $organisation }: передано разработчикам, занимается { $contact }, до { $due }. Ведёт { $engineer }.
lead-escalation-passed = № { $number }, { $organisation }: срок разработчиков вышел { $due }, занимается { $contact }. Клиент ждёт нового.
lead-escalation-passed-again = <b>№ { $number }, { $organisation }: разработчики не успели { $times ->
        [2] второй раз
       *[other] { $times }-й раз
    }</b>, обещали до { $due }, занимается { $contact }. Нужны вы.
engineer-escalation-passed = № { $number }: срок разработчиков вышел { $due }, нового клиент не знает.
topic-returned = Вернулось от разработчиков, слово за нами.
topic-fixed = Исправлено в версии { $version }, клиент знает. Слово за нами.
