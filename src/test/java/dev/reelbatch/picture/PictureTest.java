package dev.reelbatch.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"jpg,JPEG", "png,PNG", "gif,GIF", "bmp,BMP"})
    void whenAFileIsAPictureThenItsFormatAndSizeAreKnownWhateverItsName(String format, PictureType type)
            throws IOException {
        byte[] bytes = Photos.of(format, 123, 45);
        Path file = Photos.write(folder.resolve("photo.tiff"), bytes);
        assertThat(Picture.of(file)).isEqualTo(new Picture(type, 123, 45, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"VP8 ", "VP8L", "VP8X"})
    void whenAWebPIsLossyOrLosslessOrExtendedThenItsSizeIsKnown(String kind) throws IOException {
        assertThat(Picture.of(Photos.write(folder.resolve("photo.webp"), Photos.webp(kind, 1280, 720))))
                .isEqualTo(new Picture(PictureType.WEBP, 1280, 720, 64));
    }

    @ParameterizedTest
    @CsvSource({"heic,HEIC", "mif1,HEIC", "avif,AVIF"})
    void whenAPhoneWroteTheFileThenItsFormatIsNamed(String brand, PictureType type) throws IOException {
        byte[] bytes = ("\0\0\0\030ftyp" + brand + "\0\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Picture.of(Photos.write(folder.resolve("photo.jpg"), bytes)))
                .isEqualTo(new Picture(type, 0, 0, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "no picture but a text, long enough for any header", "%PDF-1.7", "<svg/>"})
    void whenAFileIsNoPictureThenItHasNoFormat(String text) throws IOException {
        assertThat(Picture.of(Photos.write(folder.resolve("photo.jpg"), text.getBytes(StandardCharsets.UTF_8))))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
    void whenAFileEndsWithinItsHeaderThenItIsDamaged(String format) {
        Path file = Photos.write(folder.resolve("photo"), Arrays.copyOf(Photos.of(format, 123, 45), 12));
        assertThatThrownBy(() -> Picture.of(file)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void whenTheRestOfAFileIsMissingThenItIsDamaged(String format) {
        byte[] whole = Photos.of(format, 640, 640);
        Path file = Photos.write(folder.resolve("photo"), Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> Picture.of(file)).isInstanceOf(EOFException.class);
    }

    @Test
    void whenAWebPIsShorterThanItSaysThenItIsDamaged() {
        Path file = Photos.write(folder.resolve("photo"), Arrays.copyOf(Photos.webp("VP8 ", 9, 9), 50));
        assertThatThrownBy(() -> Picture.of(file)).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png"})
    void whenAPhonePutsDataBehindThePictureThenItIsWhole(String format) throws IOException {
        byte[] whole = Photos.of(format, 640, 480);
        byte[] more = Arrays.copyOf(whole, whole.length + 300_000);
        assertThat(Picture.of(Photos.write(folder.resolve("photo"), more)))
                .extracting(Picture::width)
                .isEqualTo(640);
    }

    @Test
    void whenAJpegHasAPreviewInItThenTheSizeIsThatOfThePicture() throws IOException {
        byte[] preview = Photos.of("jpg", 160, 120);
        byte[] picture = Photos.of("jpg", 4000, 3000);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(picture, 0, 2);
        both.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1});
        both.writeBytes(new byte[] {(byte) ((preview.length + 2) >> 8), (byte) (preview.length + 2)});
        both.writeBytes(preview);
        both.write(picture, 2, picture.length - 2);
        assertThat(Picture.of(new ByteArrayInputStream(both.toByteArray()), both.size()))
                .isEqualTo(new Picture(PictureType.JPEG, 4000, 3000, both.size()));

        Path cut = Photos.write(folder.resolve("cut.jpg"), Arrays.copyOf(both.toByteArray(), both.size() - 20));
        assertThatThrownBy(() -> Picture.of(cut))
                .as("the end of the preview is not that of the picture")
                .isInstanceOf(EOFException.class);
    }

    @Test
    void whenAJpegIsForPrintThenItIsOneLikeAnyOther() throws IOException {
        byte[] cmyk = Photos.of("jpg", 300, 200);
        for (int i = 0; i < cmyk.length - 9; i++) {
            if ((cmyk[i] & 0xFF) == 0xFF && (cmyk[i + 1] & 0xFF) == 0xC0) {
                cmyk[i + 9] = 4; // components; the rest of the header is not read
            }
        }
        assertThat(Picture.of(Photos.write(folder.resolve("photo.jpg"), cmyk)))
                .isEqualTo(new Picture(PictureType.JPEG, 300, 200, cmyk.length));
    }
}
