# What engineers read in a ticket's topic and in their group: facts, short.

prompt-unclaimed = Nobody has this ticket; nothing has gone to the customer yet.
prompt-other = { $engineer } has this ticket. Send your line to the customer?
topic-objected = Customer: not everything works, back in work.
topic-still = Customer: the question still matters.
topic-reopened = The ticket is open again.
topic-handed-over = Handed over to you.
topic-neglected = We have owed the next word since { DAY($since) }. Answer the customer, or close it.
topic-escalation-passed = The developers' time has passed: { $due }. Ask, and tell the customer the new one.
topic-lead-decides = Nothing went to the customer: no subscription, the lead decides. Kept as a note.
topic-unknown-command = There is no command { $command }; nothing went to the customer.
topic-moved-away = The customer meant the last message for No. { $number }.
topic-relay-failed = A message of the customer could not be shown here. Ask them once more.
topic-not-shown = This could not be passed on: the customer only sees that there was something. Please send it as text, a photo or a file.
topic-cannot-pass = Such a message cannot be passed on; the customer got nothing. Please send it as text, a photo or a file.
topic-unreachable = The customer cannot be reached in Telegram: { $why ->
        [blocked] the bot is blocked
        [deactivated] the account is deleted
       *[other] the chat is unavailable
    }. Answers go by e-mail.
topic-reachable = The customer is back in Telegram.
topic-mailed = Not delivered in Telegram; sent by e-mail to { $to }, accepted { TIME($at) }.
topic-mail-failed = Delivered neither in Telegram nor by e-mail to { $to }: { $why ->
        [mail_not_configured] mail is not set up
       *[other] the mail server refused
    }. Call the customer.
topic-history = <b>History</b>, restored from our records:
topic-history-line = { DAY($at) } { TIME($at) }, { $side ->
        [customer] customer
        [desk] support
       *[engineer] engineer
    }: { $text }
engineer-assigned = No. { $number } is yours now: the lead has given it to you.

group-bound = Done: tickets come to this group, each in a topic of its own.
group-bound-plain = Done: tickets come to this group. It has no topics, so reply to the card; topics make it easier.
group-bind-lead = A lead chooses the group: somebody whose id stands in LEAD_IDS. Your id: { $id }
group-id = Your id: { $id }, the group's id: { $chat }
group-anonymous = You write in the group's name, and the customer sees the desk only. To have tickets of your own, switch anonymity off: group settings → administrators → you.

queue-head = <b>Waiting for us</b>
queue-empty = Nobody is waiting.
queue-line = <b>No. { $number } · { $state }</b>
queue-line-held = <b>No. { $number } · { $engineer } · { $state }</b>
queue-about = { $organisation } · { $about }
mine-head = <b>Yours</b>
mine-empty = You have no tickets at work.

help-engineer =
    The card’s [Take] makes a ticket yours. Then just write in its topic: everything goes to the customer, 👌 means delivered.
    A note: /note, or a line that begins with //. A reply to a note or to a colleague stays here, too.
    The card’s [Ask], and /ask: prepared requests. /undo in reply to your line takes it back from the customer.
    A second question: /split in reply to the customer’s message. The same question: /duplicate and the other’s number.
    The card’s [Resolved] asks how it ended; the customer confirms.
    Under [More]: to the developers (/escalate), refuse (/refuse), rudeness (/rude). /reopen takes up a closed one again.
    /queue — who waits, /mine — yours, /working — we owe the next word, /release — give back, /resolve — resolved, /why — the reason of a deadline, /new — a ticket for a caller.
    A customer who is not in Telegram gets your lines by e-mail. Answered in a call: /called and the time; the customer answered: /heard and their words; solved in a call: /solved and who said so.
help-engineer-private =
    Reminders of the tickets you have come here.
    /queue — who waits, /mine — yours, /why and a number — the reason of a deadline.
    /new — a ticket for a caller or your own. Answer customers in the ticket's topic.

# ── /why ──

why-head = <b>No. { $number }: deadlines</b>
why-due = By { $due }: { $cause ->
        [registered] registered
        [activated] its turn came
        [accepted] accepted by the lead
        [reopened] reopened
        [duplicate] the duplicate's, which runs since
        [entitled] a subscription appeared in the registry
        [corrected] category put right, counting from
        [corrected_late] category put right, counting from
       *[category] category changed
    } { $started }, { $category ->
        [partner] partner
        [subscriber] subscriber
        [demo] demo
       *[unsubscribed] no subscription
    }{ $evidence ->
        [unknown] {" "}(the customer does not know)
        [declared] {" "}(the customer's word)
        [registry] {" "}(registry)
        [lead] {" "}(the lead decided)
       *[verified] {" "}(verified)
    }, { $hours ->
        [0] +{ $minutes } min
       *[other] +{ $hours } h
    }{ $problem }, { $counted ->
        [working] in working hours
       *[round] round the clock
    }.
why-no-problem = { "" }
why-problem = { " " }for “{ $problem }”
why-unlimited = No limit: { $category ->
        [partner] partner
        [subscriber] subscriber
        [demo] demo
       *[unsubscribed] no subscription
    }, { $cause ->
        [registered] registered
        [activated] its turn came
        [accepted] accepted by the lead
        [reopened] reopened
        [duplicate] the duplicate's, which runs since
        [entitled] a subscription appeared in the registry
        [corrected] category put right, counting from
        [corrected_late] category put right, counting from
       *[category] category changed
    } { $started }.
why-corrected = The lead put it right { $at }.
why-not-blamed = The deadline was past by then: a breach in hindsight, not held against the engineer.
why-category = { $at }: category “{ $category ->
        [partner] partner
        [subscriber] subscriber
        [demo] demo
       *[unsubscribed] no subscription
    }”, { $event ->
        [verified] verified by an engineer
        [corrected] put right by the lead
       *[found] found in the registry
    }; the deadline stays.
why-policy = Policy: version { $version }.
why-proof = On the card now: { $proof }.
why-not-started = The clock has not started.
why-unanswered = No answer yet.
why-answered = Answered { $answered }, in time.
why-answered-delivered = Answered { $answered }, delivered { $delivered }: what counts is when it was written.
why-answered-late = Answered { $answered }, late.

# ── Buttons and toasts ──

button-send = Send
button-take-and-send = Take and send
button-note = Note
button-topic = Open the topic
toast-claimed = No. { $number } is yours
toast-released = Nobody has No. { $number } now
toast-handed-over = { $engineer } has it now
toast-working = We owe the next word
toast-out-of-turn = No. { $number } is taken out of turn
toast-verified = Verified, thank you
toast-sent = Sent
toast-noted = Kept as a note
toast-how-resolved = How did it end? Write it in the topic as your next line: the customer reads it and confirms. Without words: press [Resolved] again.
toast-how-resolved-first = How did it end? Write it in the topic as your next line: the customer reads it and confirms.
toast-resolved = The customer is asked whether everything works
toast-refused = No. { $number }: the refusal has gone to the customer
quoted = { $text }
