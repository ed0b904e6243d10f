# Small things that other texts are made of.

zone-moscow = МСК
# Shown where a text is missing; the log says which.
text-missing = Здесь должен быть текст, но он потерялся. Мы уже знаем.
ticket-number = № { $number }
# A button whose label is a name or a text of the policy.
as-it-is = { $text }

# How long until a moment. $days, $hours and $minutes are 0 where they are not worth saying.
time-left = { $days ->
        [0] { $hours ->
            [0] { $minutes ->
                [0] осталось меньше минуты
                [one] осталась { $minutes } минута
                [few] осталось { $minutes } минуты
               *[other] осталось { $minutes } минут
            }
           *[other] { $minutes ->
                [0] { $hours ->
                    [1] остался час
                    [one] остался { $hours } час
                    [few] осталось { $hours } часа
                   *[other] осталось { $hours } часов
                }
               *[other] осталось { $hours } ч { $minutes } мин
            }
        }
        [one] остался { $days } день
        [few] осталось { $days } дня
       *[other] осталось { $days } дней
    }
# The same where it is counted in the open hours of the desk.
time-left-working = { $left } рабочего времени
