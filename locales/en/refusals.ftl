# Refusals, rudeness, appeals (R6, R10, R13): what was decided, why, what else, whom to ask.

ask-refuse-head = No. { $number }: this is what the customer will read, with the lead's contacts and a button to appeal.
ask-refuse =
    “{ $ground }”
    To add something of your own, write a sentence or two. If not, it goes as it is.
button-send-refusal = Send the refusal
card-warn = Warn about the tone
card-rude = Rude: to the lead

ticket-warned = No. { $number }: { $text }
ticket-refused-rude =
    No. { $number } is closed: after the warning the conversation went on in the same tone, and the head of support has ended the work on it.
    We will help with another question: open a new ticket. Do you disagree? Appeal, or ask the head of support.
topic-proposed = The lead has it and decides. Until then all is as it was, the clock runs.
topic-rude-confirmed = The refusal for rudeness is confirmed, the customer knows.
topic-rude-declined = The lead does not refuse: we go on.
toast-warned = The warning is with the customer
toast-proposed = The lead has it and decides
toast-declined = We go on, the engineer knows
lead-rude =
    <b>No. { $number }, { $organisation }: refuse for rudeness?</b>
    Proposed by { $engineer }. Warned { $warned }.
    The customer, { $at }: “{ $text }”
button-rude-confirm = Confirm the refusal
button-rude-decline = Decline
lead-rude-confirmed = No. { $number }: refused for rudeness, decided by { $lead }. The customer and the engineer know.
lead-rude-declined = No. { $number }: not refused, decided by { $lead }. The engineer knows.
lead-rude-moot = No. { $number } is closed already, there is nothing to decide.

# ── The appeal ──

button-appeal = Appeal
ask-appeal = No. { $number }: why do you not agree? The head of support reads it and decides.
appeal-sent = No. { $number }: your appeal is with the head of support. The answer comes here.
appeal-dismissed =
    No. { $number } stays closed, the head of support has decided: { $text }
    Another question is welcome as ever, just write. To talk about it in person: { $phone }, { $email }.
appeal-dismissed-bare =
    No. { $number } stays closed, the head of support has decided.
    Another question is welcome as ever, just write. To talk about it in person: { $phone }, { $email }.
lead-appeal =
    <b>No. { $number }, { $organisation }: the customer appeals</b>
    Refused: { $reason ->
        [refused_unsubscribed] no subscription
        [out_of_scope] out of scope
        [unsupported_product] a product not supported
        [refused_no_data] data missing
       *[refused_rude] rudeness
    }{ $ground }
    { $name }: “{ $text }”
appeal-ground-by = , “{ $ground }”, { $engineer }
appeal-by = , { $engineer }
appeal-no-ground = { "" }
button-appeal-uphold = Take it up again
button-appeal-dismiss = Leave it closed
ask-uphold = What do we tell the customer, why do we take it up again? A sentence or two.
ask-dismiss = What do we tell the customer, why does it stay closed? They get your contacts anyway.
lead-appeal-upheld = No. { $number } is at work again, decided by { $lead }. The customer and the engineers know.
lead-appeal-dismissed = No. { $number } stays closed, decided by { $lead }. The customer knows.
lead-appeal-moot = No. { $number } is back in work: { $engineer } has opened it, nothing is left to decide.

card-reopen = Open again
ask-reopen = No. { $number }: why do we open it again? The customer reads it.
ticket-reopened-because = Why: { $text }

# ── Questions in private ──

toast-asked-in-private = The question is in your private chat with the bot
ask-too-late = While you were writing, things have changed, so nothing was sent. Please see how the ticket is now.
topic-asked-in-vain = The bot cannot write to you in private: open the chat with it and press Start. { $asking ->
        [escalate_contact] Or in one line here: /escalate contact; tomorrow 18:00; words for the customer
        [refuse] Or in one line here: /refuse, the ground (its key in the regulation) and words for the customer
        [reopen] Or in one line here: /reopen and the reason
       *[other] Then press the button again.
    }
not-enough = { $missing ->
        [contact] Not handed over, the customer got nothing: a developer's contact is needed. For example: /escalate Oleg, dev@example.org; tomorrow 18:00; words for the customer
        [time] Not handed over, the customer got nothing: a time is needed. For example: /escalate Oleg, dev@example.org; tomorrow 18:00; words for the customer
        [reason] Not opened: a reason is needed, the customer reads it. For example: /reopen we have found the cause
        [ground] Not refused, the customer got nothing: a ground is needed after the command. There are: { $listed }. For example: /refuse lan and words for the customer. Or by button: More → Refuse.
       *[words] Not handed over: give the command in reply to the customer's message.
    }
not-warned = A warning comes first: More → Refuse → Warn about the tone. Without it no refusal is proposed.
not-rude-since = The warning was sent { $at }, and the customer has not written this since. The lead gets what was written after it.
