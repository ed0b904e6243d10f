# Prepared requests to the customer: [Ask], /ask, the version with one tap. Read by engineers.

card-ask = Ask
card-ask-edit = ✎ Edit first
topic-asked = <b>{ $engineer } → customer:</b> { $text }
toast-asked-customer = Sent to the customer: { $title }
toast-asked-waits = Not sent yet: answer the question in the topic
ask-edit =
    No. { $number }, { $title }. Copy it with a tap, edit it and write it in the topic: it goes to the customer as yours.
    <code>{ $text }</code>
toast-ask-edit = You have the text in private: edit it and write it in the topic
ask-list = Which request? The command and its key:
ask-list-line = <code>/ask { $key }</code> — { $title }
ask-list-empty = The regulation has no prepared request for this product. Ask the customer in your own words.

topic-version = The customer has named a version: { $version }.
button-note-version = Write down version { $version }
toast-version = Version written down: { $version }

# What did not work, and what to do; $named is what was named.
unfit = { $why ->
    [ask] There is no request “{ $named }” for this product; nothing went to the customer. Which there are: /ask without a key.
    [split_nothing] There is nothing to split off: the customer has written nothing since the description. Reply /split to their message.
    [split_wordless] This message has no words, and a new ticket needs a description. Add it after the command: /split and what it is about.
    [duplicate_number] A duplicate of which ticket? Give its number: /duplicate and the number.
    [duplicate_itself] A ticket is no duplicate of itself. Give the number of another: /duplicate and the number.
    [duplicate_loop] No. { $named } is closed as a duplicate of this very ticket. Both cannot be: work on in this one.
    [duplicate_stranger] No. { $named } is another organisation's. A duplicate is of the same customer or their organisation.
    [duplicate_closed] No. { $named } is closed, nothing would go on there. Answer here, or have No. { $named } reopened first.
   *[undo_theirs] This is not your line: its author or a lead can take it back.
}

# ── A second question, a duplicate, a line taken back ──

card-split = Split off a question
card-duplicate = Duplicate
topic-split = Split off into No. { $number }: “{ $about }”.
toast-split = Split off: it is No. { $number } now
topic-is-duplicate = This is a duplicate of No. { $number }: what the customer writes here goes there.
topic-has-duplicate = No. { $number } is a duplicate of this ticket: “{ $about }”.
topic-colleague = { $name } writes, whose ticket is closed as a duplicate of this one:
toast-duplicate = No. { $number } is closed as a duplicate of No. { $other }
topic-undone = The line is deleted at the customer's.
topic-undo-late = It could not be deleted: more than two days have passed, the customer still has the line.
topic-undo-failed = It could not be deleted: Telegram does not let us into the customer's chat, they still have the line.
topic-undo-mailed = This line went by e-mail, and an e-mail does not come back. If it is wrong, write to the customer again.
topic-undo-nothing = There is nothing to take back: the customer did not get this as a line of its own. Words beside [Resolved] stand in the question itself; if they are wrong, write to the customer.
