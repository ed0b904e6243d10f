# What customers read besides the form: their tickets, what is promised, and how it ends.
# $due — a promise, always a moment; $engineer — a public name.

# ── Кто занимается, что обещано ──

ticket-claimed = Вашим обращением № { $number } занимается { $engineer }.
ticket-handed-over = Вашим обращением № { $number } теперь занимается { $engineer }.
ticket-active = № { $number }: взялись. Инженер ответит до { $due }.
ticket-active-unlimited = № { $number }: взялись. Инженер ответит здесь же.
ticket-sooner = № { $number }: ответим раньше, до { $due }.
ticket-resumed = № { $number } снова в работе, ход за вами: ждём ответа на наше последнее сообщение.
ticket-aside = № { $number } подождёт: сначала решим № { $other }, потом вернёмся к этому.
ticket-split = «{ $about }» — отдельный вопрос, теперь это № { $number }. Возьмёмся сразу после № { $before }{ $clock }.
ticket-duplicate = № { $number } — тот же вопрос, что и № { $other }: отвечаем в № { $other }{ $due }. Что напишете сюда, увидят там же.
ticket-duplicate-colleague = № { $number }: о том же уже написал кто-то из вашей организации, это № { $other }. Решение придёт в № { $other }; что допишете здесь, увидит тот же инженер.
duplicate-due = , инженер ответит до { $due }
ticket-late = № { $number }: обещали ответить до { $due } и не успели. Простите. Руководитель поддержки уже знает. Если ждать нельзя, звоните: { $phone }
ticket-promised = № { $number }: { $engineer } ответит до { $due }.
ticket-postscript = Это к обращению № { $number }, оно закрыто. Если вопрос остался, продолжим.
ticket-offer-swap = № { $number } ждёт вашего ответа, а за ним стоит № { $other }. Взяться сначала за № { $other }?

# ── Решено? ──

ask-confirmation =
    Похоже, № { $number } решено: «{ $text }». Всё работает?
    Не к спеху: напомним { DAY($remind) }, закроем { DAY($close) }, а продолжить можно и потом.
ask-confirmation-bare =
    Похоже, № { $number } решено. Всё работает?
    Не к спеху: напомним { DAY($remind) }, закроем { DAY($close) }, а продолжить можно и потом.
ticket-confirmed = Обращение № { $number } закрыто. Если вернётся, просто напишите. Как мы справились?
ticket-rated = Обращение № { $number } закрыто. Спасибо за оценку.
ticket-objected = Хорошо, № { $number } снова в работе. Что осталось? { $engineer } увидит ваш ответ.
ticket-objected-unclaimed = Хорошо, № { $number } снова в работе. Что осталось? Напишите, инженер увидит.
ticket-withdrawn = Обращение № { $number } отозвано. Понадобится — напишите.
ticket-settled = Хорошо, обращение № { $number } закрыто. Если вернётся, просто напишите.
ticket-reminder = № { $number }: ждём вас с { DAY($since) }. Не напишете до { DAY($close) } — закроем, но продолжить можно будет и потом.
ticket-timed-out = Обращение № { $number } закрыто по сроку: от вас { $days ->
        [0] давно не было вестей
        [14] две недели не было вестей
        [one] { $days } день не было вестей
        [few] { $days } дня не было вестей
       *[other] { $days } дней не было вестей
    }. Вопрос остался? Напишите сюда.
ticket-reopened = № { $number } снова в работе. Инженер ответит до { $due }, рассказывать заново не нужно.
ticket-reopened-unlimited = № { $number } снова в работе. Рассказывать заново не нужно, инженер ответит здесь же.
ticket-reopened-queued = № { $number } открыто снова. Возьмёмся сразу после обращения, которое сейчас в работе.

# ── Отказ ──

ticket-out-of-scope = № { $number }: { $ground }{ $extra }
    Не согласны? Обжалуйте или спросите руководителя.
ticket-turned-down = № { $number }: без подписки взяться не сможем. { $text }
    Не согласны? Обжалуйте или спросите руководителя.
ticket-was-refused = № { $number } закрыто: { $reason ->
        [refused_unsubscribed] на него нет подписки
        [out_of_scope] такие вопросы поддержка не разбирает
        [unsupported_product] этот продукт мы не поддерживаем
        [refused_no_data] нам не хватило данных
        [refused_rude] разговор пришлось прервать
       *[other] так решили
    }. Что сделать с тем, что вы написали?

