# The house itself: what the lead must see to, and /version. First what happened, then what to do.

lead-database-back = Бот снова пишет в базу. С { $since } до { $until } не мог: { $why ->
        [Full] на диске не было места
        [ReadOnly] файл базы был закрыт для записи
        [Locked] базу держала другая программа
        [Damaged] файл базы повреждён, проверьте копии
       *[other] диск отвечал ошибкой
    }. Сообщения за это время ждали у Telegram и сейчас обрабатываются.
lead-given-up = Одно сообщение не отправлено: бот не смог записать, что с ним стало. Подробности в журнале.
lead-backup-failed = Копия базы не сделана: { $why }. Через час бот попробует снова. Проверьте папку BACKUP_DIR и место на диске.
lead-no-backup = Новых копий базы нет: последняя сделана { $since }. Проверьте папку BACKUP_DIR и место на диске.
lead-mail-waits = Почта не уходит с { $since }, { $count ->
        [one] ждёт { $count } письмо
        [few] ждут { $count } письма
       *[other] ждут { $count } писем
    }. Проверьте почтовый сервер: python -m bot doctor.
lead-disk = На диске с базой осталось { $megabytes } МБ. Освободите место: без него бот не сможет принимать обращения.
lead-database-gone = Файл базы { $place } удалён или подменён, пока бот работает: новое пишется в прежний файл, и при остановке пропадёт. Не останавливайте бота, позовите того, кто ведёт сервер.
lead-webhook = Telegram не может передать боту сообщения: { $why }. Они ждут у Telegram сутки. Проверьте WEBHOOK_URL и путь до бота.

# E-mails to the lead while Telegram is out of reach.
email-unreached-subject = Telegram недоступен, техподдержка ждёт
email-unreached =
    Бот техподдержки не может связаться с Telegram с { $since }.
    Сообщения клиентов ждут у Telegram, ответы инженеров ждут у бота; сроки идут. Срочное передавайте по телефону.
    Проверьте сеть на сервере бота: python -m bot doctor. Когда связь вернётся, придёт ещё одно письмо.
email-reached-subject = Telegram снова доступен
email-reached = Связи с Telegram не было с { $since } до { $until }. Теперь она есть, всё отправляется.

version-program = Версия { $version }{ $known ->
        [yes] , { $commit }
       *[no] {""}
    }. Политика { $policy }. { $mode ->
        [webhook] Сообщения приносит Telegram (вебхук).
       *[polling] Сообщения бот забирает у Telegram сам.
    }
version-started = Запуск { $at }, в работе { $days ->
        [0] { $hours } ч { $minutes } мин
       *[other] { $days } д { $hours } ч
    }.
version-database = База занимает { $megabytes } МБ.
version-backup = Последняя копия базы { $at }.
version-no-backup = Копий базы ещё нет.

# The doctor
doctor-webhook-good = Вебхук установлен, ничего не ждёт.
doctor-webhook-waits = У Telegram ждут сообщения: { $count }.
doctor-webhook-error = Telegram не смог передать сообщение ({ $at }): { $said }.
doctor-webhook-error-do = Проверьте WEBHOOK_URL, сертификат и путь от него до LISTEN.
doctor-webhook-unset = Вебхук ещё не установлен: бот поставит его при запуске.
doctor-webhook-other = У Telegram записан другой вебхук.
doctor-webhook-other-do = Если им пользуется другая программа, нужен другой токен; иначе ничего: при запуске бот поставит свой.
doctor-backup-none = Ночные копии базы не делаются.
doctor-backup-none-do = Укажите в BACKUP_DIR папку, лучше на другом диске.
doctor-backup-good = Последняя копия { $place }, проверена.
doctor-backup-empty = В папке { $place } копий ещё нет: первая появится вскоре после запуска.
doctor-backup-bad = Копия { $place } не открывается: { $why }.
doctor-backup-old = Последней копии больше двух суток: { $place }.
doctor-backup-do = Проверьте папку BACKUP_DIR и место на диске; причина в журнале.
