# E-mails: the letter after a long silence, and what Telegram could not deliver.
# $said — what was to be read in the chat; $key — brings the reader back to the ticket; $lead — the lead's address.

email-subject = Обращение № { $number }: ответ техподдержки
email-instead =
    Здравствуйте, { $name }.

    Пишем по обращению № { $number } на почту: в Telegram сообщение до вас не дошло.

    { $said }

    Разблокируйте бота, и разговор вернётся в Telegram.
    { $ways }

    Техподдержка { $company }

email-timed-out-subject = Обращение № { $number } закрыто по сроку, продолжить можно в любой момент
email-timed-out =
    Здравствуйте, { $name }.

    { DAY($answered) } мы ответили по обращению № { $number } («{ $description }») и с тех пор ничего от вас не слышали. { $days ->
        [0] Прошло много времени
        [14] Прошло две недели
        [one] Прошёл { $days } день
        [few] Прошло { $days } дня
       *[other] Прошло { $days } дней
    }, поэтому сегодня обращение закрыто.

    Вопрос остался? Рассказывать заново не придётся: номер и переписка на месте. Продолжить в Telegram: { LINK($key) }. Или позвоните: { $phone }, обращение № { $number }.

    Всё решилось? Тогда ничего делать не нужно. Есть что сказать о нашей работе? Руководитель поддержки: { $lead }.

    Техподдержка { $company }
