"""What the tables hold of people: every column is named here, with what an erasure leaves of it.

A column that is new belongs into one of the lists; `tests/storage/test_privacy_map.py` and `docs/privacy.md` say so.
`:customer` is our number of whom is erased, `:user` their Telegram account (none: known by another channel only),
`:own_lane` and `:user_lane` where letters to them wait, `:marks` the lanes of the marks on what they wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

THEIR_TICKETS = "SELECT id FROM tickets WHERE customer_id = :customer"
THEIR_MATTERS = "SELECT id FROM matters WHERE customer_id = :customer"
IN_DIGITS = "CAST(CAST(:customer AS BIGINT) AS TEXT)"  # PostgreSQL takes a parameter for what it is cast to first
OF_THEIR_TICKETS = f"ticket_id IN ({THEIR_TICKETS})"
THEIR_WORDS = f"{OF_THEIR_TICKETS} OR chat_id = :user"

# What a question's subject is; of all others, a ticket
ABOUT_A_CUSTOMER = "('form', 'caller', 'from_lead', 'to_lead', 'which', 'profile')"
ABOUT_A_MATTER = "('uphold', 'dismiss', 'complaint_settled')"
THEIR_ORGANISATIONS = (
    "id IN (SELECT organisation_id FROM tickets WHERE customer_id = :customer"
    " UNION SELECT organisation_id FROM customers WHERE id = :customer)"
    " AND id NOT IN ("
    "SELECT organisation_id FROM tickets WHERE customer_id <> :customer AND organisation_name <> '')"
    " AND NOT EXISTS ("
    "SELECT 1 FROM customers WHERE customers.organisation_id = organisations.id AND customers.id <> :customer)"
)

# Of a deleted row nothing is left; the columns named are those for which it is deleted.
DELETED = "(deleted)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: whose rows are whose, what is left in each personal column (SQL), and the columns that tell nothing."""

    plain: str = ""
    personal: Mapping[str, str] = field(default_factory=dict)
    whose: str = ""  # SQL: the rows of the one who is erased
    staff: str = ""  # of people of the desk: their employer answers for it, and no customer's erasure touches it

    @property
    def deleted(self) -> bool:
        """Whether the rows go as a whole."""
        return DELETED in self.personal.values()


def _gone(columns: str) -> dict[str, str]:
    return dict.fromkeys(columns.split(), DELETED)


def _left(value: str, columns: str) -> dict[str, str]:
    return dict.fromkeys(columns.split(), value)


