"""The columns of a directory of people, by the headings of the systems that they are exported from.

In English, German, French and Spanish, the best heading first.
"""

from django.utils.translation import gettext_lazy as _

from mentoring.imports.cells import FALSE, TRUE
from mentoring.imports.choices import Choices
from mentoring.imports.fields import Field
from mentoring.imports.headings import normalise_heading

ACTIVE, INACTIVE = "active", "inactive"
EMPLOYMENT_STATUS = Choices(
    {
        ACTIVE: (
            "a", "current", "employed", "working", "on leave", "leave", "probation", "full-time", "part-time", "yes",
            "y", "true", "1", "aktiv", "angestellt", "beschäftigt", "beurlaubt", "elternzeit", "probezeit", "vollzeit",
            "teilzeit", "ja", "j", "wahr", "actif", "active", "en poste", "oui", "o", "activo", "activa", "sí", "vrai",
            "verdadero", "on", "✓", "✔", "☑", "✅",
        ),
        INACTIVE: (
            "i", "terminated", "left", "former", "retired", "resigned", "deactivated", "disabled", "exited", "no", "n",
            "false", "0", "inaktiv", "ausgeschieden", "ausgetreten", "gekündigt", "ehemalig", "beendet", "nein",
            "falsch", "inactif", "sorti", "non", "inactivo", "inactiva", "baja", "faux", "falso",
            "off", "✗", "✘", "☒", "❌",
        ),
    },
    labels={ACTIVE: _("Yes, employed"), INACTIVE: _("No, left")},
    hints=(
        # Spanish "baja" is the end of a contract, and with these words sick or parental leave.
        (ACTIVE, ("baja medica", "baja por", "baja laboral")),
        (INACTIVE, ("terminat", "inactiv", "inaktiv", "resign", "retire", "dismiss", "separat", "deceas", "delet",
                    "suspend", "former", "exit", "ausgeschied", "ausgetret", "gekundigt", "ehemal", "rente", "rentner",
                    "ruhestand", "sorti", "baja", "retrait", "jubilad", "archiv", "not activ", "not employ",
                    "no longer", "unemploy", "nicht aktiv", "nicht mehr", "non actif", "non active", "no activ",
                    "laid off", "fired", "quit", "gone ", "left ", "leaver", "depart", "verstorb", "entlass", "abgang",
                    "decede", "licencie", "demission", "parti ", "partie ", "despedid", "fallecid", "cesad", "cese ",
                    "ex employ", "ended", "expired")),
        (ACTIVE, ("activ", "aktiv", "leave", "loa", "full", "part", "contract", "intern", "temp", "regular", "onboard",
                  "permanent", "fixed", "probat", "notice", "offboard", "garden", "freigest", "ruhend", "arbeitsunf",
                  "abwesend", "eltern", "mutterschutz", "urlaub", "krank", "sabbat",
                  "befristet", "unbefristet", "werkstudent", "praktikant", "azubi", "trainee", "conge", "licencia",
                  "perman", "furlough", "secondment", "maternity", "parental", "hired", "employ", "sick", "minijob",
                  "aushilf", "auszubild", "cdi ", "cdd ", "interim", "arret", "vacacion", "excedenci", "indefinid")),
    ),
)  # fmt: skip
# "Ausgeschieden: ja" is no date.
YES_NO = frozenset({*TRUE, *FALSE} - {"x"})
# How somebody is employed, which does not say whether: of two columns, the other one does.
CONTRACTS = frozenset(
    map(normalise_heading, (
        "Full-time", "Part-time", "FT", "PT", "Regular", "Permanent", "Temporary", "Temp", "Fixed-term", "Contractor",
        "Contract", "Consultant", "Intern", "Trainee", "Exempt", "Non-exempt", "Salaried", "Hourly", "Vollzeit",
        "Teilzeit", "Befristet", "Unbefristet", "Werkstudent", "Praktikant", "Auszubildende", "Azubi", "Minijob",
        "Angestellt", "Arbeiter", "CDI", "CDD", "Intérim", "Stage", "Temps plein", "Temps partiel", "Indefinido",
        "Temporal", "Tiempo completo", "Tiempo parcial",
    ))
)  # fmt: skip
SALUTATIONS = frozenset(
    map(normalise_heading, (
        "Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Prof. Dr.", "Dr. med.", "Herr", "Frau", "Divers", "Dipl.-Ing.",
        "M.", "Mme", "Mlle", "Monsieur", "Madame", "Sr", "Sra", "Srta", "Señor", "Señora", "Sir", "Dame", "Rev",
    ))
)  # fmt: skip

