package dev.reelbatch.download;

import static dev.reelbatch.download.Media.FTYP;
import static dev.reelbatch.download.Media.MDAT;
import static dev.reelbatch.download.Media.MOOV;
import static dev.reelbatch.download.Media.MOV;
import static dev.reelbatch.download.Media.MP4;
import static dev.reelbatch.download.Media.WEBM;
import static dev.reelbatch.download.Media.all;
import static dev.reelbatch.download.Media.box;
import static dev.reelbatch.download.Media.hex;
import static dev.reelbatch.download.Media.longBox;
import static dev.reelbatch.download.Media.noise;
import static dev.reelbatch.download.Media.openBox;
import static dev.reelbatch.download.Media.riff;
import static dev.reelbatch.download.Media.text;
import static dev.reelbatch.download.Media.webm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reelbatch.ledger.VideoFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CheckedFileTest {

    private static final byte[] FRAGMENT = all(box("moof", noise(50)), MDAT);

    @TempDir
    Path folder;

    private CheckedFile check(byte[] bytes) throws Exception {
        return CheckedFile.of(Files.write(folder.resolve("file"), bytes));
    }

    static Stream<Arguments> whole() {
        return Stream.of(
                arguments(FileKind.MP4, MP4),
                arguments(FileKind.MP4, all(FTYP, MDAT, MOOV)),
                arguments(FileKind.MP4, all(box("free", noise(8)), MP4)),
                arguments(FileKind.MP4, all(box("styp", text("msdh\0\0\0\0msdhmsix")), MOOV, MDAT)),
                arguments(FileKind.MP4, all(FTYP, MOOV, longBox("mdat", noise(500)))),
                arguments(FileKind.MP4, all(FTYP, box("abcd", noise(9)), MOOV, MDAT)),
                arguments(FileKind.MP4, all(FTYP, MOOV, FRAGMENT, FRAGMENT)),
                arguments(FileKind.MP4, FRAGMENT),
                arguments(FileKind.QUICKTIME, MOV),
                arguments(FileKind.QUICKTIME, all(MOOV, MDAT)),
                arguments(FileKind.QUICKTIME, all(MDAT, MOOV)),
                arguments(FileKind.QUICKTIME, all(box("skip", noise(7)), MOOV, MDAT)),
                arguments(FileKind.QUICKTIME, all(box("free"), box("pnot", noise(7)), MOOV, MDAT)),
                arguments(FileKind.QUICKTIME, all(box("ftyp", text("qt  \0\0\2\0qt  ")), box("wide"), MDAT, MOOV)),
                arguments(FileKind.WEBM, WEBM),
                arguments(FileKind.WEBM, webm("webm", false)),
                arguments(FileKind.MATROSKA, webm("matroska", true)),
                arguments(FileKind.AVI, riff("AVI ")),
                arguments(FileKind.WAV, riff("WAVE")),
                arguments(FileKind.WEBP, riff("WEBP")),
                arguments(FileKind.M4A, all(box("ftyp", text("M4A \0\0\2\0M4A ")), MOOV, MDAT)),
                arguments(FileKind.AVIF, all(box("ftyp", text("avif\0\0\0\0mif1")), box("meta", noise(40)), MDAT)));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void whenAFileIsWholeThenItIsKnownAndNotCutShort(FileKind kind, byte[] file) throws Exception {
        CheckedFile checked = check(file);
        assertThat(checked.kind()).isEqualTo(kind);
        assertThat(checked.isCutShort()).isFalse();
        assertThat(checked.hasMedia()).isTrue();
        assertThat(checked.hasIndex()).isTrue();
    }

    /** However short it is; only a file that ends between two fragments is indistinguishable from a complete one. */
    @ParameterizedTest
    @MethodSource("whole")
    void whenAFileEndsAnywhereElseThenItIsCutShort(FileKind kind, byte[] file) throws Exception {
        if (kind.extension() == null) {
            return;
        }
        for (int length = 12; length < file.length; length += length < 400 ? 1 : 29) {
            CheckedFile checked = check(Arrays.copyOf(file, length));
            boolean passes =
                    checked.kind().isVideo() && !checked.isCutShort() && checked.hasMedia() && checked.hasIndex();
            boolean betweenParts = isEnd(file, length);
            assertThat(passes && !betweenParts)
                    .as("%s of %s bytes", kind, length)
                    .isFalse();
        }
    }

    /** Returns whether the rest is a complete box or element, so that the part before it is a valid file. */
    private static boolean isEnd(byte[] file, int length) {
        byte[] rest = Arrays.copyOfRange(file, length, file.length);
        return Arrays.equals(rest, FRAGMENT)
                || Arrays.equals(rest, 0, Math.min(4, rest.length), hex("1F43B675"), 0, 4)
                || Arrays.equals(rest, 0, Math.min(4, rest.length), hex("1654AE6B"), 0, 4)
                || Arrays.equals(rest, 0, Math.min(4, rest.length), hex("1549A966"), 0, 4)
                || Arrays.equals(rest, 0, Math.min(4, rest.length), hex("18538067"), 0, 4);
    }

    static Stream<Arguments> withMore() {
        return Stream.of(MP4, all(FTYP, MDAT, MOOV), MOV, WEBM).flatMap(file -> Stream.of(
                        text("\r\n"),
                        new byte[5],
                        new byte[5000],
                        text("Served by example.com in 0.3 s\n"),
                        text("<!-- cached -->"),
                        hex("FFFFFFFFFFFFFFFFFFFF"))
                .map(more -> arguments(file, more)));
    }

    @ParameterizedTest
    @MethodSource("withMore")
    void whenSomethingFollowsAWholeVideoThenItDoesNoHarm(byte[] file, byte[] more) throws Exception {
        CheckedFile checked = check(all(file, more));
        assertThat(checked.isCutShort()).isFalse();
        assertThat(checked.hasMedia() && checked.hasIndex()).isTrue();
    }

    @Test
    void whenTheMediaReachToTheEndThenNothingTellsWhereThatIs() throws Exception {
        assertThat(check(all(FTYP, MOOV, openBox("mdat", noise(500)))).isCutShort())
                .isFalse();
    }

    @Test
    void whenTheLengthIsAbsurdThenTheFileIsCutShort() throws Exception {
        byte[] absurd = all(hex("00000001"), text("mdat"), hex("FFFFFFFFFFFFFFF0"), noise(50));
        assertThat(check(all(FTYP, MOOV, absurd)).isCutShort()).isTrue();
        absurd = all(hex("00000001"), text("mdat"), hex("7FFFFFFFFFFFFFFF"), noise(50));
        assertThat(check(all(FTYP, MOOV, absurd)).isCutShort()).isTrue();
    }

    @Test
    void whenThereIsNothingToPlayThenThatIsKnown() throws Exception {
        assertThat(check(all(FTYP, new byte[3000])).hasMedia()).isFalse();
        assertThat(check(all(FTYP, MOOV)).hasMedia()).isFalse();
        CheckedFile noIndex = check(all(FTYP, MDAT));
        assertThat(noIndex.isCutShort()).isFalse();
        assertThat(noIndex.hasMedia()).isTrue();
        assertThat(noIndex.hasIndex()).isFalse();
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments(FileKind.JPEG, all(hex("FFD8FFE0"), noise(500))),
                arguments(FileKind.PNG, all(hex("89504E470D0A1A0A"), noise(500))),
                arguments(FileKind.GIF, all(text("GIF89a"), noise(500))),
                arguments(FileKind.BMP, all(text("BM"), hex("36000000"), new byte[4], noise(500))),
                arguments(FileKind.MP3, all(text("ID3\4"), noise(500))),
                arguments(FileKind.MP3, all(hex("FFFB9064"), noise(500))),
                arguments(FileKind.AAC, all(hex("FFF15080"), noise(500))),
                arguments(FileKind.OGG, all(text("OggS"), noise(500))),
                arguments(FileKind.FLAC, all(text("fLaC"), noise(500))),
                arguments(FileKind.ZIP, all(hex("504B0304"), noise(500))),
                arguments(FileKind.PDF, text("%PDF-1.7\n...")),
                arguments(FileKind.FLV, all(text("FLV"), hex("0105"), noise(500))),
                arguments(FileKind.MPEG, all(hex("000001BA"), noise(500))),
                arguments(FileKind.MPEG_TS, all(text("G"), noise(187), text("G"), noise(187), text("G"), noise(187))),
                arguments(FileKind.HTML, text("\n <!DOCTYPE html><title>Sorry</title>")),
                arguments(FileKind.HTML, text("<html><body>x")),
                arguments(FileKind.XML, text("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>")),
                arguments(FileKind.XML, text("<Error><Code>AccessDenied</Code></Error>")),
                arguments(FileKind.JSON, text("{\"error\": \"expired\"}")),
                arguments(FileKind.JSON, all(hex("EFBBBF"), text(" [1]"))),
                arguments(FileKind.PLAYLIST, text("#EXTM3U\n#EXT-X-VERSION:3\n")),
                arguments(FileKind.SUBTITLES, text("WEBVTT\n\n00:00.000 --> 00:01.000\nhello")),
                arguments(FileKind.TEXT, text("not found\n")),
                arguments(FileKind.EMPTY, new byte[0]),
                arguments(FileKind.UNKNOWN, noise(3000)),
                arguments(FileKind.UNKNOWN, new byte[3000]));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whenItIsSomethingElseThenThatIsKnown(FileKind kind, byte[] file) throws Exception {
        assertThat(check(file).kind()).isEqualTo(kind);
        assertThat(kind.nameWithArticle()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whenAKindIsAVideoThenItsNameSaysSo(FileKind kind) {
        if (kind.extension() != null) {
            Path file = Path.of("0002-clip." + kind.extension());
            assertThat(VideoFile.isVideo(file)).isEqualTo(kind.isVideo());
            assertThat(FileKind.ofName(file)).isEqualTo(kind);
        }
    }
}
