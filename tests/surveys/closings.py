"""Made-up waves of a program whose answers can be linked, and everything that their results show over time."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from surveys.results.earlier import ClosedWave, earlier_answers, shown_elsewhere
from surveys.results.inputs import Answers, AskedQuestion, InvitedPerson, WaveInput
from surveys.results.wave import wave_figures

START = date(2026, 1, 5)
# Of a change, the number that a sum of the same people's answers follows from.
SUM = {"yes_no": "before", "number": "change"}


class Closing(NamedTuple):
    """A wave that opened so many months after the first, what each person answered, and who of them was late.

    Nobody is early or late where no reminder was sent. With `waits`, its results are calculated after those of the next
    wave, which closes at the same time. `invited` are the attributes of those who were asked.
    """

    kind: str
    month: int
    values: dict[int, float]
    late: frozenset[int] | None = None
    waits: bool = False
    invited: Mapping[int, Mapping[str, str]] = {}

    @property
    def opened_on(self) -> date:
        return START + timedelta(days=30 * self.month)

    def is_late(self, person: int) -> bool | None:
        return None if self.late is None else person in self.late


def figures_of(
    type_: str, waves: Sequence[Closing], *, lost: int | None = None
) -> list[dict[str, Mapping[str, Any]]]:
    """Calculate the results of each wave, one after another; return their figures by key as they are stored.

    The answers of one person (`lost`) to all waves before the last are deleted before that is calculated.
    """
    stored: dict[int, ClosedWave] = {}
    for number in order_of(waves):
        wave = waves[number]
        until = closed_at(waves, number)
        closed = {it: of_wave(waves, it) for it in range(len(waves)) if closed_at(waves, it) <= until}
        known = closed | {it: each for it, each in stored.items() if it in closed}
        answered = {it: dict(waves[it].values) for it in known}
        if lost is not None and number == len(waves) - 1:
            for values in answered.values():
                values.pop(lost, None)
        own, others = closed[number], [each for it, each in known.items() if it != number]
        earlier = earlier_answers(own, others, answered)
        given = WaveInput(
            "confidential", wave.kind, wave.opened_on, wave.opened_on, [AskedQuestion("q", type_)],
            [InvitedPerson(it, it in wave.values, attributes=values) for it, values in wave.invited.items()],
            [Answers(person, {"q": value}, wave.is_late(person)) for person, value in wave.values.items()],
            {"q": earlier} if earlier else {},
            {"q": shown_elsewhere("q", type_, own, others, answered)},
            number,
        )  # fmt: skip
        figures = [it.stored() for it in wave_figures(given)]
        at = max(each.closed_at for each in closed.values())
        stored[number] = own._replace(calculated_at=at, figures=figures)
    return [{it["key"]: it for it in stored[number].figures} for number in range(len(waves))]


def values_of(figure: Mapping[str, Any] | None) -> dict[str, float | None]:
    return {it["name"]: it["value"] for it in figure["numbers"]} if figure else {}


def sums_shown(
    type_: str, waves: Sequence[Closing], figures: Sequence[Mapping[str, Mapping[str, Any]]]
) -> list[frozenset[tuple[int, int]]]:
    """Return the sets of answers, as (person, wave), whose sums these results show."""
    shown = []
    for number, found in enumerate(figures):
        values = waves[number].values
        if (figure := found.get("question.q")) and figure["n"]:
            shown.append(frozenset((person, number) for person in values))
        if "late.q" in found:
            for is_late in (True, False):
                half = [person for person in values if waves[number].is_late(person) is is_late]
                shown.append(frozenset((person, number) for person in half))
        if values_of(found.get("change.q")).get(SUM.get(type_, "")) is None:
            continue
        before = sources(waves, number)
        both = [person for person in values if person in before]
        if type_ == "yes_no":
            shown.append(frozenset((person, number) for person in both))
        if type_ == "yes_no" or len(both) == len(values):
            shown.append(frozenset((person, before[person]) for person in both))
    return list(dict.fromkeys(shown))


def sources(waves: Sequence[Closing], number: int) -> dict[int, int]:
    """Return the wave of each person's earlier answer, by a second reading of the definition."""
    closed = [n for n in range(len(waves)) if closed_at(waves, n) <= closed_at(waves, number)]
    known = [n for n in closed if waves[n].month < waves[number].month]
    known.sort(key=lambda n: (waves[n].month, n))
    starts = [n for n in known if waves[n].kind == "start"]
    used = starts if starts and waves[number].kind != "start" else known[-1:]
    return {person: wave for wave in used for person in waves[wave].values}


def of_wave(waves: Sequence[Closing], number: int) -> ClosedWave:
    wave = waves[number]
    late = {person: wave.is_late(person) for person in wave.values}
    return ClosedWave(number, wave.kind, wave.opened_on, closed_at(waves, number), late=late)


def closed_at(waves: Sequence[Closing], number: int) -> datetime:
    """Return when the wave closed: a day after the one before, unless that waits for it."""
    days = sum(not it.waits for it in waves[:number])
    return datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=days)


def order_of(waves: Sequence[Closing]) -> list[int]:
    """Return in which order the results are calculated."""
    return sorted(range(len(waves)), key=lambda it: (closed_at(waves, it), -it))
