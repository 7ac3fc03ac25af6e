package dev.reelbatch.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stills of videos, with programs in ffmpeg's place that do what a hostile video makes it do; the last one is with ffmpeg. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class VideoStillsTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private VideoStills stills(String script, Duration limit) throws IOException {
        return new VideoStills(program("ffmpeg", script), folder.resolve("home/stills"), limit);
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    /** Shell words that name the last argument, without its {@code file:}. */
    private static String write(String text) {
        return "for last; do :; done\nprintf '%s' '" + text + "' > \"${last#file:}\"\n";
    }

    private Path video(String name) throws IOException {
        return Files.writeString(folder.resolve(name), name);
    }

    private static Optional<Path> get(CompletableFuture<Optional<Path>> still) throws Exception {
        return still.get(50, TimeUnit.SECONDS);
    }

    @Test
    void whenSeveralAskForTheSameVideoThenItsStillIsMadeOnceAndKept() throws Exception {
        Path log = folder.resolve("log");
        try (VideoStills stills = stills("echo x >> " + log + "\n" + write("jpeg"), LATE)) {
            Path video = video("a b;$(rm x).mp4");
            List<CompletableFuture<Optional<Path>>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(stills.of(video));
            }
            for (CompletableFuture<Optional<Path>> one : all) {
                assertThat(get(one).orElseThrow()).hasContent("jpeg").hasParent(folder.resolve("home/stills"));
            }
            assertThat(Files.readAllLines(log)).hasSize(1);
            assertThat(folder.resolve("home/stills")).isDirectoryNotContaining("glob:**.part");
        }
    }

    @Test
    void whenManyAreWantedThenOneIsMadeAtATime() throws Exception {
        Path lock = folder.resolve("lock");
        String alone = "mkdir " + lock + " || { touch " + folder.resolve("two") + "; }\nsleep 0.1\n" + write("x");
        try (VideoStills stills = stills(alone + "rmdir " + lock, LATE)) {
            List<CompletableFuture<Optional<Path>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(stills.of(video(i + ".webm")));
            }
            for (CompletableFuture<Optional<Path>> one : all) {
                assertThat(get(one)).isPresent();
            }
            assertThat(folder.resolve("two")).doesNotExist();
        }
    }

    @Test
    void whenAVideoKeepsItBusyOrHasNoStillThenItIsEndedAndNeverTriedAgain() throws Exception {
        Path log = folder.resolve("log");
        for (String hostile : List.of(
                "exec sleep 300",
                "exit 1",
                write(""),
                write("junk") + "exit 9",
                "kill -9 $$",
                "exec head -c 9000000 /dev/zero")) {
            Files.deleteIfExists(log);
            Path video = video("v" + hostile.hashCode() + ".mp4");
            try (VideoStills stills = stills("echo x >> " + log + "\n" + hostile, SOON)) {
                assertThat(get(stills.of(video))).as(hostile).isEmpty();
                assertThat(get(stills.of(video))).as(hostile).isEmpty();
                assertThat(Files.readAllLines(log)).as(hostile).hasSize(1);
            }
        }
        try (VideoStills stills = stills(write("y".repeat(500_000)), LATE)) {
            assertThat(get(stills.of(video("huge.mp4")))).isEmpty();
        }
        assertThat(folder.resolve("home/stills")).isDirectoryNotContaining("glob:**.jpg");
    }

    @Test
    void whenItRunsThenItHasNothingOfThisProcess() throws Exception {
        Path seen = folder.resolve("seen");
        String script = "env > " + seen + "; echo \"$@\" >> " + seen + "; cat >> " + seen + "; " + write("x");
        try (VideoStills stills = stills(script, LATE)) {
            assertThat(get(stills.of(video("0007-mug.webm")))).isPresent();
            assertThat(Files.readString(seen))
                    .contains("-protocol_whitelist file -f matroska", "-i file:" + folder.resolve("0007-mug.webm"))
                    .doesNotContain("HOME=", "USER=", "JAVA_HOME=", "MODELVERSE");
        }
    }

    @Test
    void whenThereIsNoVideoOrNoProgramThenThereIsNoStill() throws Exception {
        try (VideoStills none = new VideoStills(null, folder.resolve("home/stills"), LATE)) {
            assertThat(none.areMade()).isFalse();
            assertThat(get(none.of(video("a.mp4")))).isEmpty();
        }
        try (VideoStills stills = stills(write("x"), LATE)) {
            assertThat(get(stills.of(folder.resolve("gone.mp4")))).isEmpty();
            Files.writeString(folder.resolve("home"), "no folder");
            assertThat(get(stills.of(video("a.mp4")))).isEmpty();
        }
    }

    @Test
    void whenItIsSearchedForThenOnlyInFoldersThatAreTheSameFromEverywhere() throws Exception {
        Path program = program("ffmpeg", "exit 0");
        String own = folder.resolve("bin").toString();
        assertThat(VideoStills.ffmpeg("/nowhere" + File.pathSeparator + own)).contains(program);
        assertThat(VideoStills.ffmpeg("." + File.pathSeparator + File.pathSeparator + "bin"))
                .isEmpty();
        assertThat(VideoStills.ffmpeg(null)).isEmpty();
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rw-------"));
        assertThat(VideoStills.ffmpeg(own)).isEmpty();
    }

    @Test
    void whenFfmpegIsThereThenAStillIsAJpegAndAPlaylistInAVideosPlaceIsNotFollowed() throws Exception {
        Path ffmpeg = VideoStills.ffmpeg(System.getenv("PATH")).orElse(null);
        Assumptions.assumeTrue(ffmpeg != null, "no ffmpeg on PATH");
        try (VideoStills stills = new VideoStills(ffmpeg, folder.resolve("stills"), LATE)) {
            Path video = folder.resolve("a.mp4");
            try (InputStream clip = Objects.requireNonNull(
                    VideoStillsTest.class.getResourceAsStream("/dev/reelbatch/simulator/clips/1280x720-4s.mp4"))) {
                Files.copy(clip, video);
            }
            byte[] still = Files.readAllBytes(get(stills.of(video)).orElseThrow());
            assertThat(still).startsWith(0xFF, 0xD8, 0xFF).hasSizeLessThan(60_000);
            Path playlist = Files.writeString(
                    folder.resolve("b.mp4"),
                    "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nfile://" + video + "\n#EXT-X-ENDLIST\n");
            assertThat(get(stills.of(playlist))).isEmpty();
            Path list = Files.writeString(folder.resolve("c.mp4"), "ffconcat version 1.0\nfile '" + video + "'\n");
            assertThat(get(stills.of(list))).isEmpty();
        }
    }
}
