# The ticket's card in its topic, the topic's name, and what stands beside relayed messages. Read by engineers.

# Legal forms and quotes are left out of short names: a word each.
legal-forms = LLC LLP LTD INC JSC PJSC OJSC CJSC GMBH PLC CO

# The first line is put together of these, with " · " between.
card-answer-by = answer by { $due }
card-overdue = no answer yet, promised by { $due }
card-promised = an answer is promised by { $due }
card-no-limit = no deadline
card-our-turn = our turn
card-answered = answered { TIME($at) }
card-their-turn = the customer’s turn, closes { DATE($close) }
card-queued = { $place ->
    [0] queued
   *[other] queued, number { $place } in line
}
card-awaiting-lead = the lead decides
card-escalated = with the developers until { $due }: { $contact }
card-resolved = resolved, the customer has the last word, closes { DATE($close) }
card-closed = closed { DATE($at) }: { $reason ->
    [confirmed] the customer confirmed
    [timed_out] the customer was silent
    [refused_no_data] data were missing
    [refused_rude] rudeness
    [refused_unsubscribed] refused, no subscription
    [out_of_scope] out of scope
    [unsupported_product] product not supported
    [duplicate] duplicate of No. { $duplicate }
   *[withdrawn] withdrawn by the customer
}
card-reopened = { $count ->
    [1] reopened
   *[other] reopened { $count } times
}

card-version-exact = { $product } · { $version }
card-version-old = { $product } · { $version } · <b>old</b>, current is { $current }
card-version-unknown = { $product } · <b>version unknown</b>
card-version-told = { $product } · <b>version unknown</b>: “{ $told }”

card-category = { $evidence ->
    [unknown] <b>Subscription: the customer does not know</b>, deadline as { $category ->
        [partner] for a partner
        [subscriber] with a subscription
        [demo] for a demo
       *[unsubscribed] without a subscription
    }
   *[other] { $category ->
        [partner] Partner
        [subscriber] Subscription
        [demo] Demo
       *[unsubscribed] No subscription
    }{ $evidence ->
        [declared] : the customer’s word, unverified
        [registry] : by the registry
        [lead] : the lead’s decision
       *[verified] : verified
    }
}
card-kind = Kind of problem: { $kind }
card-inn = INN { $inn }
card-channel = { $channel ->
    [phone] came by phone
    [email] came by e-mail
   *[portal] came through the portal
}
card-attachments = { $count ->
    [one] { $count } attachment
   *[other] { $count } attachments
}
card-description = “{ $text }”
card-continues = “{ $text }…” The whole of it is in the next message.
card-before = Other tickets: { $tickets }
card-first-time = Never turned to us before
card-unreachable = Telegram cannot reach the customer: answers go by e-mail.

card-take = Take
card-resolve = Resolved
card-give = Hand over
card-more = More
card-back = Back
card-working = Our turn
card-release = Release
card-refuse = Refuse
card-out-of-turn = Out of turn
card-verify = { $category ->
    [partner] Verified: a partner
    [subscriber] Verified: subscribed
    [demo] Verified: a demo
   *[unsubscribed] Verified: no subscription
}
card-verify-other = { $category ->
    [partner] It is a partner
    [subscriber] It is a subscriber
    [demo] It is a demo
   *[unsubscribed] No subscription
}

topic-name = { $number } · { $organisation } · { $product }

# Stands where something could not be copied.
relay-unavailable = { $kind ->
    [photo] A photo could not be passed on: Telegram has it no more.
    [video] A video could not be passed on: Telegram has it no more.
    [voice] A voice message could not be passed on: Telegram has it no more.
    [document] A file could not be passed on: Telegram has it no more.
    [text] A message could not be passed on: Telegram has it no more.
   *[other] An attachment could not be passed on: Telegram does not give it out.
}
