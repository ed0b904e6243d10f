# What leads read in private: enough to decide without opening anything.

# Whose it is and who has it, under each news of a ticket; $holder — alert-holder, alert-unclaimed.
lead-ticket = { $organisation } · { $holder }
lead-second-no = <b>No. { $number }: the customer says “not yet” for the second time</b>
lead-bad-rating = <b>No. { $number }: the customer gave a 👎</b>
lead-rating-word = <b>No. { $number }, what was wrong:</b> “{ $text }”
lead-third-return = <b>No. { $number }: open again for the third time</b>
lead-neglected = No. { $number }, { $organisation }: we have owed the next word since { DAY($since) }.
lead-message =
    <b>{ $name }, { $organisation }</b>, writes to you:
    { $text }
lead-message-stranger =
    <b>Somebody who has had no tickets yet writes to you:</b>
    { $text }
lead-reply-sent = Passed on to the customer.
lead-until-when = No. { $number }: until when do you promise an answer? The customer will see this time.
lead-to-whom = No. { $number }: who should have it?
lead-to-nobody = No. { $number }: there is nobody to give it to yet. The bot learns of engineers when they write or press a button in the group: ask somebody to take the ticket in its topic.
lead-settled-promise = { $lead } has No. { $number }, an answer is promised by { $due }.
lead-settled-assigned = No. { $number }: { $engineer } has it, given by { $lead }.
lead-settled-in-time = No. { $number }: answered in time, { $at }.
lead-settled-late = No. { $number }: answered { $at }, late.
lead-gate-accepted = No. { $number }, { $organisation }: accepted by { $lead } as { $category ->
        [partner] a partner
        [subscriber] a subscriber
        [demo] a demo
       *[unsubscribed] unsubscribed
    }.
lead-gate-refused = No. { $number }, { $organisation }: refused by { $lead }. The customer knows.
lead-unreachable = The bot cannot write to the lead ({ $lead }): they need to open the chat with it and press Start.
lead-mail-failed = No. { $number }: the e-mail was not sent, { $why ->
        [mail_not_configured] mail is not set up (SMTP_URL, MAIL_FROM)
       *[other] the mail server refused
    }.
lead-trouble = You are needed: { $obstacle ->
        [no_rights] the bot lacks rights in the group. Make it an administrator who may manage topics
        [not_a_forum] topics are switched off in the engineers' group. Tickets come without them
        [kicked] the bot is not in the engineers' group. Bring it back, letters are waiting
        [chat_gone] the engineers' group is unavailable. Look at it, or give /bind in a new one
       *[other] Telegram did not accept a message
    }. { $detail }
lead-clock-jumped = The server's clock jumped by { $minutes } min; deadlines hold for now. Is the server's time right?
lead-quarantine = One update could not be handled and was put aside. To see it and try again: /quarantine
lead-group-unseen = The engineers' group of the settings is not to be found ({ $chat }): look at ENGINEERS_CHAT_ID, or give /bind in the group. Tickets are taken in, letters to the group wait.
lead-unbound = There is no engineers' group yet: tickets are taken in, nothing goes to a group. Make the bot an administrator of your group and give /bind there.
lead-rival = Somebody else runs a bot with the same token, and updates go there, too. Stop the other one.

general-alert = No. { $number } has no answer yet, due { $due }. The lead has not pressed Start, so I write here.
general-digest = { $count ->
        [one] { $count } ticket has no answer in time
       *[other] { $count } tickets have no answer in time
    }. The lead has not pressed Start, so I write here.
general-lead = No. { $number } needs the lead's word, but the lead has not pressed Start, so I write here.

help-lead =
    Missed deadlines, tickets without a subscription and customers' words to the lead, appeals and complaints come here.
    /queue — who waits, /registry — the organisations, /complaints — complaints, /why and a number — the reason of a deadline, /version — the bot itself. /bind in the engineers' group — work in it. /new — a ticket for a caller or your own.
your-id = Your id: { $id }

button-reply = Reply
button-minutes = { $minutes ->
        [60] 1 h
        [120] 2 h
       *[other] { $minutes } min
    }
button-mine-in = Mine, I answer in { $minutes ->
        [60] 1 h
       *[other] { $minutes } min
    }
button-other-time = Another time
button-clock-right = The time is right
toast-accepted = No. { $number } is accepted
toast-promised = No. { $number } is yours, the customer knows the time
toast-until-when = Choose a time
toast-to-whom = Choose who
toast-clock-right = All right, deadlines run again
