"""What an import would change: new, changed, unchanged, gone. Nothing is written that was not shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from domain.ids import ListingId
from domain.policy import Policy
from domain.registry.listing import Listing, family


@dataclass(frozen=True, slots=True)
class Changed:
    """A listing that says something else from now on."""

    id: ListingId
    was: Listing
    now: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Between the registry as it is and a sheet."""

    new: tuple[Listing, ...] = ()
    changed: tuple[Changed, ...] = ()
    gone: tuple[tuple[ListingId, Listing], ...] = ()
    unchanged: int = 0

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.new or self.changed or self.gone)

    @property
    def something_kept(self) -> bool:
        """Whether it makes a difference to leave what the sheet does not name."""
        return bool(self.gone)


def compare(kept: Mapping[ListingId, Listing], told: Iterable[Listing], policy: Policy) -> Changes:
    """Hold a sheet against the registry: by organisation, category and family; renewals pair up by their dates."""
    left, rest = dict(kept), []
    same: defaultdict[Listing, list[ListingId]] = defaultdict(list)
    for number, listing in kept.items():
        same[listing].append(number)
    for listing in told:
        if same[listing]:
            del left[same[listing].pop()]
        else:
            rest.append(listing)
    before, after = _placed(left.items(), policy), _placed(((ListingId(0), each) for each in rest), policy)
    new, changed, gone = list[Listing](), list[Changed](), list[tuple[ListingId, Listing]]()
    for place in dict.fromkeys([*after, *before]):
        for old, now in zip_longest(before[place], after[place]):
            if old is None:
                new.append(now[1])
            elif now is None:
                gone.append(old)
            else:
                changed.append(Changed(old[0], old[1], now[1]))
    return Changes(new=tuple(new), changed=tuple(changed), gone=tuple(gone), unchanged=len(kept) - len(left))


def _placed(
    listings: Iterable[tuple[ListingId, Listing]], policy: Policy
) -> defaultdict[tuple[str, ...], list[tuple[ListingId, Listing]]]:
    """What may be about the same thing, the earliest first."""
    placed: defaultdict[tuple[str, ...], list[tuple[ListingId, Listing]]] = defaultdict(list)
    for number, listing in sorted(listings, key=lambda pair: _order(pair[1])):
        placed[listing.identity, listing.category, family(listing.product, policy)].append((number, listing))
    return placed


def _order(listing: Listing) -> tuple[date, date]:
    return listing.demo_since or listing.since or date.min, listing.until or date.max
