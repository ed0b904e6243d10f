# What leads read in private: enough to decide without opening anything.

# Whose it is and who has it, under each news of a ticket; $holder — alert-holder, alert-unclaimed.
lead-ticket = { $organisation } · { $holder }
lead-second-no = <b>№ { $number }: клиент второй раз говорит «ещё не всё»</b>
lead-bad-rating = <b>№ { $number }: клиент поставил 👎</b>
lead-rating-word = <b>№ { $number }, что было не так:</b> «{ $text }»
lead-third-return = <b>№ { $number }: открыто снова в третий раз</b>
lead-neglected = № { $number }, { $organisation }: ход за нами с { DAY($since) }, а мы молчим.
lead-message =
    <b>{ $name }, { $organisation }</b>, пишет вам:
    { $text }
lead-message-stranger =
    <b>Пишет вам человек, от которого обращений ещё не было:</b>
    { $text }
lead-reply-sent = Передано клиенту.
lead-until-when = № { $number }: до какого времени обещаете ответ? Клиент увидит этот срок.
lead-to-whom = № { $number }: кому поручить?
lead-to-nobody = № { $number }: поручить пока некому. Бот узнаёт инженеров, когда они пишут в группе или нажимают там кнопки: попросите кого-нибудь взять обращение в теме.
lead-settled-promise = № { $number } берёт { $lead }, ответ обещан до { $due }.
lead-settled-assigned = № { $number }: занимается { $engineer }, так решает { $lead }.
lead-settled-in-time = № { $number }: ответ дан в срок, { $at }.
lead-settled-late = № { $number }: ответ дан { $at }, позже срока.
lead-gate-accepted = № { $number }, { $organisation }: взято как { $category ->
        [partner] партнёр
        [subscriber] подписка
        [demo] демо
       *[unsubscribed] без подписки
    }, так решает { $lead }.
lead-gate-refused = № { $number }, { $organisation }: отказано, так решает { $lead }. Клиент знает.
lead-unreachable = Руководителю ({ $lead }) бот написать не может: пусть откроет чат с ботом и нажмёт «Начать».
lead-mail-failed = № { $number }: письмо не отправлено, { $why ->
        [mail_not_configured] почта не настроена (SMTP_URL, MAIL_FROM)
       *[other] почтовый сервер отказал
    }.
lead-trouble = Нужны вы: { $obstacle ->
        [no_rights] у бота в группе не хватает прав. Сделайте его администратором с правом управлять темами
        [not_a_forum] в группе инженеров выключены темы. Обращения приходят без них
        [kicked] бота нет в группе инженеров. Верните его, письма ждут
        [chat_gone] группа инженеров недоступна. Проверьте её или выполните /bind в новой
       *[other] Telegram не принял сообщение
    }. { $detail }
lead-clock-jumped = Часы сервера перескочили на { $minutes } мин, сроки пока не срабатывают. Время на сервере верное?
lead-quarantine = Одно обновление не удалось обработать, оно отложено. Посмотреть и попробовать снова: /quarantine
lead-group-unseen = Группа инженеров из настроек не находится ({ $chat }): проверьте ENGINEERS_CHAT_ID или напишите /bind в группе. Обращения принимаем, письма в группу ждут.
lead-unbound = Группы инженеров пока нет: обращения принимаем, в группу ничего не уходит. Добавьте бота в группу администратором и напишите там /bind.
lead-rival = Кто-то ещё запустил бота с тем же токеном: обновления уходят и туда. Остановите лишний.

general-alert = Ответа по № { $number } пока нет, срок { $due }. Руководитель не нажал «Начать» у бота, поэтому пишу сюда.
general-digest = { $count ->
        [one] { $count } обращение осталось без ответа в срок
        [few] { $count } обращения остались без ответа в срок
       *[other] { $count } обращений остались без ответа в срок
    }. Руководитель не нажал «Начать» у бота, поэтому пишу сюда.
general-lead = По № { $number } нужно слово руководителя, а «Начать» у бота не нажато, поэтому пишу сюда.

help-lead =
    Сюда приходят пропущенные сроки, обращения без подписки, слова клиентов руководителю, обжалования и жалобы.
    /queue — кто ждёт, /registry — реестр организаций, /complaints — жалобы, /why и номер — откуда срок, /version — что с самим ботом. /bind в группе инженеров — работать в ней. /new — обращение за звонившего или своё.
your-id = Ваш id: { $id }

button-reply = Ответить
button-minutes = { $minutes ->
        [60] 1 ч
        [120] 2 ч
       *[other] { $minutes } мин
    }
button-mine-in = Беру, отвечу через { $minutes ->
        [60] 1 ч
       *[other] { $minutes } мин
    }
button-other-time = Другое время
button-clock-right = Время верное
toast-accepted = № { $number } принято
toast-promised = № { $number} ваше, клиент знает срок
toast-until-when = Выберите срок
toast-to-whom = Выберите кому
toast-clock-right = Хорошо, сроки снова идут
