"""The policy as it is written in TOML: what every key must hold, and what cannot be true together."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import time, timedelta
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.calendar_sheet import CalendarSheet, FirstAnswer, MaybeFirstAnswer, hours_faults
from domain import policy as rules
from domain.customer import Category
from domain.prepared import BLANKS
from domain.ticket import CloseReason
from domain.words import Local

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(told: object) -> timedelta:
    match = re.fullmatch(r"([1-9]\d{0,4})([smhd])", told) if isinstance(told, str) else None
    if not match:
        raise ValueError("a duration is wanted, such as 8s, 15m, 4h or 14d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _duration_or_none(told: object) -> timedelta | None:
    return None if told == "none" else _duration(told)


def _hour(told: object) -> time:
    if not (isinstance(told, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", told)):
        raise ValueError("a time of the day is wanted, such as 09:00")
    return time.fromisoformat(told)


def _line(told: str) -> str:
    if not told.strip():
        raise ValueError("a text is wanted")
    return told


def _key(told: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,19}", told):  # it travels in callback data
        raise ValueError("small Latin letters, digits, - and _ are wanted, at most 20")
    return told


def _email(told: str) -> str:
    try:
        return validate_email(told, check_deliverability=False).normalized
    except EmailNotValidError:
        raise ValueError("an e-mail address is wanted, such as support@example.org") from None


def _phone(told: str) -> str:
    try:
        number = phonenumbers.parse(told)
    except phonenumbers.NumberParseException:
        number = None
    if not number or not phonenumbers.is_possible_number(number):
        raise ValueError("a phone number with its country code is wanted, such as +7 000 000-00-00")
    return told


def _address(told: str) -> str:
    parts = urlsplit(told)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", told):
        raise ValueError("an address is wanted that begins with http:// or https://")
    return told


def _pattern(told: object) -> re.Pattern[str]:
    if not isinstance(told, str) or not told:
        raise ValueError("a regular expression is wanted")
    try:
        # Neither a piece of a longer number nor of a word.
        return re.compile(rf"(?<![\w.])(?:{told})(?!\w|\.\d)", re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"the regular expression does not compile: {error.msg}") from None


Duration = Annotated[timedelta, BeforeValidator(_duration)]
MaybeDuration = Annotated[timedelta | None, BeforeValidator(_duration_or_none)]
Hour = Annotated[time, BeforeValidator(_hour)]
Line = Annotated[str, AfterValidator(_line)]
Key = Annotated[str, AfterValidator(_key)]
Email = Annotated[Line, AfterValidator(_email)]
Phone = Annotated[Line, AfterValidator(_phone)]
Address = Annotated[Line, AfterValidator(_address)]
Pattern = Annotated[re.Pattern[str], BeforeValidator(_pattern)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class _Text(_Part):
    ru: Line
    en: Line

    def local(self) -> Local:
        return Local(ru=self.ru, en=self.en)


class _FirstAnswer(_Part):
    partner: MaybeFirstAnswer
    subscriber: MaybeFirstAnswer
    demo: MaybeFirstAnswer
    unsubscribed: MaybeFirstAnswer


class _Problem(_Part):
    key: Key
    title: _Text
    first_answer: FirstAnswer


class _Warn(_Part):
    before: Duration
    tell: list[Literal["engineer", "lead"]] = Field(min_length=1)


class _Warnings(_Part):
    partner: list[_Warn] = []
    subscriber: list[_Warn] = []
    demo: list[_Warn] = []
    unsubscribed: list[_Warn] = []


class _Alert(_Part):
    repeat: Duration
    times: int = Field(ge=0, le=100)
    digest_above: int = Field(ge=1)


class _Silence(_Part):
    remind: Duration
    close: Duration
    offer_swap: Duration
    neglect: Duration


class _Draft(_Part):
    nudge: Duration
    drop: Duration


class _Retention(_Part):
    raw: Duration = timedelta(days=14)
    tickets: MaybeDuration = None


class _Gentle(_Part):
    start: Hour = Field(alias="from", default=time(9))
    end: Hour = Field(alias="to", default=time(20))


class _Lead(_Part):
    name: _Text
    email: Email
    phone: Phone


class _Support(_Lead):
    site: Address
    emergency_phone: Phone


class _Contacts(_Part):
    company: _Text | None = None  # the desk's own name, unless told
    lead: _Lead
    support: _Support


class _Product(_Part):
    key: Key
    title: _Text
    family: Key | None = None
    version_pattern: Pattern
    version_example: Line
    where_to_find: _Text
    current_version: Line
    current_only: bool
    demo_period: MaybeDuration
    download_url: Address | None = None

    @model_validator(mode="after")
    def _versions_fit(self) -> Self:
        for name in ("version_example", "current_version"):
            version = getattr(self, name)
            if not (found := self.version_pattern.search(version)) or found[0] != version:
                raise ValueError(f"{name} ({version}) does not fit version_pattern")
        return self

    def product(self) -> rules.Product:
        return rules.Product(
            key=self.key,
            title=self.title.local(),
            family=self.family or self.key,
            version_pattern=self.version_pattern,
            version_example=self.version_example,
            where_to_find=self.where_to_find.local(),
            current_version=self.current_version,
            current_only=self.current_only,
            demo_period=self.demo_period,
            download_url=self.download_url,
        )


class _Ground(_Part):
    key: Key
    title: _Text
    text: _Text
    reason: Literal["out_of_scope", "unsupported_product"] = "out_of_scope"


class _Developer(_Part):
    key: Key
    name: _Text
    contact: Line


class _Rudeness(_Part):
    warning: _Text


class _Request(_Part):
    key: Key
    title: _Text
    text: _Text
    products: list[Key] = []
    asks_version: bool = False

    @model_validator(mode="after")
    def _blanks_are_known(self) -> Self:
        for text in (self.text.ru, self.text.en):
            if unknown := set(re.findall(r"{(.*?)}", text)) - BLANKS:
                known = ", ".join(sorted(BLANKS))
                raise ValueError(f"there is nothing to put in for {{{min(unknown)}}}; known are {known}")
        return self

    def request(self) -> rules.Request:
        return rules.Request(
            key=self.key,
            title=self.title.local(),
            text=self.text.local(),
            products=tuple(self.products),
            asks_version=self.asks_version,
        )


class _Consent(_Part):
    version: Line
    operator: _Text | None = None  # the company, unless told
    text: _Text


class Sheet(_Part):
    unknown_entitlement: Literal["partner", "subscriber", "demo", "unsubscribed"]
    tell_customer_of_breach: bool
    note_mark: Line
    first_answer: _FirstAnswer
    warn: _Warnings = _Warnings()
    alert: _Alert
    silence: _Silence
    draft: _Draft
    retention: _Retention = _Retention()
    gentle: _Gentle = _Gentle()
    contacts: _Contacts
    product: list[_Product] = Field(min_length=1)
    out_of_scope: list[_Ground]
    developer: list[_Developer] = []
    rudeness: _Rudeness
    request: list[_Request] = []
    consent: _Consent
    problem: list[_Problem] = []
    calendar: CalendarSheet | None = None

    def contradictions(self) -> Iterator[str]:
        """Say what is well-formed by itself and cannot be true together."""
        for category in Category:
            yield from self._warning_faults(category)
        yield from self._hours_faults()
        if self.silence.remind >= self.silence.close:
            yield "silence.remind: the reminder must come before the closing (silence.close)."
        if self.draft.nudge >= self.draft.drop:
            yield "draft.nudge: the nudge must come before the draft is dropped (draft.drop)."
        if self.retention.raw < timedelta(days=3):
            yield "retention.raw: less than 3d would be shorter than Telegram itself repeats and deletes."
        if self.retention.tickets is not None and self.retention.tickets <= self.silence.close:
            yield "retention.tickets: a closed ticket may come back; keep its words longer than silence.close."
        if self.gentle.start >= self.gentle.end:
            yield "gentle: `from` must be earlier than `to`."
        if self.note_mark.startswith("/") and not self.note_mark.startswith("//"):
            yield "note_mark: what begins with one / is a command; take // or another mark."
        listed: dict[str, Sequence[_Product | _Ground | _Problem | _Developer | _Request]] = {
            "product": self.product,
            "out_of_scope": self.out_of_scope,
            "problem": self.problem,
            "developer": self.developer,
            "request": self.request,
        }
        for name, rows in listed.items():
            keys = Counter(row.key for row in rows)
            yield from (f"{name}: the key “{key}” is given twice." for key, n in keys.items() if n > 1)
        catalogue = {product.key for product in self.product}
        for request in self.request:
            unknown = sorted(set(request.products) - catalogue)
            yield from (f"request ({request.key}), products: there is no product “{key}”." for key in unknown)

    def _warning_faults(self, category: Category) -> Iterator[str]:
        limit, warnings = getattr(self.first_answer, category), getattr(self.warn, category)
        before = {warn.before for warn in warnings}
        if len(before) < len(warnings):
            yield f"warn.{category}: two warnings at the same time."
        if before and limit is None:
            yield f"warn.{category}: there is nothing to warn of, first_answer.{category} is none."
        elif before and max(before) >= limit.time:
            yield f"warn.{category}: `before` must be shorter than first_answer.{category}."

    def _hours_faults(self) -> Iterator[str]:
        times = [(f"first_answer.{category}", getattr(self.first_answer, category)) for category in Category]
        times += [
            (f"problem {n} ({each.key}), first_answer", each.first_answer) for n, each in enumerate(self.problem, 1)
        ]
        yield from hours_faults(times, self.calendar)
        if self.calendar is not None:
            yield from self.calendar.contradictions()

    def policy(self, version: str) -> rules.Policy:
        """Turn the sheet into what the rules read."""
        lead, support = self.contacts.lead, self.contacts.support
        company = self.contacts.company or support.name
        return rules.Policy(
            version=version,
            first_answer={
                category: told and told.limit()
                for category in Category
                for told in [getattr(self.first_answer, category)]
            },
            warnings={category: _steps(getattr(self.warn, category)) for category in Category},
            alert=rules.Alerting(**dict(self.alert)),
            silence=rules.Silence(**dict(self.silence)),
            draft=rules.Unfinished(**dict(self.draft)),
            retention=rules.Retention(**dict(self.retention)),
            gentle=rules.Hours(**dict(self.gentle)),
            contacts=rules.Contacts(
                company=company.local(),
                lead=rules.LeadContact(name=lead.name.local(), email=lead.email, phone=lead.phone),
                support=rules.SupportContact(
                    name=support.name.local(),
                    email=support.email,
                    phone=support.phone,
                    site=support.site,
                    emergency_phone=support.emergency_phone,
                ),
            ),
            products=tuple(product.product() for product in self.product),
            out_of_scope=tuple(
                rules.Ground(
                    key=ground.key,
                    title=ground.title.local(),
                    text=ground.text.local(),
                    reason=CloseReason(ground.reason),
                )
                for ground in self.out_of_scope
            ),
            developers=tuple(
                rules.Developer(key=each.key, name=each.name.local(), contact=each.contact) for each in self.developer
            ),
            rudeness_warning=self.rudeness.warning.local(),
            requests=tuple(request.request() for request in self.request),
            consent=rules.Consent(
                version=self.consent.version,
                operator=(self.consent.operator or company).local(),
                text=self.consent.text.local(),
            ),
            unknown_entitlement=Category(self.unknown_entitlement),
            tell_customer_of_breach=self.tell_customer_of_breach,
            note_mark=self.note_mark,
            problems=tuple(
                rules.Problem(key=each.key, title=each.title.local(), first_answer=each.first_answer.limit())
                for each in self.problem
            ),
            calendar=self.calendar.calendar() if self.calendar else None,
        )


def _steps(warnings: list[_Warn]) -> tuple[rules.Warn, ...]:
    earliest_first = sorted(warnings, key=lambda warn: warn.before, reverse=True)
    return tuple(rules.Warn(before=warn.before, tell=frozenset(map(rules.Tell, warn.tell))) for warn in earliest_first)
