# E-mails to those whom Telegram does not reach, and the way from there into the chat.
# $said — what is said; $ways — how to answer; $key — the link's key; $lead — the lead's address.

email-outward =
    Hello { $name },

    { $said }

    { $ways }

    { $company } technical support
mail-ways-link =
    You can answer in Telegram: { LINK($key) }. The link works once, within a week; we will ask you to confirm your number there, and the conversation goes on in the chat.
    Or call { $phone } and name ticket No. { $number }. Or write to { $support }. An answer to this e-mail itself does not reach us.
    The head of support: { $lead }, { $lead-phone }.
mail-ways =
    You can answer by telephone: { $phone }, ticket No. { $number }. Or write to { $support }. An answer to this e-mail itself does not reach us.
    The head of support: { $lead }, { $lead-phone }.

mail-receipt = Ticket No. { $number } is registered. An engineer will answer by { $due }.
mail-receipt-unlimited = Ticket No. { $number } is registered. An engineer will answer by e-mail.
mail-receipt-gate = Ticket No. { $number } is noted. Without a subscription the head of support decides: they know already, the answer comes by e-mail. Do you have one? Tell us the INN by telephone, and we check again.
mail-active-unlimited = No. { $number } is being worked on. An engineer will answer by e-mail.
mail-confirmation = No. { $number } seems to be solved: “{ $text }”. Does everything work? Then there is nothing to do: we close it on { DAY($close) }. If anything is left, tell us; you can go on later, too.
mail-confirmation-bare = No. { $number } seems to be solved. Does everything work? Then there is nothing to do: we close it on { DAY($close) }. If anything is left, tell us; you can go on later, too.
mail-confirmed = Ticket No. { $number } is closed. If the question comes back, tell us: the number and the messages are kept.
mail-attached = { $count ->
        [one] { $count } file is attached.
       *[other] { $count } files are attached.
    }
mail-not-mailable = There was something here that an e-mail cannot carry.
mail-file-missed = The file “{ $file }” could not be attached: it is too large for an e-mail. Ask us for it by telephone, or open the chat.
mail-file-missed-unnamed = One file could not be attached: it is too large for an e-mail. Ask us for it by telephone, or open the chat.

ticket-needs-data = No. { $number }: to help you we still need: { $missing }. Please tell us.
ticket-no-data =
    No. { $number }: we cannot go on, the ticket is closed. We cannot help without what we asked for: { $missing }.
    Tell us by telephone, { $phone }, and we go on under the same number.
    Do you disagree? { $lead }: { $lead-phone }, { $lead-email }.

# ── From the e-mail into Telegram ──

ask-link = You came from an e-mail about ticket No. { $number }. To show it here we compare your number: press the button below.
link-hint = The button below is needed: Telegram does not vouch for a number that is typed.
link-other-contact = This is somebody else's contact, and we need to compare your own number. Press the button below.
link-done = The number is right. Ticket No. { $number } is here now, and the conversation goes on in this chat.
link-due = No. { $number }: an engineer will answer by { $due }. Send news and files right here.
link-open = No. { $number } is being worked on. Send news and files right here.
link-waiting = No. { $number }: it is your turn, we wait for an answer to our last e-mail. Write right here.
link-resolved = No. { $number } seems to be solved. Does everything work?
link-closed = No. { $number } is closed. Is the question still there? We go on where we were.
link-yours = Ticket No. { $number } is here already. Write right here; how it is going: /tickets.
link-unknown = We do not know this link: perhaps it was not copied whole. Open it from the e-mail again, or call { $phone }. A new question? Just write.
link-spent = This link has been used, and it works once. A new one comes with our next e-mail; or call { $phone } and name ticket No. { $number }.
link-expired = The link works for a week, and the week is over. A new one comes with our next e-mail; or call { $phone } and name ticket No. { $number }.
link-wrong-number = The number is not the one of ticket No. { $number }. Open the link with the account of that number, or call { $phone }.
link-dead = The number is wrong again, and the link works no more. Call us, we will sort it out: { $phone }, ticket No. { $number }.
