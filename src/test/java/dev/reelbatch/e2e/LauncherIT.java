package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bin/reelbatch} in places that the build did not see; all other ITs start their children with it as it is. */
@ExtendWith(Sandboxes.class)
class LauncherIT {

    private static final int GARBAGE = 100_000;

    private static final Pattern JVM_OPTION = Pattern.compile("-(XX:[-+]?|Xlog:|D)\\w[^\\s\"]*");

    /** The JVM that makes it may crash; the program would start without it, twice as slowly. */
    @Test
    void whenItIsPackagedThenItsArchiveIsMade() {
        assertThat(archive(Packaged.APP)).isNotEmptyFile();
    }

    @Tag("fire")
    @Test
    void whenFolderWasCopiedAndIsCalledByALinkThenTheFirstStartMakesAnArchiveOfItsOwn(Sandbox sandbox)
            throws Exception {
        Path app = copyOfApp(sandbox, "my apps (1)/reelbatch $HOME");
        Path link = Files.createDirectories(sandbox.folder().resolve("links")).resolve("reelbatch");
        Files.createSymbolicLink(link, Path.of("../my apps (1)/reelbatch $HOME/bin/reelbatch"));
        List<String> version = List.of("links/reelbatch", "--version");
        assertOnlyTheVersion(sandbox.start(version).await());
        Path archive = onlyFile(app.resolve("cache"));
        FileTime made = Files.getLastModifiedTime(archive);
        assertThat(archive).isNotEmptyFile();
        assertOnlyTheVersion(sandbox.start(version).await());
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
        Child.Ended missing = sandbox.start(
                        List.of("links/reelbatch", "check", "no sheet.csv", "--home=" + sandbox.home()))
                .await();
        assertThat(missing.expect(2).console()).contains("no sheet.csv");

        byte[] ofAnotherPlace = Files.readAllBytes(archive(Packaged.APP));
        for (byte[] other : List.of(ofAnotherPlace, new byte[GARBAGE], new byte[0])) {
            Files.delete(archive);
            Files.write(archive, other);
            assertOnlyTheVersion(sandbox.start(version).await());
            assertThat(archive).hasSize(other.length);
        }
    }

    @Test
    void whenArchiveCanBeMadeNowhereThenItStartsAllTheSame(Sandbox sandbox) throws Exception {
        Path app = copyOfApp(sandbox, "app");
        Path file = Files.createFile(sandbox.folder().resolve("no-folder"));
        Files.copy(file, app.resolve("cache"));
        sandbox.environment().put("XDG_CACHE_HOME", file.toString());
        assertOnlyTheVersion(sandbox.start(launcher(app, "--version")).await());
    }

    @Test
    @Tag("fire")
    void whenTwoStartAtOnceForTheFirstTimeThenBothWork(Sandbox sandbox) throws Exception {
        Path app = copyOfApp(sandbox, "app");
        Child one = sandbox.start(launcher(app, "--version"));
        Child other = sandbox.start(launcher(app, "--version"));
        assertOnlyTheVersion(one.await());
        assertOnlyTheVersion(other.await());
        assertThat(onlyFile(app.resolve("cache"))).isNotEmptyFile();
    }

    @Test
    void whenStoppedWhileItMakesTheArchiveThenItLeavesNothingBehind(Sandbox sandbox) throws Exception {
        Path app = copyOfApp(sandbox, "app");
        Child child = sandbox.start(launcher(app, "--version"));
        await().atMost(Child.LONG_ENOUGH)
                .until(() -> !Trees.files(app.resolve("cache")).isEmpty());
        child.signal("TERM");
        child.await().expect(143);
        assertThat(Trees.files(app.resolve("cache"))).isEmpty();
    }

    @Test
    void whenServeIsStartedThenItHasAnArchiveOfItsOwnAndNoJobFileIsTouched(Sandbox sandbox) throws Exception {
        Path app = copyOfApp(sandbox, "app");
        sandbox.write("jobs/nightly.yaml", "input: missing.csv\n");
        sandbox.start(List.of(app.resolve("bin/reelbatch").toString(), "serve", "--help"))
                .await()
                .expect(0);
        Path archive = onlyFile(app.resolve("cache"));
        assertThat(archive.getFileName().toString()).startsWith("serve-java-");
        assertThat(archive).isNotEmptyFile();
    }

