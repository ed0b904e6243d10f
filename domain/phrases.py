"""What people type in place of a button, and the small words of politeness: lists kept in `locales/*/phrases.toml`."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Phrase(StrEnum):
    """A meaning that can be put in several ways. Every language of `locales/` lists them all."""

    GREETING = "greeting"
    THANKS = "thanks"
    APPROVAL = "approval"  # single signs, which mean thanks where there are no words
    # The form
    AGREE = "agree"
    REFUSE = "refuse"
    READ = "read"
    SEND = "send"
    EDIT = "edit"
    CANCEL = "cancel"
    BACK = "back"
    KEEP = "keep"
    SKIP = "skip"
    GO_ON = "go_on"
    START_AGAIN = "start_again"
    ABOUT_LAST = "about_last"
    SUBSCRIPTION = "subscription"
    DEMO = "demo"
    PARTNER = "partner"
    NO_SUBSCRIPTION = "no_subscription"
    DONT_KNOW = "dont_know"
    LATEST = "latest"  # no exact version (R11)
    CURRENT = "current"  # the current version, where its number has been shown
    WHERE = "where"
    WONT_START = "wont_start"
    OTHER = "other"  # none of what is listed
    # What can be edited
    PROBLEM = "problem"
    CONTACT = "contact"
    EMAIL = "email"
    ORGANISATION = "organisation"
    USAGE = "usage"
    PRODUCT = "product"
    VERSION = "version"
    KIND = "kind"
    INN = "inn"  # the word before the figures
    # Times
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    TOMORROW = "tomorrow"
    YESTERDAY = "yesterday"
    NOW = "now"
    # A form for a caller
    FOR_CALLER = "for_caller"
    FOR_ONESELF = "for_oneself"
    NEW_PERSON = "new_person"
    UNSAID = "unsaid"
    BY_PHONE = "by_phone"
    BY_EMAIL = "by_email"
    BY_PORTAL = "by_portal"


def plain(text: str) -> str:
    """Leave words and figures only: no case, no accents, no punctuation, no emoji; one space between words."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare.casefold()).split())


def letters(text: str) -> int:
    """How many letters there are; signs and figures tell nothing of a problem."""
    return sum(sign.isalpha() for sign in text)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The lists of every language together: people mix them."""

    lists: Mapping[Phrase, frozenset[str]]  # in their plain form

    def means(self, phrase: Phrase, text: str) -> bool:
        """Whether the text says this and nothing else."""
        return plain(text) in self.lists[phrase]

    def mentions(self, phrase: Phrase, text: str) -> bool:
        """Whether the text says this among other things."""
        words = f" {plain(text)} "
        return any(f" {said} " in words for said in self.lists[phrase])

    def is_thanks(self, text: str) -> bool:
        """Whether it is a thank-you and nothing more: neither a question nor an answer (18a, C33)."""
        return self._made_of(self.lists[Phrase.THANKS], text)

    def is_small_talk(self, text: str) -> bool:
        """Whether it is a greeting, a thank-you or both, and says nothing yet."""
        return self._made_of(self.lists[Phrase.GREETING] | self.lists[Phrase.THANKS], text)

    def _made_of(self, phrases: frozenset[str], text: str) -> bool:
        words = plain(text)
        if not words:
            signs = {sign for sign in text if unicodedata.category(sign) == "So"}
            return bool(signs) and signs <= self.lists[Phrase.APPROVAL]
        while words:
            said = max((p for p in phrases if f"{words} ".startswith(f"{p} ")), key=len, default=None)
            if said is None:
                return False
            words = words[len(said) :].lstrip()
        return True
