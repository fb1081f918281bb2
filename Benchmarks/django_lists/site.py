# SPDX-License-Identifier: EUPL-1.2
"""The same lists as a Python team would write them by habit: Django, its ORM, templates and sessions, on the same rows.

It reads a copy of a database of the program, given by BENCH_DATABASE, in which it makes its own tables for accounts:
`python -m django_lists.site prepare` prints the cookie of a signed-in account, then `gunicorn -w 2 django_lists.site:app`
serves."""

import os
import sys

import django
from django.conf import settings

LINES = """<!doctype html><html lang="fr"><title>Lignes</title><body><h1>{{ page.paginator.count }} lignes</h1><table>
{% for l in page %}<tr><td>{{ l.month }}<td><a href="/participants/{{ l.participant_id }}">{{ l.participant.last_name }}
{{ l.participant.first_name }}</a><td>{{ l.statement.employer.name }}<td><a href="/lots/{{ l.engagement.lot_id }}">
{{ l.engagement.lot.contract.title }}, lot {{ l.engagement.lot.number }}</a><td>{{ l.kind }}<td>{{ l.declared|floatformat:2 }}
<td>{{ l.kept|floatformat:2 }}<td>{{ l.reason }}</tr>{% endfor %}</table>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">Suite</a>{% endif %}</body></html>"""
LOTS = """<!doctype html><html lang="fr"><title>Marchés</title><body><h1>{{ page.paginator.count }} lots</h1><table>
{% for l in page %}<tr><td><a href="/lots/{{ l.id }}">{{ l.contract.title }}, lot {{ l.number }}</a><td>{{ l.contract.buyer.name }}
<td>{{ l.ends_on }}<td>{{ l.due|floatformat:1 }}<td>{{ l.done|floatformat:1 }}<td>{{ l.percent|floatformat:1 }}</tr>{% endfor %}
</table>{% if page.has_next %}<a href="?page={{ page.next_page_number }}">Suite</a>{% endif %}</body></html>"""

settings.configure(
    DEBUG=False, SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF="django_lists.site", USE_TZ=False,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BENCH_DATABASE"]}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django_lists"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [(
            "django.template.loaders.cached.Loader",
            [("django.template.loaders.locmem.Loader", {"lines.html": LINES, "lots.html": LOTS})],
        )]},
    }],
)
django.setup()

from django.contrib.auth.decorators import login_required  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.models import F, OuterRef, Subquery, Sum  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402

from django_lists.models import Decision, EngagementEvent, Line, Lot  # noqa: E402

UNITS_PER_HOUR = 300


@login_required
def lines(request):
    found = (
        Line.objects.select_related("statement__employer", "participant", "engagement__lot__contract", "decision")
        .order_by("-month", "-id"))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    for line in page:
        decision = getattr(line, "decision", None)
        line.declared = line.declared_units / UNITS_PER_HOUR
        line.kept = decision.kept_units / UNITS_PER_HOUR if decision else None
        line.reason = decision.reason if decision else ""
    return render(request, "lines.html", {"page": page})


@login_required
def lots(request):
    due = (
        EngagementEvent.objects.filter(engagement__lot=OuterRef("pk")).values("engagement__lot")
        .annotate(s=Sum("delta_units")).values("s"))
    done = (
        Decision.objects.filter(line__engagement__lot=OuterRef("pk"), line__kind="site")
        .values("line__engagement__lot").annotate(s=Sum("kept_units")).values("s"))
    found = (
        Lot.objects.select_related("contract__buyer").annotate(due_units=Subquery(due), done_units=Subquery(done))
        .order_by(F("ends_on").desc(nulls_last=True), "-id"))
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    for lot in page:
        lot.due, lot.done = (lot.due_units or 0) / UNITS_PER_HOUR, (lot.done_units or 0) / UNITS_PER_HOUR
        lot.percent = 100 * lot.done / lot.due if lot.due else None
    return render(request, "lots.html", {"page": page})


urlpatterns = [path("lignes", lines), path("lots", lots)]
app = get_wsgi_application()


def prepare():
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    user = User.objects.create_user("bench", password="bench")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("sessionid=" + session.session_key)


if __name__ == "__main__" and sys.argv[1:] == ["prepare"]:
    prepare()