    @Test
    void whenTheJvmBreaksDownThenItsRecordIsNotInTheFolderItWasStartedIn(Sandbox sandbox) throws Exception {
        Path temporary = Files.createDirectories(sandbox.folder().resolve("temporary files"));
        sandbox.environment().put("TMPDIR", temporary.toString());
        sandbox.with("-XX:-CreateCoredumpOnCrash");
        Child child = sandbox.start(List.of(Packaged.LAUNCHER.toString(), "simulate", "--port=0"));
        await().atMost(Child.LONG_ENOUGH).until(() -> child.console().contains("http://"));
        child.signal("SEGV");
        assertThat(child.await().exitCode()).isNotZero();
        Path dump = onlyFile(temporary);
        assertThat(dump).content().contains("SIGSEGV");
        assertThat(Trees.files(sandbox.folder()))
                .filteredOn(file -> file.getFileName().toString().contains("_pid"))
                .containsExactly(dump);
    }

    @ParameterizedTest
    @CsvSource({"LC_ALL, true", "LANG, true", "NONE, false"})
    void whenTheLocaleIsNotInstalledThenNamesOfFilesAndTheLanguageAreThoseAskedFor(
            String variable, boolean isChinese, Sandbox sandbox) throws Exception {
        List.of("LC_ALL", "LC_MESSAGES", "LANG").forEach(sandbox.environment()::remove);
        sandbox.environment().put(variable, "zh_HK.UTF-8"); // hardly anywhere
        Path sheet = Files.writeString(sandbox.folder().resolve("春季.csv"), "prompt\nA kite over the sea\n");
        Child.Ended checked = sandbox.run("check", sheet.toString()).expect(0);
        assertThat(checked.console()).contains("春季.csv", isChinese ? "没有发现错误" : "No mistakes found");
    }

    @Test
    void whenThereIsNoJavaWhereJavaHomeSaysThenThatIsSaid(Sandbox sandbox) throws Exception {
        sandbox.environment().put("JAVA_HOME", "/no such folder");
        assertThat(sandbox.run("status").expect(2).console()).contains("JAVA_HOME is /no such folder");
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, true", "1.8.0_292, true", "16.0.1, false", "1.8.0_292, false"})
    void whenJavaIsTooOldThenItsVersionIsSaid(String version, boolean saysInAFile, Sandbox sandbox) throws Exception {
        Path home = sandbox.folder().resolve("java");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"%s\" 2021-01-01' >&2\n".formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        if (saysInAFile) {
            Files.writeString(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        }
        sandbox.environment().put("JAVA_HOME", home.toString());
        assertThat(sandbox.run("status").expect(2).console())
                .contains("needs Java 17", version)
                .doesNotContain("Exception");
    }

    /** No Windows is here to start it; what can be read off it is at least that it has not been forgotten. */
    @Test
    void whenOnWindowsThenTheJvmGetsTheSameOptionsFromAFileWithTheLineEndsOfWindows() throws Exception {
        String windows = Files.readString(Packaged.APP.resolve("bin/reelbatch.bat"));
        assertThat(windows.replace("\r\n", "")).doesNotContain("\n", "\r");
        assertThat(optionsIn(windows)).isNotEmpty().isEqualTo(optionsIn(Files.readString(Packaged.LAUNCHER)));
    }

    private static List<String> optionsIn(String launcher) {
        return launcher.lines()
                .filter(line -> line.contains("options="))
                .map(line -> line.substring(line.lastIndexOf("options=")))
                .flatMap(line -> JVM_OPTION.matcher(line).results().map(MatchResult::group))
                .toList();
    }

    private static Path copyOfApp(Sandbox sandbox, String name) throws IOException {
        Path app = sandbox.folder().resolve(name);
        for (String part : List.of("bin", "lib")) {
            for (Path file : Trees.files(Packaged.APP.resolve(part))) {
                Path copy = app.resolve(Packaged.APP.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.createLink(copy, file);
            }
        }
        return app;
    }

    private static List<String> launcher(Path app, String argument) {
        return List.of(app.resolve("bin/reelbatch").toString(), argument);
    }

    private static void assertOnlyTheVersion(Child.Ended ended) {
        assertThat(ended.expect(0).console()).matches("reelbatch .*\\RJava .*\\R");
    }

    /** Of the Java that the tests run with. */
    private static Path archive(Path app) {
        return Trees.files(app.resolve("cache")).stream()
                .filter(file -> file.getFileName().toString().contains(System.getProperty("java.version")))
                .findFirst()
                .orElseThrow();
    }

    private static Path onlyFile(Path folder) {
        assertThat(Trees.files(folder)).hasSize(1);
        return Trees.files(folder).get(0);
    }
}
