package dev.reelbatch.download;

import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kind of a file, told by its bytes alone: a host's Content-Type, and the address, may be wrong. */
enum FileKind {
    MP4(Sort.VIDEO, "mp4"),
    QUICKTIME(Sort.VIDEO, "mov"),
    WEBM(Sort.VIDEO, "webm"),
    MATROSKA(Sort.VIDEO, "mkv"),
    AVI(Sort.VIDEO, "avi"),
    MPEG_TS(Sort.VIDEO, "ts"),
    MPEG(Sort.VIDEO, "mpg"),
    FLV(Sort.VIDEO, "flv"),
    JPEG(Sort.IMAGE, "jpg"),
    PNG(Sort.IMAGE, "png"),
    GIF(Sort.IMAGE, "gif"),
    WEBP(Sort.IMAGE, "webp"),
    BMP(Sort.IMAGE, "bmp"),
    AVIF(Sort.IMAGE, "avif"),
    HEIC(Sort.IMAGE, "heic"),
    MP3(Sort.SOUND, "mp3"),
    AAC(Sort.SOUND, "aac"),
    M4A(Sort.SOUND, "m4a"),
    WAV(Sort.SOUND, "wav"),
    OGG(Sort.SOUND, "ogg"),
    FLAC(Sort.SOUND, "flac"),
    SUBTITLES(Sort.OTHER, "vtt"),
    ZIP(Sort.OTHER, "zip"),
    PDF(Sort.OTHER, "pdf"),
    HTML(Sort.ANSWER, null),
    XML(Sort.ANSWER, null),
    JSON(Sort.ANSWER, null),
    PLAYLIST(Sort.ANSWER, null),
    TEXT(Sort.ANSWER, null),
    EMPTY(Sort.ANSWER, null),
    UNKNOWN(Sort.ANSWER, null);

    private enum Sort {
        VIDEO,
        IMAGE,
        SOUND,
        OTHER,
        /** A message that a host sends in place of a file. */
        ANSWER
    }

    private final Sort sort;
    private final @Nullable String extension;

    FileKind(Sort sort, @Nullable String extension) {
        this.sort = sort;
        this.extension = extension;
    }

    boolean isVideo() {
        return sort == Sort.VIDEO;
    }

    /** Returns the extension without a dot; null if the file is not to be kept. */
    @Nullable String extension() {
        return extension;
    }

    /** Returns the kind of a file that was kept. */
    static FileKind ofName(Path file) {
        String name = file.getFileName().toString();
        return Arrays.stream(values())
                .filter(kind -> kind.extension != null && name.endsWith("." + kind.extension))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Returns whether the file is a text whose beginning tells a person more. */
    boolean isReadable() {
        return this == XML || this == JSON || this == TEXT;
    }

    /** Returns the name of the kind with its article, for use in a sentence. */
    String nameWithArticle() {
        return switch (this) {
            case HTML -> Text.of("a web page (HTML)");
            case PLAYLIST -> Text.of("a playlist (HLS)");
            case TEXT -> Text.of("a text");
            case EMPTY -> Text.of("an empty file");
            case UNKNOWN -> Text.of("a file of an unknown kind");
            default -> ofSort(extension == null ? name() : extension.toUpperCase(Locale.ROOT));
        };
    }

    private String ofSort(String name) {
        return switch (sort) {
            case VIDEO -> Text.of("a video (%s)", name);
            case IMAGE -> Text.of("an image (%s)", name);
            case SOUND -> Text.of("a sound file (%s)", name);
            case OTHER, ANSWER -> Text.of("a document (%s)", name);
        };
    }
}
