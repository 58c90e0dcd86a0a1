# The page in a container, offline once it is built:
#
#   docker build -t qa_bot .
#   docker run --rm -p 127.0.0.1:7860:7860 -v articles:/library qa_bot
#
# QA_BOT_PUBLIC=yes makes it a page for strangers, QA_BOT_PASSWORD asks for a password. The command is there too:
#
#   docker run --rm -v articles:/library -v "$PWD/news:/news:ro" qa_bot python -m qa_bot.cli add /news
FROM python:3.11-slim

# The shipped models need none of torch and transformers; WITH_TORCH=yes is for models of your own. PIP_FLAGS goes
# to pip, for instance an index that has CPU builds of torch.
ARG WITH_TORCH=no
ARG PIP_FLAGS=""

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN if [ "$WITH_TORCH" = yes ]; then cp requirements.txt wanted.txt; \
    else grep -vE '^(torch|transformers|sentence-transformers)[<>=]' requirements.txt > wanted.txt; fi \
 && pip install --requirement wanted.txt --constraint constraints.txt $PIP_FLAGS \
 && rm wanted.txt

COPY app.py ./
COPY qa_bot ./qa_bot
COPY embeddings ./embeddings
COPY data/articles ./data/articles

RUN useradd --create-home --uid 1000 reader && mkdir /library && chown reader /library
USER reader
VOLUME /library

# the library of the sample articles lies there too, so that what is added to it stays
ENV QA_BOT_LIBRARY=/library QA_BOT_CACHE=/library/samples QA_BOT_HOST=0.0.0.0 QA_BOT_PORT=7860 \
    HF_HUB_OFFLINE=1 GRADIO_ANALYTICS_ENABLED=False
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=10s --start-period=90s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:7860/', timeout=8)"]
CMD ["python", "app.py"]
