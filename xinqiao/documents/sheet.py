"""What stands on a document: the values that its template sets on paper, in the language of the reader."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One request and its answer."""

    number: int
    request: str
    parts: tuple[Section, ...]
    conclusion: str
    consequence: str


@dataclass(frozen=True, slots=True)
class LastDay:
    """A last day with the sentence that explains it."""

    title: str
    day: str
    explained: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a form; without texts it is a blank to fill in by hand."""

    title: str
    texts: tuple[str, ...] = ()


@dataclass(slots=True)
class Sheet:
    """Everything on one document."""

    layout: str
    title: str
    number: str
    unit: str
    reference: str
    addressee: str
    dated: str
    digest: str
    opening: str = ""
    sentence: str = ""
    sections: list[Section] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    last_days: list[LastDay] = field(default_factory=list)
    remedy: list[str] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    enclosures: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    declares: str = ""
    signs: list[str] = field(default_factory=list)
    for_file: bool = False
