# syntax=docker/dockerfile:1
# check=skip=all
# A comment, since the directives end before it.
# escape=`
FROM --platform=$BUILDPLATFORM registry.example.com:5000/golang:1.22@sha256:abcd AS build
from scratch
FROM debian:${VERSION:-12} as
ARG VERSION=1.0
ENV A="x ${VERSION:-1} \
  # dropped
  y" B=c D='e f'
ENV OLD value $A here
LABEL org.example.title="c" \
  # between
  d=e
COPY --from=build --chown=1:1 --link /a \
  /b
ADD ["a b", "/c\n"]
EXPOSE 80/tcp 8000-9000 $PORT
STOPSIGNAL SIGTERM
STOPSIGNAL 9
WORKDIR /app/$NAME
USER app:app
VOLUME ["/data"]
SHELL ["/bin/bash", "-c"]
ONBUILD COPY . /app
MAINTAINER someone
