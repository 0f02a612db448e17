"""The notice to the people whose HR data is compared: without it there are no outcomes. And their objections."""
