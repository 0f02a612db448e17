from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "mentoring.people"
    verbose_name = _("People")

    def ready(self) -> None:
        from mentoring.imports.extensions import IMPORT_KINDS, PERSON_NAMES
        from mentoring.members.extensions import HOME_STEPS, SEARCH_PROVIDERS
        from mentoring.people import audit_text, receivers
        from mentoring.people.import_kinds.directory import Directory
        from mentoring.people.import_kinds.employment import EmploymentEvents
        from mentoring.people.import_kinds.known import names_of
        from mentoring.people.views import PEOPLE, PeopleSearch, directory_step
        from mentoring.ui.navigation import navigation

        for order, kind in enumerate((Directory(), EmploymentEvents())):
            IMPORT_KINDS.register(kind.name, kind, order=10 + order)
        PERSON_NAMES.register("people", names_of)
        receivers.connect()
        audit_text.register()
        navigation.add(PEOPLE)
        SEARCH_PROVIDERS.register("people", PeopleSearch(), order=10)
        HOME_STEPS.register("people", directory_step, order=10)
