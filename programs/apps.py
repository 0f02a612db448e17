from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    name = "programs"
    verbose_name = _("Programs")

    def ready(self) -> None:
        from mentoring.imports.kinds import IMPORT_KINDS, IMPORT_TARGETS
        from programs.import_kinds.matches import Matches
        from programs.import_kinds.participants import Participants
        from programs.import_kinds.sessions import Sessions
        from programs.import_kinds.target import ProgramTarget
        from programs.views import home
        from programs.wording import register_words

        for order, kind in enumerate((Participants(), Matches(), Sessions())):
            IMPORT_KINDS.register(kind.name, kind, order=20 + order)
        IMPORT_TARGETS.register("program", ProgramTarget())
        register_words()
        home.register()
