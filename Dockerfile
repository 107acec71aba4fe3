FROM python:3.11-slim-bookworm AS install
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.txt /requirements.txt
RUN python3 -m venv /venv && /venv/bin/pip install --quiet --require-hashes -r /requirements.txt

FROM python:3.11-slim-bookworm
# LightGBM runs its threads on OpenMP.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 stockcast \
 && useradd --uid 10001 --gid stockcast --no-create-home --home-dir /app --shell /usr/sbin/nologin stockcast \
 && install -d -o stockcast -g stockcast /app/var /app/models
COPY --from=install /venv /venv
WORKDIR /app
COPY . .
# Nobody may write here later, and each process would compile it anew.
RUN /venv/bin/python -m compileall -q .
ENV PATH=/venv/bin:$PATH PYTHON=/venv/bin/python PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    FLASK_APP=wsgi.py HOST=0.0.0.0 DATA_DIR=/app/var MODELS_DIR=/app/models
USER stockcast
EXPOSE 5000
CMD ["gunicorn", "wsgi:app"]
