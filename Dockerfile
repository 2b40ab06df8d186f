# The packages, apart from the source, so that a change of source does not install them again.
FROM python:3.13-slim-bookworm AS packages
COPY requirements/base.txt /requirements.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
       --require-hashes --only-binary :all: --requirement /requirements.txt

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin peerchat
ENV PATH="/venv/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=peerchat.settings.prod
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# Production settings want every secret; these live for one command and protect nothing.
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN random() { head -c 32 /dev/urandom | base64 --wrap=0; } \
    && python -c "from pathlib import Path; from peerchat.translations import compile_all; compile_all(Path.cwd())" \
    && PEERCHAT_SECRET_KEY="$(random)$(random)" PEERCHAT_DATA_KEYS="$(random)" \
       PEERCHAT_INDEX_KEY="$(random)" PEERCHAT_AUDIT_KEY="$(random)" \
       PEERCHAT_HOSTS=build.invalid PEERCHAT_ORIGINS=https://build.invalid \
       python manage.py collectstatic --noinput \
    && rm -rf var && install --directory --owner peerchat var /var/lib/peerchat /var/lib/peerchat-card
USER 10001
EXPOSE 8000
# A request would need the site's own host name; an open port says enough.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import socket; socket.create_connection(('127.0.0.1', 8000), 2).close()"]
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
