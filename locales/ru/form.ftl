# Форма нового обращения: от «что случилось?» до «отправляем».

# ── Что случилось ──

form-greeting =
    Здравствуйте. Что случилось? Расскажите своими словами, фото и файлы тоже пригодятся.
    Помогаем с нашими продуктами. Не к нам: { $outside }.
    Всё стоит и не до переписки? { $phone }
form-problem = Что случилось? Опишите хотя бы в двух словах, например: «после обновления каждые десять минут отваливается VPN».
form-problem-more = Записано. А подробнее? Что делали, что увидели, когда началось.
form-problem-words = { $files ->
        [1] Вложение сохранено. А что случилось? Напишите в двух словах, инженеру так быстрее.
       *[other] Вложения сохранены. А что случилось? Напишите в двух словах, инженеру так быстрее.
    }
form-problem-again = Напишите, что случилось, заново: новый текст встанет на место прежнего, вложения останутся.
form-files-kept = { $files ->
        [1] Вложение сохранено.
       *[other] Вложения сохранены.
    }
form-file-added = Приложено к описанию.
form-words-added = Добавлено к описанию.

# ── Согласие ──

form-noted = Записано.
form-noted-files = { $files ->
        [0] { $photos ->
            [1] Записано, фото на месте.
           *[other] Записано, все фото на месте.
        }
        [1] { $photos ->
            [0] Записано, вложение на месте.
           *[other] Записано, вложения на месте.
        }
       *[other] Записано, вложения на месте.
    }
form-noted-left = { $noted } { $left ->
        [1] Остался один короткий вопрос{ $again ->
            [0] , в следующий раз его не будет
           *[1] { "" }
        }.
        [2] Осталось два коротких вопроса, в следующий раз { $again ->
            [0] их не будет
           *[1] останется один
        }.
        [3] Осталось три коротких вопроса, в следующий раз { $again ->
            [0] их не будет
           *[1] останется один
        }.
        [4] Осталось четыре коротких вопроса, в следующий раз { $again ->
            [0] их не будет
           *[1] останется один
        }.
        [5] Осталось пять коротких вопросов, в следующий раз { $again ->
            [0] их не будет
           *[1] останется один
        }.
        [6] Осталось шесть коротких вопросов, в следующий раз { $again ->
            [0] их не будет
           *[1] останется один
        }.
       *[7] Осталось семь коротких вопросов, в следующий раз { $again ->
            [0] их не будет
           *[1] останется один
        }.
    }
form-consent = Чтобы ответить вам, сохраним имя, телефон, почту, организацию и переписку; удалим по первой просьбе.
form-consent-changed = Условия, на которых мы храним имя, телефон, почту, организацию и переписку, обновились. Даёте согласие на новые?
form-consent-full = { $text }
form-declined = Хорошо, всё написанное удалено. Помочь можем по телефону: { $phone }

# ── Шесть вопросов ──

form-progress = { $n } из { $of }.{ " " }
form-no-progress = { "" }

form-contact = { $progress }Как вас зовут и куда звонить? Кнопка внизу отправит и то и другое.
form-contact-name = { $progress }Телефон { $phone } записан. А как вас зовут?
form-contact-phone = { $progress }Записано: { $name }. Куда звонить? Кнопка внизу отправит номер.
form-contact-placeholder = Имя и телефон
form-contact-hint = Нужны имя и телефон, например: Пётр Петров, +7 900 000-00-00. Можно одной кнопкой внизу.
form-phone-hint = Нужен телефон, например: +7 900 000-00-00. Можно кнопкой внизу.
form-contact-other = Это чужой контакт, а звонить будем вам. Отправьте свой кнопкой внизу или напишите, например: Пётр Петров, +7 900 000-00-00.
form-contact-noted = Записано: { $name }, { $phone }

form-email = { $progress }Ваша почта? Пригодится, если Telegram подведёт.
form-email-hint = Нужен адрес почты, например: petr@example.org.
form-email-hint-call = Нужен адрес почты, например: petr@example.org. Почты нет? Позвоните, запишем обращение с ваших слов: { $phone }

form-organisation = { $progress }Какая организация? Помните ИНН — допишите, нет — не нужно.
form-organisation-hint = Нужно название организации, например: ООО «Ромашка». ИНН — по желанию.
form-organisation-name = ИНН { $inn } записан. А как называется организация?
form-inn-wrong = В ИНН, похоже, опечатка: цифры не сходятся. Обойдёмся без него, а вспомните — пришлёте позже.

form-usage = { $progress }Как пользуетесь продуктом?
form-usage-hint = Выберите или напишите: по подписке, демо, мы партнёр, подписки нет. Не знаете — так и скажите, проверим сами.
form-usage-unknown = Не страшно, проверим сами.
form-usage-none = Понятно. Без подписки решает руководитель поддержки, ему и передадим.

form-product = { $progress }Какой продукт?
form-product-hint = Выберите продукт из списка или напишите его название. Вашего здесь нет? Позвоните, подскажем: { $phone }

form-version = { $progress }Точная версия? У { $product } она выглядит так: { $example }.
form-version-now = Какая теперь? Напишите цифры или выберите.
form-version-anew = Какая версия? Напишите цифры или выберите.
form-version-hint = Нужны цифры целиком, например: { $example }. Если { $product } не включается, версию выясним вместе.
form-version-latest = Последняя у всех своя, поэтому нужны цифры: например, { $example }. Если { $product } не включается, версию выясним вместе.
form-version-where = { $where } Выглядит так: { $example }.
form-version-as-told = Записано как есть: «{ $told }». Версию уточнит инженер.

