"""The result as a workbook with live formulas: who changes an amount or an assumption sees what follows."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mentoring.ui.tabular import neutralize, new_workbook
from reports.enums import AssumptionKey, BenefitKind, Proration
from reports.roi.benefits import CASES, Benefit
from reports.roi.costing import MENTEE_TIME, MENTOR_TIME, CostLine, average_pay, bands
from reports.roi.export_rows import export_table
from reports.roi.inputs import ProgramInputs
from reports.roi.numbers.assumption_numbers import assumption_rows
from reports.roi.numbers.benefit_numbers import benefit_label, case_label
from reports.roi.numbers.cost_numbers import kind_label
from reports.roi.result import RoiResult, years_of
from reports.roi.wording import headline, sentence

ROLE_OF = {MENTOR_TIME: "mentor", MENTEE_TIME: "mentee"}


class Sheet:
    """A sheet that is written row by row; a formula is a text that begins with "=", with its value."""

    def __init__(self, book: Any, name: str, widths: Sequence[int]) -> None:
        self.name, self.at = name, 0
        self.sheet = book.add_worksheet(name)
        self.bold = book.add_format({"bold": True})
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def heads(self, *texts: str) -> None:
        self.sheet.write_row(self.at, 0, [neutralize(text) for text in texts], self.bold)
        self.at += 1

    def row(self, *cells: Any) -> int:
        """Write a row and return its number, as formulas name it."""
        for column, cell in enumerate(cells):
            self._write(column, cell)
        self.at += 1
        return self.at

    def _write(self, column: int, cell: Any) -> None:
        if isinstance(cell, Formula):
            self.sheet.write_formula(self.at, column, cell.text, None, float(cell.value))
        elif isinstance(cell, date):
            self.sheet.write_datetime(self.at, column, cell)
        elif isinstance(cell, int | Decimal):
            self.sheet.write_number(self.at, column, cell)
        elif cell is not None:
            self.sheet.write_string(self.at, column, neutralize(str(cell)))


class Formula:
    """A formula of ours, with the value that it has."""

    def __init__(self, text: str, value: Decimal | int) -> None:
        self.text, self.value = text, value


def roi_xlsx(result: RoiResult) -> bytes:
    """Return the workbook. Without a return in the result, there is none in it, nor a formula for one."""
    file = io.BytesIO()
    with new_workbook(file) as book:
        Workbook(book, result).write()
    return file.getvalue()


class Workbook:
    def __init__(self, book: Any, result: RoiResult) -> None:
        self.book, self.result = book, result
        self.digits = result.inputs.programs[0].precision
        # Where each assumption's best value is: (program, key, level) to a cell.
        self.best: dict[tuple[Any, str, str], str] = {}

    def write(self) -> None:
        # A workbook is written sheet by sheet, so what others refer to comes first.
        self._assumptions()
        costs = self._costs()
        each = self._pay()
        amounts = self._benefits(each)
        self._result(costs, each, amounts)
        self._numbers()

    def _assumptions(self) -> None:
        sheet = Sheet(self.book, "Assumptions", [28, 34, 12, 14, 14, 14, 44, 24, 14])
        sheet.heads(
            _("Program"), _("Assumption"), _("Level"), _("Low"), _("Best"), _("High"), _("Source"), _("Owner"),
            _("Date"),
        )  # fmt: skip
        for program in self.result.inputs.programs:
            for row in assumption_rows(program):
                value = row.value
                if value is None:
                    continue
                at = sheet.row(
                    program.name, f"{row.label} ({row.unit})", row.level, value.low, value.best, value.high, row.source,
                    value.owner, value.dated_on,
                )  # fmt: skip
                self.best[program.program_id, row.key, row.level] = f"Assumptions!$E${at}"

    def _cell(self, program: ProgramInputs, key: str, level: str = "") -> str | None:
        return self.best.get((program.program_id, key, level)) or self.best.get((program.program_id, key, ""))

    def _costs(self) -> str:
        sheet = Sheet(self.book, "Costs", [28, 22, 40, 12, 14, 12, 12, 14, 12, 12, 14, 14])
        sheet.heads(
            _("Program"), _("Type"), _("Description"), _("Date"), _("Amount"), _("Hours"), _("Hourly rate"),
            _("Minutes recorded"), _("Sessions without a duration"), _("People or months in all"),
            _("Of these, in this program"), _("Cost"),
        )  # fmt: skip
        programs = {program.name: program for program in self.result.inputs.programs}
        for line in self.result.lines:
            at = sheet.at + 1
            cells = (
                self._time(line, programs[line.program], at) if line.entry is None else self._entry(line, at)
            )
            sheet.row(line.program, kind_label(line.kind), *cells)
        return f"Costs!$L$2:$L${max(sheet.at, 2)}"

    def _time(self, line: CostLine, program: ProgramInputs, at: int) -> list[Any]:
        assert line.rate is not None
        assert line.minutes is not None
        rate = self._cell(program, AssumptionKey.HOURLY_RATE, line.level)
        length = self._cell(program, AssumptionKey.SESSION_MINUTES)
        recorded = line.minutes - line.estimated_sessions * (line.session_minutes or 0)
        text = f"=ROUND((H{at}+I{at}*{length})*G{at}/60,{self.digits})"
        label = _("Level %(level)s") % {"level": line.level} if line.level else _("All other levels")
        return [label, None, None, None, Formula(f"={rate}", line.rate), recorded, line.estimated_sessions, None, None,
                Formula(text, line.amount)]  # fmt: skip

    def _entry(self, line: CostLine, at: int) -> list[Any]:
        entry = line.entry
        assert entry is not None
        base = f"E{at}" if entry.amount is not None else f"F{at}*G{at}"
        if entry.prorated_by == Proration.PEOPLE:
            text = f"=ROUND(ROUND({base}/J{at},0)*K{at},{self.digits})"
        elif entry.prorated_by == Proration.MONTHS:
            text = f"=ROUND({base}*K{at}/J{at},{self.digits})"
        else:
            text = f"=ROUND({base},{self.digits})"
        return [entry.description, entry.incurred_on, entry.amount, entry.hours, entry.hourly_rate, None, None,
                entry.whole, entry.part, Formula(text, line.amount)]  # fmt: skip

    def _pay(self) -> str | None:
        """Write the assumed pay by level and return the cell of what one departure prevented is worth."""
        if self.result.each is None:
            return None
        sheet = Sheet(self.book, "Departures", [28, 26, 12, 16, 18, 18])
        sheet.heads(
            _("Program"),
            _("Level"),
            _("Mentees"),
            _("Annual pay"),
            _("Average pay"),
            _("One departure prevented"),
        )
        weighted, people = [], []
        for program in self.result.inputs.programs:
            weights, at = self._bands(sheet, program)
            weighted.append(f"C{at}*F{at}")
            people.append(f"C{at}")
            assert weights
        at = sheet.at + 1
        text = f"=ROUND(({'+'.join(weighted)})/({'+'.join(people)}),{self.digits})"
        sheet.row(_("Together"), None, None, None, None, Formula(text, self.result.each))
        return f"Departures!$F${at}"

    def _bands(self, sheet: Sheet, program: ProgramInputs) -> tuple[list[int], int]:
        first, counts = sheet.at + 1, []
        found = [
            (level, sum(time.people for time in times))
            for level, times in bands(program, "mentee", AssumptionKey.ANNUAL_PAY)
        ]
        # Levels without people need no pay. Where nobody is known at all, the pay of all other levels stands alone.
        with_people = [(level, count) for level, count in found if count]
        for level, count in with_people or [("", 1)]:
            pay = program.assumed(AssumptionKey.ANNUAL_PAY, level)
            assert pay is not None, "there is a value of a departure"
            cell = self._cell(program, AssumptionKey.ANNUAL_PAY, level)
            counts.append(count)
            sheet.row(program.name, level or _("All other levels"), count, Formula(f"={cell}", pay.best))
        last, at = sheet.at, sheet.at + 1
        pay_value, share = average_pay(program, "mentee"), program.assumed(AssumptionKey.REPLACEMENT)
        assert pay_value is not None
        assert share is not None
        average = f"=ROUND(SUMPRODUCT(C{first}:C{last},D{first}:D{last})/SUM(C{first}:C{last}),0)"
        value = f"=E{at}*{self._cell(program, AssumptionKey.REPLACEMENT)}"
        sheet.row(
            program.name, _("Average"), Formula(f"=SUM(C{first}:C{last})", sum(counts)), None,
            Formula(average, pay_value), Formula(value, pay_value * share.best),
        )  # fmt: skip
        return counts, at

    def _benefits(self, each: str | None) -> list[str]:
        """Write the benefits that count and return the row of each, whose columns H to J are the three cases."""
        sheet = Sheet(self.book, "Benefits", [44, 14, 14, 14, 14, 14, 16, 18, 18, 18])
        sheet.heads(
            _("Benefit"), _("Conservative"), _("Central"), _("Optimistic"), _("People"), _("Contribution"),
            _("Money for each"), *(_("Benefit, %(case)s") % {"case": case_label(case).lower()} for case in CASES),
            _("Years measured"),
        )  # fmt: skip
        rows: list[str] = []
        if self.result.cases is None:
            return rows
        for benefit in self.result.benefits:
            if benefit.is_counted:
                at = sheet.at + 1
                sheet.row(*self._benefit(benefit, each, at))
                rows.append(str(at))
        return rows

    def _benefit(self, benefit: Benefit, each: str | None, at: int) -> list[Any]:
        entry = benefit.entry
        assert benefit.each is not None
        people = benefit.people or 1
        share = Decimal(1)
        units = [unit / people for unit in benefit.units]
        if benefit.is_self_reported and entry.quantity is not None:
            for part in (entry.contribution, entry.confidence):
                share *= Decimal(1) if part is None else part
            units = [entry.quantity] * 3
        money = Formula(f"={each}", benefit.each) if entry.kind == BenefitKind.DEPARTURES else benefit.each
        amounts = [
            Formula(f"=ROUND({column}{at}*$E{at}*$F{at}*$G{at},{self.digits})", amount)
            for column, amount in zip("BCD", benefit.amounts, strict=True)
        ]
        return [benefit_label(benefit), *units, people, share, money, *amounts, years_of(benefit)]

    def _result(self, costs: str, each: str | None, benefits: list[str]) -> None:
        result, inputs = self.result, self.result.inputs
        sheet = Sheet(self.book, "Result", [48, 20, 20, 20])
        sheet.heads(headline(result))
        sheet.row(sentence(result))
        sheet.row(_("Program"), ", ".join(program.name for program in inputs.programs))
        sheet.row(_("Currency, price year"), inputs.currency, inputs.price_year)
        sheet.row(_("As of"), inputs.as_of)
        for kind in dict.fromkeys(line.kind for line in result.lines):
            amount = sum((line.amount for line in result.costs_of(kind)), Decimal(0))
            kinds = f"=SUMIF(Costs!$B$2:$B${len(result.lines) + 1},A{sheet.at + 1},{costs})"
            sheet.row(kind_label(kind), Formula(kinds, amount))
        cost = f"$B${sheet.row(_('Cost'), Formula(f'=SUM({costs})', result.cost))}"
        if result.cost_per_participant is not None:
            people = f"$B${sheet.row(_('Participants'), inputs.participants)}"
            text = f"=ROUND({cost}/{people},{self.digits})"
            sheet.row(_("Cost per participant"), Formula(text, result.cost_per_participant))
        if result.break_even is not None and each:
            sheet.row(
                _("Breaks even at (departures prevented)"),
                Formula(f"=ROUNDUP({cost}/{each},0)", result.break_even),
            )
            sheet.row("")
            sheet.heads(
                _("Scenario: if so many departures had been prevented"), _("Benefit"), _("Net benefit")
            )
            for row in result.scenarios:
                at = sheet.at + 1
                sheet.row(
                    row.departures, Formula(f"=A{at}*{each}", row.benefit), Formula(f"=B{at}-{cost}", row.net)
                )
        if result.cases is not None:
            self._cases(sheet, cost, benefits)

    def _cases(self, sheet: Sheet, cost: str, benefits: list[str]) -> None:
        cases = self.result.cases
        assert cases is not None
        found = [cases[case] for case in CASES]
        sheet.row("")
        sheet.heads(_("Case"), *(case_label(case) for case in CASES))
        gained = sheet.row(
            _("Benefit"),
            *(
                Formula("=" + "+".join(f"Benefits!{column}{row}" for row in benefits), case.benefits)
                for column, case in zip("HIJ", found, strict=True)
            ),
        )
        rows: tuple[tuple[str, str, list[Decimal]], ...] = (
            (_("Net benefit"), "={c}{g}-{cost}", [case.net for case in found]),
            (
                _("ROI, %"),
                "=ROUND(({c}{g}-{cost})/{cost}*100,0)",
                [Decimal(round(case.percent)) for case in found],
            ),
            (_("Benefit-cost ratio"), "=ROUND({c}{g}/{cost},2)", [round(case.ratio, 2) for case in found]),
        )
        for label, text, values in rows:
            sheet.row(
                label,
                *(
                    Formula(text.format(c=column, g=gained, cost=cost), value)
                    for column, value in zip("BCD", values, strict=True)
                ),
            )
        if all(case.payback_months is not None for case in found):
            yearly = "+".join(f"Benefits!{{column}}{row}/Benefits!K{row}" for row in benefits)
            sheet.row(
                _("Payback, months"),
                *(
                    Formula(
                        f"=ROUND(12*{cost}/({yearly.format(column=column)}),1)",
                        round(case.payback_months or Decimal(0), 1),
                    )
                    for column, case in zip("HIJ", found, strict=True)
                ),
            )

    def _numbers(self) -> None:
        table = export_table(self.result)
        sheet = Sheet(self.book, "Numbers", [30, 44, 16, 12, 16, 60, 60, 24, 24, 14])
        sheet.heads(*map(str, table.heads))
        for row in table.rows:
            sheet.row(*row)
