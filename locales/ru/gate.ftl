# Решение руководителя: подписки нет, брать ли обращение (R9).

lead-gate =
    <b>№ { $number }: действующей подписки нет, решать вам</b>
    «{ $description }»{ $files ->
        [0] { "" }
        [one] { " " }· { $files } вложение
        [few] { " " }· { $files } вложения
       *[other] { " " }· { $files } вложений
    }
    { $product }{ $mark ->
        [unknown] , версия неизвестна
        [old] { " " }{ $version }, не актуальная
       *[exact] { " " }{ $version }
    }
    { $organisation }{ $known ->
        [inn] , ИНН { $inn }
       *[name] { "" }
    } · { $name } · { $phone } · { $email }

lead-gate-added =
    <b>№ { $number } ждёт вашего решения, клиент дописал:</b>
    «{ $text }»
lead-gate-attached = <b>№ { $number } ждёт вашего решения, клиент прислал вложение</b>

button-gate-subscriber = Взять: подписка
button-gate-partner = Взять: партнёр
button-gate-demo = Взять: демо
button-gate-refuse = Отказать
ticket-gate-waits = № { $number }: руководитель поддержки ещё решает, мы напомнили. Подписка есть? Пришлите ИНН.
