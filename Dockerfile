# The image brings Node.js 24 itself, so the one that npm would bring is left out.
FROM node:24-bookworm-slim AS dependencies
WORKDIR /service
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-fund --no-audit

FROM node:24-bookworm-slim
# pg_dump and pg_restore, for backups of a database in PostgreSQL 15.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /service
COPY --from=dependencies /service/node_modules node_modules
COPY package.json ./
COPY migrations migrations
COPY public public
COPY views views
COPY src src
# Everything else may be read-only: this folder is all that is written to.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node.js itself, not npm, so that the signal to stop reaches it.
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=20", "--no-maglev", "--import", "./src/runtime.js", "src/main.ts"]
