"""The change of the same people since an earlier wave."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import stdev
from typing import Any

from mentoring.statistics import (
    MINIMUM_GROUP,
    PAIRED_CHANGE,
    PairedChange,
    PairedCounts,
    ResultState,
    correct_family,
    detectable_paired_effect,
    discloses_everyone,
    paired_change,
    paired_rate_difference,
    result_state,
)
from surveys.results.figure import Figure, Number, cells, numbers, withheld
from surveys.results.inputs import AskedQuestion, EarlierAnswers, WaveInput, is_favorable
from surveys.results.sums import Sums, add_up, answers_of, sums_of_change

COMPARED = ("agreement5", "scale0to10", "yes_no", "number")
# With five or fewer pairs, or people who changed, there is no test (measurement, 2.2).
COUNTS_ONLY = "counts"


@dataclass(frozen=True)
class Pairs:
    """Hold both answers of the same people, and how many answered only before and only now.

    `adds_up` says whether sums of the pairs and those that other results show would disclose 1 to 4 answers.
    """

    before: Sequence[float]
    after: Sequence[float]
    only_before: int
    only_after: int
    adds_up: bool = False

    @property
    def n(self) -> int:
        return len(self.before)

    @property
    def hides_sums(self) -> bool:
        """Return whether a mean of the pairs and the results of both waves would disclose 1 to 4 other answers."""
        return self.adds_up or 0 < self.only_before + self.only_after < MINIMUM_GROUP

    @property
    def hides_rates(self) -> bool:
        """Return whether the rates of the pairs and the results of one wave would disclose 1 to 4 other answers."""
        return self.adds_up or any(0 < count < MINIMUM_GROUP for count in (self.only_before, self.only_after))

    @property
    def is_alike(self) -> bool:
        """Return whether nearly all of few people answered the same before, or after, or changed by as much."""
        changes = [round(b - a, 9) for a, b in zip(self.before, self.after, strict=True)]
        return any(
            discloses_everyone(list(Counter(it).values())) for it in (self.before, self.after, changes)
        )


def change_figures(wave: WaveInput) -> list[Figure]:
    """Return the change of each question that was asked before, after the correction for several comparisons.

    `n` counts the people who answered both times. Words such as "higher" need the state detectable_difference.
    """
    found = [
        figure
        for question in wave.questions
        if question.type in COMPARED and question.key in wave.earlier
        for figure in [_figure(wave, question, wave.earlier[question.key])]
        if figure is not None
    ]
    return corrected(found)


def corrected(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures with a verdict only where it stands after Benjamini–Hochberg over all of them."""
    family = {figure.key: figure.p_value for figure in found if figure.p_value is not None}
    if not family:
        return list(found)
    stands = {key: result.stands for key, result in correct_family(family).items()}
    return [
        replace(
            figure,
            state=ResultState.NO_DETECTABLE_DIFFERENCE,
            notes=(*figure.notes, {"code": "several_comparisons", "count": len(family)}),
        )
        if figure.state == ResultState.DETECTABLE_DIFFERENCE and not stands[figure.key]
        else figure
        for figure in found
    ]


def _figure(wave: WaveInput, question: AskedQuestion, earlier: EarlierAnswers) -> Figure | None:
    pairs = _pairs(wave, question, earlier)
    if pairs.n == 0:
        return None
    is_yes_no = question.type == "yes_no"
    if pairs.n < MINIMUM_GROUP:
        found = _Found()
    else:
        found = _yes_no(pairs) if is_yes_no else _score(pairs, is_single_item=question.type == "agreement5")
    opens_on = earlier.opened_on + timedelta(weeks=PAIRED_CHANGE.weeks)
    state = result_state(
        has_data=True,
        is_suppressed=pairs.n < MINIMUM_GROUP,
        is_too_early=wave.as_of < opens_on,
        is_too_few=found.is_too_few,
        has_comparison=True,
        is_comparable=True,
        excludes_zero=found.excludes_zero,
    )
    notes: list[dict[str, Any]] = [
        {"code": "since", "kind": earlier.kind, "opened_on": earlier.opened_on.isoformat()},
        *found.notes,
        {"code": "one_group"},
    ]
    return Figure(
        key=f"change.{question.key}",
        measure="change_of_rate" if is_yes_no else "change",
        state=state,
        as_of=wave.as_of,
        n=pairs.n if pairs.n >= MINIMUM_GROUP else None,
        question=question.key,
        numbers=found.numbers,
        notes=tuple(notes),
        p_value=found.p_value if state not in (ResultState.SUPPRESSED, ResultState.TOO_EARLY) else None,
    )


@dataclass(frozen=True)
class _Found:
    numbers: tuple[Number, ...] = ()
    excludes_zero: bool = False
    is_too_few: bool = False
    p_value: float | None = None
    notes: tuple[dict[str, Any], ...] = ()


