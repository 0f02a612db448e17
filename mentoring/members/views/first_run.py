"""The page on which the first owner enters the code of a new installation."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views import View

from mentoring.members.forms import FirstRunForm
from mentoring.members.sign_up import FIRST_OWNER, is_first_run
from mentoring.ui.rendering import render


class FirstRun(View):
    def dispatch(self, request: HttpRequest) -> HttpResponseBase:
        if not is_first_run():
            raise Http404
        return super().dispatch(request)

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "members/first_run.html", {"form": FirstRunForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        if not ratelimit.consume(request, action="first_run"):
            return ratelimit.respond_429(request)
        form = FirstRunForm(request.POST)
        if form.is_valid():
            request.session[FIRST_OWNER] = True
            return redirect("members:organization-create")
        return render(request, "members/first_run.html", {"form": form}, status=422)
