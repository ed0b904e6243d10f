# E-mails: the letter after a long silence, and what Telegram could not deliver.
# $said — what was to be read in the chat; $key — brings the reader back to the ticket; $lead — the lead's address.

email-subject = Ticket No. { $number }: an answer from support
email-instead =
    Hello { $name },

    We write about ticket No. { $number } by e-mail: Telegram could not deliver the message to you.

    { $said }

    Unblock the bot, and the conversation returns to Telegram.
    { $ways }

    { $company } technical support

email-timed-out-subject = Ticket No. { $number } is closed for now; you can go on at any time
email-timed-out =
    Hello { $name },

    On { DAY($answered) } we answered your ticket No. { $number } (“{ $description }”) and have not heard from you since. { $days ->
        [0] A long time has passed
        [14] Two weeks have passed
        [one] A day has passed
       *[other] { $days } days have passed
    }, so the ticket was closed today.

    Is the question still there? You will not have to explain it again: the number and the messages are kept. Go on in Telegram: { LINK($key) }. Or call { $phone } and name ticket No. { $number }.

    Is all well? Then there is nothing to do. Anything to say about our work? The head of support: { $lead }.

    { $company } technical support
