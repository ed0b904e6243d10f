# The bot and what it needs to run, every package by its hash; no tests, no tools, no root.
FROM python:3.11-slim AS packages
COPY requirements.lock .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.lock

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin helpdesk \
    && install --directory --owner helpdesk --mode 0700 /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
RUN /venv/bin/python -m compileall -q .
USER helpdesk
ENV PYTHONUNBUFFERED=1 DATABASE_URL=sqlite:////data/helpdesk.db LOG_FORMAT=json
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["/venv/bin/python", "-c", "import urllib.request as ask; ask.urlopen('http://127.0.0.1:8081/livez', timeout=4)"]
ENTRYPOINT ["/venv/bin/python", "-m", "bot"]
