# Three stages: the browser's files, Python's packages, and what runs: without npm, and not as root.
FROM node:24-slim AS browser
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.13-slim AS packages
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv .venv && .venv/bin/python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock

FROM python:3.13-slim
WORKDIR /app
RUN useradd --system --no-create-home --shell /usr/sbin/nologin mrs
COPY --from=packages /app/.venv .venv
COPY . .
# The files for the browser depend on no setting of an installation: these stand in for what production must have.
RUN --mount=from=browser,source=/app/node_modules,target=node_modules \
    export NAV_MRS_ENV=production SECRET_KEY=building ALLOWED_HOSTS=localhost DATABASE_URL=postgresql://localhost/none \
    && .venv/bin/python -m nav_mrs.assets && .venv/bin/python -m nav_mrs.texts compile \
    && .venv/bin/python manage.py collectstatic --no-input --verbosity 0
USER mrs
ENV NAV_MRS_ENV=production PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD [".venv/bin/python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD [".venv/bin/python", "-m", "gunicorn", "--config", "nav_mrs/gunicorn.py", "--bind", "0.0.0.0:8000", "nav_mrs.wsgi"]
