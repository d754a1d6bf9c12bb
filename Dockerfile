# The dashboard in a container: not root, the store on a volume, a health check.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 GEO_DATA=/data
RUN useradd --create-home --uid 10001 dashboard && install -d -o dashboard /data
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY dashboard.py ./
COPY .streamlit/config.toml .streamlit/config.toml
COPY data data
COPY geo geo

USER dashboard
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD python -c "import os, urllib.request as u; base = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); u.urlopen('http://127.0.0.1:8501' + (base and '/' + base) + '/_stcore/health')"
CMD ["streamlit", "run", "dashboard.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.fileWatcherType=none"]
