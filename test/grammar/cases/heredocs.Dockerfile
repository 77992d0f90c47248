RUN <<EOF
echo "hi" # c
if true
EOF
RUN python3 <<-PY
	import os
	PY
RUN <<EOF
#!/usr/bin/env python3
import os
EOF
RUN cat <<"EOF" > "/x"
COPY is no instruction here
EOF
COPY <<EOF /etc/x.conf
FROM nothing "
EOF
COPY --chmod=755 <<'EOF' /run.sh
echo "$hi"
EOF
COPY <<a <<b /x/
1
a
2
b
RUN <<END
never closed: '
END
FROM x
