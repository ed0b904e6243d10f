# The form of a new ticket: from "what happened?" to "send".

# ── What happened ──

form-greeting =
    Hello. What happened? Tell us in your own words; photos and files help too.
    We help with our own products. Not with: { $outside }.
    Everything is down and there is no time to write? { $phone }
form-problem = What happened? A few words will do, for example: “since the update the VPN drops every ten minutes”.
form-problem-more = Noted. And in more detail? What you did, what you saw, when it began.
form-problem-words = { $files ->
        [1] The attachment is kept. And what happened? A few words help the engineer to start.
       *[other] The attachments are kept. And what happened? A few words help the engineer to start.
    }
form-problem-again = Tell us anew what happened: the new text takes the place of the old one, attachments stay.
form-files-kept = { $files ->
        [1] The attachment is kept.
       *[other] The attachments are kept.
    }
form-file-added = Attached to the description.
form-words-added = Added to the description.

# ── Consent ──

form-noted = Noted.
form-noted-files = { $files ->
        [0] { $photos ->
            [1] Noted, and the photo is here.
           *[other] Noted, and all photos are here.
        }
        [1] { $photos ->
            [0] Noted, and the attachment is here.
           *[other] Noted, and the attachments are here.
        }
       *[other] Noted, and the attachments are here.
    }
form-noted-left = { $noted } { $left ->
        [1] One short question is left{ $again ->
            [0] ; next time there will be none
           *[1] { "" }
        }.
        [2] Two short questions are left; next time there will be { $again ->
            [0] none
           *[1] one
        }.
        [3] Three short questions are left; next time there will be { $again ->
            [0] none
           *[1] one
        }.
        [4] Four short questions are left; next time there will be { $again ->
            [0] none
           *[1] one
        }.
        [5] Five short questions are left; next time there will be { $again ->
            [0] none
           *[1] one
        }.
        [6] Six short questions are left; next time there will be { $again ->
            [0] none
           *[1] one
        }.
       *[7] Seven short questions are left; next time there will be { $again ->
            [0] none
           *[1] one
        }.
    }
form-consent = To answer you we keep your name, phone, e-mail, organisation and what we write to each other; ask, and we erase it.
form-consent-changed = The terms on which we keep your name, phone, e-mail, organisation and correspondence have changed. Do you agree to the new ones?
form-consent-full = { $text }
form-declined = All right, everything you wrote is erased. We can help by phone: { $phone }

# ── Six questions ──

form-progress = { $n } of { $of }.{ " " }
form-no-progress = { "" }

form-contact = { $progress }What is your name, and where do we call? The button below sends both.
form-contact-name = { $progress }The phone { $phone } is noted. And your name?
form-contact-phone = { $progress }Noted: { $name }. Where do we call? The button below sends the number.
form-contact-placeholder = Name and phone
form-contact-hint = A name and a phone are needed, for example: Peter Smith, +7 900 000-00-00. The button below sends both.
form-phone-hint = A phone is needed, for example: +7 900 000-00-00. The button below sends yours.
form-contact-other = That is somebody else's contact, and it is you we would call. Send your own with the button below, or write, for example: Peter Smith, +7 900 000-00-00.
form-contact-noted = Noted: { $name }, { $phone }

form-email = { $progress }Your e-mail? In case Telegram lets us down.
form-email-hint = An e-mail address is needed, for example: peter@example.org.
form-email-hint-call = An e-mail address is needed, for example: peter@example.org. No e-mail? Call, and we write the ticket down for you: { $phone }

form-organisation = { $progress }Which organisation? Add its tax number (INN) if you remember it; if not, never mind.
form-organisation-hint = The organisation's name is needed, for example: Daisy Ltd. The tax number (INN) is up to you.
form-organisation-name = The tax number { $inn } is noted. And what is the organisation called?
form-inn-wrong = There seems to be a slip in the tax number: its figures do not add up. We can do without; send it later if you find it.

form-usage = { $progress }How do you use the product?
form-usage-hint = Choose or write: by subscription, demo, we are a partner, no subscription. If you do not know, just say so and we will check.
form-usage-unknown = Never mind, we will check ourselves.
form-usage-none = I see. Without a subscription the head of support decides, so that is who will read it.

form-product = { $progress }Which product?
form-product-hint = Choose a product from the list, or write its name. Yours is not there? Call us: { $phone }

form-version = { $progress }The exact version? For { $product } it looks like this: { $example }.
form-version-now = Which one now? Write the figures or choose.
form-version-anew = Which version? Write the figures or choose.
form-version-hint = All of its figures are needed, for example: { $example }. If { $product } does not start, we will find the version out together.
form-version-latest = Everybody has a latest of their own, so figures are needed: for example, { $example }. If { $product } does not start, we will find the version out together.
form-version-where = { $where } It looks like this: { $example }.
form-version-as-told = Noted as it is: “{ $told }”. The engineer will make sure of the version.

