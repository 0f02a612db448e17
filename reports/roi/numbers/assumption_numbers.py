"""The assumptions in use, as rows of a table and as numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reports.enums import AssumptionKey
from reports.roi.inputs import AssumedValue, ProgramInputs
from reports.roi.numbers.number import RoiNumber
from reports.roi.numbers.swing_numbers import assumed_text, assumption_label
from reports.roi.result import RoiResult

# Assumptions that every program needs, in the order of the page; those of levels follow each.
GENERAL = (
    AssumptionKey.REPLACEMENT, AssumptionKey.ANNUAL_PAY, AssumptionKey.HOURLY_RATE, AssumptionKey.SESSION_MINUTES,
)  # fmt: skip
ENDS = ("low", "best", "high")


@dataclass(frozen=True)
class AssumptionRow:
    """An assumption as the page shows it. `value` is None where nobody has entered one yet."""

    key: str
    level: str
    label: str
    unit: str
    value: AssumedValue | None
    source: str

    @property
    def number_key(self) -> str:
        return number_key(self.key, self.level)


def number_key(key: str, level: str) -> str:
    return f"assumption.{key}" + (f".{level}" if level else "")


def assumption_rows(program: ProgramInputs) -> list[AssumptionRow]:
    """Return the general assumptions, also those without a value, each followed by those of its levels."""
    by_name = {it.name: it for it in program.assumptions}
    names: list[tuple[str, str]] = []
    for key in GENERAL:
        names.append((str(key), ""))
        names += sorted(it.name for it in program.assumptions if it.key == key and it.level)
    return [
        AssumptionRow(
            key,
            level,
            assumption_label(key, level),
            unit_label(key, program.currency),
            by_name.get((key, level)),
            source_of(by_name.get((key, level))),
        )
        for key, level in names
    ]


def unit_label(key: str, currency: str) -> str:
    """Return the unit of an assumption, with what it is."""
    return {
        AssumptionKey.REPLACEMENT: _("share of annual pay"),
        AssumptionKey.ANNUAL_PAY: _("%(currency)s, assumed for a level, never a person’s salary")
        % {"currency": currency},
        AssumptionKey.HOURLY_RATE: _("%(currency)s, loaded") % {"currency": currency},
        AssumptionKey.SESSION_MINUTES: _("minutes, where none were recorded"),
    }[AssumptionKey(key)]


def source_of(value: AssumedValue | None) -> str:
    """Return the source that was entered, or that of the product's default."""
    if value is None:
        return _("Not entered yet")
    if value.id is None and value.key == AssumptionKey.REPLACEMENT:
        return _("Default: median of 27 case studies (Boushey and Glynn, 2012)")
    return value.source or _("Default of this product")


def assumption_numbers(result: RoiResult) -> Iterator[RoiNumber]:
    for program in result.inputs.programs:
        prefix = f"{program.name}: " if result.inputs.is_pooled else ""
        for row in assumption_rows(program):
            if row.value is None:
                continue
            for end in ENDS:
                value: Decimal = getattr(row.value, end)
                yield RoiNumber(
                    f"{row.number_key}.{end}"
                    if not prefix
                    else f"{row.number_key}.{end}.{program.program_id}",
                    f"{prefix}{row.label}: {_end_label(end)}",
                    value,
                    {"replacement_share": "share", "session_minutes": "minutes"}.get(row.key, "money"),
                    assumed_text(row.key, value, program.currency),
                    _definition(row.key),
                    _("Source: %(source)s.") % {"source": row.source},
                    as_of=row.value.dated_on or result.inputs.as_of,
                )


def _end_label(end: str) -> str:
    return {"low": _("Low"), "best": _("Best"), "high": _("High")}[end]


def _definition(key: str) -> str:
    return {
        AssumptionKey.REPLACEMENT: _("What it costs to replace somebody, as a share of annual pay."),
        AssumptionKey.ANNUAL_PAY: _(
            "Annual pay assumed for the people of a level. It is never a person’s salary."
        ),
        AssumptionKey.HOURLY_RATE: _(
            "What an hour of work costs the organization, with social security and overhead."
        ),
        AssumptionKey.SESSION_MINUTES: _(
            "The length of sessions that were held and have no recorded duration."
        ),
    }[AssumptionKey(key)]
