"""The columns of a directory of people, by the headings of Workday, BambooHR and Personio."""

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import Choices
from mentoring.imports.columns import Field

EMPLOYMENT_STATUS = Choices(
    {
        "active": (
            "a", "current", "employed", "working", "on leave", "leave", "probation", "full-time",
            "part-time",
            "aktiv", "angestellt", "beschäftigt", "beurlaubt", "elternzeit", "probezeit", "vollzeit",
            "teilzeit",
        ),
        "inactive": (
            "i", "terminated", "left", "former", "retired", "resigned", "deactivated", "disabled", "exited",
            "inaktiv", "ausgeschieden", "ausgetreten", "gekündigt", "ehemalig", "beendet",
        ),
    }
)  # fmt: skip

DIRECTORY_FIELDS = (
    Field(
        "employee_id",
        _("employee ID"),
        (
            "Employee ID", "Employee #", "Employee Number", "Employee No", "Employee No.", "Emp ID",
            "Emp #", "Emp No",
            "EmployeeID", "EEID", "Worker ID", "Personnel Number", "Personnel No", "Staff ID",
            "Staff Number",
            "Person ID", "Personalnummer", "Personal-Nr.", "Personalnr", "Pers.-Nr.", "PersNr",
            "Mitarbeiternummer",
            "Mitarbeiter-Nr.", "Mitarbeiter-ID", "Mitarbeiter ID", "Personio ID", "ID", "Number", "Nummer",
        ),
        max_length=64,
    ),
    Field(
        "first_name",
        _("first name"),
        (
            "First Name", "Preferred Name - First Name", "Preferred First Name", "Legal Name - First Name",
            "Legal First Name", "Given Name", "Forename", "Preferred Name", "Vorname", "Rufname",
            "Firstname",
        ),
        max_length=100,
    ),
    Field(
        "last_name",
        _("last name"),
        (
            "Last Name", "Preferred Name - Last Name", "Preferred Last Name", "Legal Name - Last Name",
            "Legal Last Name", "Surname", "Family Name", "Nachname", "Familienname", "Zuname", "Lastname",
        ),
        max_length=100,
    ),
    Field(
        "full_name",
        _("full name"),
        (
            "Full Name", "Preferred Full Name", "Display Name", "Employee Name", "Worker", "Worker Name",
            "Legal Name",
            "Full Legal Name", "Name", "Employee", "Person", "Vollständiger Name", "Anzeigename",
            "Vor- und Nachname", "Vorname Nachname", "Name, Vorname", "Mitarbeiter", "Mitarbeitername",
            "Mitarbeiter/in", "Mitarbeitende",
        ),
        required=True,
        max_length=200,
        instead=("first_name", "last_name"),
    ),
    Field(
        "email",
        _("email"),
        (
            "Work Email", "Primary Work Email", "Email - Primary Work", "Email - Work",
            "Work Email Address",
            "Business Email", "Company Email", "Corporate Email", "Email", "E-Mail", "Email Address",
            "E-mail Address", "E-Mail-Adresse", "Mail", "Mail Address", "Dienstliche E-Mail",
            "E-Mail (dienstlich)", "E-Mail geschäftlich", "Geschäftliche E-Mail", "Arbeits-E-Mail",
            "Firmen-E-Mail", "User Principal Name", "UPN",
        ),
        required=True,
        kind="email",
        max_length=254,
    ),
    Field(
        "job_title",
        _("job title"),
        (
            "Job Title", "Business Title", "Title", "Position", "Position Title", "Job", "Job Profile",
            "Role",
            "Job Role", "Occupation", "Stelle", "Stellenbezeichnung", "Positionsbezeichnung",
            "Berufsbezeichnung",
            "Funktion", "Tätigkeit", "Rolle",
        ),
        max_length=200,
    ),
    Field(
        "level",
        _("level"),
        (
            "Level", "Management Level", "Job Level", "Career Level", "Seniority", "Seniority Level",
            "Grade",
            "Job Grade", "Compensation Grade", "Pay Grade", "Karrierestufe", "Stufe", "Karrierelevel",
            "Ebene",
            "Hierarchieebene", "Managementebene", "Führungsebene",
        ),
        max_length=100,
    ),
    Field(
        "department",
        _("department"),
        (
            "Department", "Department Name", "Dept", "Dept.", "Supervisory Organization", "Supervisory Org",
            "Organization", "Organizational Unit", "Org Unit", "Business Unit", "Division", "Team",
            "Cost Center",
            "Abteilung", "Bereich", "Fachbereich", "Organisationseinheit", "Geschäftsbereich",
            "Kostenstelle",
        ),
        max_length=200,
    ),
    Field(
        "location",
        _("location"),
        (
            "Location", "Work Location", "Location Name", "Office", "Office Location", "Site", "Workplace",
            "Primary Location", "Standort", "Arbeitsort", "Dienstort", "Niederlassung", "Büro",
            "Arbeitsstätte",
            "City", "Ort",
        ),
        max_length=200,
    ),
    Field(
        "manager",
        _("manager"),
        (
            "Manager ID", "Manager Employee ID", "Manager's Employee ID", "Supervisor ID", "Supervisor EID",
            "Reports To ID", "Manager Email", "Manager E-Mail", "Manager's Email", "Manager - Email",
            "Manager Work Email", "Supervisor Email", "Reports To Email", "Manager", "Reporting to",
            "Reports To",
            "Supervisor", "Supervisor Name", "Manager Name", "Worker's Manager", "Line Manager",
            "Direct Manager",
            "People Manager", "Direct Supervisor", "Reporting Manager", "Vorgesetzte/r", "Vorgesetzter",
            "Vorgesetzte", "Vorgesetzte:r", "Vorgesetzte*r", "Vorgesetzten-ID", "Vorgesetzter ID",
            "Vorgesetzter E-Mail", "Vorgesetzte/r E-Mail", "Direkte/r Vorgesetzte/r",
            "Direkter Vorgesetzter",
            "Führungskraft", "Berichtet an", "Teamleitung",
        ),
        max_length=254,
    ),
    Field(
        "hired_on",
        _("hired on"),
        (
            "Original Hire Date", "Hire Date", "Hired On", "Date of Hire", "Start Date",
            "Employment Start Date",
            "Continuous Service Date", "Date Joined", "Joining Date", "Joined On", "Date of Joining",
            "Eintrittsdatum", "Eintritt", "Einstellungsdatum", "Beschäftigt seit", "Startdatum",
            "Beschäftigungsbeginn", "Erster Arbeitstag",
        ),
        kind="date",
    ),
    Field(
        "left_on",
        _("left on"),
        (
            "Termination Date", "Left On", "End Date", "Employment End Date", "Exit Date", "Leaving Date",
            "Last Day of Work", "Last Working Day", "Last Day", "Date Left", "Separation Date",
            "Austrittsdatum",
            "Austritt", "Enddatum", "Beschäftigungsende", "Letzter Arbeitstag", "Vertragsende",
        ),
        kind="date",
    ),
    Field(
        "employment_status",
        _("employment status"),
        (
            "Employment Status", "Status", "Worker Status", "Employee Status", "Active Status", "Active",
            "Beschäftigungsstatus", "Mitarbeiterstatus", "Anstellungsstatus", "Aktiv",
        ),
        kind="choice",
        choices=EMPLOYMENT_STATUS,
    ),
    Field(
        "time_zone",
        _("time zone"),
        ("Time Zone", "Timezone", "TZ", "Location Time Zone", "Zeitzone"),
        kind="time_zone",
    ),
    Field(
        "language",
        _("language"),
        (
            "Language", "Preferred Language", "Locale", "Display Language", "Correspondence Language",
            "Sprache", "Bevorzugte Sprache", "Korrespondenzsprache",
        ),
        max_length=50,
    ),
)  # fmt: skip
