# What people read when Telegram, the post or the desk itself has a bad day.

# To customers
resend-please = From { $since } to { $until } we could not be reached, and Telegram keeps messages for a day only. If you wrote to us in that time, please send it again: it may not have arrived.
many-messages = № { $number }: many messages came at once. Nothing will be lost: we are passing them on to the engineers in order, which takes a few minutes. A long log is easier to send as a file.

# To engineers, in General
group-backlog = { $count ->
        [one] { $count } ticket is waiting for its topic
       *[other] { $count } tickets are waiting for their topics
    }: Telegram lets us write to the group 20 times a minute at most. The last one will be there at about { $last }. Whom to answer next: /queue

# To leads
lead-deadlines = { $count ->
        [one] { $count } deadline
       *[other] { $count } deadlines
    } could not be acted on because of an error in the bot. It will try again in a minute, but please look at /queue yourself. Details are in the bot's log.
quarantine-head = <b>{ $count ->
        [one] { $count } Telegram update was put aside
       *[other] { $count } Telegram updates were put aside
    }</b>, the first one { $since }. The bot could not read or handle them; everything else goes on as usual. After updating the bot, try again.
quarantine-line = { $count } × { $kind }: { $why }
quarantine-empty = No updates have been put aside.
button-again = Try again
toast-again = Trying again: { $count }
