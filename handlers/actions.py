"""Everything that handlers may ask of the desk, in one place; the app makes it once."""

from dataclasses import dataclass

from actions.alerts import Alerts
from actions.answering import Answering
from actions.appeals import Appeals
from actions.binding import Binding
from actions.calls import Calls
from actions.clockwork import Clockwork
from actions.complaints import Complaints
from actions.conversation import Conversation
from actions.correcting import Correcting
from actions.desk import Desk
from actions.doors import Doors
from actions.duplicates import Duplicates
from actions.escalation import Escalations
from actions.gate import Gate
from actions.handling import Handling
from actions.identifying import Identifying
from actions.imports import Imports
from actions.intake import Intake
from actions.lookups import Lookups
from actions.membership import Membership
from actions.prepared import Prepared
from actions.privacy import Privacy
from actions.private_chat import PrivateChat
from actions.quarantine import Quarantine
from actions.questions import Questions
from actions.reach import Reach
from actions.refusals import Refusals
from actions.resolution import Resolution
from actions.sorting import Sorting
from actions.splitting import Splitting
from actions.taking_back import TakingBack
from actions.talk import Talk
from actions.upkeep import NOBODY, About, Upkeep
from actions.versions import Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """One call of one of these is one transaction."""

    intake: Intake
    conversation: Conversation
    private: PrivateChat
    sorting: Sorting
    reach: Reach
    answering: Answering
    prepared: Prepared
    versions: Versions
    splitting: Splitting
    duplicates: Duplicates
    taking_back: TakingBack
    handling: Handling
    resolution: Resolution
    alerts: Alerts
    gate: Gate
    questions: Questions
    lookups: Lookups
    membership: Membership
    binding: Binding
    clockwork: Clockwork
    upkeep: Upkeep
    escalations: Escalations
    refusals: Refusals
    appeals: Appeals
    complaints: Complaints
    privacy: Privacy
    quarantine: Quarantine
    identifying: Identifying
    correcting: Correcting
    imports: Imports
    calls: Calls
    doors: Doors


def of_desk(desk: Desk, about: About = NOBODY) -> Actions:
    """Make them all for one desk; `about` is the program it runs in."""
    resolution, alerts, gate, lookups = Resolution(desk), Alerts(desk), Gate(desk), Lookups(desk)
    intake = Intake(desk)
    escalations, refusals = Escalations(desk, intake), Refusals(desk, intake, resolution)
    appeals, complaints = Appeals(desk, intake, resolution), Complaints(desk, intake)
    answers = {**escalations.answers, **refusals.answers, **appeals.answers, **complaints.answers}
    questions = Questions(desk, intake, resolution, alerts, gate, answers)
    reach, talk = Reach(desk, intake), Talk(desk, resolution)
    sorting = Sorting(desk, intake, questions, talk, appeals)
    taking_back = TakingBack(desk)
    answering = Answering(desk, questions, taking_back)
    return Actions(
        intake=intake,
        conversation=Conversation(desk, intake, reach, talk, sorting),
        private=PrivateChat(desk, intake, reach, sorting, resolution, lookups),
        sorting=sorting,
        reach=reach,
        answering=answering,
        prepared=Prepared(desk, answering),
        versions=Versions(desk),
        splitting=Splitting(desk),
        duplicates=Duplicates(desk),
        taking_back=taking_back,
        handling=Handling(desk),
        resolution=resolution,
        alerts=alerts,
        gate=gate,
        questions=questions,
        lookups=lookups,
        membership=Membership(desk),
        binding=Binding(desk),
        clockwork=Clockwork(desk),
        upkeep=Upkeep(desk, about),
        escalations=escalations,
        refusals=refusals,
        appeals=appeals,
        complaints=complaints,
        privacy=Privacy(desk),
        quarantine=Quarantine(desk),
        identifying=Identifying(desk),
        correcting=Correcting(desk),
        imports=Imports(desk),
        calls=Calls(desk),
        doors=Doors(desk, intake, reach),
    )
