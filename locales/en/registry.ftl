# The registry of organisations (R3, R5, R7): what was found in it, importing a sheet, the lead's commands.

on-day = { $year }-{ $month }-{ $day }
period-both = from { $since } until { $until }
period-until = until { $until }
period-since = from { $since }
period-open = without an end

# ── What was found: on the card, before the lead, in /why ──

proof-valid = { $by ->
        [inn] by tax number
        [link] confirmed by an engineer
       *[name] by name
    } “{ $name }”, { $period }
proof-partner = by the partner agreement of “{ $name }”, { $period }
proof-expired = in the registry “{ $name }”: { $category ->
        [partner] partner agreement
        [demo] demo
       *[subscriber] subscription
    } { $period }, it has ended
proof-second-demo = there was a demo this year { $period }; the next from { $again }
proof-near = in the registry a similar { $name }: { $category ->
        [partner] partner
        [demo] demo
       *[subscriber] subscription
    } { $period }
gate-evidence = Why it is yours: { $proof }.
card-them = It is them
card-not-them = Not them
card-correct = Correct the category
card-correct-to = { $category ->
        [partner] Right: a partner
        [subscriber] Right: a subscriber
        [demo] Right: a demo
       *[unsubscribed] Right: no subscription
    }
toast-them = Noted: it is them
toast-not-them = Noted: not them
toast-corrected = Category corrected

gate-entitled = No. { $number }: your subscription was found, we are on it. An engineer answers by { $due }.
gate-entitled-queued = No. { $number }: your subscription was found. We turn to it right after the ticket that is being worked on.
gate-entitled-unlimited = No. { $number }: the question of the subscription is settled, we are on it. An engineer answers here.
lead-gate-entitled = No. { $number }, { $organisation }: the subscription is in the registry, the ticket was taken without your decision.

ticket-corrected = No. { $number }: your level of support was put right, an engineer answers by { $due }.
ticket-corrected-late = No. { $number }: your level of support was put right, the answer was due by { $due }. We are sorry. The head of support knows, and we answer out of turn.
ticket-corrected-unlimited = No. { $number }: your level of support was put right; without a subscription there is no deadline. We go on with the ticket. There is a subscription? Send the tax number. You do not agree? /lead
lead-corrected = No. { $number }: category corrected to “{ $category ->
        [partner] partner
        [subscriber] subscriber
        [demo] demo
       *[unsubscribed] no subscription
    }”, as { $lead } decided. { $due ->
        [moved] The deadline is counted anew from the beginning, the customer knows.
        [late] The right deadline is past already: a breach in hindsight, not held against the engineer.
        [none] There is no deadline now.
       *[same] The deadline stays.
    }

# ── The sheet ──

import-shows = <b>The registry would change:</b> { $new } new, { $changed } changed, { $gone } gone, { $unchanged } unchanged. Nothing is written yet.
import-nothing = The sheet says what the registry says ({ $unchanged }): nothing to change.
import-faulty = <b>The sheet was not written:</b> { $count ->
        [one] { $count } row is wrong
       *[other] { $count } rows are wrong
    }. Mend it and send the file again; until then all is as it was.
import-faults-file = { $count ->
        [one] { $count } fault
       *[other] { $count } faults
    }, row by row.
import-more = …and { $count } more
import-new = + { $line }
import-changed = ~ { $was } → { $now }
import-gone = − { $line }
import-applied = The registry is updated: { $new } new, { $changed } changed, { $gone } removed. Tickets that waited for a subscription are being checked.
import-cancelled = The sheet was not written, the registry is as it was.
import-stale = The registry has changed meanwhile. Nothing was written; this is how it looks now.
import-unreadable = The sheet could not be read: { $why ->
        [too_large] the file is too large, up to 5 MB will do
        [too_many_rows] it has more than 50,000 rows
        [gone] Telegram did not give the file
        [empty] it is empty
       *[no_sheet] it is no spreadsheet, or is damaged or behind a password
    }. The registry is as it was. Send .xlsx, .xls, .ods or .csv; a button gives you a template.
registry-line = “{ $organisation }”, { $category ->
        [partner] partner
        [demo] demo
       *[subscriber] subscription
    }{ $about ->
        [one] , { $product }
       *[all] { "" }
    }, { $period }
button-import-apply = Apply
button-import-keep = { $gone ->
        [one] Apply, keep the { $gone } other
       *[other] Apply, keep the { $gone } others
    }
button-import-cancel = Cancel
toast-import-applied = Registry updated
lead-import-followed = By the new registry: { $released } taken from those that waited for your decision, { $sooner } put right.

# ── The sheet's rows ──

sheet-fault = Row { $row }: { $fault }
sheet-no-columns = there are no columns “Organisation” and “Category”; /registry gives a template
sheet-column-twice = the column “{ $column }” is there twice
sheet-empty = the sheet has no organisation
sheet-same-row = the same as row { $row }
sheet-no-organisation = the organisation's name is missing
sheet-too-long = too long: a name has up to 255 characters, an agreement 100
sheet-no-category = the category is missing: partner, subscription or demo
sheet-category-unknown = category “{ $told }” is not known; there are partner, subscription, demo
sheet-inn-wrong = tax number “{ $told }” does not add up: it has 10 or 12 digits
sheet-product-unknown = there is no product “{ $told }” in the policy
sheet-day-wrong = date “{ $told }” cannot be read: write 2027-03-14
sheet-until-before-since = the subscription ends before it begins
sheet-no-subscription = a subscription needs its first or its last day
sheet-no-demo-start = a demo needs its first day
sheet-no-demo-product = a demo needs a product that has demos

# ── /registry ──

registry-overview = The registry has { $count } rows. Updated { $at }. A new sheet replaces the old one: send a .xlsx, .xls, .ods or .csv file here, and I show first what would change.
registry-empty = The registry is empty so far: categories are the customers' own word. Send a .xlsx, .xls, .ods or .csv file here, and I show first what would change.
registry-file = The registry of organisations, { $count } rows. You may edit it and send it back.
registry-template-file = A template: fill in the first sheet and send it here; the second has examples.
registry-sheet = Registry
registry-example = Examples
registry-example-name = Example { $number } Ltd
faults-sheet = Faults
faults-row = Row
faults-fault = Fault
file-failed = The file could not be made; we see it in the log already. Please try again a little later.
button-registry-export = Export
button-registry-template = Template
menu-registry = Registry of organisations
