"""The files the desk sends: the registry, its template, and what is wrong with a sheet."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.desk import Desk
from actions.ports import Transaction
from bot.delivery.files import Contents, Exports
from bot.spreadsheets.writing import Cell, xlsx
from bot.texts import Texts
from domain.customer import Category, Organisation
from domain.effects import FileKind, SendFile
from domain.ids import ImportId
from domain.policy import Policy
from domain.registry.listing import Column, Listing, Wording, demo_period
from domain.registry.sheet import parse
from domain.words import Text

Table = list[list[Cell]]


def table(listings: Iterable[Listing], language: str, wording: Wording, policy: Policy) -> Table:
    """Write listings as a sheet that can be imported again without a change."""
    spoken = language if language in wording.columns else "en"
    header: list[Cell] = [wording.columns[spoken][column][0] for column in Column]
    rows: Table = [header]
    for each in listings:
        product = policy.product(each.product)
        title = (product.title.ru if spoken == "ru" else product.title.en) if product else each.product
        row: dict[Column, Cell] = {
            Column.ORGANISATION: each.organisation.name,
            Column.INN: each.organisation.inn,
            Column.CATEGORY: wording.categories[spoken][each.category][0],
            Column.PRODUCT: title,
            Column.SINCE: each.since,
            Column.UNTIL: each.until,
            Column.DEMO_SINCE: each.demo_since,
            Column.AGREEMENT: each.agreement,
        }
        rows.append([row[column] for column in Column])
    return rows


@dataclass(frozen=True, slots=True)
class RegistryFiles:
    """Looked up with the letter, written in a thread."""

    desk: Desk
    texts: Texts

    def exports(self) -> Exports:
        return {
            FileKind.REGISTRY: self.registry,
            FileKind.REGISTRY_TEMPLATE: self.template,
            FileKind.REGISTRY_FAULTS: self.faults,
        }

    async def registry(self, tx: Transaction, _letter: SendFile) -> Contents:
        """All of it, as it is now."""
        listings = tuple((await tx.registry.all()).values())
        desk, texts = self.desk, self.texts

        def make(language: str, _zone: str) -> bytes:
            title = texts.plain(Text("registry-sheet"), language)
            return xlsx({title: table(listings, language, desk.wording, desk.policy)}, language)

        return Contents("registry.xlsx", make)

    async def template(self, _tx: Transaction, _letter: SendFile) -> Contents:
        """An empty sheet, and another with a row of each kind to follow."""
        return Contents("registry-template.xlsx", self._template)

    async def faults(self, tx: Transaction, letter: SendFile) -> Contents | None:
        """Every row that is wrong; None once the sheet is not kept any more."""
        sheet = await tx.imports.get(ImportId(letter.subject))
        if sheet is None or not sheet.cells:
            return None
        desk, texts = self.desk, self.texts

        def make(language: str, _zone: str) -> bytes:
            found = parse(sheet.cells, desk.wording, desk.policy).faults
            row, fault = (texts.plain(each, language) for each in (Text("faults-row"), Text("faults-fault")))
            rows: Table = [[fault, row]]
            rows += [[texts.plain(each.words, language), str(each.row)] for each in found]
            return xlsx({texts.plain(Text("faults-sheet"), language): rows}, language)

        return Contents("errors.xlsx", make)

    def _template(self, language: str, _zone: str) -> bytes:
        desk = self.desk
        empty = table((), language, desk.wording, desk.policy)
        examples = table(self._examples(language), language, desk.wording, desk.policy)
        titles = [self.texts.plain(each, language) for each in (Text("registry-sheet"), Text("registry-example"))]
        return xlsx(dict(zip(titles, (empty, examples), strict=True)), language)

    def _examples(self, language: str) -> Iterable[Listing]:
        day = self.desk.clock.now().date()
        products = self.desk.policy.products
        demo = next((each.key for each in products if demo_period(each.key, self.desk.policy)), products[0].key)

        def called(number: int) -> Organisation:
            return Organisation(name=self.texts.plain(Text("registry-example-name", {"number": number}), language))

        yield Listing(organisation=called(1), category=Category.SUBSCRIBER, product=products[0].key, since=day)
        yield Listing(organisation=called(2), category=Category.DEMO, product=demo, demo_since=day)
        yield Listing(organisation=called(3), category=Category.PARTNER, since=day, agreement="17/26")
