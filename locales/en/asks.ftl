# One line that is waited for: from an engineer, a lead or a customer.

ask-resolve = No. { $number }: what settled it? A sentence or two; the customer reads them and says whether everything works.
ask-turn-down = No. { $number }: why do we not take it? The customer reads your words and learns whom to turn to.
ask-promise = No. { $number }: by what time will there be an answer? For example: 15:30, tomorrow 10:00, in 40 minutes.
ask-promise-hint = A time is needed, for example: 15:30, tomorrow 10:00, 28.11 10:00, or in 40 minutes.
ask-promise-past = That time is past. A moment ahead is needed, for example: in 40 minutes.
ask-rating = Sorry to hear it. What was wrong? Only the head of support will read it.
ask-to-lead = What shall we pass to the head of support? Write it here; the answer comes here too.
ask-from-lead = What shall we answer the customer? Your next message goes to them in your name.
ask-words-hint = Words are needed here: write them as text. Changed your mind? /cancel.
ask-shorter = That is too long: please keep to { $limit } characters.
ask-cancelled = Cancelled, nothing was sent to anybody.

button-ask-skip = Skip
button-ask-without-words = Without words

profile-kept = This is what we keep about you. What shall we change?
profile-saved = Saved.
profile-nothing = We keep nothing about you. Has something happened? Just write.