gate-accepted = № { $number }: руководитель поддержки согласен, берёмся. Инженер ответит до { $due }.
gate-accepted-unlimited = № { $number }: руководитель поддержки согласен, берёмся. Инженер ответит здесь же.
gate-accepted-queued = № { $number }: руководитель поддержки согласен. Возьмёмся сразу после обращения, которое сейчас в работе.

# ── Как дела ──

no-tickets = Обращений пока нет. Что случилось? Напишите своими словами.
ticket-line = № { $number }, «{ $about }»: { $state }
ticket-head = <b>№ { $number }:</b> { $state }
ticket-about = «{ $about }», { DAY($received) }
history-answered = Мы ответили { $at }.
state-awaiting-lead = решает руководитель поддержки
state-queued = { $place ->
        [1] следующее в очереди
       *[other] в очереди, { $place }-е
    }
state-late = ответ обещали до { $due } и опаздываем, руководитель поддержки знает
state-due = инженер ответит до { $due }
state-due-engineer = { $engineer } ответит до { $due }
state-open = в работе
state-open-engineer = в работе, занимается { $engineer }
state-waiting = ваш ход, { $engineer } ждёт ответа
state-waiting-desk = ваш ход, ждём ответа
state-escalated = у разработчиков до { $due }, { $contact }
state-resolved = ждём вашего слова: всё работает?
state-closed = закрыто { DAY($at) }{ $reason ->
        [timed_out] {" "}по сроку, можно продолжить
        [refused_unsubscribed] , нет подписки
        [out_of_scope] , не наш вопрос
        [unsupported_product] , продукт не поддерживаем
        [refused_no_data] , не хватило данных
        [refused_rude] , отказ
        [duplicate] , это № { $other }
        [withdrawn] , отозвано вами
       *[other] {""}
    }

# ── Чьё это сообщение ──

went-to-ticket = Передано в № { $number }. Это про другое?
which-ticket = К какому обращению это отнести?
which-ticket-or-form = Это к обращению, о котором пишет инженер, или к новому?
which-ticket-or-answer = Это к обращению или ответ на вопрос выше?
which-cancelled = Хорошо, это никуда не передано.
nothing-to-cancel = Отменять нечего: сейчас мы вас ни о чём не спрашиваем.
unknown-command = Команды { $command } нет. Напишите своими словами, что нужно, или откройте меню.
cannot-read = Такое сообщение передать инженеру не получится. Пришлите, пожалуйста, текстом, фото или файлом.

# ── Руководитель ──

lead-contact =
    { $name }: { $phone }, { $email }
    Можно написать и прямо здесь.
to-lead-sent = Передано руководителю поддержки. Ответ придёт сюда.
from-lead = <b>Руководитель поддержки:</b> { $text }
rating-word-thanks = Спасибо. Руководитель поддержки прочитает.

# ── Помощь, язык, данные ──

help-customer =
    Напишите, что случилось: передадим инженеру, назовём срок и доведём до решения. Файлы и фото присылайте прямо сюда.
    /new — новое обращение, /tickets — как идут дела, /profile — ваши данные, /lead — руководитель, /privacy — что мы храним, /language — язык.
    Всё стоит? { $phone }
ask-language = На каком языке писать? · Which language?
language-set = Хорошо, пишем по-русски.

# ── Кнопки ──

button-status = Как дела с № { $number }
button-settled = Уже решилось
button-lead = Руководитель
button-confirm = Да, закрываем
button-object = Нет, ещё не всё
button-good = 👍
button-bad = 👎
button-still = Ещё актуально
button-reopen = Продолжить № { $number }
button-first = Сначала № { $number }
button-another-question = Это другой вопрос
button-withdraw = Отозвать № { $number }
button-number = № { $number }
button-to-ticket = № { $number } · { $about }
button-to-form = К новому обращению
button-to-answer = Ответ на вопрос
button-new-ticket = Новое обращение
button-write-lead = Написать руководителю
button-answer-lead = Ответить
button-russian = Русский
button-english = English

# ── После нажатия ──

toast-closed = № { $number } закрыто
toast-objected = Снова в работе
toast-rated = Спасибо
toast-withdrawn = № { $number } отозвано
toast-first = Сначала № { $number }
toast-still = Хорошо, инженер знает
toast-reopened = № { $number } снова открыто
toast-asked = Напишите следующим сообщением
toast-language = Готово
toast-sorted = Передано
toast-moved = Передано в № { $number }