form-kind = { $progress }What is closest to your problem? How soon we answer depends on it.
form-kind-hint = Choose from the list or say it in words. Nothing fits? Then “Other”.

# ── The check ──

form-review = Have a look, and off it goes.
form-review-again = A new ticket? Have a look, and off it goes.
form-review-problem = “{ $problem }”
form-review-problem-long = “{ $problem }…” and so on, { $count } characters in all
form-review-problem-files = { $problem }, { $attached }
form-attached = { $photos ->
        [0] { $files ->
            [one] { $files } file
           *[other] { $files } files
        }
        [one] { $photos } photo{ $files ->
            [0] { "" }
            [one] , { $files } file
           *[other] , { $files } files
        }
       *[other] { $photos } photos{ $files ->
            [0] { "" }
            [one] , { $files } file
           *[other] , { $files } files
        }
    }
form-review-product = { $product }{ $version } · { $usage ->
        [subscription] by subscription
        [demo] demo
        [partner] partner
        [none] no subscription
       *[unknown] we will check the subscription
    }
form-review-version = { " " }{ $version }
form-review-version-last = { " " }{ $version }, as last time
form-review-version-unknown = , version not known yet
form-review-version-told = , version as told: “{ $told }”
form-review-kind = Kind of problem: { $kind }
form-review-old = The current one is { $current }: we may ask you to update first.
form-person = { $organisation } · { $name } · { $phone } · { $email }
form-organisation-only = { $organisation }
form-organisation-inn = { $organisation }, INN { $inn }
form-review-more = Remembered something else? Just send it.
form-edit = What shall we change?

# ── When something is amiss ──

form-command = A new ticket is being written; commands can wait. To cancel it: /cancel.
form-corrected = Corrected.
form-edit-unclear = The correction could not be read; it stays as it was.
form-offer = You are already telling us of a problem. Go on from there, or start again?
form-again = All right, we start again: what was there is erased.
form-cancelled = Cancelled, everything you wrote is erased. Whenever you need us, just write.
form-nudge = Your ticket has not been sent, and the engineers do not know of it. Shall we go on from there?
form-expired = The ticket that was not sent is erased with everything you wrote. Is the question still there? Just write.

# ── Buttons ──

button-form-agree = I agree
button-form-read = Read in full
button-form-refuse = I do not agree
button-form-share = Send my contact
button-form-subscription = By subscription
button-form-demo = Demo
button-form-partner = We are a partner
button-form-no-subscription = No subscription
button-form-unknown = I don't know
button-form-product = { $product }
button-form-where = Where to look
button-form-wont-start = It won't start, I cannot look
button-form-kind = { $kind }
button-form-kind-other = Other
button-form-current = { $version }, the current one
button-form-send = Send
button-form-edit = Edit
button-form-cancel = Cancel
button-form-other-version = The version is different
button-form-about = It's about No. { $number }
button-form-back = Back
button-form-keep = Keep as it is
button-form-go-on = Go on
button-form-start-again = Start again
button-form-edit-problem = Description
button-form-edit-contact = Name and phone
button-form-edit-email = E-mail
button-form-edit-organisation = Organisation
button-form-edit-product = Product
button-form-edit-version = Version
button-form-edit-usage = How you use it
button-form-edit-kind = Kind of problem

# ── Sent ──

receipt = Ticket No. { $number } is registered. An engineer will answer by { $due }. Send news and files right here.
receipt-unlimited = Ticket No. { $number } is registered. An engineer will answer here. Send news and files right here.
receipt-queued = Ticket No. { $number } is registered{ $place ->
        [1] { "" }
       *[other] , place in line: { $place }
    }. We solve one at a time: it comes right after No. { $before }{ $clock }.
receipt-clock = , and from then on { $unit ->
        [days] { $n ->
            [one] { $n } day
           *[other] { $n } days
        }
        [hours] { $n ->
            [one] { $n } hour
           *[other] { $n } hours
        }
        [minutes] { $n ->
            [one] { $n } minute
           *[other] { $n } minutes
        }
       *[seconds] { $n ->
            [one] { $n } second
           *[other] { $n } seconds
        }
    } for the answer{ $counted ->
        [working] { " " }in working hours
       *[round] { "" }
    }
receipt-no-clock = { "" }
receipt-gate = Ticket No. { $number } is noted. Without a subscription the head of support decides: they know already, and the answer comes here. Do you have one after all? Send the tax number, and we check again.