DIRECTORY_FIELDS = (
    Field(
        "employee_id",
        _("employee ID"),
        (
            "Employee ID", "Employee #", "Employee Number", "Employee No", "Employee No.", "Emp ID", "Emp #", "Emp No",
            "EmployeeID", "Employee ID Number", "Empl ID", "Employee Code", "EEID", "EID", "Worker ID", "Associate ID",
            "Personnel Number", "Personnel No", "Staff ID", "Staff Number", "Staff No", "Payroll Number",
            "Payroll No", "Payroll ID",
            "Assignment Number", "Person ID", "Personalnummer", "Personal-Nr.", "Personalnr", "Pers.-Nr.", "PersNr",
            "Mitarbeiternummer", "Mitarbeiter-Nr.", "Mitarbeiter-ID", "Mitarbeiter ID", "Personio ID", "Matricule",
            "Numéro d'employé", "N° employé", "Numéro de matricule", "ID employé", "Número de empleado",
            "Nº de empleado", "N.º empleado", "ID de empleado", "Código de empleado", "Legajo", "ID Number", "ID",
            "USERID", "Number", "Nummer",
        ),
        kind="id",
        max_length=64,
    ),
    Field(
        "first_name",
        _("first name"),
        (
            "First Name", "Preferred Name - First Name", "Legal Name - First Name", "Legal First Name", "Given Name",
            "Given Names", "Forename", "Vorname", "Vornamen", "Prénom", "Prénoms", "Nombre", "Nombres",
            "Nombre de pila", "Firstname", "Prénom d'usage",
        ),
        max_length=100,
        is_literal=True,
    ),
    Field(
        "last_name",
        _("last name"),
        (
            "Last Name", "Preferred Name - Last Name", "Preferred Last Name", "Legal Name - Last Name",
            "Legal Last Name", "Surname", "Family Name", "Nachname", "Familienname", "Zuname", "Nom de famille",
            "Nom d'usage", "Nom", "Apellidos", "Apellido", "Primer apellido", "Lastname",
        ),
        max_length=100,
        is_literal=True,
    ),
    Field(
        "preferred_name",
        _("preferred name"),
        (
            "Preferred First Name", "Preferred or Chosen First Name", "Preferred Name", "Chosen Name", "Known As",
            "Nickname", "Goes By", "Rufname", "Prénom usuel", "Nombre preferido",
        ),
        max_length=100,
    ),
    Field(
        "full_name",
        _("full name"),
        (
            "Full Name", "Preferred Full Name", "Display Name", "Employee Name", "Employee Full Name", "Worker",
            "Worker Name", "Legal Name", "Full Legal Name", "Name", "Employee", "Person", "Payroll Name",
            "Vollständiger Name", "Anzeigename", "Vor- und Nachname", "Vorname Nachname", "Name, Vorname",
            "Mitarbeiter", "Mitarbeitername", "Mitarbeiter/in", "Mitarbeitende", "Nom complet", "Nom et prénom",
            "Prénom et nom", "Collaborateur", "Salarié", "Nombre completo", "Nombre y apellidos", "Apellidos y nombre",
            "Empleado",
        ),
        required=True,
        max_length=200,
        instead=("first_name", "last_name"),
        is_literal=True,
    ),
    Field(
        "email",
        _("email"),
        (
            "Work Email", "Primary Work Email", "Email - Primary Work", "Email - Work", "Work Email Address",
            "Work Contact: Work Email", "Business Email", "Business Email Address", "Company Email", "Corporate Email",
            "Office Email", "Email", "E-Mail", "Email Address", "E-mail Address", "E-Mail-Adresse", "Mail",
            "Mail Address", "Dienstliche E-Mail", "E-Mail dienstlich", "E-Mail (dienstlich)", "E-Mail geschäftlich",
            "Geschäftliche E-Mail", "Arbeits-E-Mail", "Firmen-E-Mail", "Adresse e-mail professionnelle",
            "E-mail professionnel", "Email professionnel", "Courriel professionnel", "Courriel", "Adresse e-mail",
            "Adresse mail", "Adresse électronique", "Correo electrónico", "Correo corporativo", "Correo",
            "Email corporativo", "Correo electrónico corporativo", "User Principal Name", "UPN",
        ),
        required=True,
        kind="email",
        max_length=254,
        instead=("employee_id",),
    ),
    Field(
        "job_title",
        _("job title"),
        (
            "Job Title", "Business Title", "Job Title Description", "Title", "Position", "Position Title", "Job",
            "Job Profile", "Role", "Job Role", "Occupation", "Designation", "Stelle", "Stellenbezeichnung",
            "Positionsbezeichnung", "Berufsbezeichnung", "Planstelle", "Funktion", "Tätigkeit", "Rolle", "Poste",
            "Intitulé du poste", "Intitulé de poste", "Fonction", "Emploi", "Puesto", "Puesto de trabajo", "Cargo",
            "Post",
        ),
        max_length=150,
        never=SALUTATIONS,
    ),
    Field(
        "level",
        _("level"),
        (
            "Level", "Management Level", "Job Level", "Career Level", "Seniority", "Seniority Level", "Grade",
            "Job Grade", "Compensation Grade", "Pay Grade", "Karrierestufe", "Stufe", "Karrierelevel", "Ebene",
            "Hierarchieebene", "Managementebene", "Führungsebene", "Niveau", "Échelon", "Niveau hiérarchique", "Nivel",
            "Categoría", "Categoría profesional", "Nivel jerárquico",
        ),
        max_length=50,
    ),
    Field(
        "department",
        _("department"),
        (
            "Department", "Department Name", "Dept", "Dept.", "Home Department Description", "Home Department",
            "department_id/name", "Supervisory Organization", "Supervisory Org", "Organization",
            "Organizational Unit", "Org Unit", "Abteilung", "Abteilung/Team", "Bereich", "Fachbereich",
            "Organisationseinheit", "Org.-Einheit", "Geschäftsbereich", "Directorate",
            "Département", "Service", "Direction", "Departamento", "Área",
            "Business Unit", "Division", "Team", "Equipe", "Équipe", "Equipo", "Cost Center", "Kostenstelle",
        ),
        max_length=120,
    ),
    Field(
        "location",
        _("location"),
        (
            "Location", "Work Location", "Location Name", "Location Description", "work_location_id/name", "Office",
            "Office Location", "Site", "Workplace", "Work Address", "Primary Location", "Branch", "Standort",
            "Arbeitsort", "Dienstort", "Niederlassung", "Büro", "Arbeitsstätte", "Personalbereich", "Lieu de travail",
            "Établissement", "Ubicación", "Lugar de trabajo", "Centro de trabajo", "Sede", "City", "Ort", "Ville",
            "Ciudad",
        ),
        max_length=120,
    ),
    Field(
        "manager",
        _("manager"),
        (
            "Manager ID", "Manager Employee ID", "Manager's Employee ID", "Line Manager ID", "Line Manager Employee ID",
            "Line Manager Payroll No", "Manager Payroll No", "Matricule du responsable", "Matricule responsable",
            "Matricule du manager", "ID del responsable", "Personalnummer Vorgesetzte/r", "Personalnummer Vorgesetzter",
            "Personalnummer Führungskraft", "Email du responsable", "E-mail responsable", "Correo del responsable",
            "Supervisor ID", "Supervisor EID",
            "Reports To ID", "Reports To Associate ID", "Manager Email", "Manager E-Mail", "Manager's Email",
            "Managers Email", "Manager - Email", "Manager Work Email", "Line Manager Email", "Supervisor Email",
            "Reports To Email", "Reporting To Email", "Manager", "Reporting to", "Reports To", "Reports To Name",
            "Supervisor", "Supervisor Name", "Manager Name", "Worker's Manager", "Line Manager", "Direct Manager",
            "People Manager", "Direct Supervisor", "Reporting Manager", "parent_id/name", "profile_field_manager",
            "Vorgesetzte/r", "Vorgesetzter", "Vorgesetzte", "Vorgesetzte:r", "Vorgesetzte*r", "Vorgesetzten-ID",
            "Vorgesetzter ID", "Vorgesetzter E-Mail", "Vorgesetzte/r E-Mail", "Direkte/r Vorgesetzte/r",
            "Direkter Vorgesetzter", "Führungskraft", "Direkte Führungskraft", "Berichtet an", "Teamleitung",
            "Responsable hiérarchique", "Supérieur hiérarchique", "Responsable", "N+1", "Responsable direct",
            "Responsable directo", "Jefe directo", "Jefe", "Superior", "Superior directo", "Reporta a",
        ),
        kind="person",
        max_length=254,
    ),
    Field(
        "hired_on",
        _("hired on"),
        (
            "Original Hire Date", "Hire Date", "Hired On", "Date of Hire", "Start Date", "Employment Start Date",
            "Continuous Service Date", "Date Joined", "Joining Date", "Joined On", "Date of Joining", "Started At",
            "Date Started",
            "Start", "Eintrittsdatum", "Eintritt", "Eintritt am", "Einstellungsdatum", "Beschäftigt seit",
            "Startdatum", "Beschäftigungsbeginn", "Erster Arbeitstag", "Date d'embauche", "Date d'entrée",
            "Date d'arrivée", "Fecha de contratación", "Fecha de ingreso", "Fecha de alta", "Fecha de inicio",
        ),
        kind="date",
    ),
    Field(
        # Not stored: a leaving date before it is that of an earlier employment.
        "rehired_on",
        _("rehired on"),
        (
            "Rehire Date", "Rehired On", "Date Rehired", "Most Recent Hire Date", "Latest Hire Date", "Last Hire Date",
            "Wiedereintritt", "Wiedereintrittsdatum", "Wiedereintritt am", "Wiedereinstellung",
            "Date de réembauche", "Date de réintégration", "Fecha de reincorporación", "Fecha de reingreso",
        ),
        kind="date",
    ),
    Field(
        "left_on",
        _("left on"),
        (
            # Not "Termination Date" first: where a system has both, that is the day on which notice was given.
            # Never the end of a contract or of a probation: many are extended.
            "Last Day of Work", "Last Working Day", "Last Day", "Termination Date", "Left On", "Employment End Date",
            "Exit Date", "Leaving Date", "Date of Leaving", "Date Left", "Departure Date", "Termination Effective Date",
            "Separation Date", "Relieving Date", "End Date", "Ausgeschieden am", "Fecha de cese",
            "Letzter Arbeitstag", "Austrittsdatum", "Austritt", "Austritt am", "Beschäftigungsende", "Enddatum",
            "Date de sortie", "Date de départ", "Fecha de baja", "Fecha de salida", "Fecha de egreso",
        ),
        kind="date",
        never=YES_NO,
    ),
    Field(
        "employment_status",
        _("employment status"),
        (
            "Employment Status", "Status", "Worker Status", "Employee Status", "Active Status", "Position Status",
            "Lifecycle Status", "Active", "Is Active", "Beschäftigungsstatus", "Mitarbeiterstatus",
            "Anstellungsstatus", "Aktiv", "Statut", "Actif", "Estado", "Situación", "Activo", "Active Employee",
            "Employed", "Is Employed", "Currently Employed", "Current Employee", "Current", "Angestellt", "Beschäftigt",
            "En poste", "En activo", "Empleado activo",
        ),
        kind="choice",
        choices=EMPLOYMENT_STATUS,
        question=_("Is a person with the status “{word}” employed?"),
        lesser=CONTRACTS,
    ),
    Field(
        "time_zone",
        _("time zone"),
        (
            "Time Zone", "Timezone", "TZ", "Location Time Zone", "Zeitzone", "Fuseau horaire", "Zona horaria",
        ),
        kind="time_zone",
        is_optional_cell=True,
    ),
    Field(
        "language",
        _("language"),
        (
            "Language", "Preferred Language", "Locale", "Default Locale", "Lang", "Display Language",
            "Correspondence Language", "Sprache", "Bevorzugte Sprache", "Korrespondenzsprache", "Langue", "Idioma",
        ),
        max_length=50,
    ),
)  # fmt: skip
