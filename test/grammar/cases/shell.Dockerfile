RUN apt-get update && echo "$HOME"
RUN --mount=type=cache,target=/root/.cache \
    --network=none \
    # in between
    echo "multi \
    # dropped from the text

    line" # a comment of the shell
RUN if [ -f x ]; then \
      echo y; \
    fi
RUN ["echo", "a\n", "\x"]
RUN [ -f x ] && y
RUN echo 'not closed
COPY a b
run echo "not closed either
ENTRYPOINT exec top -b
CMD ["x"]
HEALTHCHECK --interval=5s \
  CMD curl -f "http://localhost" || exit 1
HEALTHCHECK NONE
ONBUILD RUN echo "hi"
FROM x
