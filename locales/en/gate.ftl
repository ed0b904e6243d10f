# The lead's decision: no subscription, is the ticket taken on? (R9)

lead-gate =
    <b>No. { $number }: no running subscription, yours to decide</b>
    “{ $description }”{ $files ->
        [0] { "" }
        [one] { " " }· { $files } attachment
       *[other] { " " }· { $files } attachments
    }
    { $product }{ $mark ->
        [unknown] , version not known
        [old] { " " }{ $version }, not the current one
       *[exact] { " " }{ $version }
    }
    { $organisation }{ $known ->
        [inn] , INN { $inn }
       *[name] { "" }
    } · { $name } · { $phone } · { $email }

lead-gate-added =
    <b>No. { $number } awaits your decision, the customer adds:</b>
    “{ $text }”
lead-gate-attached = <b>No. { $number } awaits your decision, the customer has sent an attachment</b>

button-gate-subscriber = Take: subscription
button-gate-partner = Take: partner
button-gate-demo = Take: demo
button-gate-refuse = Refuse
ticket-gate-waits = No. { $number }: the head of support is still deciding, and has been reminded. Do you have a subscription? Send the tax number.
