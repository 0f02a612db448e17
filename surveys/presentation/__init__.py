"""Stored results with their texts: the only source of page, CSV, XLSX and API."""

from surveys.presentation.figures import PresentedFigure, PresentedNumber, WaveReport, wave_report

__all__ = ["PresentedFigure", "PresentedNumber", "WaveReport", "wave_report"]
