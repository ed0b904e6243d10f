# Small things that other texts are made of.

zone-moscow = MSK
# Shown where a text is missing; the log says which.
text-missing = Some words are missing here. We know.
ticket-number = No. { $number }

# How long until a moment, or since. $days, $hours and $minutes are 0 where they are not worth saying.
time-left = { $days ->
        [0] { $hours ->
            [0] { $minutes ->
                [0] less than a minute left
                [one] { $minutes } minute left
               *[other] { $minutes } minutes left
            }
           *[other] { $minutes ->
                [0] { $hours ->
                    [1] an hour left
                   *[other] { $hours } hours left
                }
               *[other] { $hours } h { $minutes } min left
            }
        }
        [one] { $days } day left
       *[other] { $days } days left
    }
time-over = { $days ->
        [0] { $hours ->
            [0] { $minutes ->
                [0] less than a minute ago
                [one] { $minutes } minute ago
               *[other] { $minutes } minutes ago
            }
           *[other] { $minutes ->
                [0] { $hours ->
                    [1] an hour ago
                   *[other] { $hours } hours ago
                }
               *[other] { $hours } h { $minutes } min ago
            }
        }
        [one] { $days } day ago
       *[other] { $days } days ago
    }
