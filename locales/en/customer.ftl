# What customers read besides the form: their tickets, what is promised, and how it ends.
# $due — a promise, always a moment; $engineer — a public name.

# ── Who has it, what is promised ──

ticket-claimed = { $engineer } is looking after your ticket No. { $number }.
ticket-handed-over = { $engineer } is now looking after your ticket No. { $number }.
ticket-active = No. { $number }: its turn has come. An engineer will answer by { $due }.
ticket-active-unlimited = No. { $number }: its turn has come. An engineer will answer here.
ticket-sooner = No. { $number }: we will answer sooner, by { $due }.
ticket-resumed = No. { $number } is back, and it is your turn: we are waiting for a reply to our last message.
ticket-aside = No. { $number } waits: we solve No. { $other } first and then return to this one.
ticket-split = “{ $about }” is a question of its own, now No. { $number }. We will take it up right after No. { $before }{ $clock }.
ticket-duplicate = No. { $number } is the same question as No. { $other }: we answer in No. { $other }{ $due }. Whatever you write here is seen there.
ticket-duplicate-colleague = No. { $number }: somebody of your organisation has written about the same, as No. { $other }. The solution comes to No. { $other }; whatever you add here is seen by the same engineer.
duplicate-due = , an engineer answers by { $due }
ticket-late = No. { $number }: we promised an answer by { $due } and are late. We are sorry. The head of support knows already. If it cannot wait, call { $phone }
ticket-promised = No. { $number }: { $engineer } will answer by { $due }.
ticket-postscript = This belongs to ticket No. { $number }, which is closed. If anything is left, let us go on.
ticket-offer-swap = No. { $number } is waiting for your reply, and No. { $other } waits behind it. Shall we take No. { $other } first?

# ── Is it solved? ──

ask-confirmation =
    It looks as if No. { $number } is solved: “{ $text }”. Does everything work?
    No hurry: we remind you on { DAY($remind) } and close it on { DAY($close) }; you can go on later, too.
ask-confirmation-bare =
    It looks as if No. { $number } is solved. Does everything work?
    No hurry: we remind you on { DAY($remind) } and close it on { DAY($close) }; you can go on later, too.
ticket-confirmed = Ticket No. { $number } is closed. If it comes back, just write. How did we do?
ticket-rated = Ticket No. { $number } is closed. Thank you for the rating.
ticket-objected = All right, No. { $number } is back in work. What is left? { $engineer } will see your reply.
ticket-objected-unclaimed = All right, No. { $number } is back in work. What is left? Write, and an engineer will see it.
ticket-withdrawn = Ticket No. { $number } is withdrawn. Write whenever you need us.
ticket-settled = All right, ticket No. { $number } is closed. If it comes back, just write.
ticket-reminder = No. { $number }: we have been waiting for you since { DAY($since) }. Unless you write by { DAY($close) } we close it, but you can go on later, too.
ticket-timed-out = Ticket No. { $number } has been closed: we have not heard from you { $days ->
        [0] for long
        [14] for two weeks
        [one] for a day
       *[other] for { $days } days
    }. Is anything left? Write here.
ticket-reopened = No. { $number } is open again. An engineer will answer by { $due }; no need to explain anew.
ticket-reopened-unlimited = No. { $number } is open again. No need to explain anew, an engineer will answer here.
ticket-reopened-queued = No. { $number } is open again. We take it right after the ticket we are working on now.

# ── A no ──

ticket-out-of-scope = No. { $number }: { $ground }{ $extra }
    Do you disagree? Appeal, or ask the head of support.
ticket-turned-down = No. { $number }: we cannot take it on without a subscription. { $text }
    Do you disagree? Appeal, or ask the head of support.
ticket-was-refused = No. { $number } is closed: { $reason ->
        [refused_unsubscribed] there is no subscription for it
        [out_of_scope] support does not deal with such questions
        [unsupported_product] we do not support this product
        [refused_no_data] we did not have enough to go on
        [refused_rude] the conversation had to be ended
       *[other] so it was decided
    }. Where should what you wrote go?

