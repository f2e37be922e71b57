# The hub with a PostgreSQL of its own, or with the one of DATABASE_URL: docs/guides/container.md.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.mjs && node scripts/stage.mjs /stage

FROM node:24-bookworm-slim
# PostgreSQL wants a user that has a name, Kubernetes one that has a number.
RUN groupadd --gid 10001 tocsin \
    && useradd --uid 10001 --gid tocsin --no-create-home --home-dir /var/lib/tocsin --shell /usr/sbin/nologin tocsin \
    && install --directory --owner=tocsin --group=tocsin --mode=0700 /var/lib/tocsin \
    && ln -s /usr/lib/tocsin/dist/cli/main.js /usr/local/bin/tocsin
COPY --from=build /stage /usr/lib/tocsin
ENV TOCSIN_HOST=0.0.0.0 TOCSIN_DATA_DIR=/var/lib/tocsin
USER 10001:10001
WORKDIR /var/lib/tocsin
VOLUME /var/lib/tocsin
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TOCSIN_PORT || 8080}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tocsin"]
CMD ["serve"]
