# One image for every role. Build: docker build -t aibot .   Run: docker run -v aibot:/var/lib/aibot aibot
FROM python:3.13-slim AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
RUN python -m venv /opt/aibot \
    && /opt/aibot/bin/pip install ".[fast,postgres]" \
    && /opt/aibot/bin/python -m compileall -q /opt/aibot/lib

FROM python:3.13-slim
# openai trusts the system's certificates, which slim images lack.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/lib/aibot aibot
COPY --from=build /opt/aibot /opt/aibot
COPY config.toml /etc/aibot/config.toml
ENV PATH=/opt/aibot/bin:$PATH \
    PYTHONUNBUFFERED=1
USER 10001
WORKDIR /var/lib/aibot
VOLUME /var/lib/aibot
HEALTHCHECK --interval=60s --timeout=10s --start-period=30s CMD ["aibot", "healthy", "--config", "/etc/aibot/config.toml"]
ENTRYPOINT ["aibot"]
CMD ["run", "--config", "/etc/aibot/config.toml"]
