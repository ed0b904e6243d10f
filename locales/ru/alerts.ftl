# A deadline comes near or is missed: worded when it is sent. Read on a locked phone by engineers and the lead.
# $left — «остался час»; $due — the moment that was promised.

warn-soon = № { $number }, «{ $organisation }»: ответить до { $due }, { $left }.
warn-overdue = № { $number }, «{ $organisation }»: ответа нет, обещали до { $due }.
warn-topic-soon = Обращение ничьё. Ответить до { $due }, { $left }.
warn-topic-overdue = Обращение ничьё, ответа нет, обещали до { $due }.

alert-soon = <b>№ { $number }, «{ $organisation }»: ответить до { $due }, { $left }</b>
alert-overdue = <b>№ { $number }, «{ $organisation }»: ответа нет, обещали до { $due }</b>
alert-broken-promise = <b>№ { $number }, «{ $organisation }»: ответа нет и во второй обещанный срок, { $due }</b>
alert-product = { $product } · { $description }
alert-unverified = { $category ->
    [partner] Партнёрство не подтверждено
    [demo] Демо не подтверждено
   *[subscriber] Подписка не подтверждена
}
alert-verified = { $category ->
    [partner] Партнёр
    [demo] Демо
    [unsubscribed] Подписки нет
   *[subscriber] Подписка есть
}
alert-standing = { $entitlement } · { $holder }
alert-unclaimed = никто не взял
alert-holder = занимается { $engineer }
alert-customer-knows = Клиент предупреждён: { $name }, { $phone }
alert-customer = Клиент: { $name }, { $phone }
alert-known-late = Узнали { TIME($until) }: бот не работал с { TIME($since) }.
alert-mine = Беру: отвечу до…
alert-assign = Поручить…
alert-open-topic = Открыть тему

digest = <b>{ $count ->
    [one] { $count } обращение осталось без ответа
    [few] { $count } обращения остались без ответа
   *[other] { $count } обращений остались без ответа
} в срок</b>
digest-line = № { $number }, «{ $organisation }»: обещали до { $due }, { $engineer }
digest-nobody = никто не взял
