# The program runs as it is: there is nothing to build.
FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY src src
COPY adapters adapters
COPY rules rules
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
CMD ["node", "src/cli.ts", "start"]
