"""Stories, and what is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.types.sources import Passage, PassageId


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event. `revision` grows whenever its articles change.

    `write_at` is when it is next due to be written, None when the newest revision is written.
    `merged_into` names the story that took over, for numbers people still hold; `parted_from` the one that this
    story began in, as its younger part.
    """

    id: int = 0
    revision: int = 1
    title: str
    created_at: datetime
    changed_at: datetime
    write_at: datetime | None
    written_revision: int | None = None
    merged_into: int | None = None
    parted_from: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Which story each article belongs to, to be saved as one.

    `joined`: (article id, story id). `founded`: groups of article ids that open a new story each.
    `merged`: (story that ends, story that takes over). `parted`: (story, its article ids that leave it and open
    a new one together; among them may be articles that arrived just now). `moved`: (stored article id, the story
    it leaves, the story it joins); no story is left without any.
    """

    joined: tuple[tuple[int, int], ...] = ()
    founded: tuple[tuple[int, ...], ...] = ()
    merged: tuple[tuple[int, int], ...] = ()
    parted: tuple[tuple[int, tuple[int, ...]], ...] = ()
    moved: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage, and the words relied on (a substring of the passage's text)."""

    passage_id: PassageId
    words: str


class Writer(StrEnum):
    BUILT_IN = "built-in"
    LLM = "llm"
    SOURCE = "source"  # the source's own sentence, put in place of one that failed
    FRAME = "frame"  # a fixed form filled by code ("X says 12; Y says 17")


@dataclass(frozen=True, slots=True)
class Claim:
    """One written sentence with the passages it rests on. At least one citation, always."""

    text: str
    citations: tuple[Citation, ...]
    writer: Writer = Writer.BUILT_IN


@dataclass(frozen=True, slots=True)
class Section:
    """Claims under a subhead; the subhead is None where the piece is too short to need one."""

    subhead: str | None
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the facts table: "Injured", "14", and where it stands."""

    label: str
    value: str
    citations: tuple[Citation, ...]


class Relation(StrEnum):
    CONFLICT = "conflict"  # different speakers or outlets, values that cannot both be true
    UPDATE = "update"  # a later value replaces an earlier one
    PRECISION = "precision"  # "at least 10" and "33": compatible
    IDENTITY = "identity"  # one office with two names, one name with two offices, one quote two ways


@dataclass(frozen=True, slots=True)
class Position:
    """One value in a disagreement: what is said, who says it, where, and when it was published.

    `also`: the same value as each further outlet gives it, for those who do not see the first; these have none.
    """

    value: str  # as the source words it: "at least 10"
    said_by: str  # "the coast guard, reported by Harbour Post", or the outlet alone
    outlets: tuple[str, ...]
    citation: Citation
    at: datetime
    also: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One measure, the values given for it, and who gives each (newest last)."""

    measure: str  # "people injured"
    relation: Relation
    positions: tuple[Position, ...]
    score: float = 1.0  # how sure the finder is that it is one measure, 0 to 1


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the numbered list of sources. `copy_of` is the number of the source whose text it carries,
    `version` that of the article as it was read.

    `counts_with` is the number of the source with which it counts as one voice without carrying its text: another
    article of the outlet, of its owner or of its agency. `agency` is who sent the text out, where it is credited.
    `language` (ISO 639-1) is that of a source in another language than the piece, which rests on none such.
    `picture`: the address of the picture that the page offers for previews.
    """

    number: int
    article_id: int
    outlet: str
    title: str
    url: str
    published_at: datetime
    copy_of: int | None = None
    version: int = 1
    counts_with: int | None = None
    agency: str | None = None
    language: str | None = None
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not published, and why, in words a person can read. `replaced_by`: the published one in
    its place, a source's own or a framed one; None where there is none."""

    text: str
    reason: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A sentence that its writer wrote anew because the first wording did not pass, for the reason given; the
    second did."""

    text_before: str
    text_after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A published sentence that a rule of the house (J1 to J20) warns about, and why, in words for people."""

    rule: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Articles that earlier pieces rested on and that belong to another story now, under its number and title."""

    story_id: int
    title: str
    article_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What of an earlier piece its sources took back or mended, and when the piece said so."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What AiBot wrote of a story at a revision. Whole in itself: every cited passage is in `passages`.

    `brief` is the short form that is pushed (lede first); it is made of claims of the piece.
    `independent_outlets` counts outlets with copies of one wire text counted once; 0 when all took it back.
    `writer` is "built-in" or the name of the LLM. `news`: cited passages that tell a turn of the story which no
    earlier article had told, oldest first; none in a story's first reports. `departed`: articles that channels
    were told of under this story and that another story has now: nobody withdrew them. `corrections`: all that
    the story's pieces had to make, oldest first; they stay visible. `prompts`: the versions of the prompts that
    went to the LLM for it, also where its piece was not used; `mended`: what the LLM wrote anew. `planted`: how
    many sentences of its articles speak to machines and were given to no writer. `topics`: as in
    `bot.core.topics`, the first one first; none where there are too few signs.
    """

    story_id: int
    revision: int
    written_at: datetime
    writer: str
    headline: Claim
    place: str | None  # dateline
    day: date  # dateline
    lede: Claim
    sections: tuple[Section, ...]
    brief: tuple[Claim, ...]
    facts: tuple[Fact, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()
    independent_outlets: int = 1
    news: tuple[PassageId, ...] = ()
    departed: tuple[Departure, ...] = ()
    corrections: tuple[Correction, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    mended: tuple[Mended, ...] = ()
    warnings: tuple[Warned, ...] = ()
    note: str | None = None  # why the LLM's piece was not used, for the operator
    tokens: int = 0
    prompts: tuple[str, ...] = ()
    planted: int = 0
    topics: tuple[str, ...] = ()
    rendered: str = ""  # "translated into German by X" where it is shown in other words; never stored

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every published sentence but the headline, in reading order."""
        return (self.lede, *(claim for section in self.sections for claim in section.claims))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftClaim:
    """A sentence somebody wrote, and the passages it says it rests on. Not yet checked."""

    text: str
    passage_ids: tuple[PassageId, ...]
    writer: Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A piece before checking: headline, body in order (the lede first), each claim with its subhead.

    The headline's text is empty where its writer gave none. `left_out`: what of its text was not even worth
    checking, with why.
    """

    writer: str
    headline: DraftClaim
    body: tuple[tuple[str | None, DraftClaim], ...]  # (subhead or None, claim)
    left_out: tuple[Dropped, ...] = ()
    tokens: int = 0


class Support(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim against its passages. `reasons` are for people: "10 in the text, 33 in passage 4.2"."""

    support: Support
    score: float  # 0 to 1, how much of the claim the passages carry
    reasons: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()  # the passages that carry it, with the words relied on
    grey: bool = False  # unsupported for its wording alone: what code cannot decide, a judge may


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"  # "now 14, earlier 10"
    CONFIRMED = "confirmed"  # one more independent outlet
    WITHDRAWN = "withdrawn"  # a source took it back, or corrected it
    PARTED = "parted"  # a part of it belongs to another story


@dataclass(frozen=True, slots=True)
class Change:
    kind: ChangeKind
    text: str  # a sentence for people
    citations: tuple[Citation, ...] = ()


class Push(StrEnum):
    NONE = "none"  # nothing a reader would notice
    EDIT = "edit"  # mend the post in place, silently
    FOLLOW_UP = "follow_up"  # mend the post and send "What changed" under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What changed between two revisions of a story's summary, and whether it is worth a message."""

    story_id: int
    from_revision: int
    to_revision: int
    changes: tuple[Change, ...]
    push: Push
    correction: bool = False