gate-accepted = No. { $number }: the head of support agrees, we are on it. An engineer will answer by { $due }.
gate-accepted-unlimited = No. { $number }: the head of support agrees, we are on it. An engineer will answer here.
gate-accepted-queued = No. { $number }: the head of support agrees. We take it right after the ticket we are working on now.

# ── How is it going? ──

no-tickets = No tickets yet. What happened? Tell us in your own words.
ticket-line = No. { $number }, “{ $about }”: { $state }
ticket-head = <b>No. { $number }:</b> { $state }
ticket-about = “{ $about }”, { DAY($received) }
history-answered = We answered { $at }.
state-awaiting-lead = the head of support decides
state-queued = { $place ->
        [1] next in line
       *[other] in line, number { $place }
    }
state-late = we promised an answer by { $due } and are late, the head of support knows
state-due = an engineer will answer by { $due }
state-due-engineer = { $engineer } will answer by { $due }
state-open = being worked on
state-open-engineer = { $engineer } is working on it
state-waiting = your turn, { $engineer } is waiting for a reply
state-waiting-desk = your turn, we are waiting for a reply
state-escalated = with the developers until { $due }, { $contact }
state-resolved = waiting for your word: does everything work?
state-closed = closed on { DAY($at) }{ $reason ->
        [timed_out] , as we had no news; you can go on
        [refused_unsubscribed] , no subscription
        [out_of_scope] , not our field
        [unsupported_product] , product not supported
        [refused_no_data] , not enough to go on
        [refused_rude] , refused
        [duplicate] , it goes on in No. { $other }
        [withdrawn] , withdrawn by you
       *[other] {""}
    }

# ── Which ticket is it for? ──

went-to-ticket = Passed on to No. { $number }. Is it about another one?
which-ticket = Which ticket is this for?
which-ticket-or-form = Is this for the ticket the engineer writes about, or for the new one?
which-ticket-or-answer = Is this for the ticket, or an answer to the question above?
which-cancelled = All right, it went nowhere.
nothing-to-cancel = There is nothing to cancel: we are not asking you anything right now.
unknown-command = There is no command { $command }. Tell us in your own words what you need, or open the menu.
cannot-read = We cannot pass such a message on to an engineer. Please send it as text, a photo or a file.

# ── The head of support ──

lead-contact =
    { $name }: { $phone }, { $email }
    You can also write right here.
to-lead-sent = Passed on to the head of support. The reply will come here.
from-lead = <b>Head of support:</b> { $text }
rating-word-thanks = Thank you. The head of support will read it.

# ── Help, language, data ──

help-customer =
    Tell us what happened: we pass it on to an engineer, name a time and see it through. Send files and photos right here.
    /new — a new ticket, /tickets — how things are going, /profile — your data, /lead — the head of support, /privacy — what we keep, /language — language.
    Is everything down? { $phone }
ask-language = Which language? · На каком языке писать?
language-set = All right, English it is.

# ── Buttons ──

button-status = How is No. { $number } going
button-settled = Solved already
button-lead = Head of support
button-confirm = Yes, close it
button-object = No, not yet
button-good = 👍
button-bad = 👎
button-still = Still matters
button-reopen = Go on with No. { $number }
button-first = No. { $number } first
button-another-question = It is another question
button-withdraw = Withdraw No. { $number }
button-number = No. { $number }
button-to-ticket = No. { $number } · { $about }
button-to-form = For the new ticket
button-to-answer = An answer to the question
button-new-ticket = A new ticket
button-write-lead = Write to the head of support
button-answer-lead = Reply
button-russian = Русский
button-english = English

# ── After a press ──

toast-closed = No. { $number } is closed
toast-objected = Back in work
toast-rated = Thank you
toast-withdrawn = No. { $number } is withdrawn
toast-first = No. { $number } comes first
toast-still = All right, the engineer knows
toast-reopened = No. { $number } is open again
toast-asked = Write it in your next message
toast-language = Done
toast-sorted = Passed on
toast-moved = Passed on to No. { $number }
