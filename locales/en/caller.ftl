# A ticket for somebody who called, wrote an e-mail or used the portal: the engineer's form, the card, the topic.
# $what — what was not told; $due — the deadline of the first answer; $match — a customer who was found.

# ── The form ──

caller-whose = Whose ticket is it?
caller-who = Who turned to us? Write a phone, an e-mail, a name or an organisation: we look among those we know.
caller-who-hint = The search needs words: a phone, an e-mail, a name or an organisation.
caller-matches = These look alike. If none is right, write more or choose “Somebody new”.
caller-no-match = Nobody like that so far. Write it differently or choose “Somebody new”.
caller-channel = How did they turn to us?
caller-received = When? The time to answer runs from then. Choose or write it, for example: 14:20, yesterday 17:05.
caller-received-hint = A time is needed, for example: 14:20, yesterday 17:05, 21.11 10:00 or 40 minutes ago.
caller-received-future = That time is still to come. Name one that has been, for example: 14:20.
caller-received-old = That is too long ago: a ticket may be dated back by { $days ->
        [one] { $days } day
       *[other] { $days } days
    } at most. If the question is still there, use today's time.
caller-problem = What happened? In the customer's words: whoever takes the ticket reads them. Their letter, photos and files help, too.
caller-problem-words = The attachments are kept. And what happened? A few words at least, the customer's own.
caller-consent = Does the customer know that we keep their name, phone, e-mail, organisation and correspondence, and agree? If you have not asked, ask now.
caller-declined = All right, everything you noted is erased. Without consent we can only help within the call.
caller-contact = What is the customer's name, and where do we call them? You can send a contact.
caller-contact-name = The phone { $phone } is noted. What is the customer's name?
caller-contact-only-name = No phone. And what is the customer's name?
caller-contact-phone = Noted: { $name }. Where do we call them?
caller-contact-hint = The customer's name and phone are needed, for example: Peter Smith, +44 20 7946 0000.
caller-email = The customer's e-mail? Answers go there if they are not in Telegram.
caller-organisation = Which organisation? If they told the INN, put it into the same line.
caller-organisation-hint = The organisation's name is needed, for example: Daisy Ltd. The INN is optional.
caller-usage = How does the customer use the product?
caller-usage-hint = Choose or write: by subscription, demo, partner, no subscription, they do not know.
button-caller-partner = A partner
button-caller-unknown = They don’t know
caller-product = Which product?
caller-product-hint = Choose a product from the list or write its name.
caller-kind = What kind of question is it? The time to answer depends on it.
caller-version = The exact version? For { $product } it looks like this: { $example }.
caller-review = Check it, and we register it.
caller-review-completes = Completing No. { $number }. Check it.
caller-review-when = { $channel ->
        [phone] A call
        [email] An e-mail
       *[portal] The portal
    }, { $at }
caller-answers-go = Answers go to Telegram if the customer is there, else by e-mail.
caller-only-phone = Neither Telegram nor e-mail: they can be answered by a call only.
caller-not-said = { $what ->
        [phone] no phone told
        [email] no e-mail told
       *[organisation] no organisation told
    }
caller-offer = You have begun a ticket for a customer. Go on where you were, or start again?
caller-again = All right, we start again: what was there is erased.
caller-cancelled = Cancelled, everything you noted is erased.
caller-nudge = The customer's ticket is not registered, and its clock does not run. Go on where you were?
caller-expired = The customer's unfinished ticket is erased with everything you noted.
caller-not-yours = Tickets for customers are registered by support engineers, and you are not in their group now. What you noted is erased. The head of support can give you access again.

caller-filed = No. { $number } is registered. Answer by { $due }.
caller-filed-unlimited = No. { $number } is registered, without a deadline.
caller-filed-queued = No. { $number } is registered and waits in line: another ticket of this customer is being worked on.
caller-filed-gate = No. { $number } is noted: no subscription, the head of support decides.
caller-completed = No. { $number } is completed.
caller-completed-reopened = No. { $number } is completed and open again.
caller-answer-recorded = No. { $number }: the answer in the call is recorded.

button-caller-theirs = For a caller
button-caller-mine = For myself
button-caller-match = { $match }
button-caller-new = Somebody new
button-caller-channel = { $channel ->
        [phone] Phone
        [email] E-mail
       *[portal] Portal
    }
button-minutes-ago = { $minutes ->
        [0] Just now
       *[other] { $minutes } min ago
    }
button-caller-no-phone = No phone told
button-caller-unsaid = Not told
button-caller-consent = They agree
button-caller-no-consent = They do not agree
button-caller-register = Register
button-caller-complete = Complete
button-caller-edit-channel = How they came
button-caller-edit-received = When
button-caller-edit-who = Who

# ── The card and the topic ──

listed-with = { $first }, { $second }
caller-missing = { $what ->
        [phone] a phone
        [email] an e-mail address
        [organisation] the organisation
       *[version] the exact version
    }
card-missing = <b>Not told, ask first:</b> { $what }
card-missing-asked = <b>Not told:</b> { $what }; asked already
card-by-mail = The customer is not in Telegram: your lines go by e-mail. /heard records their answer.
card-only-phone = <b>Neither Telegram nor e-mail:</b> they can be answered by a call only.
card-called = Answered in a call
card-heard = The customer answered
card-solved-in-call = Solved in a call
card-ask-data = Ask for the data
card-complete = Complete the data
card-no-data = Data missing

topic-only-phone = There is nowhere to send this: neither Telegram nor e-mail. Call { $phone }. /called records an answer given in a call.
topic-linked = The customer is in Telegram now: the conversation goes on there.
topic-merged-aside = The customer is in Telegram now and has an earlier ticket: No. { $other } goes first, this one waits its turn.
topic-link-tried = Somebody followed the link of an e-mail three times with another number. The link works no more.
lead-link-tried = <b>No. { $number }: the link of an e-mail was followed three times with another number</b>

group-new = The form opens in your private chat with the bot.
button-new-for-caller = New ticket

ask-called = No. { $number }: when was it answered in the call? For example: 14:20 or 40 minutes ago.
ask-called-hint = A time is needed, for example: 14:20, yesterday 17:05 or 40 minutes ago.
toast-when-called = Write the time in your private chat with the bot, or here: /called 14:20
toast-answered-in-call = The answer in the call is recorded
toast-who-said = Who said that it is solved? Write it in the topic as the next line: it does not go to the customer.
toast-what-said = What did the customer say? Write it in the topic as the next line.
toast-asked-for-data = The customer has been asked
toast-asked-by-phone = Noted: ask in a call
