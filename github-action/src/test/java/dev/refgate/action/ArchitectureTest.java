package dev.refgate.action;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house for this face. */
@AnalyzeClasses(packages = "dev.refgate.action", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule facesDoNotKnowEachOther = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.refgate.maven..", "dev.refgate.server..");

    @ArchTest
    static final ArchRule theActionUsesTheEngineThroughItsPorts = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.refgate.internal..", "org.eclipse.jgit..", "com.fasterxml..", "com.hubspot..");
}
