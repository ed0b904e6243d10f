# Обращение за того, кто позвонил, написал на почту или через портал: форма инженера, карточка, тема.
# $what — чего не сказали; $due — срок первого ответа; $match — найденный клиент.

# ── Форма ──

caller-whose = Чьё обращение?
caller-who = Кто обратился? Напишите телефон, почту, имя или организацию: поищем среди тех, кого знаем.
caller-who-hint = Для поиска нужны слова: телефон, почта, имя или организация.
caller-matches = Вот кто похож. Нет нужного — уточните или выберите «Новый человек».
caller-no-match = Таких у нас ещё не было. Напишите иначе или выберите «Новый человек».
caller-channel = Как обратились?
caller-received = Когда обратились? От этого времени пойдёт срок ответа. Выберите или напишите, например: 14:20, вчера 17:05.
caller-received-hint = Нужно время, например: 14:20, вчера 17:05, 21.11 10:00 или 40 минут назад.
caller-received-future = Это время ещё не наступило. Нужен момент, который уже был, например: 14:20.
caller-received-old = Это слишком давно: задним числом можно записать не раньше чем за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[other] { $days } дней
    }. Если вопрос ещё жив, поставьте сегодняшнее время.
caller-problem = Что случилось? Словами клиента: их увидит тот, кто возьмёт обращение. Письмо, фото и файлы тоже пригодятся.
caller-problem-words = Вложения сохранены. А что случилось? Хотя бы в двух словах, словами клиента.
caller-consent = Клиент знает, что мы сохраним имя, телефон, почту, организацию и переписку, и согласен? Если ещё не спрашивали — спросите.
caller-declined = Хорошо, всё записанное удалено. Без согласия помочь можно только в разговоре.
caller-contact = Как зовут клиента и куда ему звонить? Можно прислать контакт.
caller-contact-name = Телефон { $phone } записан. Как зовут клиента?
caller-contact-only-name = Телефона нет. А как зовут клиента?
caller-contact-phone = Записано: { $name }. Куда звонить?
caller-contact-hint = Нужны имя и телефон клиента, например: Пётр Петров, +7 900 000-00-00.
caller-email = Почта клиента? На неё пойдут ответы, если его нет в Telegram.
caller-organisation = Какая организация? ИНН, если назвали, — в той же строке.
caller-organisation-hint = Нужно название организации, например: ООО «Ромашка». ИНН — по желанию.
caller-usage = Как клиент пользуется продуктом?
caller-usage-hint = Выберите или напишите: по подписке, демо, партнёр, подписки нет, не знает.
button-caller-partner = Партнёр
button-caller-unknown = Не знает
caller-product = Какой продукт?
caller-product-hint = Выберите продукт из списка или напишите его название.
caller-kind = Что это за вопрос? От этого зависит срок ответа.
caller-version = Точная версия? У { $product } она выглядит так: { $example }.
caller-review = Проверьте, и регистрируем.
caller-review-completes = Дополняем № { $number }. Проверьте.
caller-review-when = { $channel ->
        [phone] Звонок
        [email] Письмо
       *[portal] Портал
    }, { $at }
caller-answers-go = Ответы пойдут в Telegram, если клиент в нём, иначе на почту.
caller-only-phone = Ни Telegram, ни почты: ответить можно будет только звонком.
caller-not-said = { $what ->
        [phone] телефон не сказали
        [email] почту не сказали
       *[organisation] организацию не сказали
    }
caller-offer = У вас уже начато обращение за клиента. Продолжим с того же места или начнём заново?
caller-again = Хорошо, начнём заново: прежнее удалено.
caller-cancelled = Отменено, всё записанное удалено.
caller-nudge = Обращение клиента не зарегистрировано, срок по нему не идёт. Продолжим с того же места?
caller-expired = Незаконченное обращение клиента удалено вместе со всем записанным.
caller-not-yours = Обращения за клиентов регистрируют инженеры поддержки, а вас в их группе сейчас нет. Записанное удалено. Вернуть доступ может руководитель поддержки.

caller-filed = № { $number } зарегистрировано. Ответить до { $due }.
caller-filed-unlimited = № { $number } зарегистрировано, срока нет.
caller-filed-queued = № { $number } зарегистрировано и ждёт очереди: у клиента уже есть обращение в работе.
caller-filed-gate = № { $number } записано: подписки нет, решает руководитель поддержки.
caller-completed = № { $number } дополнено.
caller-completed-reopened = № { $number } дополнено и снова открыто.
caller-answer-recorded = № { $number }: ответ по телефону записан.

button-caller-theirs = За звонившего
button-caller-mine = Для себя
button-caller-match = { $match }
button-caller-new = Новый человек
button-caller-channel = { $channel ->
        [phone] Телефон
        [email] Почта
       *[portal] Портал
    }
button-minutes-ago = { $minutes ->
        [0] Только что
       *[other] { $minutes } мин назад
    }
button-caller-no-phone = Телефон не сказали
button-caller-unsaid = Не сказали
button-caller-consent = Согласие есть
button-caller-no-consent = Не согласен
button-caller-register = Зарегистрировать
button-caller-complete = Дополнить
button-caller-edit-channel = Как обратились
button-caller-edit-received = Когда
button-caller-edit-who = Кто

# ── Карточка и тема ──

listed-with = { $first }, { $second }
caller-missing = { $what ->
        [phone] телефон
        [email] адрес почты
        [organisation] организация
       *[version] точная версия
    }
card-missing = <b>Не сказали, спросите первым:</b> { $what }
card-missing-asked = <b>Не сказали:</b> { $what }; уже спрашивали
card-by-mail = Клиента нет в Telegram: ваши строки уходят письмом. Его ответ записывает /heard.
card-only-phone = <b>Ни Telegram, ни почты:</b> ответить можно только звонком.
card-called = Ответили по телефону
card-heard = Клиент ответил
card-solved-in-call = Решено в разговоре
card-ask-data = Спросить данные
card-complete = Дополнить данные
card-no-data = Не хватает данных

topic-only-phone = Отправить это клиенту некуда: ни Telegram, ни почты. Позвоните: { $phone }. Ответ по телефону запишет /called.
topic-linked = Клиент теперь в Telegram: дальше переписка идёт там.
topic-merged-aside = Клиент теперь в Telegram, и у него нашлось обращение раньше: сначала № { $other }, это подождёт очереди.
topic-link-tried = По ссылке из письма трижды пришли с чужим номером. Ссылка больше не действует.
lead-link-tried = <b>№ { $number }: по ссылке из письма клиента трижды пришли с чужим номером</b>

group-new = Форма открывается в личном чате с ботом.
button-new-for-caller = Новое обращение

ask-called = № { $number }: когда ответили по телефону? Например: 14:20 или 40 минут назад.
ask-called-hint = Нужно время, например: 14:20, вчера 17:05 или 40 минут назад.
toast-when-called = Напишите время в личном чате с ботом или здесь: /called 14:20
toast-answered-in-call = Ответ по телефону записан
toast-who-said = Кто подтвердил, что решено? Напишите в теме следующей строкой: клиенту она не уйдёт.
toast-what-said = Что сказал клиент? Напишите в теме следующей строкой.
toast-asked-for-data = Спросили клиента
toast-asked-by-phone = Записано: спросите по телефону
