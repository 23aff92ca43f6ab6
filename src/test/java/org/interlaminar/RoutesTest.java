package org.interlaminar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.interlaminar.routes.RouteFailures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.Yaml;

/** The routes are wiring only: which steps, which way they lead, and that every name in them is real. */
class RoutesTest {
    private static final Set<String> STEPS = Set.of("bean", "split", "loop", "to", "wireTap");
    private static final Set<String> EXPRESSIONS = Set.of("simple", "method", "constant");
    private static final Set<String> SOURCES = Set.of("scheduler", "direct", "file");
    private static final Set<String> TARGETS = Set.of("direct");
    private static final Set<String> POLICIES = Set.of("failures", "file-failures");

    /** One file of camel-routes/. */
    private record Leg(String name, String text) {
        int number() {
            return Integer.parseInt(name.substring(0, 2));
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Map<String, Object>>> documents() {
            return (List<Map<String, Map<String, Object>>>) new Yaml().load(text);
        }

        List<Map<String, Object>> routes() {
            return documents().stream()
                    .filter(document -> document.containsKey("route"))
                    .map(document -> document.get("route"))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Leg> legs() throws IOException {
        List<Leg> legs = new ArrayList<>();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath:camel-routes/*.camel.yaml")) {
            legs.add(new Leg(file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8)));
        }
        assertThat(legs).hasSizeGreaterThanOrEqualTo(3);
        return legs;
    }

    @ParameterizedTest
    @MethodSource("legs")
    void everyLegHasANumberAndSaysWhatItDoes(Leg leg) {
        assertThat(leg.name()).matches("\\d\\d-[a-z-]+\\.camel\\.yaml");
        assertThat(leg.text()).startsWith("# ");
        assertThat(leg.documents())
                .allSatisfy(document -> assertThat(document.keySet()).isSubsetOf("route", "routeConfiguration"));
    }

    @ParameterizedTest
    @MethodSource("legs")
    void everyRouteHasANameAndAFailurePolicy(Leg leg) {
        assertThat(leg.routes()).allSatisfy(route -> {
            assertThat(route).containsKey("id");
            assertThat(route.get("routeConfigurationId")).isIn(POLICIES);
            assertThat(route).doesNotContainKeys("errorHandler", "errorHandlerRef");
        });
    }

    @Test
    void failurePoliciesStandInOnePlace() throws IOException {
        List<String> policies = new ArrayList<>();
        for (Leg leg : legs()) {
            leg.documents().stream()
                    .filter(document -> document.containsKey("routeConfiguration"))
                    .forEach(document -> policies.add(leg.name() + " "
                            + document.get("routeConfiguration").get("id")));
        }
        assertThat(policies).containsExactly("00-failures.camel.yaml failures", "00-failures.camel.yaml file-failures");
    }

    /** A failure that counts as handled would send the file to done/. */
    @ParameterizedTest
    @MethodSource("legs")
    void failuresOfFilesStayFailures(Leg leg) {
        assertThat(leg.routes()).allSatisfy(route -> assertThat(
                        route.get("routeConfigurationId").equals("file-failures"))
                .isEqualTo(scheme(from(route).get("uri")).equals("file")));
    }

    @ParameterizedTest
    @MethodSource("legs")
    void routesAreMadeOfAFewKindsOfStepsOnly(Leg leg) {
        eachStep(leg, (kind, step) -> {
            assertThat(kind).isIn(STEPS);
            if (kind.equals("to") || kind.equals("wireTap")) {
                assertThat(scheme(step.get("uri"))).isIn(TARGETS);
            }
            if (kind.equals("wireTap")) {
                assertThat(step.get("dynamicUri"))
                        .as("a name from message data")
                        .isEqualTo(false);
            }
            if (kind.equals("split") || kind.equals("loop")) {
                assertThat(step.keySet().stream().filter(EXPRESSIONS::contains)).hasSize(1);
            }
        });
        leg.routes().forEach(route -> assertThat(scheme(from(route).get("uri"))).isIn(SOURCES));
    }

    @Test
    void legsLeadForward() throws IOException {
        Map<String, Integer> entries = new TreeMap<>();
        for (Leg leg : legs()) {
            leg.routes().forEach(route -> entries.put((String) from(route).get("uri"), leg.number()));
        }
        for (Leg leg : legs()) {
            eachStep(leg, (kind, step) -> {
                if (kind.equals("to") || kind.equals("wireTap")) {
                    assertThat(entries).containsKey((String) step.get("uri"));
                    assertThat(entries.get((String) step.get("uri"))).isGreaterThanOrEqualTo(leg.number());
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("legs")
    void everyBeanAndEveryMethodOfItExists(Leg leg) {
        Map<String, Class<?>> beans = beans();
        eachStep(leg, (kind, step) -> {
            if (kind.equals("bean")) {
                exists(beans, step);
            } else if (step.get("method") instanceof Map<?, ?> call) {
                exists(beans, call);
            }
        });
    }

    @Test
    void aMisspeltBeanStopsTheStart() throws Exception {
        String misspelt = legs().stream()
                .filter(leg -> leg.name().startsWith("30"))
                .findFirst()
                .orElseThrow()
                .text()
                .replace("ref: derivation", "ref: derivatoin");
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("routeFailures", new RouteFailures());
            for (String text : List.of(legs().get(0).text(), misspelt)) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("leg.camel.yaml", text));
            }
            assertThatThrownBy(camel::start).hasStackTraceContaining("derivatoin");
        }
    }

    private static void exists(Map<String, Class<?>> beans, Map<?, ?> call) {
        String ref = (String) call.get("ref");
        assertThat(beans).containsKey(ref);
        assertThat(Arrays.stream(beans.get(ref).getMethods())
                        .filter(method ->
                                Modifier.isPublic(method.getDeclaringClass().getModifiers()))
                        .map(Method::getName))
                .contains((String) call.get("method"));
    }

    /** Components by the names the application gives them. */
    private static Map<String, Class<?>> beans() {
        Map<String, Class<?>> beans = new TreeMap<>();
        new ClassPathScanningCandidateComponentProvider(true)
                .findCandidateComponents("org.interlaminar")
                .forEach(candidate -> beans.put(
                        AnnotationBeanNameGenerator.INSTANCE.generateBeanName(candidate, null),
                        loaded((AnnotatedBeanDefinition) candidate)));
        return beans;
    }

    private static Class<?> loaded(AnnotatedBeanDefinition candidate) {
        try {
            return Class.forName(candidate.getBeanClassName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> from(Map<String, Object> route) {
        return (Map<String, Object>) route.get("from");
    }

    private static String scheme(Object uri) {
        return ((String) uri).split(":", 2)[0];
    }

    private static void eachStep(Leg leg, BiConsumer<String, Map<String, Object>> visitor) {
        leg.routes().forEach(route -> eachStep(from(route), visitor));
        leg.documents().stream()
                .filter(document -> document.containsKey("routeConfiguration"))
                .forEach(document -> eachFailureStep(document.get("routeConfiguration"), visitor));
    }

    @SuppressWarnings("unchecked")
    private static void eachFailureStep(Map<String, Object> policy, BiConsumer<String, Map<String, Object>> visitor) {
        ((List<Map<String, Map<String, Object>>>) policy.get("onException"))
                .forEach(one -> eachStep(one.get("onException"), visitor));
    }

    @SuppressWarnings("unchecked")
    private static void eachStep(Map<String, Object> parent, BiConsumer<String, Map<String, Object>> visitor) {
        List<Map<String, Map<String, Object>>> steps =
                (List<Map<String, Map<String, Object>>>) parent.getOrDefault("steps", List.of());
        steps.forEach(step -> step.forEach((kind, content) -> {
            visitor.accept(kind, content);
            eachStep(content, visitor);
        }));
    }
}
