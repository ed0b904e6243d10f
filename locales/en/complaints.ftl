# Complaints (R26): from a customer to the lead. Engineers never read any of it.

button-complain = Complain
ask-complaint = What is wrong? Only the head of support reads it, the engineers do not.
complaint-sent = The head of support has it. The answer comes here.
complaint-sent-held = The head of support has it. The answer comes here; until then No. { $number } is not closed by time.
complaint-answered = <b>The head of support, on your complaint:</b> { $text }

lead-complaint =
    <b>No. { $number }, { $organisation }: a complaint</b>
    { $name }: “{ $text }”
    The ticket is not closed by time until you answer. Engineers do not see the complaint.
lead-complaint-general =
    <b>A complaint: { $name }, { $organisation }</b>
    “{ $text }”
lead-complaint-stranger =
    <b>A complaint from somebody who has had no ticket yet</b>
    “{ $text }”
button-complaint-settle = Settled
ask-complaint-settled = What do we answer to the complaint? Only the customer reads it.
lead-complaint-settled = The complaint “{ $text }” is settled, { $lead } answers the customer.
complaints-head = <b>Complaints that wait</b>
complaints-none = There are no complaints.
complaints-line = { $n }. { DAY($since) }: “{ $text }”
complaints-line-ticket = { $n }. { DAY($since) }, No. { $number }, { $organisation }: “{ $text }”
button-complaint = { $n } · settled

lead-word-mailed = Telegram does not reach the customer, your words went by e-mail to { $to }.
lead-word-lost = Your words cannot reach the customer: neither by Telegram, nor is there an e-mail address.
email-from-lead-subject = An answer from the head of support
email-from-lead =
    Hello, { $name }.

    We write by e-mail, as the message did not reach you in Telegram.

    { $said }

    You may answer here: { $email }, { $phone }.

    Technical Support { $company }
