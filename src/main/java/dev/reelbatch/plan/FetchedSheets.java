package dev.reelbatch.plan;

import dev.reelbatch.api.LinkAnswer;
import dev.reelbatch.api.LinkAnswer.Version;
import dev.reelbatch.api.LinkClient;
import dev.reelbatch.api.LinkSettings;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.files.Sha256;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sheets from links and from standard input, each in a folder of its own. A host is asked whether a sheet has changed, and
 * the kept bytes are used only if it says that they are still the sheet.
 */
public final class FetchedSheets {

    static final String FOLDER = "fetched";
    private static final String STANDARD_INPUT = "stdin";
    private static final String RECORD = "sheet.json";
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Logger log = LoggerFactory.getLogger(FetchedSheets.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final LinkSettings settings;
    private final Time time;

    /** @param folder for the sheets: that of a home, or of a command that keeps none */
    public FetchedSheets(Path folder, LinkSettings settings, Time time) {
        this.folder = folder.resolve(FOLDER);
        this.settings = settings;
        this.time = time;
    }

    /**
     * A sheet that was fetched.
     *
     * @param shown its origin, without anything secret
     * @param file the name of its file
     */
    private record Kept(
            String shown,
            String file,
            String sha256,
            @Nullable String etag,
            @Nullable String lastModified) {}

    /**
     * The place that a fetched sheet comes from.
     *
     * @param shown for people
     * @param folder what tells it from sheets of the same name; not the name of a folder
     */
    record Origin(String shown, String folder) {}

    /**
     * Fetches a sheet, unless it is here and its host says that it has not changed.
     *
     * @throws UserException if there is none; of the kind {@link UserException.Kind#UNAVAILABLE} if a later try may
     *     succeed
     */
    public Path fetch(SheetLink link) {
        Path place = folder.resolve(link.key());
        Kept kept = kept(place);
        Version known = kept == null ? Version.UNKNOWN : new Version(kept.etag(), kept.lastModified());
        LinkAnswer answer = ask(link, known);
        if (answer instanceof LinkAnswer.Unchanged && kept != null) {
            return place.resolve(kept.file());
        } else if (answer instanceof LinkAnswer.Sheet sheet) {
            Kept before = record(place);
            Path file = keep(place, SheetFileName.of(sheet.name()), sheet.bytes(), link.shown(), sheet.version());
            if (before != null) {
                deleteUnless(file, place.resolve(before.file()));
            }
            return file;
        }
        throw new UserException(UserException.Kind.UNAVAILABLE, Text.of("%s gave no sheet", link.shown()), null);
    }

    /** Fetches a sheet without keeping it. */
    public LinkAnswer.Sheet read(SheetLink link) {
        if (ask(link, Version.UNKNOWN) instanceof LinkAnswer.Sheet sheet) {
            return sheet;
        }
        throw new UserException(UserException.Kind.UNAVAILABLE, Text.of("%s gave no sheet", link.shown()), null);
    }

    private LinkAnswer ask(SheetLink link, Version known) {
        try (LinkClient client = new LinkClient(settings, time)) {
            LinkAnswer answer = client.fetch(link, known);
            if (answer instanceof LinkAnswer.None none) {
                throw new UserException(
                        none.mayCome() ? UserException.Kind.UNAVAILABLE : UserException.Kind.REFUSED,
                        Text.of("The sheet can't be fetched from its link. %s", none.message()),
                        null);
            }
            return answer;
        }
    }

    /**
     * Keeps a sheet that came by standard input until it is planned, in a file of its content, so that two commands at
     * one moment never run each other's. Those of days before are deleted.
     */
    public Path keep(byte[] sheet) {
        Path place = folder.resolve(STANDARD_INPUT);
        deleteOld(place);
        return keep(place, Sha256.of(sheet), sheet, "-", Version.UNKNOWN);
    }

    private static void deleteOld(Path place) {
        FileTime oldest = FileTime.from(Time.system().now().minus(KEPT));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.debug("{} is not tidied", place, e); // it may not exist yet
        }
    }

    private static void deleteUnless(Path now, Path before) {
        try {
            if (!before.equals(now)) {
                Files.deleteIfExists(before);
            }
        } catch (IOException e) {
            log.debug("{} is not deleted", before, e);
        }
    }

    private static Path keep(Path place, String name, byte[] sheet, String shown, Version version) {
        Path file = place.resolve(name);
        try {
            Files.createDirectories(place);
            AtomicFile.writeForced(file, sheet);
            Kept kept = new Kept(shown, name, Sha256.of(sheet), version.etag(), version.lastModified());
            AtomicFile.writeForced(
                    place.resolve(RECORD), JSON.writeValueAsString(kept).getBytes(StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE, Text.of("The sheet can't be kept: %s", e.getMessage()), e);
        }
    }

    /** Returns the sheet that is kept, if its bytes are still those that came. */
    private static @Nullable Kept kept(Path place) {
        Kept kept = record(place);
        try {
            return kept != null && Sha256.of(place.resolve(kept.file())).equals(kept.sha256()) ? kept : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable Kept record(Path place) {
        try {
            return JSON.readValue(Files.readAllBytes(place.resolve(RECORD)), Kept.class);
        } catch (IOException | JacksonException e) {
            return null;
        }
    }

    /** Returns the origin of a file in this home; null for a file that a person named. */
    static @Nullable Origin originOf(Path file, Path home) {
        Path place = file.getParent();
        if (place == null || !home.resolve(FOLDER).equals(place.getParent())) {
            return null;
        }
        return origin(place);
    }

    private static Origin origin(Path place) {
        Kept kept = record(place);
        String shown = kept == null ? "" : kept.shown();
        String host = shown.replaceFirst("^https?://", "").replace("/…", "");
        return new Origin(shown, "%s (%s)".formatted(host, place.getFileName()));
    }

    /**
     * Deletes the sheets that no job is made of, because they were refused.
     *
     * @param folders of the jobs
     * @param before a time since when no sheet may have been fetched whose run is not planned yet
     */
    public static void deleteAllExcept(Set<String> folders, Instant before, Path home) throws IOException {
        Path all = home.resolve(FOLDER);
        if (!Files.isDirectory(all)) {
            return;
        }
        try (Stream<Path> places = Files.list(all)) {
            for (Path place : places.toList()) {
                boolean isOld = Files.getLastModifiedTime(place).toInstant().isBefore(before);
                if (isOld && !folders.contains(origin(place).folder())) {
                    FileSystemUtils.deleteRecursively(place);
                }
            }
        }
    }
}
