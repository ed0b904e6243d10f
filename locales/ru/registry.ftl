# Реестр организаций (R3, R5, R7): что в нём нашлось, импорт таблицы, команды руководителя.

on-day = { $day }.{ $month }.{ $year }
period-both = с { $since } до { $until }
period-until = до { $until }
period-since = с { $since }
period-open = без срока

# ── Что нашлось: на карточке, у руководителя, в /why ──

proof-valid = { $by ->
        [inn] по ИНН
        [link] подтвердил инженер
       *[name] по названию
    } «{ $name }», { $period }
proof-partner = по договору партнёра «{ $name }», { $period }
proof-expired = в реестре «{ $name }»: { $category ->
        [partner] договор партнёра
        [demo] демо
       *[subscriber] подписка
    } { $period }, срок вышел
proof-second-demo = демо в этом году уже было { $period }; следующее с { $again }
proof-near = в реестре похожая { $name }: { $category ->
        [partner] партнёр
        [demo] демо
       *[subscriber] подписка
    } { $period }
gate-evidence = Почему к вам: { $proof }.
card-them = Это они
card-not-them = Не они
card-correct = Исправить категорию
card-correct-to = { $category ->
        [partner] Верно: партнёр
        [subscriber] Верно: подписка
        [demo] Верно: демо
       *[unsubscribed] Верно: подписки нет
    }
toast-them = Запомнили: это они
toast-not-them = Запомнили: не они
toast-corrected = Категория исправлена

gate-entitled = № { $number }: подписка нашлась, берёмся. Инженер ответит до { $due }.
gate-entitled-queued = № { $number }: подписка нашлась. Возьмёмся сразу после обращения, которое сейчас в работе.
gate-entitled-unlimited = № { $number }: вопрос с подпиской решён, берёмся. Инженер ответит здесь же.
lead-gate-entitled = № { $number }, { $organisation }: подписка есть в реестре, обращение взято без вашего решения.

ticket-corrected = № { $number }: ваш уровень поддержки уточнён, инженер ответит до { $due }.
ticket-corrected-late = № { $number }: ваш уровень поддержки уточнён, ответить нужно было до { $due }. Простите. Руководитель поддержки знает, отвечаем вне очереди.
ticket-corrected-unlimited = № { $number }: ваш уровень поддержки уточнён, без подписки срока ответа нет. Обращение остаётся в работе. Подписка есть? Пришлите ИНН. Не согласны? /lead
lead-corrected = № { $number }: категория исправлена на «{ $category ->
        [partner] партнёр
        [subscriber] подписка
        [demo] демо
       *[unsubscribed] без подписки
    }», так решает { $lead }. { $due ->
        [moved] Срок пересчитан с начала, клиент знает.
        [late] По-настоящему срок уже вышел: нарушение записано задним числом, инженеру не засчитано.
        [none] Срока ответа теперь нет.
       *[same] Срок прежний.
    }

# ── Таблица ──

import-shows = <b>В реестре изменится:</b> новых { $new }, изменённых { $changed }, пропадёт { $gone }, без изменений { $unchanged }. Пока ничего не записано.
import-nothing = В таблице то же, что и в реестре ({ $unchanged }): менять нечего.
import-faulty = <b>Таблица не записана:</b> { $count ->
        [one] ошибка в { $count } строке
       *[other] ошибки в { $count } строках
    }. Исправьте и пришлите файл ещё раз, пока всё по-старому.
import-faults-file = { $count ->
        [one] { $count } ошибка
        [few] { $count } ошибки
       *[other] { $count } ошибок
    } по строкам.
import-more = …и ещё { $count }
import-new = + { $line }
import-changed = ~ { $was } → { $now }
import-gone = − { $line }
import-applied = Реестр обновлён: новых { $new }, изменённых { $changed }, убрано { $gone }. Обращения, которые ждали подписки, проверяем.
import-cancelled = Таблица не записана, в реестре всё по-старому.
import-stale = Пока вы смотрели, реестр изменился. Ничего не записано, вот как выглядит теперь.
import-unreadable = Таблицу прочитать не вышло: { $why ->
        [too_large] файл слишком большой, бывает до 5 МБ
        [too_many_rows] в ней больше 50 000 строк
        [gone] Telegram не отдал файл
        [empty] она пустая
       *[no_sheet] это не таблица, или она испорчена или закрыта паролем
    }. В реестре всё по-старому. Подходят .xlsx, .xls, .ods и .csv; за образцом — кнопка.
registry-line = «{ $organisation }», { $category ->
        [partner] партнёр
        [demo] демо
       *[subscriber] подписка
    }{ $about ->
        [one] , { $product }
       *[all] { "" }
    }, { $period }
button-import-apply = Записать
button-import-keep = { $gone ->
        [one] Записать, { $gone } не удалять
       *[other] Записать, { $gone } не удалять
    }
button-import-cancel = Отменить
toast-import-applied = Реестр обновлён
lead-import-followed = По новому реестру: из ожидания решения взято { $released }, уточнено по реестру { $sooner }.

# ── Строки таблицы ──

sheet-fault = Строка { $row }: { $fault }
sheet-no-columns = нет столбцов «Организация» и «Категория»; образец таблицы — /registry
sheet-column-twice = столбец «{ $column }» встречается дважды
sheet-empty = в таблице нет ни одной организации
sheet-same-row = то же, что в строке { $row }
sheet-no-organisation = нет названия организации
sheet-too-long = слишком длинно: название до 255 знаков, договор до 100
sheet-no-category = нет категории: партнёр, подписка или демо
sheet-category-unknown = категория «{ $told }» неизвестна; бывает партнёр, подписка, демо
sheet-inn-wrong = ИНН «{ $told }» не сходится с контрольной цифрой: в нём 10 или 12 цифр
sheet-product-unknown = продукта «{ $told }» нет в регламенте
sheet-day-wrong = дата «{ $told }» непонятна: пишите 14.03.2027
sheet-until-before-since = подписка кончается раньше, чем начинается
sheet-no-subscription = у подписки нет даты: нужно начало или окончание
sheet-no-demo-start = у демо нет даты начала
sheet-no-demo-product = у демо нужен продукт, у которого демо бывает

# ── /registry ──

registry-overview = В реестре строк: { $count }. Обновлён { $at }. Новая таблица заменяет прежнюю: пришлите сюда файл .xlsx, .xls, .ods или .csv, сначала покажу, что изменится.
registry-empty = Реестр пока пуст: категории идут со слов клиентов. Пришлите сюда таблицу .xlsx, .xls, .ods или .csv, сначала покажу, что изменится.
registry-file = Реестр организаций, строк: { $count }. Его же можно исправить и прислать обратно.
registry-template-file = Образец: первый лист заполните и пришлите сюда, на втором — примеры.
registry-sheet = Реестр
registry-example = Примеры
registry-example-name = ООО «Пример { $number }»
faults-sheet = Ошибки
faults-row = Строка
faults-fault = Ошибка
file-failed = Файл собрать не вышло, мы уже видим это в журнале. Попробуйте ещё раз чуть позже.
button-registry-export = Выгрузить
button-registry-template = Образец таблицы
menu-registry = Реестр организаций
