package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.picture.Picture;
import dev.reelbatch.picture.PictureReference;
import dev.reelbatch.picture.PictureStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures that videos were made from, for the page: files in OUT, named after their content. Each is another name
 * of the home's copy, which takes no room, or a copy where the file system has no such names.
 */
final class RowPictures {

    private static final Logger log = LoggerFactory.getLogger(RowPictures.class);
    private static final String FOLDER = "pictures/";
    private static final int NAME = 16;

    private final PictureStore store;
    private final Path out;
    private final Map<String, Optional<PageRow.Link>> links = new HashMap<>();

    RowPictures(PictureStore store, Path out) {
        this.store = store;
        this.out = out;
    }

    /** Returns links to the pictures of a clip's request that are there. */
    List<PageRow.Link> of(@Nullable Clip clip) {
        return clip == null
                ? List.of()
                : PictureReference.inJson()
                        .matcher(clip.request())
                        .results()
                        .map((MatchResult reference) -> reference.group(2))
                        .flatMap(sha256 -> links.computeIfAbsent(sha256, this::link).stream())
                        .toList();
    }

    private Optional<PageRow.Link> link(String sha256) {
        Path copy = store.copyOf(sha256);
        try {
            Picture picture = Objects.requireNonNull(Picture.of(copy), "only pictures are stored");
            String name =
                    FOLDER + sha256.substring(0, NAME) + "." + picture.type().extension();
            put(copy, out.resolve(name));
            return Optional.of(new PageRow.Link(name, name));
        } catch (IOException e) {
            log.debug("The page can't show a picture", e);
            return Optional.empty();
        }
    }

    private static void put(Path copy, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.getParent());
        try {
            Files.createLink(file, copy);
        } catch (IOException | UnsupportedOperationException e) {
            Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
            Files.copy(copy, temporary, StandardCopyOption.REPLACE_EXISTING);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
