# Complaints (R26): from a customer to the lead. Engineers never read any of it.

button-complain = Пожаловаться
ask-complaint = Что не так? Прочитает только руководитель поддержки, инженеры этого не увидят.
complaint-sent = Передано руководителю поддержки. Ответ придёт сюда.
complaint-sent-held = Передано руководителю поддержки. Ответ придёт сюда, а до него № { $number } по сроку не закроем.
complaint-answered = <b>Руководитель поддержки, по вашей жалобе:</b> { $text }

lead-complaint =
    <b>№ { $number }, { $organisation }: жалоба</b>
    { $name }: «{ $text }»
    По сроку обращение не закроется, пока вы не ответите. Инженеры жалобу не видят.
lead-complaint-general =
    <b>Жалоба: { $name }, { $organisation }</b>
    «{ $text }»
lead-complaint-stranger =
    <b>Жалоба от человека, от которого обращений ещё не было</b>
    «{ $text }»
button-complaint-settle = Разобрано
ask-complaint-settled = Что ответить клиенту на жалобу? Прочтёт только он.
lead-complaint-settled = Жалоба «{ $text }» разобрана, клиенту отвечает { $lead }.
complaints-head = <b>Жалобы ждут ответа</b>
complaints-none = Жалоб нет.
complaints-line = { $n }. { DAY($since) }: «{ $text }»
complaints-line-ticket = { $n }. { DAY($since) }, № { $number }, { $organisation }: «{ $text }»
button-complaint = { $n } · разобрано

lead-word-mailed = В Telegram клиенту не написать, ваши слова ушли письмом на { $to }.
lead-word-lost = Клиенту ваши слова не передать: в Telegram не написать, почты нет.
email-from-lead-subject = Ответ руководителя техподдержки
email-from-lead =
    Здравствуйте, { $name }.

    Пишем на почту: в Telegram сообщение до вас не дошло.

    { $said }

    Ответить можно сюда: { $email }, { $phone }.

    Техподдержка { $company }
