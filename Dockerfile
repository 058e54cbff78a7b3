# The program runs as it is: there is nothing to build. npm fetches what package-lock.json names, and holds each to its
# checksum: Node as well, so the image takes that one and no second. Of its headers and manual nobody has need.
FROM node:24.19.0-bookworm-slim@sha256:a9f5f7c91a432850b2a8a7797adf5eadb6c733ceed61167806cee7ea7fbc29df AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && rm -r node_modules/node-linux-*/include node_modules/node-linux-*/share

FROM debian:trixie-slim@sha256:a29215f6a35e51e22adffa17f89e9d2ef06214e64a2bad10d765c46aea49f11f
WORKDIR /app
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY src src
COPY adapters adapters
COPY rules rules
# Data is in ./data, where no DATA_DIR says otherwise, an empty one included.
RUN useradd --uid 1000 --no-create-home plumbline \
  && mkdir /data && chown plumbline:plumbline /data && ln -s /data data
USER plumbline
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.WEB_PORT || 3001}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/cli.ts", "start"]
