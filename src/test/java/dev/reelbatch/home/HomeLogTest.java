package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HomeLogTest {

    private static final String LEVEL = "logging.level.root";

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void makeTheHome() {
        home = new Home(folder.resolve("home"), false).create();
    }

    @AfterEach
    void forgetTheLevel() {
        System.clearProperty(LEVEL);
        HomeLog.open(home, LogFormat.TEXT);
    }

    @Test
    void whenItIsOpenThenTheHomesFileHasTheLoggedLines() throws IOException {
        HomeLog.open(home, LogFormat.TEXT);
        LoggerFactory.getLogger("ours").info("grüße");
        LoggerFactory.getLogger("ours").debug("details");
        java.util.logging.Logger.getLogger("java's").warning("old");
        assertThat(HomeLog.file()).contains(home.log());
        assertThat(Files.readString(home.log()))
                .contains("INFO", "ours", "grüße", "java's", "old")
                .doesNotContain("details");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100% sure", "50%off", "x%d{}y", "a) b", "old [2024", "mugs (2)", "C++", "ü ☕"})
    void whenTheHomeIsInAFolderOfAnyNameThenItHasItsLog(String name) throws IOException {
        Home odd = new Home(folder.resolve(name), false).create();
        HomeLog.open(odd, LogFormat.TEXT);
        LoggerFactory.getLogger("ours").info("here");
        assertThat(HomeLog.file()).contains(odd.log());
        assertThat(odd.log()).content().contains("here");
    }

    @Test
    void whenAnotherHomeIsOpenedThenTheFirstOneHearsNoMore() {
        HomeLog.open(home, LogFormat.TEXT);
        Home other = new Home(folder.resolve("other"), false).create();
        HomeLog.open(other, LogFormat.TEXT);
        LoggerFactory.getLogger("ours").info("later");
        assertThat(other.log()).content().contains("later");
        assertThat(home.log()).isEmptyFile();
    }

    @Test
    void whenEveryLevelIsEnabledThenSecretsAreStillLeftOut() {
        System.setProperty(LEVEL, "DEBUG");
        HomeLog.open(home, LogFormat.TEXT);
        LoggerFactory.getLogger("ours").debug("details");
        LoggerFactory.getLogger("org.apache.hc.client5.http.headers").error("Authorization: sk-1");
        LoggerFactory.getLogger("org.apache.hc.client5.http.impl.classic.MainClientExec")
                .debug("/hooks/sk-1");
        assertThat(home.log()).content().contains("details").doesNotContain("sk-1");
    }

    @Test
    void whenItCanNotBeWrittenThenNobodyIsTroubled() throws IOException {
        Files.createDirectories(home.log());
        HomeLog.open(home, LogFormat.TEXT);
        assertThatNoException().isThrownBy(() -> LoggerFactory.getLogger("ours").info("lost"));
    }
}
