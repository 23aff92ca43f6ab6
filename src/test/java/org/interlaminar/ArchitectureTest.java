package org.interlaminar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The walls between the rooms. Imports run one way, along the journey. */
@AnalyzeClasses(packages = "org.interlaminar", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String US = "org.interlaminar.";
    private static final String[] JAVA = {
        "java.lang", "java.lang.annotation", "java.lang.runtime", "java.util..", "java.time..", "java.math.."
    };
    private static final String[] BYTES_AND_JSON = {
        "java.lang..", "java.io", "java.nio", "java.nio.charset", "java.security", "com.fasterxml.jackson.."
    };
    private static final String[] PURE = packages("clinical", "recognition", "cases", "outcomes", "explanation");
    private static final String[] HAPI = {"ca.uhn.fhir..", "org.hl7.fhir.."};

    private static final DescribedPredicate<JavaClass> ARRAYS_OF_PRIMITIVES =
            new DescribedPredicate<>("primitives and their arrays") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getBaseComponentType().isPrimitive();
                }
            };

    // Pure rooms, by allow-list: what is not named is not allowed, the next framework included.

    @ArchTest
    static final ArchRule clinicalUsesNothing = room("clinical").usesOnly();

    @ArchTest
    static final ArchRule recognitionUsesClinical = room("recognition").usesOnly("clinical");

    @ArchTest
    static final ArchRule casesUseClinicalAndRecognition = room("cases").usesOnly("clinical", "recognition");

    @ArchTest
    static final ArchRule outcomesUseClinicalCasesAndRecognition = room("outcomes")
            .with("org.hipparchus..", "org.apache.commons.statistics..")
            .usesOnly("clinical", "cases", "recognition");

    @ArchTest
    static final ArchRule explanationUsesClinicalRecognitionAndCases =
            room("explanation").usesOnly("clinical", "recognition", "cases");

    @ArchTest
    static final ArchRule readingUsesClinicalBytesAndJson = classes()
            .that()
            .resideInAPackage(US + "reading..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(joined(JAVA, BYTES_AND_JSON, packages("reading", "clinical")))
                    .or(ARRAYS_OF_PRIMITIVES))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule readingTakesOnlyTheExceptionsAndNeverTheStreamsOfJavaIo = noClasses()
            .that()
            .resideInAPackage(US + "reading..")
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("java.io", "java.nio"))
                    .and(DescribedPredicate.not(are(new DescribedPredicate<JavaClass>("exceptions or byte orders") {
                        @Override
                        public boolean test(JavaClass type) {
                            return type.isAssignableTo(Throwable.class)
                                    || type.isEquivalentTo(java.nio.ByteOrder.class)
                                    || type.isEquivalentTo(java.io.Serializable.class);
                        }
                    }))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule pureRoomsAreTold = noClasses()
            .that()
            .resideInAnyPackage(joined(PURE, packages("reading")))
            .should()
            .accessTargetWhere(new AsksTheClock())
            .because("the clock is passed in")
            .allowEmptyShould(true);

    // The journey runs one way.

    @ArchTest
    static final ArchRule ehrFetches =
            room("ehr").ofOursUsesOnly("clinical", "reading", "ledger", "intake", "outbound", "store");

    @ArchTest
    static final ArchRule theGateKnowsNobody = room("outbound").ofOursUsesOnly();

    @ArchTest
    static final ArchRule everyRequestLeavesThroughTheGate = noClasses()
            .that()
            .resideOutsideOfPackages(packages("outbound", "store"))
            .should()
            .dependOnClassesThat(are(resideInAnyPackage(
                                    "java.net.http..",
                                    "org.apache.hc..",
                                    "org.springframework.web.client..",
                                    "org.springframework.web.reactive..",
                                    "okhttp3..")
                            .and(DescribedPredicate.not(
                                    are(JavaClass.Predicates.belongToAnyOf(java.net.http.HttpHeaders.class)))))
                    .or(JavaClass.Predicates.belongToAnyOf(
                            java.net.URL.class,
                            java.net.URLConnection.class,
                            java.net.HttpURLConnection.class,
                            java.net.Socket.class,
                            java.nio.channels.SocketChannel.class)));

    @ArchTest
    static final ArchRule intakeLands = room("intake").ofOursUsesOnly("clinical", "reading", "ledger", "store");

    @ArchTest
    static final ArchRule theInboxHasItLanded =
            room("inbox").ofOursUsesOnly("access", "ehr", "intake", "ledger", "reading", "store");

    @ArchTest
    static final ArchRule derivationJoinsIntakeAndReporting = room("derivation")
            .ofOursUsesOnly("clinical", "intake", "reading", "recognition", "cases", "reporting", "ledger", "store");

    @ArchTest
    static final ArchRule reportingKeepsCases =
            room("reporting").ofOursUsesOnly("cases", "recognition", "clinical", "store");

    @ArchTest
    static final ArchRule publicationHandsOut =
            room("publication").ofOursUsesOnly("reporting", "outcomes", "clinical", "ledger");

    @ArchTest
    static final ArchRule ledgerUsesClinical = room("ledger").ofOursUsesOnly("clinical");

    @ArchTest
    static final ArchRule storeKnowsNobody = room("store").ofOursUsesOnly();

    @ArchTest
    static final ArchRule theDemoEhrIsAStrangerToTheService = room("demo").ofOursUsesOnly();

    @ArchTest
    static final ArchRule nobodyUsesTheDemo = noClasses()
            .that()
            .resideOutsideOfPackage(US + "demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(US + "demo..");

    @ArchTest
    static final ArchRule roomsHaveNoCircles =
            slices().matching("org.interlaminar.(*)..").should().beFreeOfCycles();

    // Frameworks stay where they belong.

    @ArchTest
    static final ArchRule hapiStaysInTheDemoAndWhereFhirIsAnsweredOrIsXml = noClasses()
            .that()
            .resideOutsideOfPackages(packages("demo", "publication.fhir", "inbox"))
            .and()
            .haveNameNotMatching(".*\\.intake\\.FhirXml(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HAPI);

    @ArchTest
    static final ArchRule routesAreYamlAndNotJava = noClasses()
            .that()
            .resideOutsideOfPackage("org.interlaminar.routes..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("only the check that routes were loaded at all has to ask Camel");

    @ArchTest
    static final ArchRule sqlStaysInTheRoomsThatKeep = noClasses()
            .that()
            .resideOutsideOfPackages(packages(
                    "store", "ledger", "intake", "ehr", "routes", "derivation", "reporting", "access", "operations"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql..");

    @ArchTest
    static final ArchRule ehrOnlyHandsTheTransactionThrough = noClasses()
            .that()
            .resideInAnyPackage(packages("ehr", "routes"))
            .should()
            .dependOnClassesThat(are(resideInAnyPackage(
                            "java.sql..", "javax.sql..", "org.springframework.jdbc..", "org.postgresql.."))
                    .and(DescribedPredicate.not(are(JavaClass.Predicates.belongToAnyOf(
                            java.sql.Connection.class, java.sql.SQLException.class)))))
            .because("a watermark moves on the landing transaction, which is handed through and never asked");

    @ArchTest
    static final ArchRule routesNeedNobody = room("routes").ofOursUsesOnly();

    // Habits.

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveNameMatching(".*[.$]\\w*(Util|Utils|Helper|Manager|Impl|Dto|DTO)(\\$.*)?")
            .orShould()
            .haveNameMatching(".*[.$]Utils?[A-Z]\\w*");

    @ArchTest
    static final ArchRule folderNamesSayWhatARoomDoes = noClasses()
            .should()
            .resideInAnyPackage(
                    "..config..",
                    "..service..",
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..dto..",
                    "..model..",
                    "..exceptions..",
                    "..impl..");

    @ArchTest
    static final ArchRule nothingChangesBehindThePureRoomsBack = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(joined(PURE, packages("reading")))
            .should()
            .haveModifier(JavaModifier.FINAL)
            .allowEmptyShould(true);

    /** Reading the time of day, in any of the ways the JDK offers without being handed a clock. */
    private static final class AsksTheClock extends DescribedPredicate<JavaAccess<?>> {
        private static final Pattern NOW = Pattern.compile("now|system(UTC|DefaultZone)?|tick\\w*");
        private static final Pattern SYSTEM = Pattern.compile("currentTimeMillis|nanoTime");

        AsksTheClock() {
            super("asks what time it is");
        }

        @Override
        public boolean test(JavaAccess<?> access) {
            if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
                return false;
            }
            JavaClass owner = target.getOwner();
            boolean newDate = owner.isEquivalentTo(java.util.Date.class)
                    && target.getName().equals("<init>")
                    && target.getRawParameterTypes().isEmpty();
            return newDate
                    || owner.getPackageName().startsWith("java.time")
                            && NOW.matcher(target.getName()).matches()
                    || owner.isEquivalentTo(System.class)
                            && SYSTEM.matcher(target.getName()).matches()
                    || owner.isAssignableTo(java.util.Calendar.class)
                            && target.getName().equals("getInstance");
        }
    }

    private static Room room(String name) {
        return new Room(name, new String[0]);
    }

    /** A room and what it may know; a room that is still empty breaks nothing. */
    private record Room(String name, String[] libraries) {
        /** A pure room may know pure libraries. */
        Room with(String... packages) {
            return new Room(name, packages);
        }

        ArchRule usesOnly(String... rooms) {
            return classes()
                    .that()
                    .resideInAPackage(US + name + "..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(joined(JAVA, libraries, packages(name), packages(rooms)))
                                    .or(ARRAYS_OF_PRIMITIVES))
                    .allowEmptyShould(true);
        }

        ArchRule ofOursUsesOnly(String... rooms) {
            return noClasses()
                    .that()
                    .resideInAPackage(US + name + "..")
                    .should()
                    .dependOnClassesThat(are(resideInAnyPackage("org.interlaminar.."))
                            .and(resideOutsideOfPackages(joined(packages(name), packages(rooms)))))
                    .allowEmptyShould(true);
        }
    }

    private static String[] packages(String... rooms) {
        return Arrays.stream(rooms).map(room -> US + room + "..").toArray(String[]::new);
    }

    private static String[] joined(String[]... parts) {
        return Stream.of(parts).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
