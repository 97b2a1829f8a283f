# One image for the gateway and for every service; the command says which of them a container runs.
FROM node:24-slim AS build
WORKDIR /backroom
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node app/build.ts

FROM node:24-slim

WORKDIR /backroom
# One arena: what many threads free in many of them stays with the process.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data MALLOC_ARENA_MAX=1
RUN mkdir /data && chown node:node /data

# Without install scripts the package `node` brings no second Node: the image's own is the one that runs.
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

COPY . .
COPY --from=build /backroom/dist dist

USER node
EXPOSE 3000
ENTRYPOINT ["node", "--heap-growing-percent=25", "--max-semi-space-size=16", "dist/start.mjs"]
