# The service for a PostgreSQL that stands beside it: docker-compose.yml shows how. PostgreSQL's own binaries are left out of this
# image; without interlaminar.store.url it says so and ends.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml LICENSE ./
COPY camel-routes camel-routes
COPY fhir-profiles fhir-profiles
COPY src src
RUN --mount=type=cache,target=/root/.m2 mvn -B -DskipTests -Dno-embedded-postgres package

FROM eclipse-temurin:17-jre
RUN groupadd --gid 10001 interlaminar \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin interlaminar \
    && install -d -o 10001 -g 10001 /drop \
    && install -d /opt/interlaminar/config \
    && printf '#!/bin/sh\nexec java ${JAVA_OPTS:--Xmx512m} -jar /opt/interlaminar/interlaminar.jar "$@"\n' > /usr/local/bin/interlaminar \
    && chmod 755 /usr/local/bin/interlaminar
COPY --from=build /build/target/interlaminar.jar /build/LICENSE /opt/interlaminar/
WORKDIR /opt/interlaminar

# Inside the container every address; which of them the world sees is for whoever publishes the ports.
ENV SERVER_ADDRESS=0.0.0.0 \
    MANAGEMENT_SERVER_ADDRESS=0.0.0.0 \
    INTERLAMINAR_DATA=/tmp/interlaminar

USER 10001:10001
EXPOSE 8080 8081
# The image has no HTTP client that one may rely on; bash speaks TCP by itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /actuator/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200'* ]]"]
ENTRYPOINT ["interlaminar"]
