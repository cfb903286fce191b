#!/usr/bin/env bash
# A real Neo4j Community server for tests and for trying kg, without Docker. Needs Java 17
# or 21 and Maven; the jars (about 130 MB) come from Maven Central into a cache once.
#
#   neo4j.sh fetch                         fill the cache and print its folder
#   neo4j.sh run HOME BOLT HTTP [PASSWORD] run in the foreground until killed, on loopback;
#                                          without PASSWORD anyone may connect
#   neo4j.sh admin HOME ARG...             neo4j-admin; the server of HOME must be down
#
# KG_NEO4J_CACHE names another cache, KG_NEO4J_HEAP another heap size (512m);
# KG_NEO4J_SETTINGS has further lines of neo4j.conf.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
	sed -n '2,11p' "${BASH_SOURCE[0]}" >&2
	exit 2
}

# fetch prints the folder of the jars and fills it first if it is not complete. Several at
# once wait for one; the name of the folder holds what the pom asks for.
fetch() {
	local cache=${KG_NEO4J_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/kg/neo4j}
	local lib part
	lib=$cache/$(cksum <"$here/pom.xml" | cut -d' ' -f1)
	if [ ! -d "$lib" ]; then
		mkdir -p "$cache"
		(
			flock 9
			if [ ! -d "$lib" ]; then
				part=$(mktemp -d "$cache/part.XXXXXX")
				trap 'rm -rf "$part"' EXIT
				mvn --quiet --batch-mode --file "$here/pom.xml" dependency:copy-dependencies \
					-DincludeScope=runtime -DoutputDirectory="$part" >&2
				chmod 755 "$part"
				mv "$part" "$lib"
			fi
		) 9>"$cache/lock"
	fi
	echo "$lib"
}

# configure HOME BOLT HTTP AUTH writes the server's settings.
configure() {
	mkdir -p "$1"/{conf,data,import,licenses,logs,plugins,run}
	cat >"$1/conf/neo4j.conf" <<CONF
server.default_listen_address=127.0.0.1
server.default_advertised_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$2
server.bolt.advertised_address=127.0.0.1:$2
server.http.listen_address=127.0.0.1:$3
server.http.advertised_address=127.0.0.1:$3
server.https.enabled=false
server.memory.pagecache.size=256m
dbms.security.auth_enabled=$4
dbms.usage_report.enabled=false
client.allow_telemetry=false
${KG_NEO4J_SETTINGS:-}
CONF
}

# The packages that the server looks into; its own launcher opens the same.
opens=(
	--add-opens=java.base/java.nio=ALL-UNNAMED
	--add-opens=java.base/java.io=ALL-UNNAMED
	--add-opens=java.base/sun.nio.ch=ALL-UNNAMED
	--add-opens=java.base/java.util.concurrent=ALL-UNNAMED
)

admin() {
	java -Xmx1g "${opens[@]}" -cp "$lib/*" -Dbasedir="$1" org.neo4j.server.startup.Neo4jAdminCommand "${@:2}"
}

[ $# -ge 1 ] || usage
case $1 in
fetch)
	[ $# -eq 1 ] || usage
	fetch
	;;
run)
	[ $# -eq 4 ] || [ $# -eq 5 ] || usage
	lib=$(fetch)
	home=$(realpath -m "$2")
	if [ $# -eq 5 ]; then
		configure "$home" "$3" "$4" true
		[ -e "$home/data/dbms/auth.ini" ] || admin "$home" dbms set-initial-password "$5" >&2
	else
		configure "$home" "$3" "$4" false
	fi
	heap=${KG_NEO4J_HEAP:-512m}
	exec java "-Xms$heap" "-Xmx$heap" -XX:+UseG1GC "${opens[@]}" \
		-Dio.netty.tryReflectionSetAccessible=true -Dlog4j2.disable.jmx=true -Dfile.encoding=UTF-8 \
		-cp "$lib/*" org.neo4j.server.CommunityEntryPoint --home-dir="$home" --config-dir="$home/conf"
	;;
admin)
	[ $# -ge 3 ] || usage
	lib=$(fetch)
	home=$(realpath -m "$2")
	[ -e "$home/conf/neo4j.conf" ] || configure "$home" 7687 7474 false
	admin "$home" "${@:3}"
	;;
*)
	usage
	;;
esac
