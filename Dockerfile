# The base image: Node and the runtime, which is one file with its compile cache. docs/image.md says how to use it.
#
#   npm run build && docker build --target runtime --tag docker-transition .
#
# Every RUN, and the ENTRYPOINT, is in exec form: distroless images have no shell.

ARG NODE_IMAGE=node:26-slim
ARG DISTROLESS_IMAGE=gcr.io/distroless/nodejs26-debian13

# The compile cache holds only for the Node that wrote it, so each target's own Node does.
FROM ${NODE_IMAGE} AS warmed
COPY dist/transition-runtime.cjs /opt/docker-transition/runtime.cjs
COPY dist/transition-telemetry.mjs /opt/docker-transition/
COPY image/warm.ts /tmp/warm.ts
RUN ["node", "/tmp/warm.ts", "/opt/docker-transition"]

FROM ${NODE_IMAGE} AS runtime
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="docker-transition" \
      org.opencontainers.image.description="The runtime of docker transitions: put a handler at /transition/handler.js" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=warmed /opt/docker-transition /opt/docker-transition
# What the platform fills in. `not_provided` means missing, as in all images of this platform.
ENV TRANSITION_ID=not_provided \
    EXECUTION_ID=not_provided \
    NODE_ENV=production \
    NODE_COMPILE_CACHE=/opt/docker-transition/compile-cache \
    NODE_COMPILE_CACHE_READONLY=1
WORKDIR /transition
USER node
STOPSIGNAL SIGTERM
HEALTHCHECK NONE
ENTRYPOINT ["node", "/opt/docker-transition/runtime.cjs"]
CMD []

FROM ${DISTROLESS_IMAGE} AS distroless-warmed
COPY dist/transition-runtime.cjs /opt/docker-transition/runtime.cjs
COPY dist/transition-telemetry.mjs /opt/docker-transition/
COPY image/warm.ts /tmp/warm.ts
RUN ["/nodejs/bin/node", "/tmp/warm.ts", "/opt/docker-transition"]

FROM ${DISTROLESS_IMAGE} AS distroless
ARG VERSION=0.0.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="docker-transition" \
      org.opencontainers.image.description="The runtime of docker transitions, without a shell: put a handler at /transition/handler.js" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=distroless-warmed /opt/docker-transition /opt/docker-transition
ENV TRANSITION_ID=not_provided \
    EXECUTION_ID=not_provided \
    NODE_ENV=production \
    NODE_COMPILE_CACHE=/opt/docker-transition/compile-cache \
    NODE_COMPILE_CACHE_READONLY=1
WORKDIR /transition
# `nonroot` of the distroless images.
USER 65532
STOPSIGNAL SIGTERM
HEALTHCHECK NONE
ENTRYPOINT ["/nodejs/bin/node", "/opt/docker-transition/runtime.cjs"]
CMD []

# What a build without --target makes.
FROM runtime
