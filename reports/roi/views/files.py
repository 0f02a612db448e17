"""The result as CSV, XLSX and JSON: the numbers of the page and no others."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse

from mentoring.ui.tabular import csv_response, xlsx_response
from reports.roi.answer import roi_answer
from reports.roi.export_rows import export_table
from reports.roi.views.page import ScopedRoi
from reports.roi.workbook import roi_xlsx


class RoiCsv(ScopedRoi):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return csv_response(f"roi-{self.program.name}", export_table(self.found()[0]).csv)


class RoiXlsx(ScopedRoi):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        return xlsx_response(f"roi-{self.program.name}", roi_xlsx(self.found()[0]))


class RoiJson(ScopedRoi):
    def get(self, request: HttpRequest, slug: str, program_id: UUID) -> HttpResponse:
        response = JsonResponse(roi_answer(self.program.pk, self.found()[0]))
        response.headers["Content-Disposition"] = 'attachment; filename="roi.json"'
        response.headers["Cache-Control"] = "no-store"
        return response
