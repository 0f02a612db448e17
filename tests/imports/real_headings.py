"""The column of each field in the files of common HR systems, by heading. A field that is not named has no column."""

HEADINGS: dict[str, dict[str, str]] = {
    "hdr-adp.csv": {
        "employee_id": "Associate ID", "first_name": "Legal First Name",
        "preferred_name": "Preferred or Chosen First Name",
        "last_name": "Legal Last Name", "full_name": "Payroll Name", "email": "Work Contact: Work Email",
        "job_title": "Job Title Description", "department": "Home Department Description",
        "location": "Location Description", "manager": "Reports To Associate ID", "hired_on": "Hire Date",
        "left_on": "Termination Date", "employment_status": "Position Status", "rehired_on": "Rehire Date",
    },
    "hdr-bamboohr.csv": {
        "employee_id": "Employee #", "first_name": "First Name", "last_name": "Last Name",
        "preferred_name": "Preferred Name", "email": "Work Email", "job_title": "Job Title",
        "department": "Department", "location": "Location", "manager": "Supervisor Email",
        "hired_on": "Hire Date", "employment_status": "Employment Status", "left_on": "Termination Date",
    },
    "hdr-datev-like-de.csv": {
        "employee_id": "Personalnummer", "last_name": "Familienname", "first_name": "Vorname",
        "email": "E-Mail-Adresse (geschäftlich)", "department": "Abteilung/Team", "location": "Standort",
        "manager": "Direkte Führungskraft", "hired_on": "Eintritt am", "left_on": "Austritt am",
        "employment_status": "Aktiv (J/N)",
    },
    "hdr-fr.csv": {
        "employee_id": "Matricule", "last_name": "Nom", "first_name": "Prénom",
        "email": "Adresse e-mail professionnelle", "job_title": "Poste", "department": "Service",
        "location": "Site", "manager": "Responsable hiérarchique", "hired_on": "Date d'embauche",
        "left_on": "Date de sortie", "employment_status": "Statut",
    },
    "hdr-frappe.csv": {
        "employee_id": "ID", "first_name": "First Name", "last_name": "Last Name",
        "full_name": "Employee Name", "email": "Company Email", "employment_status": "Status",
        "hired_on": "Date of Joining", "left_on": "Relieving Date", "department": "Department",
        "job_title": "Designation", "location": "Branch", "level": "Grade", "manager": "Reports to",
    },
    "hdr-gusto.csv": {
        "first_name": "First name", "last_name": "Last name", "preferred_name": "Preferred first name",
        "email": "Work email", "job_title": "Title", "department": "Department", "manager": "Manager",
        "location": "Work address", "hired_on": "Start date", "left_on": "End date",
        "employment_status": "Employment status",
    },
    "hdr-hibob.csv": {
        "employee_id": "Employee ID", "full_name": "Display name", "first_name": "First name",
        "last_name": "Last name", "email": "Email", "location": "Site", "department": "Department",
        "job_title": "Job title", "manager": "Reports to email", "hired_on": "Start date",
        "left_on": "Termination date", "employment_status": "Lifecycle status",
    },
    "hdr-lattice.csv": {
        "employee_id": "Empl ID", "full_name": "Name", "preferred_name": "Preferred_Name",
        "email": "Email address", "job_title": "Title", "manager": "Managers email", "hired_on": "Started At",
        "department": "Department", "employment_status": "Active", "time_zone": "Timezone",
        "level": "Job level",
    },
    "hdr-moodle.csv": {
        "employee_id": "idnumber", "first_name": "firstname", "last_name": "lastname", "email": "email",
        "department": "department", "location": "city", "language": "lang", "time_zone": "timezone",
        "manager": "profile_field_manager",
    },
    "hdr-odoo.csv": {
        "full_name": "name", "email": "work_email", "job_title": "job_title", "department": "department_id/name",
        "manager": "parent_id/name", "location": "work_location_id/name", "time_zone": "tz",
        "employment_status": "active", "employee_id": "id",
    },
    "hdr-orangehrm.csv": {
        "first_name": "first_name", "last_name": "last_name", "employee_id": "employee_id",
        "email": "work_email",
    },
    "hdr-personio-de.csv": {
        "employee_id": "Personalnummer", "first_name": "Vorname", "last_name": "Nachname",
        "preferred_name": "Rufname", "email": "E-Mail", "employment_status": "Status", "job_title": "Position",
        "department": "Abteilung", "location": "Arbeitsort", "manager": "Vorgesetzter",
        "hired_on": "Einstellungsdatum", "left_on": "Letzter Arbeitstag",
    },
    "hdr-personio-en.csv": {
        "employee_id": "Employee ID", "first_name": "First name", "last_name": "Last name",
        "preferred_name": "Preferred name", "email": "Email", "employment_status": "Status",
        "job_title": "Position", "department": "Department", "location": "Office", "manager": "Supervisor",
        "hired_on": "Hire date", "left_on": "Last day of work",
    },
    "hdr-sap-hcm-de.csv": {
        "employee_id": "PersNr", "last_name": "Nachname", "first_name": "Vorname",
        "email": "E-Mail dienstlich", "job_title": "Planstelle", "department": "Organisationseinheit",
        "manager": "Vorgesetzte(r)", "hired_on": "Eintrittsdatum", "left_on": "Austrittsdatum",
        "employment_status": "Beschäftigungsstatus", "location": "Personalbereich",
    },
    "hdr-successfactors.csv": {
        "employment_status": "STATUS", "employee_id": "EMPID", "first_name": "FIRSTNAME",
        "last_name": "LASTNAME", "email": "EMAIL", "manager": "MANAGER", "department": "DEPARTMENT",
        "location": "LOCATION", "time_zone": "TIMEZONE", "hired_on": "HIREDATE", "job_title": "TITLE",
        "language": "DEFAULT_LOCALE",
    },
    "hdr-trap-other-people.csv": {
        "employee_id": "Employee ID Number", "full_name": "Employee Full Name", "email": "Business E-mail",
        "rehired_on": "Rehire Date",
    },
    "hdr-workday.csv": {
        "employee_id": "Employee ID", "full_name": "Worker", "first_name": "Legal Name - First Name",
        "last_name": "Legal Name - Last Name", "preferred_name": "Preferred Name",
        "email": "Primary Work Email", "job_title": "Business Title", "level": "Management Level",
        "department": "Supervisory Organization", "location": "Location", "manager": "Worker's Manager",
        "hired_on": "Original Hire Date", "left_on": "Termination Date", "employment_status": "Active Status",
    },
}  # fmt: skip
