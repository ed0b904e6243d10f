# Small things that other texts are made of.

zone-moscow = МСК
# Shown where a text is missing; the log says which.
text-missing = Здесь должен быть текст, но он потерялся. Мы уже знаем.
ticket-number = № { $number }

# How long until a moment, or since. $days, $hours and $minutes are 0 where they are not worth saying.
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
time-over = { $days ->
        [0] { $hours ->
            [0] { $minutes ->
                [0] меньше минуты назад
                [one] { $minutes } минуту назад
                [few] { $minutes } минуты назад
               *[other] { $minutes } минут назад
            }
           *[other] { $minutes ->
                [0] { $hours ->
                    [1] час назад
                    [one] { $hours } час назад
                    [few] { $hours } часа назад
                   *[other] { $hours } часов назад
                }
               *[other] { $hours } ч { $minutes } мин назад
            }
        }
        [one] { $days } день назад
        [few] { $days } дня назад
       *[other] { $days } дней назад
    }