form-kind = { $progress }Что ближе всего к вашей проблеме? От этого зависит, как быстро ответим.
form-kind-hint = Выберите из списка или напишите словами. Ничего не подходит — «Другое».

# ── Проверка ──

form-review = Проверьте, и отправляем.
form-review-again = Новое обращение? Проверьте, и отправляем.
form-review-problem = «{ $problem }»
form-review-problem-long = «{ $problem }…» и дальше, всего знаков: { $count }
form-review-problem-files = { $problem }, { $attached }
form-attached = { $photos ->
        [0] { $files ->
            [one] { $files } файл
            [few] { $files } файла
           *[other] { $files } файлов
        }
       *[other] { $photos } фото{ $files ->
            [0] { "" }
            [one] , { $files } файл
            [few] , { $files } файла
           *[other] , { $files } файлов
        }
    }
form-review-product = { $product }{ $version } · { $usage ->
        [subscription] по подписке
        [demo] демо
        [partner] партнёр
        [none] подписки нет
       *[unknown] подписку проверим сами
    }
form-review-version = { " " }{ $version }
form-review-version-last = { " " }{ $version }, как в прошлый раз
form-review-version-unknown = , версия пока неизвестна
form-review-version-told = , версия со слов: «{ $told }»
form-review-kind = Вид проблемы: { $kind }
form-review-old = Актуальная сейчас { $current }: возможно, первым делом попросим обновиться.
form-person = { $organisation } · { $name } · { $phone } · { $email }
form-organisation-only = { $organisation }
form-organisation-inn = { $organisation }, ИНН { $inn }
form-review-more = Вспомнили ещё что-то? Просто пришлите.
form-edit = Что исправить?

# ── Если что-то не так ──

form-command = Сейчас идёт новое обращение, команды подождут. Отменить его: /cancel.
form-corrected = Исправлено.
form-edit-unclear = Исправление прочитать не вышло, осталось как было.
form-offer = Вы уже рассказываете о проблеме. Продолжим с того же места или начнём заново?
form-again = Хорошо, начнём заново: прежнее удалено.
form-cancelled = Отменено, всё написанное удалено. Будет нужно — просто напишите.
form-nudge = Обращение не отправлено, и инженеры о нём не знают. Продолжим с того же места?
form-expired = Неотправленное обращение удалено вместе со всем, что вы написали. Вопрос остался? Просто напишите.

# ── Кнопки ──

button-form-agree = Даю согласие
button-form-read = Прочитать целиком
button-form-refuse = Не даю
button-form-share = Отправить мой контакт
button-form-subscription = По подписке
button-form-demo = Демо
button-form-partner = Мы партнёр
button-form-no-subscription = Подписки нет
button-form-unknown = Не знаю
button-form-product = { $product }
button-form-where = Где посмотреть
button-form-wont-start = Не включается, не посмотреть
button-form-kind = { $kind }
button-form-kind-other = Другое
button-form-current = { $version }, актуальная
button-form-send = Отправить
button-form-edit = Исправить
button-form-cancel = Отменить
button-form-other-version = Версия другая
button-form-about = Это про № { $number }
button-form-back = Назад
button-form-keep = Оставить как есть
button-form-go-on = Продолжить
button-form-start-again = Начать заново
button-form-edit-problem = Описание
button-form-edit-contact = Имя и телефон
button-form-edit-email = Почта
button-form-edit-organisation = Организация
button-form-edit-product = Продукт
button-form-edit-version = Версия
button-form-edit-usage = Как пользуетесь
button-form-edit-kind = Вид проблемы

# ── Отправлено ──

receipt = Обращение № { $number } принято. Инженер ответит до { $due }. Новости и файлы присылайте прямо сюда.
receipt-unlimited = Обращение № { $number } принято. Инженер ответит здесь же. Новости и файлы присылайте прямо сюда.
receipt-queued = Обращение № { $number } принято{ $place ->
        [1] { "" }
       *[other] , место в очереди: { $place }
    }. Решаем по одному: возьмёмся сразу после № { $before }{ $clock }.
receipt-clock = , тогда и { $unit ->
        [days] { $n ->
            [one] пойдёт { $n } день
            [few] пойдут { $n } дня
           *[other] пойдут { $n } дней
        }
        [hours] { $n ->
            [1] пойдёт час
            [2] пойдут два часа
            [3] пойдут три часа
            [4] пойдут четыре часа
            [one] пойдёт { $n } час
            [few] пойдут { $n } часа
           *[other] пойдут { $n } часов
        }
        [minutes] { $n ->
            [one] пойдёт { $n } минута
            [few] пойдут { $n } минуты
           *[other] пойдут { $n } минут
        }
       *[seconds] { $n ->
            [one] пойдёт { $n } секунда
            [few] пойдут { $n } секунды
           *[other] пойдут { $n } секунд
        }
    } на ответ{ $counted ->
        [working] { " " }в рабочее время
       *[round] { "" }
    }
receipt-no-clock = { "" }
receipt-gate = Обращение № { $number } записано. Без подписки решение за руководителем поддержки: он уже знает, ответ придёт сюда. Подписка есть? Пришлите ИНН, проверим ещё раз.
