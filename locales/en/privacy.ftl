# One's own data: what is kept, the file, withdrawing consent, erasing.

privacy-text =
    <b>What we keep, and why</b>
    { $text }
    Operator: { $operator }.
privacy-times =
    For how long: tickets and correspondence until you ask us to erase them; an unfinished form for { $draft ->
        [one] { $draft } day
       *[other] { $draft } days
    }; technical copies of messages for { $raw ->
        [one] { $raw } day
       *[other] { $raw } days
    }.
privacy-times-tickets =
    The texts of closed tickets go by themselves after { $days ->
        [one] { $days } day
       *[other] { $days } days
    }.
privacy-consent = You agreed on { DAY($at) }, version { $version }.
privacy-no-consent = You have not agreed yet: we keep nothing but what is written in this chat.
privacy-how = To change your data: /profile. To ask about it: { $email }, { $phone }.

privacy-file =
    All we keep about you: profile, consents, tickets and correspondence.
    Files you have sent are listed by name; they themselves stay in this chat.
privacy-file-failed = The file could not be made: too large for Telegram, or a fault of ours. Ask for it another way: { $email }.

privacy-ask-unconsent = Withdraw your consent? Without it we may not keep your data, so all of it goes: contacts, tickets and correspondence.
privacy-ask-erase = Erase all we know about you: contacts, tickets and correspondence?
privacy-ask-live =
    { $count ->
        [1] Ticket No. { $numbers } will be closed, and work on it stops.
       *[other] Tickets No. { $numbers } will be closed, and work on them stops.
    }
privacy-ask-after = Nobody can bring back what is erased. Want a copy? First /privacy and “Get it as a file”.
privacy-kept = All right, nothing was erased.

erased = Done: your contacts, tickets and correspondence are erased.
erased-closed =
    { $count ->
        [1] Ticket No. { $numbers } is closed, and the engineers know.
       *[other] Tickets No. { $numbers } are closed, and the engineers know.
    }
erased-not =
    What is beyond us: messages of this chat older than two days, which Telegram does not let a bot delete (clear the chat yourself), and e-mails that are in your mailbox already.
    All we have left is dates and figures, without names or words.
erased-after = If you need us again, just write: we start with a clean sheet.
erased-here = Erased at the customer's request.

# ── For engineers and the lead ──

staff-customer-left =
    { $count ->
        [1] No. { $numbers }: the customer's data was erased at their request. The ticket is closed, there is nobody to answer.
       *[other] No. { $numbers }: the customer's data was erased at their request. The tickets are closed, there is nobody to answer.
    }
lead-delete-by-hand =
    { $count ->
        [1] The customer's data is erased, but please delete the topic of their ticket yourself: the bot has no right to “Delete messages”.
       *[other] The customer's data is erased, but please delete the topics of their tickets yourself: the bot has no right to “Delete messages”.
    }
    Give it the right, and next time it will manage alone.
erase-how = Whose data shall be erased? Write a ticket's number or a phone: <code>/erase 42</code>, <code>/erase +7 900 000-00-00</code>.
erase-ask =
    <b>Erase everything about the customer?</b>
    { $known ->
        [yes] { $name } · { $organisation }
       *[no] No name was given.
    }
    { $count ->
        [0] No tickets.
        [1] Ticket No. { $numbers }.
       *[other] Tickets No. { $numbers }.
    }
erase-ask-after = Make sure that it is the person who asks: nobody can bring back what is erased.
erase-done =
    Erased: contacts, tickets, correspondence. Topics and recent messages follow; what the bot may not delete comes as a list.
    Copies in mailboxes and in archives outside the bot are yours to see to.

# ── Buttons ──

button-privacy-export = Get it as a file
button-privacy-unconsent = Withdraw consent
button-privacy-erase = Erase all
button-erase-yes = Yes, erase all
button-erase-no = No, leave it
toast-file = Making the file
toast-erased = Erasing
toast-kept = Nothing was erased
