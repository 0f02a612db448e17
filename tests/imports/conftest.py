import os

from django.conf import settings

# What is tested here needs no database and no settings; only showing a lazy sentence asks for the language.
if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
    settings.configure(USE_I18N=False)
