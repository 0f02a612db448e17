"""Pages for API tokens: a member's own, or all for owners."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.members.actions.tokens import create_api_token, revoke_api_token
from mentoring.members.enums import TokenLife
from mentoring.members.forms import TokenForm
from mentoring.members.rules import can_revoke_token
from mentoring.members.selectors import api_tokens_for
from mentoring.tenancy.enums import TokenScope
from mentoring.tenancy.models import ApiToken
from mentoring.tenancy.rules import is_administrator, is_owner
from mentoring.tenancy.views import TenantView
from mentoring.ui.keyset import read_page
from mentoring.ui.notices import notify
from mentoring.ui.rendering import render
from mentoring.ui.tables import Column, Columns

COLUMNS = [
    Column("name", gettext_lazy("Name")),
    Column("may", gettext_lazy("Scopes")),
    Column("member", gettext_lazy("Acts on behalf of")),
    Column("used", gettext_lazy("Last used")),
    Column("expires", gettext_lazy("Expires")),
    Column("revoke", gettext_lazy("Revoke"), hidden=True),
]


class TokenList(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        show_all = request.GET.get("whose") == "all" and is_owner(self.membership)
        tokens = api_tokens_for(self.membership, include_all=show_all)
        page = read_page(tokens, by=("-created_at", "-id"), cursor=request.GET.get("cursor", ""))
        context = {
            "page": page,
            "columns": Columns(request, COLUMNS),
            "now": timezone.now(),
            "everybodys": show_all,
            "is_owner": is_owner(self.membership),
            "scope_labels": dict(TokenScope.choices),
        }
        return render(request, "members/token_list.html", context)


class TokenCreate(TenantView):
    rule = is_administrator

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = TokenForm(initial={"scopes": [TokenScope.READ], "days": TokenLife.QUARTER})
        return render(request, "members/token_new.html", {"form": form})

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        form = TokenForm(request.POST)
        if form.is_valid():
            try:
                token, secret = create_api_token(
                    membership=self.membership, **form.cleaned_data, by=self.actor, at=timezone.now()
                )
            except ValidationError as error:
                form.add_error(None, error)
            else:
                # No redirect: the secret would have to be stored until the next page.
                response = render(request, "members/token_made.html", {"token": token, "secret": secret})
                response.headers["Cache-Control"] = "no-store"
                return response
        return render(request, "members/token_new.html", {"form": form}, status=422)


class TokenRevoke(TenantView):
    """Ask for confirmation, because revoking a token cannot be undone."""

    rule = can_revoke_token
    loaded: ApiToken

    def load(self) -> ApiToken:
        return get_object_or_404(ApiToken.objects.select_related("membership__user"), pk=self.kwargs["token"])

    def get(self, request: HttpRequest, slug: str, token: UUID) -> HttpResponse:
        return render(request, "members/token_revoke.html", {"token": self.loaded})

    def post(self, request: HttpRequest, slug: str, token: UUID) -> HttpResponse:
        revoke_api_token(self.loaded, by=self.actor, at=timezone.now())
        notify(request, _("Token revoked: %(name)s.") % {"name": self.loaded.name})
        return redirect("members:token-list", slug=slug)
