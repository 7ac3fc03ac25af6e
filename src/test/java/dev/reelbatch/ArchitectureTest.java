package dev.reelbatch;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house that a compiler does not hold. */
class ArchitectureTest {

    private static final String ROOT = "dev.reelbatch";
    private static final String[] STEPS = {"load", "submit", "poll", "download", "report"};
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @ParameterizedTest
    @ValueSource(strings = {"load", "submit", "poll", "download", "report"})
    void whenAStepNeedsAnotherThenTheLedgerIsTheOnlyHandOver(String step) {
        for (String other : STEPS) {
            if (!other.equals(step)) {
                noClasses()
                        .that()
                        .resideInAPackage(of(step))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(of(other))
                        .check(MAIN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ledger", "api", "simulator", "stage", "home", "sheet", "picture", "page"})
    void whenAFoundationNeedsOneOfOurPackagesThenItIsOneOfTheLowest(String foundation) {
        noClasses()
                .that()
                .resideInAPackage(of(foundation))
                .should()
                .dependOnClassesThat(oursOutside(foundation, "picture", "time", "text", "task", "files"))
                .check(MAIN);
    }

    @Test
    void whenTheInboxNeedsOneOfOurPackagesThenItKnowsNothingOfRuns() {
        noClasses()
                .that()
                .resideInAPackage(of("inbox"))
                .should()
                .dependOnClassesThat(oursOutside("inbox", "sheet", "load", "home", "page", "files", "time", "text"))
                .check(MAIN);
        noClasses()
                .that(DescribedPredicate.not(inPackages("inbox", "serve", "cli")))
                .should()
                .dependOnClassesThat(inPackages("inbox"))
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"time", "text", "task", "files"})
    void whenOneOfTheLowestPackagesIsUsedThenItUsesNoneOfOurs(String lowest) {
        noClasses()
                .that()
                .resideInAPackage(of(lowest))
                .should()
                .dependOnClassesThat(oursOutside(lowest))
                .check(MAIN);
    }

    @Test
    void whenAClassUsesSpringBatchThenItWiresTheJobOrReadsAndWritesForAStep() {
        noClasses()
                .that(DescribedPredicate.not(inPackages("job", "session").or(isReaderOrWriterOfAStep())))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.batch..")
                .check(MAIN);
    }

    @Test
    void whenAClassConcernsHttpRequestsOfOthersThenItIsInTheWebPackage() {
        noClasses()
                .that(DescribedPredicate.not(inPackages("web")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "org.springframework.web..",
                                "org.springframework.http..",
                                "org.springframework.security..",
                                "jakarta.servlet..",
                                "io.swagger..")
                        .and(DescribedPredicate.not(resideInAnyPackage("org.springframework.security.crypto.."))))
                .check(MAIN);
    }

    /** Spring Batch's own observations are handed to it elsewhere, and cost nothing until somebody listens. */
    @Test
    void whenAClassMeasuresThenItIsInTheWebPackage() {
        noClasses()
                .that(DescribedPredicate.not(inPackages("web")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer.core..", "io.micrometer.prometheusmetrics..", "io.prometheus..")
                .check(MAIN);
        noClasses()
                .that(DescribedPredicate.not(inPackages("web", "job", "session")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..")
                .check(MAIN);
    }

    @Test
    void whenACommandStartsTheWebServerThenItIsServe() {
        noClasses()
                .that(DescribedPredicate.not(inPackages("web")))
                .and()
                .doNotHaveSimpleName("ServeCommand")
                .should()
                .dependOnClassesThat(inPackages("web"))
                .check(MAIN);
    }

    @Test
    void whenAClassWantsTheTimeOrWaitsThenItAsksTheInjectedTime() {
        noClasses()
                .that()
                .resideOutsideOfPackage(of("time"))
                .should()
                .callMethodWhere(target(fullNameMatching(
                        "java\\.time\\.(Instant|LocalDate|LocalTime|LocalDateTime|OffsetDateTime|ZonedDateTime)\\.now\\(.*"
                                + "|java\\.time\\.Clock\\.system.*"
                                + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(.*"
                                + "|java\\.lang\\.Thread\\.sleep\\(.*"
                                + "|java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*")))
                .check(MAIN);
    }

    @Test
    void whenAClassIsNamedThenItSaysWhatItIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Manager|Helper|Impl)(\\$.*)?")
                .check(MAIN);
    }

    @Test
    void whenThereIsAPackageThenItIsNullMarked() {
        JavaPackage root = MAIN.getPackage(ROOT);
        assertThat(root.getSubpackagesInTree())
                .hasSizeGreaterThan(10)
                .filteredOn(ours -> !ours.getClasses().isEmpty())
                .allSatisfy(ours -> assertThat(ours.isAnnotatedWith(NullMarked.class))
                        .as(ours.getName())
                        .isTrue());
    }

    @Test
    void whenPackagesNeedEachOtherThenNotInACircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    private static String of(String name) {
        return ROOT + "." + name + "..";
    }

    private static DescribedPredicate<JavaClass> oursOutside(String... names) {
        return resideInAnyPackage(ROOT + "..").and(DescribedPredicate.not(inPackages(names)));
    }

    private static DescribedPredicate<JavaClass> inPackages(String... names) {
        String[] packages = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            packages[i] = of(names[i]);
        }
        return resideInAnyPackage(packages);
    }

    /** With what is declared inside them; SubmitStage hands its reader and writer over as what they are. */
    private static DescribedPredicate<JavaClass> isReaderOrWriterOfAStep() {
        return inPackages("load", "submit")
                .and(DescribedPredicate.describe("named *Reader or *Writer, or SubmitStage", type -> type.getName()
                        .matches(".*\\.(\\w+(Reader|Writer)|SubmitStage)(\\$.*)?")));
    }
}
