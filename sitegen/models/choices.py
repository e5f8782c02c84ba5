"""The closed lists of words that a record may use. Each value is spelt as editors write it."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a project stands."""

    PLANNED = "planned"
    RUNNING = "running"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class Kind(StrEnum):
    """What the money buys; decides which duties of visibility apply beside the page."""

    SERVICES = "services"
    INFRASTRUCTURE = "infrastructure"
    EQUIPMENT = "equipment"
    OTHER = "other"


class Period(StrEnum):
    """The programming period, or the instrument outside the periods."""

    Y2007 = "2007-2013"
    Y2014 = "2014-2020"
    Y2021 = "2021-2027"
    RRF = "rrf"
    DIRECT = "direct"


class Fund(StrEnum):
    """The European Union's funds and instruments."""

    ESF = "esf"
    ERDF = "erdf"
    CF = "cf"
    EAFRD = "eafrd"
    EMFF = "emff"
    YEI = "yei"
    ESF_PLUS = "esf+"
    JTF = "jtf"
    EMFAF = "emfaf"
    RRF = "rrf"
    DIRECT = "direct"


class Payer(StrEnum):
    """The sources of money that are not the Union's."""

    STATE = "state"
    MUNICIPAL = "municipal"
    NATIONAL = "national"
    PRIVATE = "private"
    OTHER = "other"


class Deed(StrEnum):
    """What is done once beside the page; the day is noted in the record."""

    POSTER = "poster"
    BILLBOARD = "billboard"
    PLAQUE = "plaque"
    EVENT = "event"
    INVITATION = "invitation"


class FundingForm(StrEnum):
    """Whether the Union pays all or a part, as a record declares it."""

    FUNDED = "funded"
    CO_FUNDED = "co-funded"


class OrganisationKind(StrEnum):
    """What an organisation is."""

    PLANNING_REGION = "planning-region"
    MUNICIPALITY = "municipality"
    STATE = "state"
    NGO = "ngo"
    COMPANY = "company"
    EU = "eu"
    PERSON = "person"
    OTHER = "other"


class Method(StrEnum):
    """How accessibility was evaluated."""

    SIMPLIFIED = "simplified"
    FULL = "full"


class Conformance(StrEnum):
    """What the accessibility evaluation found."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class BarrierKind(StrEnum):
    """Why something is not accessible: the three lists of the model statement, Implementing Decision (EU) 2018/1523."""

    NON_COMPLIANCE = "non-compliance"
    BURDEN = "disproportionate-burden"
    OUT_OF_SCOPE = "out-of-scope"


class Aspect(StrEnum):
    """The eleven aspects of the simplified evaluation, in the order of the ministry's guidelines (C-07)."""

    NAVIGATION = "navigation"
    STRUCTURE = "structure"
    KEYBOARD = "keyboard"
    FORMS = "forms"
    ALTERNATIVES = "alternatives"
    HEADINGS = "headings"
    CONTRAST = "contrast"
    ZOOM = "zoom"
    TITLES = "titles"
    MOTION = "motion"
    MEDIA = "media"


class Level(StrEnum):
    """How a site wants a check to be taken."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"
