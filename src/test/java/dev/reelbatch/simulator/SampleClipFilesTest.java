package dev.reelbatch.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleClipFilesTest {

    @ParameterizedTest
    @MethodSource("clips")
    void whenClipIsReadThenItIsASmallMp4OfItsSizeAndDuration(SampleClip sampleClip) {
        byte[] bytes = new SampleClipFiles().bytes(sampleClip);
        assertThat(bytes).hasSizeLessThan(100_000);
        assertThat(new String(bytes, 4, 4, ISO_8859_1)).isEqualTo("ftyp");
        int movie = box(bytes, "mvhd");
        ByteBuffer file = ByteBuffer.wrap(bytes);
        assertThat(file.getInt(movie + 20) / file.getInt(movie + 16)).isEqualTo(sampleClip.seconds());
        int track = box(bytes, "tkhd");
        assertThat(file.getInt(track + 80) >> 16).isEqualTo(sampleClip.width());
        assertThat(file.getInt(track + 84) >> 16).isEqualTo(sampleClip.height());
    }

    @Test
    void whenSoraAllowsASizeAndDurationThenThereIsAClip() {
        assertThat(SampleClip.ALL).hasSize(18).doesNotHaveDuplicates();
        assertThat(SampleClip.ALL).allSatisfy(sampleClip -> assertThat(
                        SampleClip.nearest(sampleClip.width(), sampleClip.height(), sampleClip.seconds()))
                .isEqualTo(sampleClip));
    }

    static Stream<SampleClip> clips() {
        return SampleClip.ALL.stream();
    }

    /** Returns the position of a box's type; the version 0 fields are counted from there. */
    private static int box(byte[] bytes, String type) {
        int at = new String(bytes, ISO_8859_1).indexOf(type);
        assertThat(at).as(type).isPositive();
        return at;
    }
}
