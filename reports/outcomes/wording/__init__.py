"""Every text about a figure. Page, API and exports take their words from here."""
