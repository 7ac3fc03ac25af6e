package dev.reelbatch.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClipFilesTest {

    @ParameterizedTest
    @MethodSource("clips")
    void whenClipIsReadThenItIsASmallMp4OfItsSizeAndDuration(Clip clip) {
        byte[] bytes = new ClipFiles().bytes(clip);
        assertThat(bytes).hasSizeLessThan(100_000);
        assertThat(new String(bytes, 4, 4, ISO_8859_1)).isEqualTo("ftyp");
        int movie = box(bytes, "mvhd");
        ByteBuffer file = ByteBuffer.wrap(bytes);
        assertThat(file.getInt(movie + 20) / file.getInt(movie + 16)).isEqualTo(clip.seconds());
        int track = box(bytes, "tkhd");
        assertThat(file.getInt(track + 80) >> 16).isEqualTo(clip.width());
        assertThat(file.getInt(track + 84) >> 16).isEqualTo(clip.height());
    }

    @Test
    void whenSoraAllowsASizeAndDurationThenThereIsAClip() {
        assertThat(Clip.ALL).hasSize(12).doesNotHaveDuplicates();
        assertThat(Clip.ALL).allSatisfy(clip -> assertThat(Clip.nearest(clip.width(), clip.height(), clip.seconds()))
                .isEqualTo(clip));
    }

    static Stream<Clip> clips() {
        return Clip.ALL.stream();
    }

    /** Where a box's type stands; the version 0 fields are counted from there. */
    private static int box(byte[] bytes, String type) {
        int at = new String(bytes, ISO_8859_1).indexOf(type);
        assertThat(at).as(type).isPositive();
        return at;
    }
}
