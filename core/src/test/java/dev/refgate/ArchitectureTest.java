package dev.refgate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules of the house, so that a newcomer learns of one from a failed build and not from a review. */
@AnalyzeClasses(packages = "dev.refgate", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** Which ports a port may use. What is new has to be entered here, and so has to be thought of. */
    private static final Map<String, Set<String>> PORTS = Map.ofEntries(
            Map.entry("dev.refgate.error", Set.of()),
            Map.entry("dev.refgate.document", Set.of("error")),
            Map.entry("dev.refgate.repository", Set.of("error", "document")),
            Map.entry("dev.refgate.environment", Set.of("error", "document", "repository")),
            Map.entry("dev.refgate.policy", Set.of("error", "document", "repository", "environment")),
            Map.entry("dev.refgate.workflow", Set.of("error", "document", "repository")),
            Map.entry("dev.refgate.run", Set.of("error", "document", "repository", "workflow")),
            Map.entry("dev.refgate.diff", Set.of("error", "document", "repository", "workflow")),
            Map.entry(
                    "dev.refgate.report",
                    Set.of("document", "repository", "diff", "run", "test", "workflow", "promotion")),
            Map.entry("dev.refgate.promotion", Set.of("error", "document", "repository", "environment", "policy")),
            Map.entry("dev.refgate.client", Set.of("error", "document", "repository")),
            Map.entry("dev.refgate.test", Set.of("error", "document", "repository", "workflow", "run", "client")),
            Map.entry(
                    "dev.refgate.gate",
                    Set.of(
                            "error",
                            "document",
                            "repository",
                            "workflow",
                            "run",
                            "policy",
                            "promotion",
                            "client",
                            "test")),
            Map.entry("dev.refgate.remote", Set.of("error", "document")),
            Map.entry("dev.refgate.hosted", Set.of("error", "repository")));

    @ArchTest
    static final ArchRule coreKnowsNoFace = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.refgate.server..",
                    "dev.refgate.maven..",
                    "dev.refgate.action..",
                    "io.javalin..",
                    "picocli..",
                    "org.apache.maven..");

    @ArchTest
    static final ArchRule portsUseOnlyWhatIsBelowThem =
            classes().that(resideInAPackage("dev.refgate..")).should(useOnlyThePortsBelow());

    @ArchTest
    static final ArchRule onlyTheRootConstructsInternals = noClasses()
            .that()
            .resideOutsideOfPackages("dev.refgate", "dev.refgate.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.refgate.internal..");

    @ArchTest
    static final ArchRule internalsDoNotKnowEachOther =
            slices().matching("dev.refgate.internal.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule internalsShowNoMoreThanTheRootUses = classes()
            .that()
            .resideInAPackage("dev.refgate.internal..")
            .and()
            .areTopLevelClasses()
            .and()
            .arePublic()
            .should(beUsedByTheRoot());

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule jgitStaysInGit = staysIn("dev.refgate.internal.git..", "org.eclipse.jgit..");

    @ArchTest
    static final ArchRule jinjaStaysInTemplate = staysIn("dev.refgate.internal.template..", "com.hubspot..");

    @ArchTest
    static final ArchRule javaScriptStaysInScript =
            staysIn("dev.refgate.internal.script..", "org.graalvm..", "com.oracle.js..", "com.oracle.truffle..");

    @ArchTest
    static final ArchRule httpStaysInHttp = staysIn("dev.refgate.internal.http..", "org.apache.hc..");

    @ArchTest
    static final ArchRule jsonSchemaStaysInSchema = staysIn("dev.refgate.internal.schema..", "com.networknt..");

    @ArchTest
    static final ArchRule yamlStaysInYaml = staysIn("dev.refgate.internal.yaml..", "org.yaml..", "org.snakeyaml..");

    /** The validator of JSON Schemas takes Jackson's nodes, and nothing else of it. */
    @ArchTest
    static final ArchRule jacksonStaysInYaml = noClasses()
            .that()
            .resideOutsideOfPackage("dev.refgate.internal.yaml..")
            .should()
            .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson..").and(DescribedPredicate.not(jsonNodes())));

    @ArchTest
    static final ArchRule jsonNodesStayInYamlAndSchema = noClasses()
            .that()
            .resideOutsideOfPackages("dev.refgate.internal.yaml..", "dev.refgate.internal.schema..")
            .should()
            .dependOnClassesThat(jsonNodes());

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes().should(liveInANullMarkedPackage());

    @ArchTest
    static final ArchRule classesAreFinalUnlessMadeToBeExtended = classes()
            .that()
            .areNotInterfaces()
            .and()
            .doNotHaveModifier(JavaModifier.ABSTRACT)
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .and()
            .areNotAssignableTo(Enum.class)
            .should()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule theEngineDoesNotPrint = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private static ArchRule staysIn(String home, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat(resideInAnyPackage(libraries));
    }

    private static DescribedPredicate<JavaClass> jsonNodes() {
        return resideInAPackage("com.fasterxml.jackson.databind.node..")
                .or(JavaClass.Predicates.equivalentTo(com.fasterxml.jackson.databind.JsonNode.class))
                .as("Jackson's nodes");
    }

    private static ArchCondition<JavaClass> useOnlyThePortsBelow() {
        return new ArchCondition<>("use only the ports below") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String home = item.getPackageName();
                if (home.equals("dev.refgate") || home.startsWith("dev.refgate.internal.")) {
                    return;
                }
                Set<String> allowed = PORTS.get(home);
                if (allowed == null) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + ": the package is not in the table of ports of this test"));
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    boolean fine = !(target + ".").startsWith("dev.refgate.")
                            || target.equals(home)
                            || (target.startsWith("dev.refgate.")
                                    && allowed.contains(target.substring("dev.refgate.".length())));
                    if (!fine) {
                        events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> beUsedByTheRoot() {
        return new ArchCondition<>("be used by dev.refgate (else they need not be public)") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean used = item.getDirectDependenciesToSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getOriginClass().getPackageName().equals("dev.refgate"));
                if (!used) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + " is public, and dev.refgate does not use it"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + ": the package has no package-info.java with @NullMarked"));
                }
            }
        };
    }
}