def own_sums(wave: WaveInput, question: AskedQuestion) -> Sums:
    """Return the sums that the change of the question shows unless it is withheld."""
    earlier = wave.earlier.get(question.key)
    if earlier is None:
        return []
    after = wave.numbers_of(question.key)
    both = [person for person in after if person in earlier.values]
    return sums_of_change(question.type, earlier.waves, both, has_others=len(after) > len(both), wave=wave.id)


def _pairs(wave: WaveInput, question: AskedQuestion, earlier: EarlierAnswers) -> Pairs:
    after = wave.numbers_of(question.key)
    both = [person for person in after if person in earlier.values]
    shown, sums = wave.shown.get(question.key, ()), own_sums(wave, question)
    return Pairs(
        [earlier.values[person] for person in both],
        [after[person] for person in both],
        only_before=len(earlier.values) - len(both),
        only_after=len(after) - len(both),
        adds_up=bool(sums) and (shown is None or add_up(shown, [answers_of(after, wave.id), *sums])),
    )


def _score(pairs: Pairs, *, is_single_item: bool) -> _Found:
    """Return the three shares, then the mean or the typical change with its interval, as the data can carry."""
    change = paired_change(pairs.before, pairs.after, is_single_item=is_single_item)
    shares = _shares(change)
    leads_with_mean = change.headline == "mean"
    notes: tuple[dict[str, Any], ...] = ({"code": "headline", "reason": change.reason},)
    if change.headline == COUNTS_ONLY:
        return _Found(shares, is_too_few=True, notes=notes)
    if pairs.is_alike:
        return _Found(shares, notes=(*notes, {"code": "alike"}))
    judged = change.mean if leads_with_mean and change.mean else change.ranks
    assert judged is not None  # six changed, so there are ranks
    found = _sizes(change, pairs, has_mean=not is_single_item and pairs.n >= PAIRED_CHANGE.pairs)
    if pairs.hides_sums:
        found = withheld("scale", *(number.name for number in found if number.unit == "scale"))
        notes = (*notes, {"code": "hidden_sums"})
    elif not judged.excludes_zero:
        spread = stdev([after - before for before, after in zip(pairs.before, pairs.after, strict=True)])
        found += numbers("scale", detectable=detectable_paired_effect(pairs.n) * spread)
    return _Found((*shares, *found), excludes_zero=judged.excludes_zero, p_value=judged.p_value, notes=notes)


def _sizes(change: PairedChange, pairs: Pairs, *, has_mean: bool) -> tuple[Number, ...]:
    """Return the mean change where the scale and the pairs carry one, and the typical change; the leading one first."""
    by_mean: tuple[Number, ...] = ()
    if change.mean is not None and has_mean:
        mean = change.mean
        by_mean = numbers("scale", change=mean.mean, change_low=mean.low, change_high=mean.high)
        if change.dz is not None:
            by_mean += numbers("sd", dz=change.dz.corrected)
    by_rank: tuple[Number, ...] = ()
    if change.ranks is not None:
        ranks = change.ranks
        by_rank = numbers(
            "scale", typical=ranks.typical_change, typical_low=ranks.low, typical_high=ranks.high
        )
    return (*by_mean, *by_rank) if change.headline == "mean" else (*by_rank, *by_mean)


def _shares(change: PairedChange) -> tuple[Number, ...]:
    counts = {name: getattr(change, name).events for name in ("improved", "same", "worse")}
    if discloses_everyone(list(counts.values())):
        return tuple(Number(it.value, it.share, "share", bound=it.bound) for it in cells(counts))
    return numbers("share", **{name: count / change.n for name, count in counts.items()})


def _yes_no(pairs: Pairs) -> _Found:
    before, after = (
        [is_favorable("yes_no", value) for value in side] for side in (pairs.before, pairs.after)
    )
    both = Counter(zip(before, after, strict=True))
    result = paired_rate_difference(
        PairedCounts(
            both=both[True, True],
            only_after=both[False, True],
            only_before=both[True, False],
            neither=both[False, False],
        )
    )
    names = ("rate_change", "rate_change_low", "rate_change_high")
    if pairs.is_alike or pairs.hides_rates:
        code = "alike" if pairs.is_alike else "hidden_sums"
        return _Found(withheld("points", *names), notes=({"code": code},))
    found = numbers("share", before=result.counts.before.value, after=result.counts.after.value)
    values = dict(zip(names, (result.difference, result.low, result.high), strict=True))
    return _Found(
        (*numbers("points", **values), *found),
        excludes_zero=result.excludes_zero,
        is_too_few=pairs.n < 6,
        p_value=result.p_value,
    )
