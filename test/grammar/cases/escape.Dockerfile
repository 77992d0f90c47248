# escape=`
# check=skip=all
FROM a AS b
RUN dir "C:\x" `
  # dropped
  y $a
COPY --from=x a `
 b
# comment
ENV a=b
