package dev.reelbatch.load;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder in which a sheet's pictures are: the sheet's own, or one that a person named. Nothing outside is read. */
final class PictureFolder {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

    private final Path folder;
    private final boolean isNamed;

    /** @param isNamed whether a person named it, so that full paths into it may be used */
    PictureFolder(Path folder, boolean isNamed) {
        this.folder = folder.toAbsolutePath().normalize();
        this.isNamed = isNamed;
    }

    /**
     * Finds a file.
     *
     * @param name its path below the folder, with slashes or backslashes
     * @throws NoPictureException if there is none, or it is outside
     */
    Path find(String name) throws NoPictureException {
        String path = name.replace('\\', '/');
        boolean isFull = path.startsWith("/")
                || path.startsWith("~")
                || DRIVE.matcher(path).matches();
        if (isFull && !isNamed) {
            throw outside();
        }
        try {
            Path file = present(path, name).toRealPath();
            if (!file.startsWith(folder.toRealPath())) {
                throw outside();
            } else if (!Files.isRegularFile(file)) {
                throw new NoPictureException(Text.of("is not a file"));
            } else if (Files.size(file) == 0) {
                throw new NoPictureException(Text.of("is an empty file; save the picture again"));
            }
            return file;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    static NoPictureException unreadable(IOException e) {
        return new NoPictureException(Text.of("can't be read (%s)", e.getClass().getSimpleName()));
    }

    private NoPictureException outside() {
        return new NoPictureException(
                isNamed
                        ? Text.of("is not in %s, where this sheet's pictures are; put the picture there", folder)
                        : Text.of("is not in the sheet's folder; put the picture beside the sheet, or name its folder "
                                + "with --pictures"));
    }

    private Path present(String path, String name) throws NoPictureException, IOException {
        try {
            Path file = folder.resolve(path).normalize();
            if (!file.startsWith(folder)) {
                throw outside();
            } else if (Files.exists(file)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // a name that can't be written in this machine's encoding may still be in a list
        }
        return listed(path, name);
    }

    /** Finds the file by the names in the folders: the same letters may be written in several ways. */
    private Path listed(String path, String name) throws NoPictureException, IOException {
        Path place = folder;
        StringBuilder before = new StringBuilder();
        for (String part : path.split("/", -1)) {
            List<Path> there = list(place);
            Path next = there.stream()
                    .filter(file -> nameOf(file).equals(CellText.normal(part)))
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                throw missing(before, part, there);
            }
            before.append(part).append('/');
            place = next;
        }
        return place;
    }

    private static List<Path> list(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.toList();
        }
    }

    /** Returns a file's name, also if this machine's encoding can't show it: an address has its bytes. */
    private static String nameOf(Path file) {
        String address = file.toUri().getPath().replaceFirst("/$", "");
        return CellText.normal(address.substring(address.lastIndexOf('/') + 1));
    }

    private NoPictureException missing(CharSequence before, String part, List<Path> there) {
        List<String> names = new ArrayList<>();
        there.forEach(file -> names.add(nameOf(file)));
        @Nullable String nearest = Suggestion.text(part, names);
        return new NoPictureException(
                Text.of(
                        "is not a file in %s; put the picture there, or write an address that begins with https://",
                        folder),
                nearest == null ? null : before + nearest);
    }
}
