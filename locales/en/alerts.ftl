# A deadline comes near or is missed: worded when it is sent. Read on a locked phone by engineers and the lead.
# $left — “an hour left”; $due — the moment that was promised.

warn-soon = No. { $number }, “{ $organisation }”: answer by { $due }, { $left }.
warn-overdue = No. { $number }, “{ $organisation }”: no answer yet, promised by { $due }.
warn-topic-soon = Nobody has this ticket. Answer by { $due }, { $left }.
warn-topic-overdue = Nobody has this ticket, no answer yet, promised by { $due }.

alert-soon = <b>No. { $number }, “{ $organisation }”: answer by { $due }, { $left }</b>
alert-overdue = <b>No. { $number }, “{ $organisation }”: no answer yet, promised by { $due }</b>
alert-broken-promise = <b>No. { $number }, “{ $organisation }”: no answer by the second promise either, { $due }</b>
alert-product = { $product } · { $description }
alert-unverified = { $category ->
    [partner] Partnership not verified
    [demo] Demo not verified
   *[subscriber] Subscription not verified
}
alert-verified = { $category ->
    [partner] Partner
    [demo] Demo
    [unsubscribed] No subscription
   *[subscriber] Subscriber
}
alert-standing = { $entitlement } · { $holder }
alert-unclaimed = nobody has it
alert-holder = { $engineer } has it
alert-customer-knows = The customer has been told: { $name }, { $phone }
alert-customer = The customer: { $name }, { $phone }
alert-known-late = Known since { TIME($until) }: the bot was down from { TIME($since) }.
alert-mine = I take it: answer by…
alert-assign = Give it to…
alert-open-topic = Open the topic

digest = <b>{ $count ->
    [one] { $count } ticket was not answered
   *[other] { $count } tickets were not answered
} in time</b>
digest-line = No. { $number }, “{ $organisation }”: promised by { $due }, { $engineer }
digest-nobody = nobody has it