# In the order in which they are erased: who is found by a row is erased before it.
TABLES: dict[str, Table] = {
    "utterance_edits": Table(
        whose=f"utterance_id IN (SELECT id FROM utterances WHERE {THEIR_WORDS})",  # noqa: S608  our own words
        personal=_gone("text entities"),
        plain="id utterance_id at",
    ),
    "message_pairs": Table(
        whose=THEIR_WORDS,
        personal=_gone("chat_id message_id"),
        plain="ticket_id utterance_id copied",
    ),
    "utterances": Table(
        whose=THEIR_WORDS,
        personal=_gone("author chat_id message_id text entities file_id file_name album quote"),
        plain="id ticket_id side engineer_id thread_id at kind reply_to quote_position standing edited_at mailed_at",
    ),
    "drafts": Table(
        # What a colleague is asked about them, and has begun to type, goes with them.
        whose=(
            "author = :user OR chat_id = :user"
            f""" OR (asking = 'caller' AND answers LIKE '%"customer": "' || {IN_DIGITS} || '"%')"""
            f""" OR (asking = 'caller' AND answers LIKE '%"match:' || {IN_DIGITS} || '"%')"""
            f" OR (asking IN {ABOUT_A_CUSTOMER} AND subject = :customer)"
            f" OR (asking IN {ABOUT_A_MATTER} AND subject IN ({THEIR_MATTERS}))"
            f" OR (asking NOT IN {ABOUT_A_CUSTOMER} AND asking NOT IN {ABOUT_A_MATTER}"
            f" AND subject IN ({THEIR_TICKETS}))"
        ),
        personal=_gone("author chat_id answers utterances"),
        plain="id thread_id asking subject rev step asked_at started_at going_back nudged due_at",
    ),
    "matters": Table(
        whose="customer_id = :customer",
        personal=_gone("text"),
        plain="id kind customer_id ticket_id raised_at settled_at outcome",
        staff="raised_by settled_by",
    ),
    "outbox": Table(
        whose=(f"customer_id = :customer OR {OF_THEIR_TICKETS} OR lane IN (:own_lane, :user_lane) OR lane LIKE :marks"),
        personal=_left("''", "lane payload merge_key tag error") | _left("NULL", "sent_chat sent_message"),
        plain=(
            "id ord channel target urgency rank kind ticket_id customer_id answers_at created_at not_before attempts"
            " state head sent_at writes"
        ),
    ),
    "inbox": Table(
        whose="chat_id = :user AND state <> 'new'",  # what is new they have said since
        personal=_left("''", "key payload error") | {"chat_id": "NULL"},
        plain="seq bot_id update_id thread_id sent_at received_at state attempts retry_at",
    ),
    "facts": Table(
        whose="name LIKE 'link:%' AND value IN (SELECT CAST(id AS TEXT) FROM tickets WHERE customer_id = :customer)",
        personal=_gone("name"),
        plain="value",
    ),
    "link_keys": Table(
        whose=OF_THEIR_TICKETS,
        personal=_gone("digest"),
        plain="ticket_id expires_at used_at attempts",
    ),
    "customer_words": Table(
        whose="customer_id = :customer",
        personal=_gone("word"),
        plain="customer_id",
    ),
    "places": Table(
        whose=OF_THEIR_TICKETS,
        personal=_gone("chat_id thread_id card_id"),
        plain="ticket_id closed",
    ),
    "proofs": Table(
        whose=OF_THEIR_TICKETS,
        personal=_gone("name identity"),
        plain="ticket_id finding found_by category since until",
    ),
    "registry_partners": Table(whose="customer_id = :customer", personal=_gone("identity"), plain="customer_id"),
    "registry_links": Table(
        whose=f"organisation_id IN (SELECT id FROM organisations WHERE {THEIR_ORGANISATIONS})",  # noqa: S608  our own words
        personal=_gone("identity"),
        plain="organisation_id same",
    ),
    "organisations": Table(
        # Where nobody else asks for it: it may be a person's own name.
        whose=THEIR_ORGANISATIONS,
        personal={"key": "'erased:' || id", "name": "''", "inn": "NULL"},
        plain="id",
    ),
    "tickets": Table(
        # The figures stay, without a person: when, what product, how it ended, how it was rated.
        whose=f"id IN ({THEIR_TICKETS})",
        personal=(
            _left("''", "contact_name contact_phone contact_email organisation_name version_told description")
            | {
                "organisation_inn": "NULL",
                "escalation_contact": "CASE WHEN escalation_contact IS NULL THEN NULL ELSE '' END",
            }
        ),
        plain=(
            "id customer_id organisation_id status received_at channel policy_version category evidence product version"
            " version_mark attachments close_reason closed_at activated_at cycle answer_due last_word_at"
            " last_customer_at promise_due escalation_due escalation_missed warned_at complaint_open held_until"
            " duplicate_of reopened objections front rating problem"
        ),
        staff="engineer_id introduced",
    ),
    "customers": Table(
        whose="id = :customer",
        personal=_left(
            "NULL",
            "user_id contact_name contact_phone contact_email organisation_id organisation_name organisation_inn"
            " consent_version consent_at spoke_in",
        ),
        plain="id language zone reachable",
    ),
    # Of people of the desk, or of nobody; by an erased customer's number nobody is found
    "consents": Table(plain="id customer_id act version digest at"),
    "consent_texts": Table(plain="digest version text_ru text_en first_seen"),
    "erasures": Table(plain="id customer_id person at"),
    "engineers": Table(plain="member language", staff="id name"),
    "callers": Table(plain="ticket_id missing asked_at", staff="engineer_id"),
    "journal": Table(plain="id ticket_id at event was became why", staff="actor"),
    "alerts": Table(plain="id ticket_id kind raised_at settled_at", staff="settled_by"),
    "policies": Table(plain="version text first_seen"),
    "chats": Table(plain="chat_id kind forum migrated_to"),
    "answer_cycles": Table(
        plain=(
            "ticket_id n started_at due_at category evidence limit_seconds cause problem working counted_from"
            " answered_at delivered_at"
        )
    ),
    # The operator's own list of contracts: what is in it is for the lead to change, by a sheet without it.
    "registry": Table(
        plain="id category product since until demo_since",
        staff="identity key head tail name inn agreement",
    ),
    "registry_words": Table(plain="listing_id", staff="word"),
    "registry_imports": Table(
        plain="id at state attempts look_at base applied_at reviewed",
        staff="by_user file_id sheet",
    ),
    "demos": Table(plain="organisation_id family since ticket_id"),
    "promises": Table(
        plain=(
            "id ticket_id cycle at due_at category evidence limit_seconds cause problem working counted_from"
            " policy_version"
        )
    ),
    "timers": Table(plain="id ticket_id clock cycle step epoch fire_at fired_at"),
    "counters": Table(plain="name value"),
    "migrations": Table(plain="number name"),
}
