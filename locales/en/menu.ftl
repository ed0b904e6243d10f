# What Telegram itself shows: the empty chat before Start, the bot's page, the menu of commands.
# $company — whose desk it is; $phone — the emergency phone.

bot-description = { $company } technical support. Tell us what happened: we pass it to an engineer, name a time and see it through. Urgent: { $phone }
bot-about = { $company } technical support. Urgent: { $phone }

menu-new = New ticket
menu-tickets = My tickets
menu-profile = My details
menu-lead = Contact the head of support
menu-privacy = What we keep about you
menu-erase = Erase a customer's data
menu-queue = Who needs an answer
menu-mine = Tickets I have
menu-note = A note: the customer will not see it
menu-take = Take the ticket
menu-release = Give the ticket back
menu-ask = Ask the customer: prepared requests
menu-split = Split off a second question
menu-duplicate = Close as a duplicate: the number of the other
menu-undo = Take your line back from the customer
menu-working = We owe the next word
menu-resolve = Solved, with a word to the customer
menu-escalate = To the developers: contact; time; words
menu-refuse = Refuse: the ground, words for the customer
menu-rude = Rudeness: the lead decides
menu-reopen = Open again, with a reason
menu-complaints = Complaints of customers
menu-why = Why this deadline
menu-new-for-caller = A ticket for a caller
menu-heard = The customer answered in a call: their words
menu-called = Answered in a call: when
menu-solved = Solved in a call: who said so
menu-help = What you can do here
menu-version = Version, start, copies of the database
