# What people read when Telegram, the post or the desk itself has a bad day.

# To customers
resend-please = С { $since } до { $until } мы были не на связи, а Telegram хранит сообщения только сутки. Если вы нам писали в это время, пришлите, пожалуйста, ещё раз: могло не дойти.
many-messages = № { $number }: сообщений пришло сразу много. Ничего не потеряется: передаём инженерам по порядку, это займёт несколько минут. Длинный журнал удобнее прислать файлом.

# To engineers, in General
group-backlog = { $count ->
        [one] { $count } обращение ждёт своей темы
        [few] { $count } обращения ждут своих тем
       *[other] { $count } обращений ждут своих тем
    }: Telegram даёт писать в группу не чаще 20 раз в минуту. Последняя появится около { $last }. Кому пора ответить: /queue

# To leads
lead-deadlines = { $count ->
        [one] { $count } срок не сработал
        [few] { $count } срока не сработали
       *[other] { $count } сроков не сработали
    } из-за ошибки в боте. Через минуту он попробует снова, но проверьте /queue сами. Подробности в журнале бота.
quarantine-head = <b>{ $count ->
        [one] Отложено { $count } обновление
        [few] Отложены { $count } обновления
       *[other] Отложено { $count } обновлений
    } Telegram</b>, первое { $since }. Бот не смог их прочитать или обработать; остальные идут как обычно. После обновления бота попробуйте ещё раз.
quarantine-line = { $count } × { $kind }: { $why }
quarantine-empty = Отложенных обновлений нет.
button-again = Ещё раз
toast-again = Пробуем ещё раз: { $count }
