from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from mentoring.imports.kinds import IMPORT_KINDS, IMPORT_TARGETS
        from mentoring.people.kinds import PERSON_SECTIONS, PersonSection
        from programs.import_kinds.matches import Matches
        from programs.import_kinds.participants import Participants
        from programs.import_kinds.sessions import Sessions
        from programs.import_kinds.target import ProgramTarget
        from programs.kinds import TODAY_PROVIDERS
        from programs.rules import can_see_program
        from programs.sentences import register as register_sentences
        from programs.today.doing import MatchesToLookAt
        from programs.views import home, navigation
        from programs.wording import register_words

        for order, kind in enumerate((Participants(), Matches(), Sessions())):
            IMPORT_KINDS.register(kind.name, kind, order=20 + order)
        IMPORT_TARGETS.register("program", ProgramTarget())
        register_words()
        home.register()
        register_sentences()
        TODAY_PROVIDERS.register("matches", MatchesToLookAt(), order=10)
        PERSON_SECTIONS.register(
            "programs", PersonSection(_("Programs"), "programs:person-participations", can_see_program)
        )
        navigation.register()
