# The desk says no: what, why, what else.

not-possible = Not possible now: { $status ->
        [awaiting_lead] the lead decides
        [queued] the ticket waits in line
        [open] the ticket is being worked on
        [waiting] it is the customer's turn
        [escalated] the ticket is with the developers
        [resolved] we are waiting for the customer's word
       *[closed] the ticket is closed
    }{ $move ->
        [claim] , it cannot be taken
        [resolve] , [Resolved] does not fit
        [outside] : this customer talks to us in Telegram, answer them in the topic
        [reopen] . Ask the head of support: /lead
       *[other] {""}
    }.
already-taken = Somebody has it already: { $engineer }.
already-taken-somebody = A colleague has taken it already.
already-done = This step is done.
not-yours = This is for support engineers. Do you need help? Write to the bot what happened.
leads-only = Only the head of support may do this. To write to them: /lead
of-a-colleague = A colleague wrote this line: it is for them to decide.
not-found = No such ticket to be seen. Give the command in the ticket's topic, or with a number.
needs-text = The customer has not heard a word yet. Write how it ended: /resolve and the text.
in-the-future = { $at } is still to come. Name the time when it was, for example 14:20.
in-the-past = { $at } has passed. Name a time ahead, for example 18:30.
