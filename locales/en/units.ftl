# Small things that other texts are made of.

zone-moscow = MSK
# Shown where a text is missing; the log says which.
text-missing = Some words are missing here. We know.
ticket-number = No. { $number }
# A button whose label is a name or a text of the policy.
as-it-is = { $text }

# How long until a moment. $days, $hours and $minutes are 0 where they are not worth saying.
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
# The same where it is counted in the open hours of the desk.
time-left-working = { $left } of working time
