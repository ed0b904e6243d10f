"""Names for numbers: one type for each thing that has an id."""

from typing import NewType

CustomerId = NewType("CustomerId", int)  # ours
OrganisationId = NewType("OrganisationId", int)  # ours
TicketId = NewType("TicketId", int)  # ours; the number people see
UtteranceId = NewType("UtteranceId", int)  # ours: one thing somebody said
LetterId = NewType("LetterId", int)  # ours: an outbox row
InboxId = NewType("InboxId", int)  # ours: a stored update
TimerId = NewType("TimerId", int)  # ours
ListingId = NewType("ListingId", int)  # ours: a line of the registry
ImportId = NewType("ImportId", int)  # ours: a sheet that came in
AlertId = NewType("AlertId", int)  # ours: one alert, however many leads read it
MatterId = NewType("MatterId", int)  # ours: what waits for a lead's word

UserId = NewType("UserId", int)  # a Telegram account
EngineerId = NewType("EngineerId", int)  # a Telegram account that works at the desk (leads included)
ChatId = NewType("ChatId", int)
ThreadId = NewType("ThreadId", int)  # a forum topic; absent in General and in private chats
MessageId = NewType("MessageId", int)  # unique within its chat only
