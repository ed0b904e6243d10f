# The developers' part (R21): what the customer, the engineer and the lead read while a ticket is with them.
# $contact — whom the customer may turn to; $due — the developers' own estimate, always a moment.

ticket-escalated =
    No. { $number } is with the developers now. { $text }
    Working on it: { $contact }. We expect a solution by { $due }. Please go on sending news and files here.
ticket-escalated-bare =
    No. { $number } is with the developers now: it takes more than support can do.
    Working on it: { $contact }. We expect a solution by { $due }. Please go on sending news and files here.
ticket-new-time = No. { $number }: the developers need until { $due }. Working on it: { $contact }.
ticket-returned = No. { $number } is back from the developers and with us again. An engineer will write here.
ticket-returned-queued = No. { $number } is back from the developers. We take it up right after the ticket at work now.
ticket-fixed = No. { $number } is fixed in version { $version }. Update when it suits you; an engineer is here, tell us whether all works.

state-escalated-late = the developers promised { $due } and are late, we are asking for a new time; { $contact }

card-escalated-late = the developers' time passed { $due }: { $contact }
card-escalate = To the developers
card-new-time = New time
card-returned = It is back
card-fixed = Fixed in version…

ask-escalate-contact = No. { $number }: which of the developers takes it? Name and contact in one line: the customer reads them.
ask-escalate-time = No. { $number }: when can we expect a solution? The customer sees this time. For example: tomorrow 18:00, 28.11 12:00, in 3 days.
ask-escalate-words = No. { $number }: what do we tell the customer? A sentence or two; the contact and the time are added.
ask-new-time = No. { $number }: what is the developers' time now? The customer sees it. For example: tomorrow 18:00, or in 3 days.
ask-fixed = No. { $number }: in which version is it fixed? The customer reads the number as you type it.
button-tomorrow-evening = Tomorrow 18:00
button-in-days = { $days ->
        [7] In a week
        [one] In { $days } day
       *[other] In { $days } days
    }

done-escalated = No. { $number } is with the developers, the customer knows the contact and the time.
done-new-time = No. { $number }: the customer knows the new time.
done-returned = No. { $number } is ours again, the customer knows.

lead-escalated = No. { $number }, { $organisation }: with the developers until { $due }, working on it: { $contact }. Held by { $engineer }.
lead-escalation-passed = No. { $number }, { $organisation }: the developers' time passed { $due }, working on it: { $contact }. The customer waits for a new one.
lead-escalation-passed-again = <b>No. { $number }, { $organisation }: the developers are late { $times ->
        [2] a second time
       *[other] again, { $times } times by now
    }</b>, they promised { $due }, working on it: { $contact }. It takes you.
engineer-escalation-passed = No. { $number }: the developers' time passed { $due }, and the customer knows no new one.
topic-returned = Back from the developers, the next word is ours.
topic-fixed = Fixed in version { $version }, the customer knows. The next word is ours.
