"""What the registry has proved, in words: for the card, for the lead at the gate, for whoever asks why."""

from domain.registry.finding import By, Finding, Proof
from domain.registry.importing import period
from domain.registry.listing import on, year_later
from domain.words import Text, Token


def on_card(proof: Proof | None) -> Text | None:
    """Stand beside the category: what was found, and how; None where nothing was."""
    if proof is None:
        return None
    held = period(proof.since, proof.until)
    match proof.finding:
        case Finding.VALID if proof.by is By.PARTNER:
            return Text("proof-partner", {"name": proof.name, "period": held})
        case Finding.VALID:
            return Text("proof-valid", {"name": proof.name, "by": Token(proof.by), "period": held})
        case Finding.EXPIRED:
            return Text("proof-expired", {"name": proof.name, "category": Token(proof.category), "period": held})
        case Finding.SECOND_DEMO if proof.since:
            again = on(year_later(proof.since))
            return Text("proof-second-demo", {"period": held, "again": again})
        case Finding.NEAR:
            return Text("proof-near", {"name": proof.name, "category": Token(proof.category), "period": held})
        case _:
            return None


def at_the_gate(proof: Proof | None) -> Text | None:
    """What the lead decides upon (R9)."""
    said = on_card(proof)
    return Text("gate-evidence", {"proof": said}) if said else None
